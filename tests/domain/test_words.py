from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain import words


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (999, "999"), (1000, "1,000"), (100000, "1,00,000"), (12345678, "1,23,45,678"), (-123456, "-1,23,456")],
)
def test_digits_are_grouped_the_indian_way(number: int, text: str) -> None:
    assert words.group_digits(number) == text


@given(st.integers())
def test_grouping_loses_no_digit(number: int) -> None:
    assert int(words.group_digits(number).replace(",", "")) == number


def test_days_in_both_languages() -> None:
    day = date(2026, 12, 14)
    with words.in_language("en"):
        assert words.day_text(day) == "14 December 2026"
        assert words.day_text(day, weekday=True) == "Monday, 14 December 2026"
    with words.in_language("hi"):
        assert words.day_text(day, weekday=True) == "सोमवार, 14 दिसंबर 2026"


def test_spans_of_days_the_short_way() -> None:
    with words.in_language("en"):
        assert words.days_text(date(2026, 12, 14), date(2026, 12, 14)) == "14 December 2026"
        assert words.days_text(date(2026, 12, 14), date(2026, 12, 15)) == "14 – 15 December 2026"
        assert words.days_text(date(2026, 11, 30), date(2026, 12, 1)) == "30 November – 1 December 2026"
        assert words.days_text(date(2026, 12, 31), date(2027, 1, 1)) == "31 December 2026 – 1 January 2027"
    with words.in_language("hi"):
        assert words.days_text(date(2026, 11, 30), date(2026, 12, 1)) == "30 नवंबर – 1 दिसंबर 2026"


def test_a_language_lasts_for_its_block() -> None:
    before = words.language()
    with words.in_language("hi"), words.in_language("en"):
        assert words.language() == "en"
        with words.in_language("hi"):
            assert words.translate("Member") == "सदस्य"
        assert words.translate("Member") == "Member"
    assert words.language() == before


def test_the_language_of_the_process() -> None:
    before = words.language()
    try:
        words.use_language("hi")
        assert words.language() == "hi"
    finally:
        words.use_language(before)
    with pytest.raises(ValueError, match="fr"):
        words.use_language("fr")


def test_what_has_no_translation_stays_english() -> None:
    with words.in_language("hi"):
        assert words.translate("no such sentence") == "no such sentence"
        assert words.translate("") == ""
        assert words.translate_plural("one thing", "{count} things", 2) == "{count} things"
    assert words.mark("x") == "x"


def test_a_moment_in_both_languages() -> None:
    at = int(datetime(2026, 12, 14, 9, 5).timestamp() * 1000)
    with words.in_language("en"):
        assert words.moment_text(at) == "14 December 2026, 09:05"
    with words.in_language("hi"):
        assert words.moment_text(at) == "14 दिसंबर 2026, 09:05"
