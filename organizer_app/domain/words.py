"""Text in the organiser's language: gettext, Indian digit grouping, dates. Paper can't use Qt's, so it lives here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path

import resources
from organizer_app.domain.catalogue import Catalogue

LANGUAGES = ("en", "hi")
MONTHS_EN = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
MONTHS_HI = [
    *("जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून"),
    *("जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"),
]
DAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS_HI = ["सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"]

_default = "en"
_current: ContextVar[str | None] = ContextVar("language", default=None)


def language() -> str:
    """The language in force: "en" or "hi"."""
    return _current.get() or _default


def use_language(code: str) -> None:
    """Sets the language of this process. Raises ValueError for a language that is not shipped."""
    if code not in LANGUAGES:
        raise ValueError(code)
    global _default
    _default = code


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Another language for a while, for example a Hindi sheet printed from an English window."""
    token = _current.set(code)
    try:
        yield
    finally:
        _current.reset(token)


@cache
def _catalogue(code: str) -> Catalogue | None:
    file = Path(resources.__file__).parent / "translations" / code / "LC_MESSAGES" / "organizer.mo"
    return Catalogue(file) if file.exists() else None


def translate(message: str) -> str:
    """The message in the language in force; the English itself where no translation exists."""
    catalogue = _catalogue(language())
    return catalogue.gettext(message) if catalogue is not None and message else message


def translate_plural(one: str, many: str, count: int) -> str:
    """`one` or `many` by count, translated; the caller formats {count}."""
    catalogue = _catalogue(language())
    return catalogue.ngettext(one, many, count) if catalogue is not None else (one, many)[count != 1]


def mark(message: str) -> str:
    """Marks a message for the catalogue without translating it now (imported as N_)."""
    return message


_ = translate
ngettext = translate_plural
N_ = mark


def group_digits(number: int) -> str:
    """1234567 -> "12,34,567": the last three, then pairs."""
    sign, digits = ("-", str(-number)) if number < 0 else ("", str(number))
    head, tail = digits[:-3], digits[-3:]
    pairs: list[str] = []
    while head:
        pairs.insert(0, head[-2:])
        head = head[:-2]
    return sign + ",".join([*pairs, tail])


def day_text(day: date, *, weekday: bool = False) -> str:
    """14 December 2026 / 14 दिसंबर 2026, with the weekday in front if wanted."""
    months, days = (MONTHS_HI, DAYS_HI) if language() == "hi" else (MONTHS_EN, DAYS_EN)
    text = f"{day.day} {months[day.month - 1]} {day.year}"
    return f"{days[day.weekday()]}, {text}" if weekday else text


def month_text(day: date) -> str:
    """The month of a day: December 2026 / दिसंबर 2026."""
    return f"{(MONTHS_HI if language() == 'hi' else MONTHS_EN)[day.month - 1]} {day.year}"


def moment_text(instant_ms: int) -> str:
    """An instant (ms UTC), local: 14 December 2026, 09:30."""
    then = datetime.fromtimestamp(instant_ms / 1000)
    return f"{day_text(then.date())}, {then:%H:%M}"


def days_text(first: date, last: date) -> str:
    """A span of days the short way: 14 - 15 December 2026."""
    if first == last:
        return day_text(first)
    months = MONTHS_HI if language() == "hi" else MONTHS_EN
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {day_text(last)}"
    if first.year == last.year:
        return f"{first.day} {months[first.month - 1]} – {day_text(last)}"
    return f"{day_text(first)} – {day_text(last)}"
