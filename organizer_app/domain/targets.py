"""Goals: split so that nothing is lost, due by working days, and what is needed a day to reach one.

What is done is never typed here: it is counted from records (services), and met with this in a `charts.Pace`.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import pairwise

from organizer_app.domain.charts import Pace


def split(goal: int, weights: Sequence[int]) -> list[int]:
    """Shares of a goal in proportion to weights, which add up to it; equal ones where no weight is known.

    Each is its exact share rounded down or up: what rounding leaves goes to the largest remainders, among equal ones to
    those that stand first (Hamilton's method of largest remainders). Raises ValueError where there is nobody to share,
    or for a number below 0.
    """
    if not weights or goal < 0 or min(weights) < 0:
        raise ValueError(f"{goal} cannot be split by {list(weights)}")
    known = weights if any(weights) else [1] * len(weights)
    whole = sum(known)
    shares, remainders = zip(*(divmod(goal * weight, whole) for weight in known), strict=True)
    largest = set(sorted(range(len(known)), key=lambda place: -remainders[place])[: goal - sum(shares)])
    return [share + (place in largest) for place, share in enumerate(shares)]


def rest(goal: int, shares: Collection[int]) -> int:
    """What of a goal is in no share yet; less than 0 where they add up to more than it."""
    return goal - sum(shares)


def working_days(
    first: date, last: date, *, off: Collection[date] = (), weekly: Collection[int] = ()
) -> tuple[date, ...]:
    """The days from first to last on which work is done: not the holidays `off`, nor the weekdays `weekly` (0: Monday).

    Where that leaves none, all of them: what is asked for on holidays is done on holidays.
    """
    every = [first + timedelta(n) for n in range((last - first).days + 1)]
    return tuple(day for day in every if day not in off and day.weekday() not in weekly) or tuple(every)


def spread(goal: int, days: Sequence[date]) -> dict[date, int]:
    """What is due on each of some days, equally; by the end of each no more than the exact part of the goal."""
    by_the_end = [goal * number // len(days) for number in range(len(days) + 1)] if days else [0]
    return {day: after - before for day, (before, after) in zip(days, pairwise(by_the_end), strict=True)}


def needed(pace: Pace, days: Sequence[date]) -> int:
    """How many a day reach the goal from now on, over the working `days` that are left; all that is missing where none
    are. 0 once it is reached.
    """
    missing = max(0, pace.goal - pace.now)
    counted = pace.done[-1].day if pace.done else date.min
    left = sum(day > counted for day in days)
    return -(-missing // max(1, left))
