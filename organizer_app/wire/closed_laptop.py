"""What a revoked laptop keeps: its data, encrypted as before, and the key of it sealed to HQ, with the signed order."""

from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.words import N_
from organizer_app.wire import seal
from organizer_app.wire.orders import Order, SignedOrder

FILE = "organizer.hq-key"
UNSENT = "unsent-for-hq"  # how the names of the files begin that hold what was not sent
_ABOUT = b"field-organizer data key for HQ 1"
_MAX_FILE = 100_000  # bytes
_DAMAGED = N_("{file} is damaged or is not the key of a laptop that HQ closed.")


class KeyForHq(msgspec.Struct, frozen=True):
    """The data key of the envelope with this id, sealed to HQ, who alone can open it. `order` is HQ's signed one."""

    device: str
    envelope: str
    sealed_key: str
    order: SignedOrder

    @property
    def closed_at(self) -> int:
        """When HQ gave the order, ms UTC by HQ's clock. Raises ValueError for an order that is none."""
        return msgspec.json.decode(self.order.order, type=Order).at


def write(folder: Path, data_key: bytes, *, hq_box: str, device: str, envelope: str, order: SignedOrder) -> Path:
    """Seals the data key of a folder to HQ."""
    sealed = seal.seal(data_key, hq_box, _ABOUT)
    write_whole(folder / FILE, msgspec.json.encode(KeyForHq(device, envelope, sealed.hex(), order)) + b"\n")
    return folder / FILE


def read(folder: Path) -> KeyForHq:
    """The sealed key of a folder. Raises RuleBroken when there is none, or it is damaged."""
    file = folder / FILE
    try:
        if file.stat().st_size > _MAX_FILE:
            raise RuleBroken(_DAMAGED, file=file)
        found = msgspec.json.decode(file.read_bytes(), type=KeyForHq)
        bytes.fromhex(found.sealed_key)
        _ = found.closed_at
    except FileNotFoundError:
        raise RuleBroken(N_("{folder} is not the data of a laptop that HQ closed."), folder=folder) from None
    except ValueError:  # msgspec's errors are ValueErrors
        raise RuleBroken(_DAMAGED, file=file) from None
    return found


def open_key(sealed: KeyForHq, hq_key: X25519PrivateKey) -> bytes | None:
    """The data key, for HQ alone; None when it was sealed to another HQ."""
    return seal.unseal(bytes.fromhex(sealed.sealed_key), hq_key, _ABOUT)
