"""Leaving an HQ, and being sent away by it: what happens to the data."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from organizer_app.db import envelope, os_keyring
from organizer_app.db.envelope import ENVELOPE, VERSION, Envelope
from organizer_app.domain.files import write_whole
from organizer_app.sync import credentials, facts
from organizer_app.sync.credentials import Hq
from organizer_app.wire import orders, seal
from organizer_app.wire.orders import Order, SignedOrder
from organizer_app.wire.protocol import Refusal

KEY_FOR_HQ = "organizer.hq-key"
_KEY_FILE_ABOUT = b"field-organizer data key for HQ 1"


@dataclass(frozen=True)
class Leaving:
    """What leaving does: `unsent` changes HQ will never get, `records` that stay on this laptop."""

    unsent: int
    records: int


class KeyForHq(msgspec.Struct, frozen=True):
    """The data key of a revoked laptop, sealed to HQ, who alone can open its data. `order` is HQ's signed one."""

    device: str
    envelope: str
    sealed_key: str
    order: SignedOrder


def consequences(connection: Any) -> Leaving:
    """What leaving would do, to be said first."""
    waiting = "SELECT count(*) FROM outbox WHERE state = 'waiting' AND bucket <> 'local'"
    (unsent,) = connection.execute(waiting).fetchone()
    (records,) = connection.execute("SELECT (SELECT count(*) FROM members) + (SELECT count(*) FROM camps)").fetchone()
    return Leaving(unsent, records)


def leave(connection: Any) -> None:
    """Forgets HQ, in one transaction; all data and what waits stay. The same HQ can be joined again with a new code."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        credentials.forget(connection)
        for fact in (facts.GRANTED, facts.READ_ONLY, facts.SETTLED, facts.ERROR, facts.EXCHANGED_AT):
            facts.put(connection, fact, "")
        # Without cursors no bucket counts as withdrawn, when this laptop comes back with other grants.
        connection.execute("DELETE FROM cursor")
        connection.execute("DELETE FROM want")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def order_in(refusal: Refusal, hq: Hq) -> SignedOrder | None:
    """The order to this laptop to give up its data, if the refusal carries one that HQ's own key signed."""
    text, signature = refusal.extra.get("order"), refusal.extra.get("signature")
    if refusal.type != "device-revoked" or not isinstance(text, str) or not isinstance(signature, str):
        return None
    signed = SignedOrder(text, signature)
    order: Order | None = orders.read(signed, hq.hq_sign, hq.device)
    return signed if order is not None and order.act == orders.REVOKE else None


def give_up_keys(folder: Path, data_key: bytes, hq: Hq, signed: SignedOrder) -> Path:
    """Replaces every way to open this folder by one that only HQ has. Stopped half-way, it can be done again.

    The caller has written what was not sent into a file for HQ, and closes the database.
    """
    present = envelope.read(folder / ENVELOPE)
    sealed = seal.seal(data_key, hq.hq_box, _KEY_FILE_ABOUT)
    kept = KeyForHq(hq.device, present.id, sealed.hex(), signed)
    write_whole(folder / KEY_FOR_HQ, msgspec.json.encode(kept) + b"\n")
    envelope.write(folder / ENVELOPE, Envelope(VERSION, present.id, {}))
    backend = os_keyring.find()
    if backend is not None:
        os_keyring.forget(backend, present.id)
    return folder / KEY_FOR_HQ


def data_key(folder: Path, hq_key: X25519PrivateKey) -> bytes | None:
    """The data key of a folder that was given up, for HQ alone; None when it was sealed to another HQ."""
    kept = msgspec.json.decode((folder / KEY_FOR_HQ).read_bytes(), type=KeyForHq)
    return seal.unseal(bytes.fromhex(kept.sealed_key), hq_key, _KEY_FILE_ABOUT)


def is_revoked(folder: Path) -> bool:
    """Whether this folder was given up to HQ."""
    return (folder / KEY_FOR_HQ).exists() and not envelope.read(folder / ENVELOPE).slots
