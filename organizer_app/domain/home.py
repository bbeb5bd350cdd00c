"""What the first page says: what is on today, what comes, what waits for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from organizer_app.domain.boards import Board
from organizer_app.domain.camps import Camp
from organizer_app.domain.charts import Pace

TERM_ENDS = 30  # days ahead that a term of office is told of
WEEKS_BACK, WEEKS_ON = 12, 6  # of the camp days that are shown
QUIET = 3  # days without an exchange, while something waits to go, that are told of


@dataclass(frozen=True, slots=True)
class CampToday:
    """A camp that is held today. `listed` people are expected, or have a number once the list is `frozen`.

    `came` were marked present or late in one of the day's sessions; `complete` once everybody expected has a mark in
    each of them. `starts` is the day's first session, "HH:MM", or empty.
    """

    camp: Camp
    starts: str
    listed: int
    came: int
    frozen: bool
    complete: bool
    closed: bool
    printed: bool = True  # the newest list is on paper


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day that is past and was not closed."""

    camp: bytes
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A camp to come whose paper lags behind: `late` people have no number, or the newest list was never printed."""

    camp: bytes
    title: str
    from_on: date
    late: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page of one day. `area` is the name of the user's own area, `members` whether the roster has anybody.

    `conflicts` wait for somebody's decision; `refused` changes were not taken by HQ. `duplicates` are pairs of entries
    that look like one person, as far as they were looked for. `untidy`: copies of what was erased may lie in the file.
    `changes` wait to be sent; `hq`: the laptop has joined, and spoke with it at `exchanged_at` (ms UTC) the last time.
    """

    day: date
    area: str
    organisation: str
    members: bool
    camps: int
    prints: int
    today: tuple[CampToday, ...]
    coming: tuple[Camp, ...]
    open_days: tuple[OpenDay, ...]
    unprinted: tuple[Unprinted, ...]
    phone_problems: int
    unplaced: int
    changes: int
    conflicts: int = 0
    refused: int = 0
    duplicates: int = 0
    untidy: bool = False
    hq: bool = False
    exchanged_at: int | None = None


class Waits(NamedTuple):
    """What is counted beside a page's name: camps of `today` not closed, past days not closed, possible duplicates,
    directives that own districts did not acknowledge, or that somebody is late with.
    """

    today: int = 0
    open_days: int = 0
    duplicates: int = 0
    directives: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    """The camps of a month: `camps` are planned in all, `due` of them should be over by now, `held` are.

    `pace` is who came against who was invited, day by day; each person counts once at a camp.
    """

    first: date
    camps: int
    due: int
    held: int
    pace: Pace


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted behind the first page. `terms` are the offices whose term ends within TERM_ENDS days.

    `days` says how many camps are held on each day of the weeks around today. `drive` is how far the own area is with
    the drive that goes on, None where none does.
    """

    day: date
    terms: int
    month: Month
    days: Mapping[date, int]
    drive: Board | None = None


def weeks(day: date) -> tuple[date, date]:
    """The first Monday and the last Sunday of the weeks around a day whose camp days are shown."""
    monday = day - timedelta(day.weekday())
    return monday - timedelta(7 * WEEKS_BACK), monday + timedelta(7 * WEEKS_ON + 6)
