import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.times import clock_time, day


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        *(("9", "09:00"), ("9.30", "09:30"), ("09:05", "09:05"), (" 14:00 ", "14:00"), ("०९:३०", "09:30")),
        *(("9:30 pm", "21:30"), ("12 am", "00:00"), ("12pm", "12:00"), ("0:00", "00:00"), ("23:59", "23:59")),
        *(("9 AM", "09:00"), ("१ pm", "13:00"), ("14:30 pm", "14:30")),
    ],
)
def test_clock_times_as_people_type_them(typed: str, time: str) -> None:
    assert clock_time(typed) == time


@pytest.mark.parametrize(
    "typed", ["", "24:00", "9:60", "13 am", "0 am", "24 pm", "9:3", "9::30", "nine", "-1", "9:30 xm", "99"]
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="is not a time"):
        clock_time(typed)


@given(st.times())
def test_a_time_reads_back(time: object) -> None:
    text = f"{time:%H:%M}"
    assert clock_time(text) == text


@pytest.mark.parametrize(
    "typed", ["2026-12-14", "14-12-2026", "14/12/2026", "14.12.2026", " 14 12 2026 ", "१४-१२-२०२६", "14-12-2026 "]
)
def test_days_as_people_type_them(typed: str) -> None:
    assert day(typed) == date(2026, 12, 14)


@pytest.mark.parametrize("typed", ["", "31-02-2026", "12-14-2026", "14-12-26", "tomorrow", "2026-13-01", "14-12"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="is not a day"):
        day(typed)


@given(st.dates(date(1000, 1, 1)))
def test_a_day_reads_back_both_ways(given_day: date) -> None:
    assert day(given_day.isoformat()) == day(f"{given_day.day}-{given_day.month}-{given_day.year:04}") == given_day


@given(st.text(max_size=20))
def test_anything_else_is_a_rule_broken_and_never_an_accident(text: str) -> None:
    for read in (clock_time, day):
        with contextlib.suppress(RuleBroken):
            read(text)
