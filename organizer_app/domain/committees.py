"""Committees as values: which offices one has, who holds them, what is vacant, and what each level usually has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from organizer_app.domain.areas import level_order
from organizer_app.domain.members import OFFICES

SOON = timedelta(days=60)  # a term that ends within it is shown as ending
MOST = 99  # seats of one office

Offices = tuple[tuple[str, int], ...]
_FULL: Offices = (
    ("president", 1),
    ("vice_president", 3),
    ("general_secretary", 2),
    ("secretary", 4),
    ("treasurer", 1),
    ("media_in_charge", 1),
)
_BY_LEVEL: Mapping[str, Offices] = {
    "state": (
        ("president", 1),
        ("vice_president", 6),
        ("general_secretary", 4),
        ("secretary", 8),
        ("treasurer", 1),
        ("spokesperson", 4),
        ("media_in_charge", 1),
    ),
    "division": (("in_charge", 1), ("co_in_charge", 2)),
    "lok_sabha": (("in_charge", 1), ("co_in_charge", 2)),
    "vidhan_sabha": (("in_charge", 1), ("co_in_charge", 2)),
    "district": _FULL,
    "block": _FULL[:-1],
    "sector": (("in_charge", 1), ("co_in_charge", 1)),
    "panchayat": (("president", 1), ("secretary", 1)),
    "village": (("president", 1), ("secretary", 1)),
    "ward": (("president", 1), ("secretary", 1)),
    "booth": (("president", 1), ("secretary", 1)),
}
_OF_WING: Offices = (("president", 1), ("vice_president", 2), ("general_secretary", 1), ("secretary", 2))
LEVELS = tuple(sorted(_BY_LEVEL, key=level_order))
"""The levels that have committees, from the widest to the narrowest."""


def usual(level: str, *, of_wing: bool = False) -> Offices:
    """The offices and seats of a committee where nobody set others: a starting point, not a rule."""
    offices = _BY_LEVEL.get(level, ())
    return _OF_WING if of_wing and len(offices) > len(_OF_WING) else offices


def office_order(title: str) -> tuple[int, str]:
    """The place of an office within a committee; own words come after the known ones."""
    return (OFFICES.index(title), "") if title in OFFICES else (len(OFFICES), title.casefold())


@dataclass(frozen=True, slots=True)
class Seats:
    """How many seats one office has in the committees of a level and wing; `usual` where nobody set it."""

    title: str
    seats: int
    usual: bool = True


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds or held an office. `honorific` and names as on the roster; `place` is where the person lives."""

    post_id: bytes
    member_id: bytes
    name: str
    honorific: str = ""
    name_other: str = ""
    place: str = ""
    from_on: date | None = None
    to_on: date | None = None

    def ends_soon(self, today: date) -> bool:
        """Whether the term ends within the next two months."""
        return self.to_on is not None and self.to_on <= today + SOON


@dataclass(frozen=True, slots=True)
class Office:
    """One office of a committee: its seats, who holds them, and who held it last where a seat is vacant."""

    title: str
    seats: int
    holders: tuple[Holder, ...] = ()
    last: Holder | None = None

    @property
    def vacant(self) -> int:
        """How many seats nobody holds."""
        return max(0, self.seats - len(self.holders))


@dataclass(frozen=True, slots=True)
class Committee:
    """The committee of a place, of the organisation or of one of its wings, in order of precedence."""

    area_id: bytes
    area: str
    level: str
    state_code: str
    offices: tuple[Office, ...]
    as_of: date
    wing_id: bytes | None = None
    wing: str = ""

    @property
    def vacant(self) -> int:
        """How many seats are vacant."""
        return sum(office.vacant for office in self.offices)

    @property
    def held(self) -> int:
        """How many people hold an office."""
        return sum(len(office.holders) for office in self.offices)


@dataclass(frozen=True, slots=True)
class Vacancies:
    """How many places of a group (a block, a district) lack somebody in an office, of how many."""

    group_id: bytes
    group: str
    places: int
    vacant: int
