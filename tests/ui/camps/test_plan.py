"""Sessions typed one a line, so many a day; words and money of camps."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.errors import RuleBroken
from organizer_app.services.camps import NewSession
from ui.camps.plan import HOURS, MOST_A_DAY, sessions_a_day, typed_sessions
from ui.camps.words import moment, read_rupees, rupees, short_days

FIRST, TODAY = date(2026, 12, 14), date(2026, 12, 1)


def test_lines_as_people_type_them() -> None:
    text = """
    10:45-12:00 How to run a meeting / Ramesh Oraon, Sunita Munda
    १२:०० – १३:१५ घर-घर संपर्क
    15/12 9 to 10.30 24/7 on call / Anil
    2 pm से 3 pm  Groups
    16 Title only
    """
    assert typed_sessions(text, FIRST, TODAY) == [
        NewSession(FIRST, "10:45", "12:00", "How to run a meeting", ("Ramesh Oraon", "Sunita Munda")),
        NewSession(FIRST, "12:00", "13:15", "घर-घर संपर्क"),
        NewSession(date(2026, 12, 15), "09:00", "10:30", "24/7 on call", ("Anil",)),
        NewSession(date(2026, 12, 15), "14:00", "15:00", "Groups"),
        NewSession(date(2026, 12, 15), "16:00", "", "Title only"),
    ]


@pytest.mark.parametrize(
    "line", ["How to run a meeting", "10:45", "99:00 Talk", "32/13 10:00 Talk", "10:00-25:00 X", "10:00 - 12:00"]
)
def test_a_line_that_can_not_be_read_is_named(line: str) -> None:
    with pytest.raises(RuleBroken, match="Line 2: "):
        typed_sessions(f"09:00 Fine\n{line}", FIRST, TODAY)


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_sessions_or_one_sentence(text: str) -> None:
    with suppress(RuleBroken):
        assert all(session.title and session.starts for session in typed_sessions(text, FIRST, TODAY))


def test_so_many_a_day_on_every_day_and_none() -> None:
    assert [(s.day.day, s.starts, s.title) for s in sessions_a_day(2, FIRST, date(2026, 12, 15))] == [
        (14, "09:30", "Session 1"),
        (14, "13:30", "Session 2"),
        (15, "09:30", "Session 3"),
        (15, "13:30", "Session 4"),
    ]
    assert sessions_a_day(0, FIRST, FIRST) == []


@pytest.mark.parametrize("count", range(1, MOST_A_DAY + 1))
def test_the_usual_hours_follow_one_another(count: int) -> None:
    times = [time for pair in HOURS[count] for time in pair]
    assert len(HOURS[count]) == count
    assert times == sorted(times)


@given(st.integers(0, 10**12))
def test_money_written_can_be_read(paise: int) -> None:
    assert read_rupees(rupees(paise)) == paise


def test_money_as_people_type_it() -> None:
    assert [read_rupees(text) for text in ("1,250", "Rs. 1250/-", "₹ १२५०.५", "0")] == [125_000, 125_000, 125_050, 0]
    assert [read_rupees(text) for text in ("", "a few", "-5", "1.234", ",")] == [None] * 5


def test_spans_of_days_and_moments_are_short() -> None:
    assert moment("2026-12-14 09:30") == "14 Dec, 09:30"
    assert short_days(FIRST, FIRST) == "14 Dec"
    assert short_days(FIRST, date(2026, 12, 16)) == "14 – 16 Dec"
    assert short_days(date(2026, 11, 30), date(2026, 12, 2)) == "30 Nov – 2 Dec"
