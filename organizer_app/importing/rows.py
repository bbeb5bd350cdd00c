"""Rows of a table as people: cleaned, with what was left out said, or refused with the reason."""

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Literal

from organizer_app.domain.digits import latin_digits
from organizer_app.domain.imports import Cell, ImportRow, Mapping, Problem, Refused, Row
from organizer_app.domain.names import clean_name, split_honorific
from organizer_app.domain.words import N_
from organizer_app.importing import cells as said
from organizer_app.importing.columns import legacy_columns
from organizer_app.importing.head_rows import repeats
from organizer_app.importing.headings import is_age, relation
from organizer_app.importing.row_cells import PHONE_FIELDS, Texts, read_numbers, read_texts
from organizer_app.importing.tables import Table, text_of

Legacy = Literal["refuse", "convert"]

NO_NAME = N_("No name. Write the name and import this row again.")
NAME_TOO_LONG = N_("The name is too long to be one: the row may be shifted. Put each thing in its column.")
TOTALS = N_("This row holds totals, not a person.")
BROKEN = N_("A quote mark was opened here and never closed, so the row is cut. Remove the mark and import it again.")
NOT_A_GENDER = N_("“{value}” isn't a gender the app knows. It was left empty.")
NOT_A_YEAR = N_("“{value}” isn't a birth year, a date or an age. It was left empty.")

_SAMPLE = 200
_LONGEST_NAME = 120
_FIRST_NUMBERS = ("0", "1", 0, 1)  # a row that numbers the columns begins so
_DIVIDER = re.compile(r"\s*(?:[,;/|+&]|\band\b|और|एवं)\s*", re.IGNORECASE)
_HASHED = tuple(
    (field, f"{field}\x1e") for field in ImportRow._fields if field not in {"row", "phones", "problems", "fingerprint"}
)

_PLAIN = ("address", "place", "block", "district", "booth", "seat", "wing", "office", "card_no", "notes")


def read(table: Table, mapping: Mapping, *, year: int, legacy: Legacy = "refuse") -> Iterator[ImportRow | Refused]:
    """The people of a table, in the file's order and one at a time. `year` is the one an age is counted from.

    Blank rows and repeated headings are passed over in silence; rows without a name, totals and rows cut by a stray
    quote come as Refused. Kruti Dev cells are converted or left out (a name: refused), as `legacy` says.
    """
    reader = _Reader(table, mapping, year, legacy)
    for row in table.rows():
        person = reader.read(row)
        if person is not None:
            yield person


