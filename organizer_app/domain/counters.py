"""Honest counters: of those who are claimed, how many can be reached, agreed, were trained and take part; and what in a
list calls for a call back. Numbers of places, never of one person, and nobody's record says that they were flagged.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

CLAIMED, REACHABLE, CONSENTED, TRAINED, ACTIVE = "claimed", "reachable", "consented", "trained", "active"
STEPS = (CLAIMED, REACHABLE, CONSENTED, TRAINED, ACTIVE)
SHARED, SEQUENTIAL, BURST = "shared", "sequential", "burst"
FLAGS = (SHARED, SEQUENTIAL, BURST)
SHARED_BY = 5  # a family of four may have one phone
RUN = 5  # numbers one after the other
BURST_OF = 30  # people of one place who came on one day
ACTIVE_DAYS = 90  # within which somebody came to anything
SAMPLE = 20
_NAMES = {
    CLAIMED: N_("On the roster"),
    REACHABLE: N_("of them with a readable phone"),
    CONSENTED: N_("of them agreed to be called or written to"),
    TRAINED: N_("of them came to a training"),
    ACTIVE: N_("of them came to something in 90 days"),
    SHARED: N_("Share a phone with four others or more"),
    SEQUENTIAL: N_("Phones one after the other"),
    BURST: N_("Thirty or more of one place on one day"),
}


@dataclass(frozen=True, slots=True)
class Honest:
    """How many are left at each of STEPS, and how many are flagged by each of FLAGS, in a place."""

    steps: tuple[int, ...]
    flags: tuple[int, ...]

    @property
    def kept(self) -> tuple[int | None, ...]:
        """Of a hundred at the step before, how many are left; None where there was nobody."""
        pairs = zip(self.steps, self.steps[1:], strict=False)
        return tuple(round(100 * after / before) if before else None for before, after in pairs)


def counter_name(code: str) -> str:
    """A step or a flag, in the language in force."""
    return _(_NAMES[code])


def in_runs(numbers: Iterable[int], run: int = RUN) -> set[int]:
    """Those of some numbers that stand in a row of at least `run` numbers one after the other."""
    found: set[int] = set()
    row: list[int] = []
    for number in sorted(set(numbers)):
        if row and number != row[-1] + 1:
            row = []
        row.append(number)
        if len(row) == run:
            found.update(row)
        elif len(row) > run:
            found.add(number)
    return found
