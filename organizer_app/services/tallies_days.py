"""Which of the days that are told apart something was made on, as SQL that gives small numbers."""

from collections.abc import Sequence
from datetime import date, datetime, time

from organizer_app.domain.ids import first_id


def since(identity: str, days: Sequence[date]) -> str:
    """SQL for which of the days a record was made on, by its id: 1 for the first of them, 0 for any before."""
    starts = (first_id(int(datetime.combine(day, time()).timestamp() * 1000)).hex() for day in days)
    return _which(identity, [f"x'{start}'" for start in starts])


def which_day(day: str, days: Sequence[date]) -> str:
    """SQL for which of the days a day is, as `since`."""
    return _which(day, [f"'{one}'" for one in days])


def ordinals(days: Sequence[date]) -> list[int]:
    """What stands for which of the days: their ordinals, 1 before all of them."""
    return [1, *(day.toordinal() for day in days)]


def _which(value: str, starts: Sequence[str]) -> str:
    """Small numbers, because Python makes none of them anew; halved, because a CASE of all days asks one by one."""

    def halves(low: int, high: int) -> str:
        if low == high:
            return str(low)
        middle = (low + high + 1) // 2
        early, late = halves(low, middle - 1), halves(middle, high)
        return f"CASE WHEN {value} < {starts[middle - 1]} THEN {early} ELSE {late} END"

    return halves(0, len(starts))