class _Reader:
    """What stays the same from row to row: columns, the year, which columns are Kruti Dev."""

    def __init__(self, table: Table, mapping: Mapping, year: int, legacy: Legacy) -> None:
        old = frozenset(legacy_columns(islice(table.rows(), _SAMPLE), table.width))
        columns = {field: guess.column for field, guess in mapping.guesses.items()}
        self._header = table.header
        self._headings = frozenset(table.header) - {""}
        self._texts = [(f, c, c in old) for f, c in columns.items() if f not in (*PHONE_FIELDS, "birth_year")]
        self._phones = [(field, columns[field]) for field in PHONE_FIELDS if field in columns]
        self._born = columns.get("birth_year", -1)
        self._convert = legacy == "convert"
        self._year = year
        self._age = is_age(self._heading(self._born))
        self._relation = relation(self._heading(columns.get("guardian", -1)))

    def _heading(self, column: int) -> str:
        return self._header[column] if 0 <= column < len(self._header) else ""

    def read(self, row: Row) -> ImportRow | Refused | None:
        for first in row.cells:
            if not isinstance(first, str) or (first and not first.isspace()):
                break
        else:
            return None
        if self._may_repeat(row, first) and repeats(self._header, _as_text(row)):
            return None
        if row.broken:
            return Refused(row.number, _as_text(row), BROKEN)
        texts = read_texts(row, self._texts, convert=self._convert)
        raw_name = texts.found.get("name") or texts.found.get("name_other", "")
        if (isinstance(first, str) and said.is_total(first)) or said.is_total(raw_name):
            return Refused(row.number, _as_text(row), TOTALS)
        alone, kin, guardian = said.split_guardian(raw_name)
        named = _named(alone)
        if refusal := texts.refusal or _judge(raw_name, named[1]):
            return Refused(row.number, _as_text(row), refusal)
        return self._person(row, texts, named, (kin, guardian))

    def _may_repeat(self, row: Row, first: Cell) -> bool:
        return first in _FIRST_NUMBERS or not self._headings.isdisjoint(row.cells)

    def _person(self, row: Row, texts: Texts, named: tuple[str, str], beside_name: tuple[str, str]) -> ImportRow:
        found, problems, _ = texts
        numbers, whatsapp, bad = read_numbers(row, self._phones)
        known: dict[str, Any] = {field: found[field] for field in _PLAIN if field in found}
        if "card_no" in known:
            known["card_no"] = latin_digits(known["card_no"])
        known["honorific"], known["name"] = named
        if "honorific" in found:
            known["honorific"] = found["honorific"]
        if "surname" in found:
            surname = clean_name(found["surname"])
            known["name"] += f" {surname}" if surname and surname not in known["name"].split() else ""
        if "name_other" in found:
            other = _named(found["name_other"])[1]
            known["name_other"] = "" if other == known["name"] else other
        marked, guardian = said.strip_relation(found.get("guardian", ""))
        if guardian := _guardian(guardian or beside_name[1]):
            said_by_column = said.relation_of(found.get("relation", ""))
            known["guardian"] = guardian
            known["relation"] = said_by_column or marked or beside_name[0] or self._relation
        if "gender" in found:
            known["gender"] = said.gender_of(found["gender"])
            if not known["gender"]:
                problems.append(Problem(row.number, "gender", found["gender"], NOT_A_GENDER))
        known["birth_year"] = self._birth_year(row, problems)
        known["phones"], known["whatsapp"] = numbers, whatsapp
        if (pin := found.get("pin", "")) and pin not in known.get("address", ""):
            known["address"] = ", ".join(filter(None, (known.get("address", ""), pin)))
        if "languages" in found:
            known["languages"] = tuple(filter(None, _DIVIDER.split(found["languages"])))
        return ImportRow(row=row.number, problems=(*problems, *bad), fingerprint=_fingerprint(known), **known)

    def _birth_year(self, row: Row, problems: list[Problem]) -> int | None:
        cell = row.cells[self._born] if 0 <= self._born < len(row.cells) else ""
        if isinstance(cell, str) and cell.strip() in ("", "-", "0"):
            return None
        born = said.birth_year(cell, year=self._year, age=self._age)
        if born is None:
            problems.append(Problem(row.number, "birth_year", text_of(cell), NOT_A_YEAR))
        return born


def _as_text(row: Row) -> tuple[str, ...]:
    return tuple(map(text_of, row.cells))


@lru_cache(maxsize=1 << 15)
def _named(text: str) -> tuple[str, str]:
    """Honorific and clean name. Cached, as common names repeat."""
    return split_honorific(clean_name(text))


@lru_cache(maxsize=1 << 15)
def _guardian(text: str) -> str:
    return clean_name(text)


def _judge(raw: str, cleaned: str) -> str:
    """Why a name can't be taken, or ""."""
    if not cleaned:
        return NO_NAME
    return NAME_TOO_LONG if len(raw) > _LONGEST_NAME else ""


def _fingerprint(known: dict[str, Any]) -> bytes:
    """16 bytes over what is known of a person; a field that says nothing counts for nothing."""
    parts = [f"{mark}{value}" for field, mark in _HASHED if (value := known.get(field))]
    parts += [phone.number for phone in known["phones"]]
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
