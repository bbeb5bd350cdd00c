"""The cells of one row, cleaned by field; what had to be left out is said."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from organizer_app.domain.imports import Cell, Problem, Row
from organizer_app.domain.phones import PROBLEMS, Phone
from organizer_app.domain.phones import read as read_phones
from organizer_app.domain.plain_cells import unmarked
from organizer_app.domain.words import N_
from organizer_app.importing import kruti_dev
from organizer_app.importing.tables import text_of

NAME_LEGACY = N_("The name is typed in the old Kruti Dev font. Choose conversion and import again.")
NAME_DAMAGED = N_("The letters of the name are damaged in the file. Ask for the file again or type the name.")
LEGACY_LEFT = N_("Typed in the old Kruti Dev font and left out: {value}")
DAMAGED_LEFT = N_("The letters are damaged in the file and were left out: {value}")
SHORTENED = N_("Too long: only the beginning was kept.")

PHONE_FIELDS = ("phone", "phone2", "whatsapp")
_NAMES = {"name": {LEGACY_LEFT: NAME_LEGACY, DAMAGED_LEFT: NAME_DAMAGED}}
_NAMES["name_other"] = _NAMES["name"]
_LONGEST = {"address": 400, "notes": 2000, "name": 10_000}  # a name too long is refused, not cut
_LONGEST_OTHER = 160
_NOTHING = frozenset({"", "-", "--", "---", "_", ".", "na", "n/a", "nil", "null", "none", "#n/a", "nan", "x", "०", "0"})
_SAME = frozenset({"yes", "y", "same", "हाँ", "हां", "वही", "हा", "ditto", '"', "''", "✓"})
_UNTIDY = re.compile(r"[\x00-\x1f\x7f-\xa0\u200b\ufeff]| {2}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")
# Letters lost on the way: replaced, UTF-8 opened as cp1252 and saved again, or question marks for every letter.
_DAMAGED = re.compile(r"\ufffd|à[¤¥]|^\?[?\s.]+$")


class Texts(NamedTuple):
    """What a row says, by field and without the empty ones; what was left out; why the row can't be taken, or ""."""

    found: dict[str, str]
    problems: list[Problem]
    refusal: str


def read_texts(row: Row, columns: list[tuple[str, int, bool]], *, convert: bool) -> Texts:
    """Clean texts of the given (field, column, whether that is Kruti Dev); old fonts are converted or left out."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    refusal = ""
    cells = row.cells
    size = len(cells)
    for field, column, in_legacy_column in columns:
        if column >= size or (cell := cells[column]) == "":
            continue
        text = cell if isinstance(cell, str) else text_of(cell)
        clean, trouble = _clean(text, in_legacy_column, convert)
        if trouble or len(clean) > _LONGEST_OTHER:
            longest = _LONGEST.get(field, _LONGEST_OTHER)
            if trouble and field in _NAMES:
                refusal = _NAMES[field][trouble]
            elif trouble or len(clean) > longest:
                problems.append(Problem(row.number, field, text, trouble or SHORTENED))
            clean = clean[:longest]
        if clean:
            found[field] = clean
    return Texts(found, problems, refusal)


@lru_cache(maxsize=1 << 15)
def _clean(text: str, in_legacy_column: bool, convert: bool) -> tuple[str, str]:
    """The clean text, and why it was left out or "". Cached, as blocks, offices and the like repeat."""
    text = unmarked(unicodedata.normalize("NFC", text).strip())  # a file that we wrote ourselves
    if len(text) < 5 and text.casefold() in _NOTHING:
        return "", ""
    if kruti_dev.is_legacy(text, in_legacy_column=in_legacy_column):
        if not convert:
            return "", LEGACY_LEFT
        text = kruti_dev.to_unicode(text)
    if _UNTIDY.search(text):
        text = _BLANKS.sub(" ", _CONTROL.sub("", text)).strip()
    return ("", DAMAGED_LEFT) if _DAMAGED.search(text) else (text, "")


def read_numbers(row: Row, columns: list[tuple[str, int]]) -> tuple[tuple[Phone, ...], str, list[Problem]]:
    """The readable numbers of the telephone columns, none twice; the WhatsApp one; the others as problems.

    "Yes" or "same" in the WhatsApp column means the first mobile.
    """
    found: dict[str, Phone] = {}
    problems: list[Problem] = []
    whatsapp = ""
    for field, column in columns:
        cell = row.cells[column] if column < len(row.cells) else ""
        if field == "whatsapp" and _says_same(cell):
            whatsapp = next(iter(found), "")
            continue
        for phone in read_phones(cell):
            if phone.number:
                found.setdefault(phone.number, phone)
                whatsapp = whatsapp or (phone.number if field == "whatsapp" else "")
            else:
                problems.append(Problem(row.number, field, phone.raw, PROBLEMS[phone.problem]))
    return tuple(found.values()), whatsapp, problems


def _says_same(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().casefold() in _SAME
