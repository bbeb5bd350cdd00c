"""Camps as values: what services give and windows, commands and papers take."""

from dataclasses import dataclass
from datetime import date

from organizer_app.domain.words import N_, translate

RUN_ELSEWHERE, OWN_RECORD = N_("run from another laptop"), N_("own people's record")
KINDS = ("training", "webinar", "meeting")
LEVELS = ("state", "division", "lok_sabha", "district", "vidhan_sabha", "block", "sector", "booth")
ABOVE_DISTRICT = ("state", "division", "lok_sabha")  # such a camp travels in a bucket of its own
WITHDRAWN = -1  # instead of the number of people a camp above a district asks of it: it was asked, and is no more
STATUSES = ("planned", "frozen", "held", "closed", "cancelled")


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting of a camp. Times are local "HH:MM"."""

    id: bytes
    day: date
    starts: str
    ends: str
    title: str
    trainers: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A district of a camp above it: how many people it was asked for (None: no number), how many of its people are
    invited, and whether this laptop works on them. One that is asked no more is named while it has people."""

    area_id: bytes
    bucket: str
    name: str
    wanted: int | None
    invited: int
    own: bool
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class Camp:
    """A training, webinar or meeting with its sessions in order of day, time and number.

    `state_code` is the LGD code of the state it lies in, by which papers name levels; empty when unknown. `districts`
    are the buckets that a camp above a district asks. `runs_here` is off where another laptop makes its list and marks,
    and on the record a district keeps of its own people (`copy_of`); `may_take_over` where it could be run from here.
    """

    id: bytes
    kind: str
    title: str
    level: str
    area_id: bytes
    area_name: str
    venue: str
    from_on: date
    to_on: date
    status: str
    link: str = ""
    capacity: int | None = None
    parent_id: bytes | None = None
    sessions: tuple[Session, ...] = ()
    invited: int = 0
    confirmed: int = 0
    declined: int = 0
    state_code: str = ""
    districts: tuple[str, ...] = ()
    runs_here: bool = True
    copy_of: bytes | None = None
    may_take_over: bool = False

    @property
    def grouped_by(self) -> str:
        """The level by which lists and papers group its people."""
        return "district" if self.level in ABOVE_DISTRICT else "block"


def origin_name(camp: Camp) -> str:
    """Where a camp comes from, when it is not run here, in the language in force; empty for one that is."""
    if camp.runs_here:
        return ""
    return translate(OWN_RECORD if camp.copy_of is not None else RUN_ELSEWHERE)
