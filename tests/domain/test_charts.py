"""Frozen values of charts: pace, folded trees, shades, round numbers on an axis."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.charts import LEVELS, BarValue, Branch, at, level, pace, ticks, twigs

FIRST = date(2026, 10, 1)
LAST = date(2026, 10, 31)


def on(number: int) -> date:
    return date(2026, 10, number)


def test_a_pace_is_summed_day_by_day() -> None:
    made = pace({on(2): 10, on(4): 5, date(2026, 9, 30): 99}, {on(2): 20, on(4): 10, on(20): 30},
                first=FIRST, last=LAST, today=on(6))  # fmt: skip
    assert (made.goal, made.now, made.due_now, made.on_course) == (60, 15, 30, 30)
    assert (made.done[0].day, made.done[-1].day, made.due[-1].day) == (FIRST, on(6), LAST)
    assert [at(made.done, on(n)) for n in (1, 2, 3, 4, 6)] == [0, 10, 10, 15, 15]
    assert at(made.due, date(2026, 9, 1)) == 0


def test_before_anything_was_due_nobody_knows_the_course() -> None:
    made = pace({}, {on(9): 5}, first=FIRST, last=LAST, today=FIRST - timedelta(1))
    assert (made.done, made.now, made.due_now, made.on_course, made.goal) == ((), 0, 0, None, 5)
    assert pace({}, {}, first=FIRST, last=LAST, today=LAST).goal == 0


def test_a_bar_knows_how_far_ahead_it_is() -> None:
    assert BarValue("Pindra", 148, 500, 81).ahead == 67
    assert BarValue("Cholapur", 58, 500).ahead is None


def test_a_tree_shows_what_is_unfolded() -> None:
    tree = (Branch("s", "State", 5, (Branch("d", "District", 5, (Branch("b", "Block", 5),)),)), Branch("t", "Other", 0))
    assert [t.branch.key for t in twigs(tree, frozenset())] == ["s", "t"]
    lines = list(twigs(tree, frozenset("sdb")))
    assert [(t.branch.key, t.depth, t.is_open) for t in lines] == [
        ("s", 0, True), ("d", 1, True), ("b", 2, False), ("t", 0, False)]  # fmt: skip


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_more_is_never_lighter(one: int, other: int) -> None:
    low, high = sorted((one, other))
    most = max(high, 1)
    assert 0 <= level(low, most) <= level(high, most) <= LEVELS
    assert (level(low, most) == 0) == (low == 0)
    assert level(most, most) == LEVELS


@given(st.integers(0, 10**7))
def test_an_axis_has_few_round_numbers_up_to_the_top(top: int) -> None:
    numbers = ticks(top)
    assert numbers[0] == 0
    assert numbers[-1] >= top
    assert numbers[-2] < max(top, 1)
    assert 2 <= len(numbers) <= 6
