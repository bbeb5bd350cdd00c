"""Phone numbers out of a roster cell, as real files have them. What can't be read is named, never guessed."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from organizer_app.domain import roles
from organizer_app.domain.words import N_, translate

PROBLEMS = {
    "too_short": N_("Too few digits: a mobile number has 10. Ask for the number again."),
    "too_long": N_("Too many digits: a mobile number has 10. Ask for the number again."),
    "scientific": N_("Excel shortened this number and its last digits are lost. Take it from the original list."),
    "letters": N_("There are letters or signs among the digits. Type the number again."),
    "not_indian": N_("This is a number of another country; only Indian numbers are kept."),
    "not_indian_mobile": N_("An Indian mobile number starts with 6, 7, 8 or 9. Ask for the number again."),
    "range_unassigned": N_("No Indian landline has this STD code. Ask for the number again."),
}


@dataclass(frozen=True, slots=True)
class Phone:
    """One number. `number` is E.164 ("+919812345678"), or "" when unreadable: then `problem` is a code of PROBLEMS.

    `kind` is "mobile", "landline" or ""; `raw` is what stood in the cell.
    """

    number: str
    kind: str
    problem: str
    raw: str


_DIGITS = str.maketrans({start + digit: str(digit) for start in (0x0966, 0xFF10) for digit in range(10)} | {"＋": "+"})
_NOISE = str.maketrans("", "", " -‐‑‒–—―−.()[]'\"*`_:\t\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\ufeff")
_MOBILE = re.compile(r"(?:(?:\+|00?)?91)?0?([6-9]\d{9})", re.ASCII)
_TWO_MOBILES = re.compile(r"\s*([6-9]\d{9})\s*[/,;]\s*([6-9]\d{9})\s*", re.ASCII)  # as often written: 3 µs, not 20
_LANDLINE = re.compile(r"(?:(?:\+|00)?91(?=0?\d{10}$))?(0?)([1-9]\d{9})", re.ASCII)
_FOREIGN = re.compile(r"\+(?!91)\d{7,}|00(?!91)[1-9]\d{8,}", re.ASCII)
# Some STD codes share their digits with mobile ranges (0771 is Raipur); a code set apart from the rest is an STD code.
_SET_APART = re.compile(
    r"(?:(?:\+|00)?91[\s-]*)?(?:\(?0\d{2,4}\)?[\s-]+\d{6,8}|\(?\d{2}\)?-\d{8}|\(?\d{3}\)?-\d{7})", re.ASCII
)
_SCIENTIFIC = re.compile(r"\s*\d+(?:[.,]\d+)?\s*e\s*[+-]?\s*\d+\s*", re.IGNORECASE | re.ASCII)
_LOST_TAIL = "000000"  # 9.81E+09 opened and saved again is 9810000000
_FLOAT = re.compile(r"(\d{6,})\.0+(?!\d)", re.ASCII)
_GROUPED = re.compile(r"\s*\d{1,3}(?:,\d{2,3}){3,}\s*", re.ASCII)
_DIVIDER = re.compile(r"[/\\,;&|।\n\r]|\b(?:and|or)\b|(?<!\S)(?:और|एवं|तथा|या|व)(?!\S)", re.IGNORECASE)
_LABEL = re.compile(
    r"\W*(?:mobile|mob|mo|phone|ph|tel|contact|whatsapp|wa|no|m|p|t|w)\b[\s.:()-]*(?=[+\d(])"
    r"|\W*(?:mobile|mob|mo|phone|ph|tel|m)(?=[+\d])",
    re.IGNORECASE,
)
# A whole word beside a number (a name, "WhatsApp") says nothing against it; a lone letter or one in a digit run does.
_DEVA_SIGN = r"\u0900-\u0903\u093a-\u094f\u0962\u0963"
_WORD = re.compile(rf"(?<![\w])[^\W\d_](?:[^\W\d_]|[{_DEVA_SIGN}])+(?!\w)")
_NOTHING = frozenset({"na", "n.a.", "n/a", "nil", "no", "none", "null", "x", "xx", "not available", "नहीं", "नही"})


@cache
def _fixed_lines() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """India's landlines and its mobile ranges, by ten digits, from Google's numbering plan."""
    # Here and not above: 50 ms that only a first number starting with 1 to 8 needs, never the start of the window.
    import phonenumbers

    plan = phonenumbers.PhoneMetadata.metadata_for_region("IN")
    patterns = (plan and plan.fixed_line, plan and plan.mobile)
    fixed, mobile = (str(p and p.national_number_pattern) for p in patterns)
    return re.compile(fixed, re.ASCII), re.compile(mobile, re.ASCII)


def read(cell: object) -> tuple[Phone, ...]:
    """The numbers of one cell, in order, none twice; empty for an empty cell, "-" or "NA".

    `cell` is text, an int or a float as spreadsheets give them. About 2 µs for a plain mobile number.
    """
    if isinstance(cell, str):
        plain = cell if cell.isascii() else cell.translate(_DIGITS)
        if mobile := _MOBILE.fullmatch(plain.translate(_NOISE)):
            return (_mobile(mobile[1], plain, cell),)
        if two := _TWO_MOBILES.fullmatch(plain):
            return tuple(dict.fromkeys(_mobile(ten, ten, cell) for ten in two.groups()))
        return _several(plain, cell)
    if cell is None or isinstance(cell, bool):
        return ()
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return ()
        if not cell.is_integer():
            return (Phone("", "", "scientific", repr(cell)),)
        cell = int(cell)
    return read(str(cell))


def _mobile(ten: str, plain: str, raw: str) -> Phone:
    if ten.endswith(_LOST_TAIL):
        return Phone("", "", "scientific", raw)
    kind = "mobile"
    if ten[0] != "9":
        fixed_lines, mobiles = _fixed_lines()
        if fixed_lines.fullmatch(ten) and not (mobiles.fullmatch(ten) and not _SET_APART.fullmatch(plain.strip())):
            kind = "landline"
    return Phone("+91" + ten, kind, "", raw)


def _several(plain: str, raw: str) -> tuple[Phone, ...]:
    if _SCIENTIFIC.fullmatch(plain):
        return (Phone("", "", "scientific", raw),)
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    plain = _FLOAT.sub(r"\1", plain)
    parts = [part for part in _DIVIDER.split(plain) if any("0" <= c <= "9" for c in part)]
    if not parts:
        says_nothing = plain.strip().casefold() in _NOTHING or not any(c.isalpha() for c in plain)
        return () if says_nothing else (Phone("", "", "letters", raw),)
    return tuple(dict.fromkeys(phone for part in parts for phone in _part(part, raw)))


def _part(part: str, raw: str) -> list[Phone]:
    part = _WORD.sub(" ", _LABEL.sub("", part, count=1)).strip()
    phone = _one(part, raw)
    pieces = part.split()
    if phone.problem == "too_long" and len(pieces) > 1:
        apart = [_one(piece, raw) for piece in pieces]
        if not any(p.problem for p in apart):
            return apart
    return [phone]


def _one(plain: str, raw: str) -> Phone:
    digits = plain.translate(_NOISE)
    if mobile := _MOBILE.fullmatch(digits):
        return _mobile(mobile[1], plain, raw)
    if _SCIENTIFIC.fullmatch(plain):
        return Phone("", "", "scientific", raw)
    if _FOREIGN.fullmatch(digits):
        return Phone("", "", "not_indian", raw)
    if landline := _LANDLINE.fullmatch(digits):
        return _landline(landline[2], bool(landline[1]) or bool(_SET_APART.fullmatch(plain)), raw)
    if not digits.removeprefix("+").isdecimal():
        return Phone("", "", "letters", raw)
    if len(digits.lstrip("+0")) < 10:
        return Phone("", "", "too_short", raw)
    return Phone("", "", "scientific" if digits.endswith(_LOST_TAIL) else "too_long", raw)


def _landline(ten: str, has_code: bool, raw: str) -> Phone:
    if _fixed_lines()[0].fullmatch(ten):
        return Phone("+91" + ten, "landline", "", raw)
    if ten.endswith(_LOST_TAIL):
        return Phone("", "", "scientific", raw)
    return Phone("", "", "range_unassigned" if has_code else "not_indian_mobile", raw)


def cell(known: Iterable[Phone]) -> str:
    """Phones as one cell that reads back as the same phones: what could not be read stands as it was written."""
    kept = list(known)
    raws = list(dict.fromkeys(phone.raw for phone in kept if not phone.number))
    beside = {phone.number for raw in raws for phone in read(raw)}
    return ", ".join([*(spoken(p.number) for p in kept if p.number and p.number not in beside), *raws])


def problem_text(code: str) -> str:
    """What is wrong with a number and what to do, in the language in force; "" for no problem."""
    return translate(PROBLEMS.get(code, code))


def last_four(number: str) -> str:
    """The last four digits of an E.164 number, for the gate; "" for none."""
    return number[-4:]


MASK = "••••••"


def masked(number: str) -> str:
    """As "••••••3210": ten places, the last four shown; "" for none."""
    return MASK + number[-4:] if number else ""


def spoken(number: str) -> str:
    """An Indian number as it is said and printed: "98123 45678"; landlines too, without the country code.

    A masked number stays as it is.
    """
    if number.startswith(MASK):
        return number
    ten = number.removeprefix("+91")
    return f"{ten[:5]} {ten[5:]}".strip()


def on_screen(number: str, *, asked: bool = False) -> str:
    """A number as the role in force sees it: "98123 45678", or "98••• ••678" until it is asked for; "" for none."""
    if "•" in number:
        return number
    if not number or asked or roles.sees_phones():
        return spoken(number)
    ten = spoken(number).replace(" ", "")
    return f"{ten[:2]}••• ••{ten[7:]}"


def typed_on_screen(raw: str, *, asked: bool = False) -> str:
    """What was typed and can't be read as a number, its digits hidden from a role that does not see them unasked."""
    seen = asked or roles.sees_phones()
    return raw if seen else "".join("•" if sign.isdigit() else sign for sign in raw)
