import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain import pins
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.pins import FREE_TRIES, LONGEST_WAIT, clean_pin, opens, sealed, wait_ms


@pytest.mark.parametrize(
    ("typed", "kept"), [("4071", "4071"), (" 40 71 ", "4071"), ("४०७१", "4071"), ("120934", "120934")]
)
def test_a_pin_is_four_to_six_digits_of_either_script(typed: str, kept: str) -> None:
    assert clean_pin(typed) == kept


@pytest.mark.parametrize("typed", ["", "407", "4071234", "40a1", "٤٠٧١", "-407"])
def test_what_is_no_pin_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="4 to 6 digits"):
        clean_pin(typed)


@pytest.mark.parametrize("typed", ["0000", "1111", "1234", "४५६७", "987654", "3210"])
def test_what_anybody_tries_first_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="first that anybody tries"):
        clean_pin(typed)


def test_only_the_right_one_opens_and_no_two_are_kept_alike() -> None:
    kept = sealed("4071")
    assert opens("4071", kept)
    assert opens("४०७१ ", kept)
    assert not opens("4072", kept)
    assert not opens("", kept)
    assert sealed("4071") != kept


def test_a_guess_costs_what_it_should() -> None:
    """In a program of its own: here all PINs are cheap."""
    code = "from organizer_app.domain import pins as o; print(o.COST, o.sealed('4071').cost)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(2**15)] * 2, "32 MB and a tenth of a second"


@given(tries=st.integers(0, 10_000), tried_at=st.integers(0, 2**41), now=st.integers(0, 2**41))
def test_waits_grow_and_end(tries: int, tried_at: int, now: int) -> None:
    wait = wait_ms(tries, tried_at, now)
    assert 0 <= wait <= LONGEST_WAIT
    assert not wait or tries >= FREE_TRIES
    assert wait_ms(tries, now, now) <= wait_ms(tries + 1, now, now)
    assert wait_ms(tries, tried_at, tried_at + LONGEST_WAIT) == 0


def test_after_the_free_tries_each_wait_is_twice_the_last() -> None:
    waits = [wait_ms(tries, 0, 0) // 1000 for tries in range(12)]
    assert waits == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]
    assert wait_ms(5, 1_000, 21_000) == 10_000
    assert pins.SHORTEST == 4
