"""The pages of a day's paper as a small grid to type into: came back, and signatures counted a session.

Enter and the arrows go down and up a column, Tab to the right. `returned(page, back)` and `counted(page, session id,
number or None)` when the person changed something; the grid only shows what it is given.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from organizer_app.domain.words import translate as _
from organizer_app.services.day_pages import DayPage, DayTable, PageCell
from ui.camps.words import session_name
from ui.shared.buttons import button
from ui.shared.labels import label, retone
from ui.shared.layout import box, clear, column, row

EDIT = 48  # px: three digits
PAGE = 104


class CountEdit(QLineEdit):
    """A number of signatures. `entered(number or None)` when it was changed and left; `moved(±1)` to the next page."""

    entered = Signal(object)
    moved = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFixedWidth(EDIT)
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"[0-9०-९]{0,3}"), self))
        self._shown = ""
        self.editingFinished.connect(self._on_left)

    def show_count(self, count: int | None) -> None:
        """Shows what the records say, unless the person is typing here."""
        text = "" if count is None else str(count)
        if not (self.hasFocus() and self.text() != self._shown):
            self.setText(text)
        self._shown = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._on_left()
            self.moved.emit(step)

    def _on_left(self) -> None:
        if self.text() != self._shown:
            self._shown = self.text()
            self.entered.emit(int(self._shown) if self._shown else None)


class DayGrid(QWidget):
    """See the module's first lines."""

    returned = Signal(object, bool)
    counted = Signal(object, bytes, object)
    reached = Signal(QWidget)  # the cell the keyboard came to, to be scrolled into view

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._shape: tuple[object, ...] = ()
        self._pages: Sequence[DayPage] = ()
        self.ticks: list[QPushButton] = []
        self.cells: list[dict[bytes, CountEdit]] = []
        self._marks: list[dict[bytes, QLabel]] = []

    def show_table(self, table: DayTable, *, closed: bool) -> None:
        """Shows a day; the widgets stay while the pages and sessions are the same."""
        self._pages = table.pages
        columns = [(s.session.id, session_name(s.session)) for s in table.report.sessions]
        shape = (tuple((p.sheet, p.page, tuple(p.cells)) for p in table.pages), tuple(columns))
        if shape != self._shape:
            self._shape = shape
            self._build(table.pages, columns)
        for number, page in enumerate(table.pages):
            self._show_page(number, page, closed)

    def focus_first(self) -> None:
        """Brings the keyboard to the first count that is missing."""
        for page, cells in zip(self._pages, self.cells, strict=True):
            for session, cell in cells.items():
                if page.cells[session].counted is None:
                    cell.setFocus(Qt.FocusReason.ShortcutFocusReason)
                    return

    def _build(self, pages: Sequence[DayPage], columns: Sequence[tuple[bytes, str]]) -> None:
        clear(self._grid)
        self.ticks, self.cells, self._marks = [], [], []
        heads = [_("Page"), _("Came back"), *(name for _id, name in columns)]
        for place, words in enumerate(heads):
            head = label(words, "caption", wrap=True)
            head.setMinimumWidth(EDIT)
            self._grid.addWidget(head, 0, place, Qt.AlignmentFlag.AlignBottom)
            self._grid.setColumnStretch(place, 1 if place > 1 else 0)
        self._grid.setColumnMinimumWidth(0, PAGE)
        for line, page in enumerate(pages, 1):
            self._add_page(line, page, columns)

    def _add_page(self, line: int, page: DayPage, columns: Sequence[tuple[bytes, str]]) -> None:
        name = _("{version}, page {page} of {pages}").format(version=page.name, page=page.page, pages=page.pages)
        numbers = _("No. {serials}").format(serials=page.serials)
        self._grid.addWidget(
            box(column(label(name, "strong", wrap=True), label(numbers, "small", wrap=True), gap=0)), line, 0
        )
        tick = button(_("Returned"), kind="chip")
        tick.setCheckable(True)
        tick.setAccessibleName(f"{name}: {_('Came back')}")
        tick.clicked.connect(lambda on, number=line - 1: self.returned.emit(self._pages[number], on))
        self.ticks.append(tick)
        self._grid.addWidget(tick, line, 1)
        cells: dict[bytes, CountEdit] = {}
        marks: dict[bytes, QLabel] = {}
        for place, (session, title) in enumerate(columns, 2):
            if session not in page.cells:
                continue
            cell = CountEdit(f"{name}, {title}: {_('signatures')}")
            cell.entered.connect(lambda count, n=line - 1, s=session: self.counted.emit(self._pages[n], s, count))
            cell.moved.connect(lambda step, n=line - 1, s=session: self._move(n, s, step))
            cells[session], marks[session] = cell, label("", "small")
            self._grid.addLayout(row(cell, marks[session], None, gap=6), line, place)
        self.cells.append(cells)
        self._marks.append(marks)

    def _show_page(self, number: int, page: DayPage, closed: bool) -> None:
        tick = self.ticks[number]
        tick.setChecked(page.returned)
        tick.setEnabled(not closed)
        for session, cell in page.cells.items():
            edit, mark = self.cells[number][session], self._marks[number][session]
            edit.show_count(cell.counted)
            edit.setEnabled(not closed)
            mark.setText(f"/ {cell.marked}")
            retone(mark, "tone", _tone(cell))

    def _move(self, number: int, session: bytes, step: int) -> None:
        sessions = list(self.cells[number])
        lines = [n for n, cells in enumerate(self.cells) if session in cells]
        at = lines.index(number) + step
        if at >= len(lines):  # the end of a column: on to the next session's first page
            after = sessions.index(session) + 1
            if after >= len(sessions):
                return
            session, at = sessions[after], 0
            lines = [n for n, cells in enumerate(self.cells) if session in cells]
        if at >= 0:
            cell = self.cells[lines[at]][session]
            cell.setFocus(Qt.FocusReason.TabFocusReason)
            cell.selectAll()
            self.reached.emit(cell)


def _tone(cell: PageCell) -> str:
    return "" if cell.counted is None else "ok" if cell.counted == cell.marked else "bad"
