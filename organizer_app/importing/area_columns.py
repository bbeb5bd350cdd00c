"""Which column of an area list says what: our own packs and the downloads of the Local Government Directory (LGD)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from organizer_app.domain.imports import Cell, Row
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import translate as _
from organizer_app.importing.head_rows import repeats
from organizer_app.importing.tables import open_table, text_of

STEP = 250  # rows from one look at the cancel button to the next
PACK = ("level", "code", "name_en", "name_hi", "parent", "constituency", "district")
BESIDE = ("population",)  # columns that an own list may have too
CHAIN = ("state", "district", "tehsil", "block", "panchayat", "village")
"""LGD's levels from wide to narrow; a tehsil and a block stand beside one another, both in a district."""

_LEVELS = {
    "state": "state",
    "district": "district",
    "subdistrict": "tehsil",
    "subdist": "tehsil",
    "tehsil": "tehsil",
    "developmentblock": "block",
    "block": "block",
    "localbody": "panchayat",
    "grampanchayat": "panchayat",
    "villagepanchayat": "panchayat",
    "village": "village",
}
_PARTS = {
    "code": r"(?:lgd)?code(?:lgd)?",
    "name_en": r"name(?:in)?(?:english|eng|en)?",
    "name_hi": r"name(?:in)?(?:local(?:language)?|hindi|hi)",
    "type": r"typename",
}
_HEADING = re.compile(
    f"(?:lgd)?({'|'.join(sorted(_LEVELS, key=len, reverse=True))})(?:"
    + "|".join(f"(?P<{part}>{pattern})" for part, pattern in _PARTS.items())
    + ")"
)
_HALF_NASAL = re.compile("[ङञणनम]्(?=[क-ह])")


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of a list as they stand, and where (0-based) each (level, part) is; pack columns have level ""."""

    headings: tuple[str, ...]
    places: dict[tuple[str, str], int]

    @property
    def is_pack(self) -> bool:
        return ("", "code") in self.places

    @property
    def levels(self) -> tuple[str, ...]:
        """LGD's levels that have a code here, from wide to narrow."""
        return tuple(level for level in CHAIN if (level, "code") in self.places)

    def heading(self, level: str, part: str) -> str:
        """The words above a column; the part's own name where the file doesn't have it."""
        place = self.places.get((level, part))
        return part if place is None else self.headings[place]

    def text(self, cells: Sequence[Cell], level: str, part: str) -> str:
        """A cell of `every_row`; empty where there is no such column or the row is short."""
        place = self.places.get((level, part))
        return str(cells[place]) if place is not None and place < len(cells) else ""


def every_row(path: Path, progress: Progress = silent) -> Iterator[Row]:
    """All filled rows of a file as cleaned text, the headings among them. Raises RuleBroken for what is no table."""
    table = open_table(path)
    total = table.total()[0] if progress is not silent else 0
    top = [Row(table.header_row, table.header)] if table.header else []
    for count, row in enumerate(chain(top, table.rows())):
        if count % STEP == 0:
            progress.step(count, total, _("Reading the list"))
        cells = tuple(map(cell_text, row.cells))
        if any(cells):
            yield Row(row.number, cells)


def data_rows(rows: Iterable[Row], headings: tuple[str, ...]) -> Iterator[Row]:
    """The rows of `every_row` without headings repeated on each page and without the "1, 2, 3 …" below them."""
    for row in rows:
        cells = tuple(map(str, row.cells))
        first = next(filter(None, cells))
        if not ((first in headings or first in ("0", "1")) and repeats(headings, cells)):
            yield row


def cell_text(cell: Cell) -> str:
    """A cell as text: NFC, single spaces; a code that a spreadsheet made 339.0 is 339 again."""
    text = " ".join(unicodedata.normalize("NFC", text_of(cell)).split())
    return text[:-2] if text.endswith(".0") and text[:-2].isdecimal() else text


def folded(text: str) -> str:
    """Letters and digits alone: no case, no signs between, nukta and the ways to write a nasal made one."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("़", "").replace("ँ", "ं")
    plain = _HALF_NASAL.sub("ं", plain)
    return "".join(c for c in plain if c.isalnum() or unicodedata.category(c)[0] == "M")


def find_columns(cells: Sequence[Cell]) -> Columns | None:
    """What a row of headings says, or None when it is not one of an area list."""
    headings = tuple(map(str, cells))
    own = {("", h.casefold()): place for place, h in enumerate(headings) if h.casefold() in (*PACK, *BESIDE)}
    if {("", "level"), ("", "code")} <= own.keys():
        return Columns(headings, own)
    places: dict[tuple[str, str], int] = {}
    for place, heading in enumerate(headings):
        if folded(heading) == "hierarchy":
            places.setdefault(("", "hierarchy"), place)
        elif match := _HEADING.fullmatch(folded(heading)):
            places.setdefault((_LEVELS[match[1]], match.lastgroup or ""), place)
    named = {level for level, part in places if part.startswith("name")}
    return Columns(headings, places) if any((level, "code") in places for level in named) else None
