"""How far a place is with what it was asked: values of the page of targets, of reports and of papers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from organizer_app.domain.charts import Pace, Point
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

MEMBERS, VOLUNTEERS, BEARERS, TRAINED = "members", "volunteers", "bearers", "trained"
CAMPS, GROUPS, KEEPERS = "camps", "groups", "keepers"
TEN = 10  # groups that everybody is to keep
_NAMES = {
    MEMBERS: N_("Members"),
    VOLUNTEERS: N_("Volunteers"),
    BEARERS: N_("Office bearers"),
    TRAINED: N_("People trained"),
    CAMPS: N_("Camps held"),
    GROUPS: N_("Groups kept"),
    KEEPERS: N_("People with ten groups"),
}
MEASURES = tuple(_NAMES)
WITHIN = frozenset({TRAINED, CAMPS})  # only what happened in the drive counts; of the rest all there are


class What(NamedTuple):
    """A measure that is asked for, of a wing (b"" for all), of a post ("" for all), in a time (None: all the drive)."""

    measure: str
    wing: bytes = b""
    post: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def counted(self) -> "What":
        """What is counted for it: the same, whenever it came to be."""
        return What(self.measure, self.wing, self.post)


@dataclass(frozen=True, slots=True)
class Drive:
    """A campaign as people see it. `own`: this laptop may change it. `off` are days without work, `weekly` weekdays."""

    id: bytes
    title: str
    first: date
    last: date
    area: bytes
    area_name: str
    measures: tuple[str, ...]
    bucket: str
    own: bool
    wings: tuple[bytes, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    off: frozenset[date] = frozenset()
    weekly: frozenset[int] = frozenset()
    text: str = ""
    report: str = ""

    def is_over(self, day: date) -> bool:
        """Whether the last day has passed."""
        return day > self.last


@dataclass(frozen=True, slots=True)
class Target:
    """A goal that stands for a place. `own`: set here; else it came from HQ or the state, and theirs counts."""

    id: bytes
    what: What
    area: bytes
    goal: int
    first: date
    last: date
    how: str
    own: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a place is with one thing. `goal` is None where nobody set one; then there is no pace either.

    `needed` is how many a working day reach the goal from now on.
    """

    what: What
    name: str
    now: int
    goal: int | None = None
    pace: Pace | None = None
    needed: int | None = None
    target: Target | None = None

    @property
    def due(self) -> int | None:
        """How many there should be by today; None without a goal."""
        return None if self.pace is None else self.pace.due_now

    @property
    def ahead(self) -> int | None:
        """How many more than due (less when negative); None without a goal."""
        return None if self.pace is None else self.now - self.pace.due_now


@dataclass(frozen=True, slots=True)
class Below:
    """A place in the one that is looked at: how far it is with the thing that is looked at."""

    area: bytes
    name: str
    level: str
    now: int
    goal: int | None = None
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """A drive as it stands at a place on a day. `counted_at` (ms UTC) is when the numbers were counted, None: never.

    `unknown` are the people of this laptop of whom nobody knows the place, or the seat where seats are looked at: they
    are in no number of a place below. `partial`: part of the place belongs to other laptops.
    """

    drive: Drive | None
    area: bytes
    area_name: str
    level: str
    day: date
    counted_at: int | None
    standings: tuple[Standing, ...] = ()
    unknown: int = 0
    partial: bool = False


def measure_name(measure: str) -> str:
    """What is counted, in the language in force; a measure of a newer program as it is."""
    return _(_NAMES[measure]) if measure in _NAMES else measure


def what_name(what: What, wing: str, post: str) -> str:
    """What is counted, in words: "Office bearers: secretary, Youth wing"."""
    named = ", ".join(filter(None, (post, wing)))
    return f"{measure_name(what.measure)}: {named}" if named else measure_name(what.measure)


def in_order(whats: Iterable[What]) -> list[What]:
    """As people read them: by measure, the whole before the wings and posts of it."""
    place = {measure: number for number, measure in enumerate(MEASURES)}
    return sorted(
        whats,
        key=lambda w: (place.get(w.measure, len(place)), w.measure, bool(w.wing), w.post, w.wing, str(w.last or "")),
    )


def pace_of(
    before: int,
    by_day: Sequence[tuple[date, int]],
    goal: int,
    days: Collection[date],
    first: date,
    last: date,
    day: date,
) -> Pace:
    """What was done by which day against what was due.

    `before` is what was there already when the drive began: it counts, and only the rest is spread over the working
    `days`, equally, in whole numbers. A goal that was reached before is due from the first day on.
    """
    work = sorted(days)
    rest, number, due = max(0, goal - before), 0, []
    came, done, total = dict(by_day), [], before
    for n in range((last - first).days + 1):
        at_day = first + timedelta(n)
        while number < len(work) and work[number] <= at_day:
            number += 1
        due.append(Point(at_day, min(goal, before) + (rest * number // len(work) if work else rest)))
        if at_day <= day:
            total += came.get(at_day, 0)
            done.append(Point(at_day, total))
    return Pace(first, last, tuple(done), tuple(due))
