"""A list of people as a workbook, written as it comes: no more than a row of it is in memory.

Rows go straight into the file that was asked for. openpyxl by itself would gather them first, as plain text, in the
system's folder for temporary files, where names and numbers would stay behind when the laptop is switched off.
"""

import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from organizer_app.domain.plain_cells import clean
from organizer_app.services.list_rows import Value

MOST = 1_048_575  # rows below the heading; Excel has no more
_WIDE = {"name": 26, "name_other": 26, "guardian": 24, "address": 32, "notes": 32, "place": 20, "office": 20}
_USUAL_WIDTH = 16  # letters
_ROWS = "xl/worksheets/sheet1.xml"
_AT_ONCE = 1 << 16  # bytes


class WorkbookFile:
    """XLSX with its headings fixed and bold. Every cell of words is words, whatever it begins with."""

    def __init__(self, out: IO[bytes], titles: Sequence[str], columns: Sequence[str]) -> None:
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet()
        self._sheet.freeze_panes = "A2"
        for place, column in enumerate(columns, 1):
            self._sheet.column_dimensions[get_column_letter(place)].width = _WIDE.get(column, _USUAL_WIDTH)
        self._zip = ZipFile(out, "w", ZIP_DEFLATED)
        self._part = self._zip.open(_ROWS, "w", force_zip64=True)
        self._rows = io.BufferedWriter(cast(Any, self._part), _AT_ONCE)
        self._sheet._writer = WorksheetWriter(self._sheet, self._rows)
        self._sheet._writer.write_top()
        bold = Font(bold=True)
        heads = [WriteOnlyCell(self._sheet, title) for title in titles]
        for head in heads:
            head.font = bold
        self._sheet.append(heads)

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        """Writes rows."""
        for row in rows:
            self._sheet.append([self._cell(value) for value in row])

    def finish(self) -> None:
        """Writes the workbook around the rows."""
        self._sheet.close()
        self._rows.close()
        _Around(self._book, self._zip).save()

    def give_up(self) -> None:
        """Lets go of the file, which whoever opened it takes away."""
        for part in (self._sheet, self._rows, self._part, self._zip):
            with suppress(Exception):  # the disk may be full: what was to be said of that is being said
                part.close()

    def _cell(self, value: Value) -> object:
        if type(value) is not str:
            return value
        if not value:
            return None
        if value[0] in "=#":  # openpyxl would make a formula or an error of it
            cell = WriteOnlyCell(self._sheet, clean(value))
            cell.data_type = "s"
            return cell
        return value if value.isprintable() else clean(value)


class _Around(ExcelWriter):
    """Everything of a workbook but the rows of its one sheet, which are in the file already."""

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing, ws._rels = None, ws._writer._rels
        self.manifest.append(ws)
