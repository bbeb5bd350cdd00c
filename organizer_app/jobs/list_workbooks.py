"""A list of people as a workbook, written as it comes: no more than a row of it is in memory."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from organizer_app.domain.plain_cells import clean
from organizer_app.services.list_rows import Value

MOST = 1_048_575  # rows below the heading; Excel has no more
_WIDE = {"name": 26, "name_other": 26, "guardian": 24, "address": 32, "notes": 32, "place": 20, "office": 20}
_USUAL_WIDTH = 16  # letters


class WorkbookFile:
    """XLSX with its headings fixed and bold. Every cell of words is words, whatever it begins with."""

    def __init__(self, out: IO[bytes], titles: Sequence[str], columns: Sequence[str]) -> None:
        self._out, self._book = out, Workbook(write_only=True)
        self._sheet = self._book.create_sheet()
        self._sheet.freeze_panes = "A2"
        for place, column in enumerate(columns, 1):
            self._sheet.column_dimensions[get_column_letter(place)].width = _WIDE.get(column, _USUAL_WIDTH)
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
        self._book.save(self._out)

    def give_up(self) -> None:
        """Takes away what was written in the folder for temporary files."""
        with suppress(OSError, AttributeError):  # nothing was written yet
            self._sheet.close()
            Path(self._sheet._writer.out).unlink()

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
