"""Numbers one after the other, and what is left from step to step."""

from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.counters import FLAGS, RUN, STEPS, Honest, counter_name, in_runs


@given(st.lists(st.integers(0, 60)), st.integers(2, 6))
def test_who_stands_in_a_run_has_neighbours_enough(numbers: list[int], run: int) -> None:
    found = in_runs(numbers, run)
    there = set(numbers)
    for number in there:
        low = high = number
        while low - 1 in there:
            low -= 1
        while high + 1 in there:
            high += 1
        assert (number in found) == (high - low + 1 >= run)


def test_five_in_a_row_are_a_run_and_twice_the_same_are_not() -> None:
    assert in_runs([9, 1, 2, 3, 4, 5, 5]) == {1, 2, 3, 4, 5}
    assert in_runs([1, 2, 3, 4, 4]) == set()
    assert RUN == 5


def test_what_is_left_is_said_of_a_hundred() -> None:
    assert Honest((200, 150, 75, 0, 0), (0, 0, 0)).kept == (75, 50, 0, None)
    assert len({counter_name(code) for code in (*STEPS, *FLAGS)}) == len(STEPS) + len(FLAGS)
