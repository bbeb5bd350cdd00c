"""Days as people type them, and the grid of a month. No Qt here."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from organizer_app.domain.months import month_weeks
from organizer_app.domain.names import fold
from organizer_app.domain.words import DAYS_EN, DAYS_HI, MONTHS_EN, MONTHS_HI

_NUMBERS = re.compile(r"(\d{1,4})[^\w]{1,3}(\d{1,2})(?:[^\w]{1,3}(\d{1,4}))?")
_WORDS = re.compile(r"(\d{1,2})\s*([^\W\d_][^\d,.]*?)[\s,.]*(\d{2,4})?")


# कल is the day before and the day after: a field that asks for the past means the one, any other the other.
_TODAY = ("today", "aaj", "आज")
_NEXT = {**dict.fromkeys(("tomorrow", "kal", "कल"), 1), **dict.fromkeys(("parso", "parson", "परसों"), 2)}
_BEFORE = {"yesterday": 1}
_LEAST = {True: 3, False: 2}  # letters of a month or a weekday, in Latin letters or not: मई is a whole one


def parse_day(text: str, today: date, *, past: bool = False) -> date | None:
    """14/12/2026, 14-12-26, 14.12, 2026-12-14, 14 Dec, १४ दिसंबर 2026, kal, सोमवार -> a date; None when it is not one.

    Day before month, as India writes. A day without a year is the next one that is not past by half a year. `past`: the
    field asks for a day that is over, so कल is yesterday and सोमवार the last Monday.
    """
    plain = text.strip()
    if found := _NUMBERS.fullmatch(plain):
        first, second, third = found.groups()
        if len(first) == 4:
            return _date(int(first), int(second), int(third or 0))
        return _date(_year(third, int(second), int(first), today), int(second), int(first))
    if found := _WORDS.fullmatch(plain):
        month = _named(fold(found[2]), MONTHS_EN, MONTHS_HI)
        return _date(_year(found[3], month, int(found[1]), today), month, int(found[1])) if month else None
    return _said(fold(plain), today, past)


def _said(word: str, today: date, past: bool) -> date | None:
    """A day as people say it from today."""
    if word in map(fold, _TODAY):
        return today
    if word in _BEFORE:
        return today - timedelta(_BEFORE[word])
    for said, days in _NEXT.items():
        if word == fold(said):
            return today - timedelta(days) if past and said != "tomorrow" else today + timedelta(days)
    weekday = _named(word, DAYS_EN, DAYS_HI)
    if not weekday:
        return None
    ahead = (weekday - 1 - today.weekday()) % 7
    return today - timedelta((7 - ahead) % 7) if past else today + timedelta(ahead)


def weeks(year: int, month: int) -> list[list[date]]:
    """The weeks of a month, Monday first, filled up with the days before and after; four to six of them."""
    return month_weeks(date(year, month, 1))


def add_months(year: int, month: int, more: int) -> tuple[int, int]:
    """(year, month) some months later or earlier."""
    total = year * 12 + month - 1 + more
    return total // 12, total % 12 + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str | None, month: int, day: int, today: date) -> int:
    if text:
        return int(text) + 2000 if len(text) <= 2 else int(text)
    guess = _date(today.year, month, day)
    return today.year + 1 if guess and (today - guess).days > 182 else today.year


def _named(word: str, *languages: Sequence[str]) -> int:
    """The number from 1 of a month or weekday that begins so in one of the languages; 0 for none."""
    for names in languages:
        for number, name in enumerate(names, 1):
            if len(word) >= _LEAST[word.isascii()] and fold(name).startswith(word):
                return number
    return 0
