"""The morning brief: one page of what the day asks for."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from organizer_app.domain.home import OpenDay, Unprinted

MOST_BEHIND, MOST_CALLS, MOST_CAMPS, MOST_SHEETS = 6, 10, 4, 2


class Behind(NamedTuple):
    """A place that has less of something than is due; `needed` a working day reach its goal."""

    area: bytes
    place: str
    measure: str
    now: int
    due: int
    goal: int
    needed: int

    @property
    def missing(self) -> int:
        """How many less than due."""
        return self.due - self.now

    @property
    def share(self) -> float:
        """Which part of what is due is missing, 0 to 1: so that small places and large ones can be compared."""
        return self.missing / self.due if self.due else 0.0


class Call(NamedTuple):
    """Somebody who agreed to be called: name in both scripts, office and where, number as it is shown, and why."""

    name: str
    name_other: str
    office: str
    place: str
    phone: str
    why: str


class CampOn(NamedTuple):
    """A camp of the day: when it begins, where, how many are expected; `printed`: its newest list is on paper."""

    starts: str
    title: str
    venue: str
    listed: int
    printed: bool


@dataclass(frozen=True, slots=True)
class Brief:
    """All of the page. `drive` is "" where none goes on; `behind` are the places furthest behind, `places` how many
    there are in all. `more_camps` don't fit on the page. `waiting` are changes that wait to be sent; `exchanged_at`
    (ms UTC) when HQ was reached last, None: never; `hq`: the laptop has joined one.
    """

    day: date
    area: str
    drive: str
    behind: tuple[Behind, ...]
    places: int
    calls: tuple[Call, ...]
    camps: tuple[CampOn, ...]
    more_camps: int
    open_days: tuple[OpenDay, ...]
    unprinted: tuple[Unprinted, ...]
    waiting: int
    conflicts: int
    refused: int
    hq: bool
    exchanged_at: int | None


def furthest(found: list[Behind], most: int = MOST_BEHIND) -> tuple[Behind, ...]:
    """Those furthest behind by their share, each place once with its worst measure."""
    worst: dict[bytes, Behind] = {}
    for one in sorted(found, key=lambda b: (-b.share, -b.missing, b.place)):
        if one.missing > 0:
            worst.setdefault(one.area, one)
    return tuple(list(worst.values())[:most])
