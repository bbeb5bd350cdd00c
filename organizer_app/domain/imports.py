"""What a roster file becomes: raw rows, which column holds what, and people with their problems."""

from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.phones import Phone
from organizer_app.domain.words import N_, translate

Cell = str | int | float | bool | date | time | timedelta

FIELDS: Map[str, str] = MappingProxyType(
    {
        "name": N_("Name"),
        "surname": N_("Surname"),
        "name_other": N_("Name in the other script"),
        "honorific": N_("Title before the name"),
        "guardian": N_("Father or husband"),
        "relation": N_("Relation"),
        "gender": N_("Gender"),
        "birth_year": N_("Birth year or age"),
        "phone": N_("Mobile"),
        "phone2": N_("Second mobile"),
        "whatsapp": N_("WhatsApp number"),
        "address": N_("Address"),
        "pin": N_("PIN code"),
        "place": N_("Village or ward"),
        "block": N_("Block"),
        "district": N_("District"),
        "booth": N_("Booth"),
        "seat": N_("Assembly seat"),
        "wing": N_("Wing"),
        "office": N_("Office"),
        "card_no": N_("Card number"),
        "notes": N_("Note"),
        "languages": N_("Languages"),
    }
)
"""Every field a column may be given to, with its label. `surname` joins the name, `pin` joins the address."""


class Row(NamedTuple):
    """One row as it stands in the file. `number`: from 1, as a spreadsheet shows it. `broken`: cut by a stray quote."""

    number: int
    cells: tuple[Cell, ...]
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something left out or doubtful in a row that was otherwise taken. `msgid` may use {row}, {field} and {value}."""

    row: int
    field: str
    value: str
    msgid: str

    def __str__(self) -> str:
        label = translate(FIELDS.get(self.field, self.field))
        return translate(self.msgid).format(row=self.row, field=label, value=self.value)


class ImportRow(NamedTuple):
    """A person read from a file, cleaned. Areas, wing and office are still words; nothing is looked up.

    `gender` is male, female, other or ""; `relation` father, husband, mother, guardian or "".
    `whatsapp` repeats one number of `phones`. `fingerprint`: 16 bytes of BLAKE2b over the cleaned content,
    so the same row in another file or place is known again.
    """

    row: int
    name: str
    name_other: str = ""
    honorific: str = ""
    guardian: str = ""
    relation: str = ""
    gender: str = ""
    birth_year: int | None = None
    phones: tuple[Phone, ...] = ()
    whatsapp: str = ""
    address: str = ""
    place: str = ""
    block: str = ""
    district: str = ""
    booth: str = ""
    seat: str = ""
    wing: str = ""
    office: str = ""
    card_no: str = ""
    notes: str = ""
    languages: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    fingerprint: bytes = b""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not imported: its cells as they were, and why. `msgid` takes no values."""

    row: int
    cells: tuple[str, ...]
    msgid: str

    def __str__(self) -> str:
        return translate(self.msgid)


@dataclass(frozen=True, slots=True)
class Guess:
    """Which column a field was found in, how sure (0 to 1), and why, as a msgid."""

    column: int
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class RefusedColumn:
    """A column that is never taken, whatever is asked: its place (0-based), heading and the reason as a msgid."""

    column: int
    header: str
    msgid: str

    def __str__(self) -> str:
        return translate(self.msgid).format(header=self.header)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column (0-based) goes to which field. `header` is () where the file has none."""

    header: tuple[str, ...]
    width: int
    guesses: Map[str, Guess] = field(default_factory=dict)
    refused: tuple[RefusedColumn, ...] = ()

    def column(self, field: str) -> int | None:
        """The column of a field, or None."""
        guess = self.guesses.get(field)
        return None if guess is None else guess.column

    @property
    def unused(self) -> tuple[int, ...]:
        """Columns that go nowhere, without the refused ones."""
        taken = {g.column for g in self.guesses.values()} | {r.column for r in self.refused}
        return tuple(c for c in range(self.width) if c not in taken)

    def with_(self, field: str, column: int | str | None) -> "Mapping":
        """A copy where `field` comes from `column`: 0-based, a heading, or None for nothing.

        A column has one field: whatever held it before loses it. Raises RuleBroken for an unknown field,
        a column that isn't there, or one that is never taken.
        """
        if field not in FIELDS:
            raise RuleBroken(
                N_("There is no field “{field}”. Choose one of: {fields}."), field=field, fields=", ".join(FIELDS)
            )
        guesses = {name: guess for name, guess in self.guesses.items() if name != field}
        if column is None:
            return replace(self, guesses=guesses)
        place = self._place(column)
        for refused in self.refused:
            if refused.column == place:
                raise RuleBroken(refused.msgid, header=refused.header)
        guesses = {name: guess for name, guess in guesses.items() if guess.column != place}
        return replace(self, guesses=guesses | {field: Guess(place, 1.0, N_("Chosen by you."))})

    def _place(self, column: int | str) -> int:
        if isinstance(column, int):
            place = column
        else:
            wanted = column.strip().casefold()
            headings = [h.strip().casefold() for h in self.header]
            place = headings.index(wanted) if wanted in headings else -1
        if not 0 <= place < self.width:
            raise RuleBroken(
                N_("The file has no column “{column}”. Its columns are: {columns}."),
                column=column,
                columns=", ".join(self.header) or f"1–{self.width}",
            )
        return place


@dataclass(frozen=True, slots=True)
class Preview:
    """A file looked at before it is imported. Samples are text, converted where a column is Kruti Dev.

    `legacy` holds the columns (0-based) written in the old font; `total` is the number of data rows, `exact`
    or estimated from the size of the file. `header_row` is 0 where there is none.
    """

    path: Path
    kind: str
    sheets: tuple[str, ...]
    sheet: str
    encoding: str
    delimiter: str
    header_row: int
    header: tuple[str, ...]
    mapping: Mapping
    samples: tuple[tuple[str, ...], ...]
    legacy: tuple[int, ...]
    total: int
    exact: bool
