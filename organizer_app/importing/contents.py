"""What the cells of a column look like, where its heading doesn't say."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from organizer_app.domain.names import script
from organizer_app.importing.cells import gender_of, plain_digits

_MOBILE = re.compile(r"(?:\+?91|0)?[6-9]\d{9}")
_VOTER_CARD = re.compile(r"[A-Z]{3}/?\d{7}")
_PIN = re.compile(r"[1-9]\d{2} ?\d{3}")
_CASTE_CODES = frozenset(
    {"sc", "st", "obc", "bc", "ebc", "gen", "general", "ur", "ews", "अजा", "अजजा", "अपिव", "पिछड़ा", "सामान्य", "अनुसूचित"}
)
_RELIGIONS = frozenset(
    {"hindu", "muslim", "sikh", "christian", "sarna", "jain", "buddhist"}
    | {"हिंदू", "हिन्दू", "मुस्लिम", "सिख", "ईसाई", "सरना", "जैन", "बौद्ध"}
)
_PERSON = re.compile(r"[^\d@/]{2,60}")
_LONGEST_NAME = 5  # words


class Content(NamedTuple):
    """A column's likely field ("" if none) and how sure; a key of headings.NEVER or ""; its usual script or ""."""

    looks: str
    confidence: float
    never: str
    script: str


def look(cells: list[str]) -> Content:
    """Judges the non-empty cells of a column (as text)."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return Content("", 0.0, "", script(filled[0]) if filled else "")
    scripts = [script(cell) for cell in filled]
    usual = max(("Deva", "Latn"), key=scripts.count) if any(scripts) else ""
    digits = [re.sub(r"[\s.\-()+]", "", plain_digits(cell)) for cell in filled]

    def share(is_one: Callable[[str], object], values: list[str]) -> float:
        return sum(bool(is_one(value)) for value in values) / len(values)

    never = ""
    if share(_is_aadhaar, digits) >= 0.8:
        never = "aadhaar"
    elif share(lambda c: _VOTER_CARD.fullmatch(c.replace(" ", "").upper()), filled) >= 0.6:
        never = "voter"
    elif share(lambda c: c.casefold().replace(".", "") in _CASTE_CODES, filled) >= 0.8:
        never = "caste"
    elif share(lambda c: c.casefold() in _RELIGIONS, filled) >= 0.8:
        never = "religion"
    looks, sure = "", 0.0
    if share(lambda c: _MOBILE.search(re.sub(r"[\s.\-()]", "", plain_digits(c))), filled) >= 0.6:
        looks, sure = "phone", 0.9
    elif share(gender_of, filled) >= 0.9:
        looks, sure = "gender", 0.8
    elif share(_PIN.fullmatch, digits) >= 0.8:
        looks, sure = "pin", 0.6
    elif _are_years(digits):
        looks, sure = "birth_year", 0.5
    elif _are_names(filled):
        looks, sure = "name", 0.6
    return Content(looks, sure, never, usual)


def _are_years(digits: list[str]) -> bool:
    """Years of birth or ages of grown people; a row of numbers that only climbs is a serial."""
    if not all(d.isdecimal() and len(d) <= 4 for d in digits):
        return False
    numbers = [int(d) for d in digits]
    climbs = all(after > before for before, after in pairwise(numbers))
    fits = sum(14 <= n <= 100 or 1920 <= n <= 2020 for n in numbers) / len(numbers)
    return fits >= 0.9 and not climbs


def _are_names(cells: list[str]) -> bool:
    """Short texts without digits of which few repeat."""
    fits = sum(bool(_PERSON.fullmatch(c)) and len(c.split()) <= _LONGEST_NAME for c in cells) / len(cells)
    several = sum(len(c.split()) >= 2 for c in cells) / len(cells)
    return fits >= 0.9 and several >= 0.3 and len(set(cells)) >= 0.7 * len(cells)


_TURN = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _is_aadhaar(digits: str) -> bool:
    """Twelve digits whose last one is Verhoeff's check digit, not beginning like a mobile with its country code."""
    if len(digits) != 12 or not digits.isdecimal() or digits[0] in "01" or re.match("91[6-9]", digits):
        return False
    check = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        for _ in range(place % 8):
            value = _TURN[value]
        check = _multiply(check, value)
    return check == 0


def _multiply(a: int, b: int) -> int:
    """In the symmetries of the pentagon: 0-4 are its turns, 5-9 its mirrorings."""
    if a < 5:
        return (a + b) % 5 if b < 5 else 5 + (a + b) % 5
    return 5 + (a - b) % 5 if b < 5 else (a - b) % 5
