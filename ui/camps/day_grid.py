"""The pages of a day's paper as a small grid to type into: came back, and signatures counted a session.

Enter and the arrows go down and up a column, Tab to the right. `returned(page, back)` and `counted(page, session id,
number or None)` when the person changed something; the grid only shows what it is given.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from organizer_app.domain.words import translate as _
from organizer_app.services.day_pages import DayPage, DayTable, PageCell
from ui.camps.words import session_name
from ui.shared.buttons import button
from ui.shared.labels import label
from ui.shared.layout import clear
from ui.shared.style import colour, font, tokens
from ui.shared.tasks import Tasks

EDIT = 82  # px: three digits and what they are compared with
COMPARED = 42
PAGE = 108
AT_ONCE = 3  # pages built before the window takes a breath; all of a large camp would take half a second


class CountEdit(QLineEdit):
    """A number of signatures, and after a stroke the marks it is compared with.

    `entered(number or None)` when it was changed and left; `moved(±1)` to the next page.
    """

    entered = Signal(object)
    moved = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFixedWidth(EDIT)
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setTextMargins(0, 0, COMPARED, 0)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"[0-9०-९]{0,3}"), self))
        self._shown, self._cell = "", PageCell(None, 0)
        self.editingFinished.connect(self._on_left)

    def show_cell(self, cell: PageCell) -> None:
        """Shows what the records say, unless the person is typing here."""
        text = "" if cell.counted is None else str(cell.counted)
        if not (self.hasFocus() and self.text() != self._shown):
            self.setText(text)
        self._shown, self._cell = text, cell
        self.setAccessibleDescription(_("{n} marked").format(n=cell.marked))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        t = tokens()
        counted, marked = self._cell.counted, self._cell.marked
        painter = QPainter(self)
        painter.setFont(font(13))
        painter.setPen(colour(t.text3 if counted is None else t.ok if counted == marked else t.bad))
        place = QRectF(self.width() - COMPARED - 2, 0, COMPARED - 6, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, f"/ {marked}")

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

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._shape: tuple[object, ...] = ()
        self._pages: Sequence[DayPage] = ()
        self._columns: Sequence[tuple[bytes, str]] = ()
        self._closed = False
        self.ticks: list[QPushButton] = []
        self.cells: list[dict[bytes, CountEdit]] = []

    def show_table(self, table: DayTable, *, closed: bool) -> None:
        """Shows a day; the widgets stay while the pages and sessions are the same."""
        self._pages, self._closed = table.pages, closed
        self._columns = [(s.session.id, session_name(s.session)) for s in table.report.sessions]
        shape = (tuple((p.sheet, p.page, tuple(p.cells)) for p in table.pages), tuple(self._columns))
        if shape != self._shape:
            self._shape = shape
            self._begin()
        for number in range(len(self.cells)):
            self._show_page(number)

    def _begin(self) -> None:
        clear(self._grid)
        self.ticks, self.cells = [], []
        heads = [_("Page"), _("Came back"), *(name for _id, name in self._columns)]
        for place, words in enumerate(heads):
            head = label(words, "caption", wrap=True)
            self._grid.addWidget(head, 0, place, Qt.AlignmentFlag.AlignBottom)
            self._grid.setColumnStretch(place, 1 if place > 1 else 0)
        self._grid.setColumnMinimumWidth(0, PAGE)
        self._go_on(self._shape)

    def _go_on(self, shape: object) -> None:
        """Adds the next pages; through the tasks, so that who waits for the window to be at rest waits for this."""
        if shape is not self._shape:
            return
        for number in range(len(self.cells), min(len(self.cells) + AT_ONCE, len(self._pages))):
            self._add_page(number, self._pages[number])
            self._show_page(number)
        if len(self.cells) < len(self._pages):
            self._tasks.run(lambda: shape, done=self._go_on, owner=self)

    def _add_page(self, number: int, page: DayPage) -> None:
        name = _("{version}, page {page} of {pages}").format(version=page.name, page=page.page, pages=page.pages)
        serials = _("No. {serials}").format(serials=page.serials)
        self._grid.addWidget(label(f"{name}\n{serials}", "small", wrap=True), number + 1, 0)
        tick = button(_("Returned"), kind="chip")
        tick.setCheckable(True)
        tick.setAccessibleName(f"{name}: {_('Came back')}")
        tick.clicked.connect(lambda on: self.returned.emit(self._pages[number], on))
        self.ticks.append(tick)
        self._grid.addWidget(tick, number + 1, 1)
        cells: dict[bytes, CountEdit] = {}
        for place, (session, title) in enumerate(self._columns, 2):
            if session in page.cells:
                cell = cells[session] = CountEdit(f"{name}, {title}: {_('signatures')}")
                cell.entered.connect(lambda count, s=session: self.counted.emit(self._pages[number], s, count))
                cell.moved.connect(lambda step, s=session: self._move(number, s, step))
                self._grid.addWidget(cell, number + 1, place, Qt.AlignmentFlag.AlignLeft)
        self.cells.append(cells)

    def _show_page(self, number: int) -> None:
        page, tick = self._pages[number], self.ticks[number]
        tick.setChecked(page.returned)
        tick.setEnabled(not self._closed)
        for session, cell in page.cells.items():
            self.cells[number][session].show_cell(cell)
            self.cells[number][session].setEnabled(not self._closed)

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
