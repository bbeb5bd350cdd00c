"""Splitting and pace of goals: sums hold, rounding never loses one, holidays are nobody's debt."""

from datetime import date, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain import charts
from organizer_app.domain.targets import needed, rest, split, spread, working_days

GOALS = st.integers(0, 10_000_000)
WEIGHTS = st.lists(st.integers(0, 5_000_000), min_size=1, max_size=60)
FIRST, LAST = date(2027, 2, 12), date(2027, 3, 12)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(GOALS, WEIGHTS)
def test_shares_add_up_to_the_goal(goal: int, weights: list[int]) -> None:
    assert sum(split(goal, weights)) == goal
    assert rest(goal, split(goal, weights)) == 0


@given(GOALS, WEIGHTS)
def test_each_share_is_the_exact_one_rounded_down_or_up(goal: int, weights: list[int]) -> None:
    known = weights if any(weights) else [1] * len(weights)
    for share, weight in zip(split(goal, weights), known, strict=True):
        exact, over = divmod(goal * weight, sum(known))
        assert exact <= share <= exact + (over > 0)


@given(GOALS, WEIGHTS)
def test_who_is_larger_never_gets_less(goal: int, weights: list[int]) -> None:
    shares = [share for _weight, share in sorted(zip(weights, split(goal, weights), strict=True))]
    assert shares == sorted(shares)


def test_fourteen_seats_share_half_a_million() -> None:
    shares = split(500_000, [1] * 14)
    assert sorted(set(shares)) == [35_714, 35_715]
    assert sum(shares) == 500_000


def test_without_known_weights_all_get_the_same() -> None:
    assert split(7, [0, 0, 0]) == [3, 2, 2]


@pytest.mark.parametrize(("goal", "weights"), [(5, []), (-1, [1]), (5, [1, -1])])
def test_what_cannot_be_split_is_said(goal: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="cannot be split"):
        split(goal, weights)


def test_what_is_given_by_hand_leaves_a_rest() -> None:
    assert rest(1_000, [300, 300]) == 400
    assert rest(500, [300, 300]) == -100


def test_holidays_and_weekdays_off_are_no_working_days() -> None:
    holi = date(2027, 3, 3)
    days = working_days(FIRST, LAST, off=[holi], weekly=[6])
    assert len(days) == 29 - 1 - sum((FIRST + timedelta(n)).weekday() == 6 for n in range(29))
    assert holi not in days
    assert working_days(holi, holi, off=[holi]) == (holi,), "what is asked for on holidays alone is done on them"


@given(GOALS, DAYS, st.integers(0, 120), st.sets(st.integers(0, 6)), st.sets(DAYS, max_size=5))
def test_by_the_last_day_the_whole_goal_is_due_and_never_more_than_its_part(
    goal: int, first: date, more: int, weekly: set[int], off: set[date]
) -> None:
    days = working_days(first, first + timedelta(more), off=off, weekly=weekly)
    due = spread(goal, days)
    assert tuple(due) == days
    assert sum(due.values()) == goal
    for number, so_far in enumerate(accumulate(due.values()), start=1):
        assert so_far * len(days) <= goal * number < (so_far + 1) * len(days)


@given(GOALS, st.integers(0, 28), st.lists(st.integers(0, 50_000), min_size=29, max_size=29))
def test_what_is_needed_a_day_reaches_the_goal_and_one_less_does_not(goal: int, past: int, done: list[int]) -> None:
    days = working_days(FIRST, LAST, weekly=[6])
    today = FIRST + timedelta(past)
    counts = {FIRST + timedelta(n): number for n, number in enumerate(done)}
    pace = charts.pace(counts, spread(goal, days), first=FIRST, last=LAST, today=today)
    left = max(1, sum(day > today for day in days))
    found = needed(pace, days)
    assert pace.now + found * left >= goal
    assert found == 0 or pace.now + (found - 1) * left < goal


def test_before_it_begins_the_goal_is_spread_over_all_days() -> None:
    days = working_days(FIRST, LAST)
    pace = charts.pace({}, spread(2_900, days), first=FIRST, last=LAST, today=FIRST - timedelta(1))
    assert (pace.now, pace.due_now, needed(pace, days)) == (0, 0, 100)
