"""What one cell says: a gender, a birth year, a guardian behind "S/o", a row of totals."""

import re
from datetime import date
from functools import lru_cache

from organizer_app.domain.imports import Cell

_OLDEST = 110
_YOUNGEST = 5  # a younger "birth year" is the year of the camp
_DIGITS = str.maketrans({0x966 + digit: str(digit) for digit in range(10)})
_GENDERS = {
    word: gender
    for gender, words in {
        "male": "m male man boy mr पुरुष पु पुरूष पुल्लिंग नर",
        "female": "f female woman girl w mrs स्त्री महिला म स्त्रीलिंग औरत",
        "other": "o other others transgender tg t अन्य किन्नर थर्डजेंडर ट्रांसजेंडर",
    }.items()
    for word in words.split()
}
_TOTAL = re.compile(
    r"(?:grand |sub ?)?totals?(?:[ :=-].*)?|(?:कुल |महा ?|उप ?)?(?:योग|जोड़)(?: ?[:=-].*)?"
    r"|कुल(?: (?:संख्या|सदस्य|पुरुष|महिला|व्यक्ति|प्रतिभागी|कार्यकर्ता|पदाधिकारी).*| ?[:=-].*)?",
    re.IGNORECASE,
)
_MARKS = {
    "father": r"[sd] ?[/.\\] ?o\b\.?|पुत्र\b|पुत्री|आत्मजा?|पिता",
    "husband": r"w ?[/.\\] ?o\b\.?|पत्नी|पत्नि|ध\.? ?प\.?|पति",
    "guardian": r"[ch] ?[/.\\] ?o\b\.?|द्वारा",
}
_HINT = re.compile(r"[/.\\] ?o|पुत्र|पत्न|पति|पिता|आत्मज|द्वारा|प\.|ध ?प", re.IGNORECASE)
_END = r"(?: ?(?:का नाम|नाम|name))?(?=[\s:.\-–—]|$)[\s:.\-–—]*"
_INSIDE = tuple(
    (relation, re.compile(rf"(?P<name>.+?)[\s,(]+(?:{marks}){_END}(?P<guardian>[^()]+)\)?", re.IGNORECASE))
    for relation, marks in _MARKS.items()
)
_BEFORE = tuple(
    (relation, re.compile(rf"(?:{marks}){_END}(?P<guardian>.+)", re.IGNORECASE)) for relation, marks in _MARKS.items()
)
_RELATIONS = (
    ("husband", re.compile(r"पति|पत्नी|husband|wife|\bw\W?o\b", re.IGNORECASE)),
    ("mother", re.compile(r"माता|माँ|mother", re.IGNORECASE)),
    ("father", re.compile(r"पिता|पुत्र|father|\bson\b|daughter|\b[sd]\W?o\b|^[fsd]$", re.IGNORECASE)),
    ("guardian", re.compile(r"अभिभावक|संरक्षक|guardian|\bc\W?o\b", re.IGNORECASE)),
)


def plain_digits(text: str) -> str:
    """Devanagari digits as 0 to 9."""
    return text.translate(_DIGITS)


def is_total(text: str) -> bool:
    """Whether a cell begins a row of totals: "कुल", "Total", "कुल योग", "Grand total: 12"."""
    return _TOTAL.fullmatch(text.strip()) is not None


@lru_cache
def gender_of(text: str) -> str:
    """male, female, other, or "" for a word that isn't known."""
    return _GENDERS.get(re.sub(r"[\s.0()]", "", text.casefold().replace("०", "")), "")


@lru_cache
def relation_of(text: str) -> str:
    """father, husband, mother, guardian, or ""."""
    return next((relation for relation, pattern in _RELATIONS if pattern.search(text.strip())), "")


def split_guardian(name: str) -> tuple[str, str, str]:
    """ "Ram Kumar S/o Shyam" -> ("Ram Kumar", "father", "Shyam"); without such a mark (name, "", "")."""
    if not _HINT.search(name):
        return name, "", ""
    for relation, pattern in _INSIDE:
        if found := pattern.fullmatch(name):
            return found["name"], relation, found["guardian"]
    return name, "", ""


def strip_relation(guardian: str) -> tuple[str, str]:
    """ "S/o Shyam Lal" -> ("father", "Shyam Lal"), "पति - रमेश" -> ("husband", "रमेश")."""
    if not _HINT.search(guardian):
        return "", guardian
    for relation, pattern in _BEFORE:
        if found := pattern.fullmatch(guardian):
            return relation, found["guardian"]
    return "", guardian


@lru_cache(maxsize=4096, typed=True)
def birth_year(cell: Cell, *, year: int, age: bool) -> int | None:
    """The year of birth out of a date, a year or an age in `year`; None if it can't be told.

    `age`: the heading asks for an age, so two digits are one; elsewhere they only count as an age from 14 up.
    """
    if isinstance(cell, date):
        return _possible(cell.year, year)
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        return None
    text = plain_digits(str(cell)).strip()
    text = re.sub(r"\.0+$|(?i: ?(?:years?|yrs?|वर्ष|साल)\.?)$", "", text)
    if compact := re.fullmatch(r"(1[89]\d\d|20\d\d)(?:0\d|1[0-2])[0-3]\d", text):
        return _possible(int(compact[1]), year)
    if text.isdecimal():
        number = int(text) if len(text) <= 4 else 0
        if number > 150:
            return _possible(number, year)
        return _possible(year - number, year) if age or number >= 14 else None
    if whole := re.search(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", text):
        return _possible(int(whole[1]), year)
    if short := re.fullmatch(r"\d{1,2}[-/. ](?:\d{1,2}|[^\W\d]{3,9})[-/. ](\d{2})", text):
        century = year // 100 * 100
        born = century + int(short[1])
        return _possible(born if born <= year - _YOUNGEST else born - 100, year)
    return None


def _possible(born: int, year: int) -> int | None:
    return born if year - _OLDEST <= born <= year - _YOUNGEST else None
