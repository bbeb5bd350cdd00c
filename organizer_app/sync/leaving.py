"""Leaving an HQ, and being sent away by it: what happens to the data."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from organizer_app.db import envelope, facts, os_keyring
from organizer_app.db.envelope import ENVELOPE, VERSION, Envelope
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.sync import credentials
from organizer_app.sync.credentials import Hq
from organizer_app.wire import closed_laptop, orders
from organizer_app.wire.orders import Order, SignedOrder
from organizer_app.wire.protocol import Refusal

_CLOSED = N_(
    "This laptop was closed by HQ; its data is sealed to HQ, and nothing here opens it. What had not been sent lies "
    "beside it, sealed too. Give the laptop to HQ."
)
_CLOSED_ON = N_(
    "This laptop was closed by HQ on {day}; its data is sealed to HQ, and nothing here opens it. What had not been "
    "sent lies beside it, sealed too. Give the laptop to HQ."
)


@dataclass(frozen=True)
class Leaving:
    """What leaving does: `unsent` changes HQ will never get, `records` that stay on this laptop."""

    unsent: int
    records: int


def consequences(connection: Any, *, placed_only: bool = True) -> Leaving:
    """What leaving would do, to be said first; before joining also what has no place yet counts."""
    waiting = "SELECT count(*) FROM outbox WHERE state = 'waiting'" + " AND bucket <> 'local'" * placed_only
    (unsent,) = connection.execute(waiting).fetchone()
    (records,) = connection.execute("SELECT (SELECT count(*) FROM members) + (SELECT count(*) FROM camps)").fetchone()
    return Leaving(unsent, records)


def leave(connection: Any) -> None:
    """Forgets HQ, in one transaction; all data and what waits stay. The same HQ can be joined again with a new code."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        credentials.forget(connection)
        for fact in (facts.GRANTED, facts.READ_ONLY, facts.SETTLED, facts.ERROR, facts.EXCHANGED_AT, facts.AHEAD):
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
    file = closed_laptop.write(folder, data_key, hq_box=hq.hq_box, device=hq.device, envelope=present.id, order=signed)
    envelope.write(folder / ENVELOPE, Envelope(VERSION, present.id, {}))
    backend = os_keyring.find()
    if backend is not None:
        os_keyring.forget(backend, present.id)
    return file


def refusal(folder: Path) -> RuleBroken | None:
    """Why nobody here opens this folder, when it was given up to HQ; else None."""
    if not (folder / closed_laptop.FILE).exists() or envelope.read(folder / ENVELOPE).slots:
        return None
    try:
        day = date.fromtimestamp(closed_laptop.read(folder).closed_at / 1000)
    except (RuleBroken, ValueError, OverflowError, OSError):  # it opens nothing all the same
        return RuleBroken(_CLOSED)
    return RuleBroken(_CLOSED_ON, day=day)
