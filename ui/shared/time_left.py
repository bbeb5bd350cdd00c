"""How long a job will still take: a number that is steady, whatever the single steps took. No Qt here."""

from collections import deque

from organizer_app.domain.words import ngettext
from organizer_app.domain.words import translate as _

LOOK_BACK = 20.0  # s: the speed is that of the last so many seconds
LEAST = 2.0  # s before anything is said
PULL = 0.2  # of the way from what was said to what would be said now, each time


class TimeLeft:
    """Told how far a job is, says how long it will still take.

    What it said counts down by itself with the clock; a new estimate pulls it a part of the way, so one slow step in
    between doesn't make it jump. A count that falls back is another part of the work: the estimate begins anew.
    """

    def __init__(self) -> None:
        self._steps: deque[tuple[float, int]] = deque()
        self._left: float | None = None

    def told(self, done: int, total: int, now: float) -> float | None:
        """Seconds left at an instant (s, of any steady clock); None while that can't be said."""
        before = self._steps[-1] if self._steps else None
        if before is not None and done < before[1]:
            self._steps.clear()
            self._left = None
        self._steps.append((now, done))
        while len(self._steps) > 2 and now - self._steps[1][0] >= LOOK_BACK:
            self._steps.popleft()
        spent, gone = now - self._steps[0][0], done - self._steps[0][1]
        if total <= done or spent < LEAST or gone <= 0:
            return None if total <= done else self._left
        guess = spent / gone * (total - done)
        if self._left is None or before is None:
            self._left = guess
        else:
            counted = max(0.0, self._left - (now - before[0]))
            share = 1 - (1 - PULL) ** max(0.1, now - before[0])  # as much in a second, however often it is told
            self._left = counted + (guess - counted) * share
        return self._left


def left_text(seconds: float | None) -> str:
    """A phrase for the seconds left; empty for None."""
    if seconds is None:
        return ""
    if seconds < 10:
        return _("a few seconds left")
    if seconds < 90:
        rounded = round(seconds / 10) * 10
        return ngettext("about {n} second left", "about {n} seconds left", rounded).format(n=rounded)
    minutes = round(seconds / 60)
    return ngettext("about {n} minute left", "about {n} minutes left", minutes).format(n=minutes)
