"""Waiting longer after each failure, by chance, and as long as HQ asks."""

import random

from hypothesis import given
from hypothesis import strategies as st

from organizer_app.sync.backoff import FIRST, LONGEST, LONGEST_ASKED, wait
from organizer_app.sync.pages import SMALLEST, SOON, Pages
from organizer_app.wire.protocol import MAX_OPS, MAX_ROWS


@given(failures=st.integers(1, 10**6), asked=st.floats(0, 1e9), seed=st.integers())
def test_the_wait_stays_between_its_bounds(failures: int, asked: float, seed: int) -> None:
    seconds = wait(failures, asked=asked, chance=random.Random(seed))
    assert min(FIRST / 2, LONGEST) <= seconds <= max(LONGEST, LONGEST_ASKED * 1.1)
    assert seconds >= min(asked, LONGEST_ASKED)


def test_no_failure_no_wait() -> None:
    assert wait(0, asked=50, chance=random.Random(1)) == 0


def test_it_doubles_up_to_a_quarter_of_an_hour() -> None:
    longest = [max(wait(n, chance=random.Random(seed)) for seed in range(300)) for n in range(1, 12)]
    assert all(FIRST * 0.95 * 2**n <= longest[n] <= FIRST * 2**n for n in range(7))
    assert all(LONGEST * 0.95 <= found <= LONGEST for found in longest[8:])


def test_laptops_do_not_come_back_together() -> None:
    assert len({wait(4, asked=120, chance=random.Random(seed)) for seed in range(50)}) == 50


def test_pages_double_while_answers_are_quick_and_halve_when_they_are_not() -> None:
    pages = Pages()
    assert (pages.ops, pages.rows) == (200, 200)
    pages.took(0.3)
    assert pages.rows == 400
    pages.took(SOON)
    assert pages.rows == 400
    assert pages.shrink()
    assert pages.rows == 200


def test_pages_stay_between_the_smallest_and_what_the_protocol_allows() -> None:
    pages = Pages()
    for _ in range(30):
        pages.took(0)
    assert (pages.ops, pages.rows) == (MAX_OPS, MAX_ROWS)
    while pages.shrink():
        pass
    assert pages.ops == SMALLEST
