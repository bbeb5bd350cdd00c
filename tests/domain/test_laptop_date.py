from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.hq_clock import Ahead
from organizer_app.domain.laptop_date import (
    FAR,
    HQ,
    RECORD,
    SLACK,
    Doubt,
    Said,
    command_to_set,
    doubt,
    how_to_set,
    said_now,
)

NOW = 1_790_000_000_000
DAYS = 3 * 365 * 24 * 3_600_000  # three years
HOURS = 14 * 3_600_000
TIMES = st.integers(NOW - DAYS, NOW + DAYS)
WRONG = st.integers(FAR + SLACK + 1, DAYS)
A_WHILE = st.integers(0, DAYS)


def ahead(by: int, heard: int) -> Ahead:
    """HQ's clock is ahead by so much; it was heard at `heard` by this laptop's clock."""
    return Ahead(by, by, heard + by)


@given(heard=TIMES, by=st.integers(-HOURS, HOURS), then=A_WHILE, later=A_WHILE)
def test_a_clock_that_runs_and_is_near_hqs_is_not_asked_about(heard: int, by: int, then: int, later: int) -> None:
    newest = heard + then
    assert doubt(newest + later, newest=None, ahead=None, said=None) is None
    assert doubt(newest + later, newest=newest, ahead=None, said=None) is None
    assert doubt(newest + later, newest=newest, ahead=ahead(by, heard), said=None) is None


@given(newest=TIMES, back=st.integers(SLACK + 1, DAYS))
def test_a_date_before_the_last_record_is_asked_about(newest: int, back: int) -> None:
    assert doubt(newest - back, newest=newest, ahead=None, said=None) == Doubt(RECORD, newest - back, newest)
    assert doubt(newest - SLACK, newest=newest, ahead=None, said=None) is None


@given(heard=TIMES, by=WRONG, later=st.integers(0, FAR))
def test_a_clock_a_day_or_more_from_hqs_is_asked_about_until_it_is_set(heard: int, by: int, later: int) -> None:
    for wrong in (by, -by):
        known = ahead(wrong, heard)
        now = heard + later
        if wrong < 0 or now < known.at - FAR:
            assert doubt(now, newest=heard, ahead=known, said=None) == Doubt(HQ, now, max(known.at, now + wrong))
        right = now + wrong
        assert doubt(right, newest=heard, ahead=known, said=None) is None, "set to HQ's time, nothing is asked"


@given(now=TIMES, newest=TIMES, heard=TIMES, by=st.integers(-DAYS, DAYS), later=A_WHILE)
def test_what_somebody_said_is_right_is_not_asked_again(now: int, newest: int, heard: int, by: int, later: int) -> None:
    known = ahead(by, heard)
    said = said_now(now, newest=newest, ahead=known)
    assert doubt(now + later, newest=newest, ahead=known, said=said) is None
    written = now + later  # the next record, by a clock that runs
    assert doubt(written, newest=max(written, newest), ahead=known, said=said) is None
    assert Said.read(str(said)) == said


@given(now=TIMES, newest=TIMES, back=st.integers(SLACK + 1, DAYS))
def test_a_clock_that_goes_back_once_more_is_asked_about_again(now: int, newest: int, back: int) -> None:
    said = said_now(now, newest=newest, ahead=None)
    assert doubt(now - back, newest=newest, ahead=None, said=said) == Doubt(RECORD, now - back, now)


@given(
    now=TIMES,
    newest=st.none() | TIMES,
    heard=st.none() | TIMES,
    by=st.integers(-DAYS, DAYS),
    moved=st.integers(-DAYS, DAYS),
)
def test_neither_midnight_nor_a_time_zone_matters(
    now: int, newest: int | None, heard: int | None, by: int, moved: int
) -> None:
    here = doubt(now, newest=newest, ahead=None if heard is None else ahead(by, heard), said=None)
    there = doubt(
        now + moved,
        newest=None if newest is None else newest + moved,
        ahead=None if heard is None else ahead(by, heard + moved),
        said=None,
    )
    assert (here is None) == (there is None)
    assert here is None or there is None or (there.why, there.other) == (here.why, here.other + moved)


def test_the_sentence_says_both_dates_and_how_to_set_them() -> None:
    said = str(Doubt(RECORD, NOW, NOW + 2 * FAR))
    assert said.count("2026") == 2
    assert said.endswith(".")
    assert "timedatectl" in command_to_set("linux")
    assert "terminal" in how_to_set("linux")
    assert command_to_set("win32") == ""
    assert "Adjust date and time" in how_to_set("win32")
