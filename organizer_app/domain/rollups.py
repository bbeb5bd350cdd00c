"""Counts of places that go up to the state: which there are, how they add up, and what of them is news."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Self

from organizer_app.domain import rollup_boards
from organizer_app.domain.ids import natural_id
from organizer_app.domain.members import OFFICES, office_name, status_name
from organizer_app.domain.rollup_boards import Told
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

PEOPLE, BEARERS, WING, COUNTED = "people", "bearers", "wing", "counted"
BLOCKS, BLOCKS_REACHED, BOOTHS, BOOTHS_REACHED = "blocks", "blocks_reached", "booths", "booths_reached"
CAMPS, CAMPS_PLANNED, INVITED, CAME = "camps", "camps_planned", "invited", "came"
DAYS_OPEN, CONFLICTS = "days_open", "conflicts"
STATUS, OFFICE, OTHER = "status.", "office.", "other"
COUNTED_STATUSES = ("lead", "member", "volunteer", "inactive")  # who left or died is the district's own matter
SILENT_MS = 3 * 86_400_000  # a district that was not heard of for so long is named first

_NAMES = {
    PEOPLE: N_("People"),
    WING: N_("Wing"),
    BEARERS: N_("Office bearers"),
    BLOCKS: N_("Blocks"),
    BLOCKS_REACHED: N_("Blocks with people"),
    BOOTHS: N_("Booths"),
    BOOTHS_REACHED: N_("Booths with people"),
    CAMPS: N_("Camps held"),
    CAMPS_PLANNED: N_("Camps to come"),
    INVITED: N_("People invited"),
    CAME: N_("People who came"),
    DAYS_OPEN: N_("Days not closed"),
    CONFLICTS: N_("Conflicts to decide"),
}


_STATUSES = tuple(STATUS + status for status in COUNTED_STATUSES)
_OFFICES = tuple(OFFICE + office for office in (*OFFICES, OTHER))
_ORDER = (PEOPLE, *_STATUSES, BEARERS, *_OFFICES, *list(_NAMES)[3:])
MEASURES = frozenset((*_ORDER, WING, COUNTED))


class Cell(NamedTuple):
    """What is counted: a measure in an area, perhaps of a wing; of a board with STANDS, or the day that brought it."""

    area: bytes
    measure: str
    wing: bytes | None = None
    day: date | None = None

    def record_id(self, bucket: str) -> bytes:
        """The id of the record that holds it: the same on all laptops of the district."""
        day = self.day.isoformat() if self.day else ""
        return natural_id("rollup", bucket, self.area, self.wing or b"", self.measure, day)


@dataclass(frozen=True, slots=True)
class AreaNumbers:
    """The counts of one area by measure."""

    id: bytes
    name: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DistrictNumbers:
    """What a district sent: `as_of` the newest count (ms UTC), None when none came yet; its blocks and wings.

    `silent`: nothing came for three days. `code` is the district's LGD code, and its name where no list has it.
    """

    bucket: str
    code: str
    name: str
    as_of: int | None = None
    silent: bool = True
    counts: Mapping[str, int] = field(default_factory=dict)
    blocks: tuple[AreaNumbers, ...] = ()
    wings: tuple[AreaNumbers, ...] = ()


def is_measure(measure: str) -> bool:
    """Whether something is counted under this name: HQ takes no other."""
    return measure in MEASURES or rollup_boards.is_word(measure)


def measure_name(measure: str) -> str:
    """What is counted, in the language in force; a measure of a newer program as it is."""
    if measure.startswith(STATUS):
        return status_name(measure.removeprefix(STATUS))
    if measure.startswith(OFFICE):
        office = measure.removeprefix(OFFICE)
        return _("Other offices") if office == OTHER else office_name(office)
    return _(_NAMES[measure]) if measure in _NAMES else measure


def in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts as people read them: who there is, which offices, how far, what was held; the unknown ones last."""
    place = {measure: number for number, measure in enumerate(_ORDER)}
    return dict(sorted(counts.items(), key=lambda item: (place.get(item[0], len(place)), item[0])))


def office_measure(title: str) -> str:
    """The measure of an office. The organisation's own words never go up: somebody may have typed a name there."""
    return OFFICE + (title if title in OFFICES else OTHER)


@dataclass(frozen=True, slots=True)
class Mark:
    """The state of the records at which counts are taken: the day, the last captured edit, how far each bucket was
    read, and the districts that are counted.
    """

    day: date
    seq: int
    came: dict[str, int]
    own: list[str]

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What `str` of one gives; None for anything else."""
        try:
            found = json.loads(text)
            return cls(date.fromisoformat(found["day"]), found["seq"], found["came"], found["own"])
        except (ValueError, KeyError, TypeError):
            return None

    def __str__(self) -> str:
        return json.dumps({"day": self.day.isoformat(), "seq": self.seq, "came": self.came, "own": self.own})


@dataclass(frozen=True, slots=True)
class Lists:
    """What this laptop knows of a district's places: the block of each, its booths, the wings that are counted.

    Laptops of one district may have different lists. `complete` is off when somebody lives at a place that is on none
    of this one's: then it says nothing of blocks and booths, or it and the others would correct one another for ever.
    """

    district: bytes
    block_of: Mapping[bytes, bytes]
    booths: Collection[bytes]
    wings: Collection[bytes]
    complete: bool = True
    boards: Told | None = None

    def can_tell(self, cell: Cell) -> bool:
        """Whether this laptop's number is worth more than the one that stands."""
        if cell.day is not None:
            of_boards = self.boards is not None and self.boards.tells(cell.area, cell.measure, cell.wing, cell.day)
            return self.complete and of_boards
        if cell.wing is not None:
            return cell.wing in self.wings
        if cell.measure in (BOOTHS, BOOTHS_REACHED):
            return self.complete and bool(self.booths)
        if cell.area != self.district or cell.measure in (BLOCKS, BLOCKS_REACHED):
            return self.complete and bool(self.block_of)
        return True


def add_up(counts: dict[Cell, int], lists: Lists, found: Iterable[tuple[bytes | None, str, int]]) -> None:
    """Adds (place or None, measure, number) to the district, and to the block in which the place lies."""
    for place, measure, number in found:
        block = lists.block_of.get(place) if place is not None else None
        for area in (lists.district, block) if block else (lists.district,):
            cell = Cell(area, measure)
            counts[cell] = counts.get(cell, 0) + number


def news(counts: Mapping[Cell, int], standing: Mapping[Cell, int], lists: Lists) -> dict[Cell, int]:
    """What differs from the counts that stand. A count that fell to 0 says so; of others that are 0 nothing is said."""
    found = dict.fromkeys(standing, 0) | dict(counts)
    return {cell: n for cell, n in found.items() if standing.get(cell, 0) != n and lists.can_tell(cell)}


def is_silent(as_of: int | None, now: int) -> bool:
    """Whether nothing came from a district for too long."""
    return as_of is None or now - as_of >= SILENT_MS


def by_silence(districts: Iterable[DistrictNumbers]) -> tuple[DistrictNumbers, ...]:
    """The silent ones first, those unheard of before all, the longest silent next; then by name."""
    return tuple(sorted(districts, key=lambda d: (not d.silent, (d.as_of or 0) if d.silent else 0, d.name, d.code)))
