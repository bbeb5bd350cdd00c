"""A laptop passes to a successor: what is handed over, as it stands on paper."""

from dataclasses import dataclass
from datetime import date

from organizer_app.domain.sheets import Organisation


@dataclass(frozen=True, slots=True)
class OpenCamp:
    """A camp that is not over. `frozen`: its list has numbers; `marked`: somebody was marked; `open_days` to close."""

    title: str
    from_on: date
    to_on: date
    frozen: bool
    marked: bool
    open_days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class ChargeList:
    """What the giver leaves and the receiver takes, as of `day`. Instants are ms UTC, None for never.

    `unsent` changes have not gone to HQ, `conflicts` and `refused` wait for somebody; `hq` is its address, "" for none.
    `others` keep working at this laptop.
    """

    organisation: Organisation
    area: str
    day: date
    giver: str
    receiver: str
    people: int
    unplaced: int
    camps: tuple[OpenCamp, ...]
    unsent: int
    conflicts: int
    refused: int
    hq: str
    exchanged_at: int | None
    backup_at: int | None
    backup_file: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a handover is. `receiver` and `giver` are operators' ids, None before one is chosen or has no PIN.

    The instants (ms UTC) say when each step was done in this handover; None when it was not. `sent_at`: HQ has
    everything, or what it lacks was written into a file.
    """

    giver_name: str = ""
    giver: bytes | None = None
    receiver: bytes | None = None
    charge_at: int | None = None
    code_at: int | None = None
    backup_at: int | None = None
    sent_at: int | None = None

    def missing(self) -> tuple[str, ...]:
        """What is to be done before the giver goes: "receiver", "charge", "code"."""
        steps = (("receiver", self.receiver), ("charge", self.charge_at), ("code", self.code_at))
        return tuple(name for name, done in steps if done is None)
