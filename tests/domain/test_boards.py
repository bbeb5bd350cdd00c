"""Pace of a goal: never past it, whole at the end, and what was there before counts."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.boards import MEASURES, What, in_order, measure_name, pace_of, what_name
from organizer_app.domain.targets import needed, working_days

FIRST = date(2027, 2, 12)
DAYS = st.integers(1, 60)
NUMBERS = st.integers(0, 1_000_000)


@given(NUMBERS, st.lists(NUMBERS, max_size=60), NUMBERS, DAYS, st.integers(-3, 70), st.sets(st.integers(0, 6)))
def test_due_grows_to_the_goal_and_done_loses_nobody(
    before: int, came: list[int], goal: int, days: int, on: int, weekly: set[int]
) -> None:
    last, day = FIRST + timedelta(days - 1), FIRST + timedelta(on)
    work = working_days(FIRST, last, weekly=weekly)
    by_day = [(FIRST + timedelta(n), number) for n, number in enumerate(came[:days])]
    pace = pace_of(before, by_day, goal, work, FIRST, last, day)
    due = [point.total for point in pace.due]
    assert due == sorted(due)
    assert due[-1] == goal
    assert all(min(goal, before) <= number <= goal for number in due)
    done = [point.total for point in pace.done]
    assert len(done) == max(0, min(days, on + 1))
    if done:
        assert done[-1] == before + sum(number for at, number in by_day if at <= day)
    else:
        assert pace.now == 0
    left = [d for d in work if d > day]
    if done and left:
        assert needed(pace, work) * len(left) >= goal - pace.now


@given(NUMBERS, NUMBERS, DAYS, st.sets(st.integers(0, 6)))
def test_no_working_day_is_asked_for_more_than_one_above_the_others(
    before: int, goal: int, days: int, weekly: set[int]
) -> None:
    last = FIRST + timedelta(days - 1)
    work = working_days(FIRST, last, weekly=weekly)
    pace = pace_of(before, [], goal, work, FIRST, last, last)
    totals = [min(goal, before), *(point.total for point in pace.due)]
    steps = {FIRST + timedelta(n): after - had for n, (had, after) in enumerate(pairwise(totals))}
    asked = [steps[day] for day in work]
    assert max(asked) - min(asked) <= 1
    assert sum(asked) == sum(steps.values())


def test_things_stand_by_measure_and_the_whole_before_its_parts() -> None:
    wing = What("members", b"w" * 16)
    assert in_order([What("groups"), wing, What("bearers", post="president"), What("members"), What("bearers")]) == [
        *(What("members"), wing, What("bearers"), What("bearers", post="president"), What("groups")),
    ]
    assert [measure_name(m) for m in MEASURES][:3] == ["Members", "Volunteers", "Office bearers"]
    assert measure_name("of a newer program") == "of a newer program"
    assert what_name(What("bearers", b"w" * 16, "president"), "Youth front", "President") == (
        "Office bearers: President, Youth front"
    )
