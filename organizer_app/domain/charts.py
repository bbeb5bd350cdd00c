"""What charts show, as frozen values: the same for a window and for a paper."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

LEVELS = 4  # shades of a number that is not 0


class BarValue(NamedTuple):
    """One bar: `value` of `target` (0: of no known whole). `due` is where it should be today, if that is known."""

    name: str
    value: int
    target: int = 0
    due: int | None = None

    @property
    def ahead(self) -> int | None:
        """How much more than due (less when negative); None when nothing is due."""
        return None if self.due is None else self.value - self.due


class Point(NamedTuple):
    """How many by the end of a day."""

    day: date
    total: int


@dataclass(frozen=True, slots=True)
class Pace:
    """What was done by which day against what was due; both grow, day by day from `first` to `last`.

    `done` ends with today or the last day, whichever is sooner; `due` goes on to the last day.
    """

    first: date
    last: date
    done: tuple[Point, ...]
    due: tuple[Point, ...]

    @property
    def goal(self) -> int:
        """What is due by the last day."""
        return self.due[-1].total if self.due else 0

    @property
    def now(self) -> int:
        """What is done so far."""
        return self.done[-1].total if self.done else 0

    @property
    def due_now(self) -> int:
        """What should be done by the last day that was counted."""
        return at(self.due, self.done[-1].day) if self.done else 0

    @property
    def on_course(self) -> int | None:
        """What the last day will see if it goes on so; None before anything was due."""
        return round(self.goal * self.now / self.due_now) if self.due_now else None


def pace(done: Mapping[date, int], due: Mapping[date, int], *, first: date, last: date, today: date) -> Pace:
    """A Pace from the numbers of single days; what lies outside first and last doesn't count."""
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    so_far = [day for day in days if day <= today]
    return Pace(first, last, _summed(done, so_far), _summed(due, days))


def at(points: Sequence[Point], day: date) -> int:
    """The count on a day; 0 before the first."""
    return next((point.total for point in reversed(points) if point.day <= day), 0)


def _summed(counts: Mapping[date, int], days: Sequence[date]) -> tuple[Point, ...]:
    totals = accumulate(counts.get(day, 0) for day in days)
    return tuple(Point(day, total) for day, total in zip(days, totals, strict=True))


@dataclass(frozen=True, slots=True)
class Branch:
    """A place with a number and the places in it."""

    key: str
    name: str
    value: int
    below: tuple["Branch", ...] = ()


class Twig(NamedTuple):
    """A branch as one line of a folded tree: how deep it stands, and whether what is in it shows."""

    branch: Branch
    depth: int
    is_open: bool


def twigs(branches: Iterable[Branch], unfolded: frozenset[str], depth: int = 0) -> Iterator[Twig]:
    """The lines of a tree of which the branches `unfolded` (by key) show what is in them."""
    for branch in branches:
        is_open = bool(branch.below) and branch.key in unfolded
        yield Twig(branch, depth, is_open)
        if is_open:
            yield from twigs(branch.below, unfolded, depth + 1)


class Tile(NamedTuple):
    """A district in a grid that lies as the map does; `value` is None where nothing is known."""

    code: str
    name: str
    column: int
    row: int
    value: int | None


def level(value: int, most: int) -> int:
    """The shade of a number: 0 for nothing, then 1 to LEVELS in equal steps up to the largest."""
    if value <= 0 or most <= 0:
        return 0
    return min(LEVELS, -(-value * LEVELS // most))


def ticks(top: int, wanted: int = 4) -> list[int]:
    """Round numbers from 0 to at or just above a top, about so many steps: 0, 1,000, 2,000, 3,000, 4,000."""
    rough = max(1, -(-top // wanted))
    size = 10 ** (len(str(rough)) - 1)
    step = next(size * n for n in (1, 2, 5, 10) if size * n >= rough)
    return list(range(0, -(-max(top, 1) // step) * step + 1, step))


class Table(NamedTuple):
    """Numbers by row and column; `cells` are rows of numbers, as many as there are columns."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
