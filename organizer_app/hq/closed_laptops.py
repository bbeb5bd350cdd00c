"""A laptop that HQ closed comes back to HQ: its data is opened under a passphrase, and what it had not sent is shown
to those who hold its area, for people to decide."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select

from organizer_app.db import key
from organizer_app.db.envelope import ENVELOPE
from organizer_app.db.envelope import read as read_envelope
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.hq.bundles import UNKNOWN
from organizer_app.hq.device_tables import laptops
from organizer_app.hq.hub import Hub
from organizer_app.hq.keys import HqKeys
from organizer_app.wire import bundle, closed_laptop
from organizer_app.wire.protocol import Refusal

_OTHER_HQ = N_(
    "The data in {folder} was sealed to another HQ, or with keys this HQ does not have. Nothing was changed."
)
_OTHER_FOLDER = N_("The key in {folder} is of other data. Copy the whole folder from the laptop. Nothing was changed.")
_NOT_A_LAPTOPS = N_("{file} is no file of a laptop for HQ. Nothing was changed.")
_NOT_REVOKED = N_("{file} is from a laptop that is not revoked. Use “organizer-hq bundle” for it.")
_REFUSED = N_("HQ can't take {file} in: {why}")


@dataclass(frozen=True)
class Opened:
    """A folder that opens again: of which laptop, and the files of what it had not sent."""

    folder: Path
    device: str
    label: str
    unsent: tuple[Path, ...]


@dataclass(frozen=True)
class TakenIn:
    """What a revoked laptop had not sent: of which laptop, and its edits by what became of them."""

    device: str
    label: str
    ops: dict[str, int]


def open_folder(engine: Engine, keys: HqKeys, folder: Path, passphrase: str) -> Opened:
    """Lets a passphrase open the folder of a laptop that HQ closed. Raises RuleBroken; nothing was changed then.

    The passphrase is the folder's only way in; whoever opens it sees what the laptop held, and can export it.
    """
    sealed = closed_laptop.read(folder)
    data_key = closed_laptop.open_key(sealed, keys.box)
    if data_key is None:
        raise RuleBroken(_OTHER_HQ, folder=folder)
    if read_envelope(folder / ENVELOPE).id != sealed.envelope:
        raise RuleBroken(_OTHER_FOLDER, folder=folder)
    key.change_passphrase(folder, data_key, passphrase)
    unsent = sorted(folder.glob(f"{closed_laptop.UNSENT}*{bundle.ENDING}"))
    return Opened(folder, sealed.device, _known(engine, sealed.device)[0], tuple(unsent))


def take_in(engine: Engine, hub: Hub, keys: HqKeys, data: bytes, name: str) -> TakenIn:
    """Takes in what a revoked laptop had not sent. No edit is done: each waits as a decision on the laptops that hold
    its area. The same file again changes nothing. Raises RuleBroken; nothing was changed then.
    """
    sealed = bundle.take_apart(data, name)
    if sealed.header.kind != "exchange":
        raise RuleBroken(_NOT_A_LAPTOPS, file=name)
    if sealed.header.hq_box != keys.box_pub:
        raise RuleBroken(bundle.NOT_FOR_US, file=name)
    label, sign_pub = _known(engine, sealed.header.device)
    if not sign_pub:
        raise RuleBroken(UNKNOWN, file=name)
    ops: Counter[str] = Counter()
    for request in bundle.read_requests(sealed, hq_key=keys.box, sign_pub=sign_pub):
        try:
            ops.update(result.status for result in hub.park(sealed.header.device, request))
        except Refusal as refusal:
            if refusal.type == "other-standing":
                raise RuleBroken(_NOT_REVOKED, file=name) from None
            raise RuleBroken(_REFUSED, file=name, why=refusal.title) from None
    return TakenIn(sealed.header.device, label, dict(ops))


def _known(engine: Engine, device: str) -> tuple[str, str]:
    """The label of a laptop and the key it signs with; both empty for one that HQ does not know."""
    query = select(laptops.c.label, laptops.c.name, laptops.c.sign_pub).where(laptops.c.device == device)
    with engine.connect().execution_options(readonly=True) as connection:
        found = connection.execute(query).first()
    return (found.label or found.name, found.sign_pub) if found else ("", "")
