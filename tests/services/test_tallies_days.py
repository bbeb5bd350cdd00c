"""Which day something was made on, asked in SQL, is the day that it was here, at midnight as at noon."""

import sqlite3
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.clock import local_day
from organizer_app.domain.ids import first_id
from organizer_app.services.tallies_days import ordinals, since, which_day

FIRST = date(2027, 2, 12)


def days(count: int) -> list[date]:
    return [FIRST + timedelta(n) for n in range(count)]


def asked(sql: str, value: bytes | str) -> int:
    connection = sqlite3.connect(":memory:")
    found = connection.execute(f"SELECT {sql} FROM (SELECT ? AS x)", (value,)).fetchone()[0]
    connection.close()
    return int(found)


@given(st.integers(1, 60), st.integers(-3 * 86_400_000, 63 * 86_400_000))
def test_a_record_is_of_the_day_on_which_it_was_made(count: int, after: int) -> None:
    told = days(count)
    made = round(datetime.combine(FIRST, time()).timestamp() * 1000) + after
    expected = max(0, min(count, (local_day(made) - FIRST).days + 1))
    assert asked(since("x", told), first_id(made)) == expected


@given(st.integers(1, 60), st.integers(-3, 63))
def test_a_day_is_itself_or_before_all(count: int, after: int) -> None:
    told, day = days(count), FIRST + timedelta(after)
    which = asked(which_day("x", told), str(day))
    assert ordinals(told)[which] == (1 if after < 0 else min(day, told[-1]).toordinal())


@pytest.mark.parametrize("count", [1, 2, 400, 3_000])
def test_so_many_days_are_still_asked_at_once(count: int) -> None:
    told = days(count)
    assert asked(which_day("x", told), str(told[-1])) == count
