"""A list of people as a file, row after row: CSV and contacts. Workbooks are in jobs/list_workbooks.py."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO, Protocol

from organizer_app.domain import vcards
from organizer_app.domain.honorifics import titled
from organizer_app.domain.plain_cells import clean, marked
from organizer_app.services.list_rows import Value

BOM_UTF8 = "utf-8-sig"  # Excel takes a CSV without the mark for the computer's own code page


class ListFile(Protocol):
    """A file in the making: rows as they come, then `finish`."""

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        """Writes rows."""

    def finish(self) -> None:
        """Writes what ends the file; the stream stays open."""


class CsvFile:
    """CSV as Excel opens it by a double click: UTF-8 with its mark, CR LF, nothing that becomes a formula."""

    def __init__(self, out: IO[bytes], titles: Sequence[str]) -> None:
        self._text = io.TextIOWrapper(out, encoding=BOM_UTF8, errors="replace", newline="")
        self._writer = csv.writer(self._text)
        self._writer.writerow(titles)

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        """Writes rows."""
        self._writer.writerows([marked(clean(cell)) if type(cell) is str else cell for cell in row] for row in rows)

    def finish(self) -> None:
        """Hands all to the stream."""
        self._text.detach()


class ContactsFile:
    """Contacts for a telephone, a card a person, with what stands in the columns chosen."""

    def __init__(self, out: IO[bytes], columns: Sequence[str], version: str) -> None:
        self._out, self._columns, self._version = out, tuple(columns), version

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        """Writes cards."""
        cards = [vcards.card(self._contact(row), self._version) for row in rows]
        self._out.write("".join(cards).encode("utf-8", "replace"))

    def finish(self) -> None:
        """Nothing ends a file of contacts."""

    def _contact(self, row: Sequence[Value]) -> vcards.Contact:
        told = {column: str(cell) for column, cell in zip(self._columns, row, strict=True) if cell}
        place = told.get("place") or told.get("booth") or told.get("block", "")
        return vcards.Contact(
            name=titled(told.get("honorific", ""), told["name"]),
            phones=tuple(told.get("dialled", "").split()),
            address=told.get("address", ""),
            place=place,
            district=told.get("district", ""),
            office=", ".join(told[part] for part in ("office", "office_at") if part in told),
            note=told.get("notes", ""),
            birth_year=int(told["birth_year"]) if "birth_year" in told else None,
        )
