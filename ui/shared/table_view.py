"""The view of a table: how it paints, takes mouse and keyboard, sorts, and lets somebody type into a cell.

Qt's own table view with our heading and our painting; ui/shared/table.py puts the rows in.
"""

from typing import cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView

from organizer_app.domain.roles import May
from ui.shared.buttons import KEYBOARD
from ui.shared.cell_editor import CellEditor
from ui.shared.cells import Place, RowPainter
from ui.shared.heading import Heading
from ui.shared.rights import why_not
from ui.shared.rows import Rows
from ui.shared.tokens import ROW


class TableView(QTableView):
    """See the module's first lines."""

    opened = Signal(object)
    sorted = Signal(str, bool)
    menu_asked = Signal(object, QPoint)
    edited = Signal(object, str, str)
    refused = Signal(str)  # why nothing is typed into a cell

    def __init__(self, name: str, rows: Rows) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.rows = rows
        self._painter = RowPainter()
        self._set_up()
        rows.setParent(self)
        self.setModel(rows)
        self.editor = CellEditor(self, rows)
        self.editor.edited.connect(self.edited)
        for number, column in enumerate(rows.columns):
            self.setColumnWidth(number, column.width)
        self._heading.sort_asked.connect(self._on_sort_asked)
        self.doubleClicked.connect(self._on_double_clicked)

    def select_row(self, row: int) -> None:
        """Makes a row current and selected."""
        index = self.rows.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def _set_up(self) -> None:
        self._heading = Heading(self)
        self.setHorizontalHeader(self._heading)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(ROW)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)

    def _spans(self) -> list[tuple[int, int]]:
        """First and last of each run of selected rows."""
        parts = self.selectionModel().selection()
        return sorted((part.top(), part.bottom()) for part in parts)  # type: ignore[attr-defined]  # a list, in C++

    def _open(self, row: int) -> None:
        value = self.rows.value(row) if row >= 0 else None
        if value is not None:
            self.opened.emit(value)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if why_not(May.CHANGE) or not self.editor.open(index):
            self._open(index.row())

    def _type(self, index: QModelIndex) -> None:
        if why := why_not(May.CHANGE):
            self.refused.emit(why)
        else:
            self.editor.open(index)

    def _on_sort_asked(self, section: int) -> None:
        word = self.rows.columns[section].sort if section < len(self.rows.columns) else ""
        if word:
            down = self._heading.word == word and not self._heading.descending
            self._heading.show_sort(word, down)
            self.sorted.emit(word, down)

    def _hover(self, row: int) -> None:
        if row != self._painter.hovered:
            self._painter.hovered = row
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        # All rows in one call. Qt's own way asks model and delegate five times a cell, and each time a worker that
        # computes takes the interpreter before the answer: while a roster is imported the window stood 100 ms and more.
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = event.rect()
        first, last = self._between(area.top(), area.bottom())
        if first < 0:
            return
        self.rows.look_at(first, last)
        spans = self._spans()
        shown = [n for n in range(len(self.rows.columns)) if not self.isColumnHidden(n)]
        places = [Place(n, self.columnViewportPosition(n), self.columnWidth(n)) for n in shown]
        for row in range(first, last + 1):
            chosen = any(top <= row <= bottom for top, bottom in spans)
            self._painter.paint(painter, self.rows, row, self.rowViewportPosition(row), places, chosen)
        if self.hasFocus() and self.currentIndex().isValid():
            self._painter.paint_ring(painter, self.visualRect(self.currentIndex()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._painter.ring = False
        super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._painter.ring = event.reason() in KEYBOARD
        super().focusInEvent(event)
        if self._painter.ring and not self.currentIndex().isValid() and self.rows.rowCount():
            self.select_row(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._painter.ring = True
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        elif self._types(event):
            self._type(self.currentIndex())
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._on_sort_asked(int(key) - int(Qt.Key.Key_1))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self.currentIndex().row() if keyboard else self.rowAt(event.pos().y())
        value = self.rows.value(row) if row >= 0 else None
        if value is None:
            return
        place = self.visualRect(self.rows.index(row, 0)).bottomLeft() + QPoint(70, 0) if keyboard else event.pos()
        self.menu_asked.emit(value, self.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(self.viewport().width())
        super().resizeEvent(event)
        self.editor.follow()

    def _fit(self, width: int) -> None:
        for number, column in enumerate(self.rows.columns):
            self.setColumnHidden(number, width < column.from_width)
        self._heading.stretch(width)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # Qt's own name
        super().scrollContentsBy(dx, dy)
        first, last = self._between(0, self.viewport().height() - 1)
        if dy and first >= 0:
            self.rows.look_at(first, last)
        self.editor.follow()

    def _between(self, top: int, bottom: int) -> tuple[int, int]:
        """The first and last row that stand between two heights; the first is -1 when there is none."""
        first, last = self.rowAt(top), self.rowAt(bottom)
        return first, last if last >= 0 else self.rows.rowCount() - 1

    def _types(self, event: QKeyEvent) -> bool:
        """Whether a key begins to type into the current cell."""
        plain = event.key() == Qt.Key.Key_F2 and event.modifiers() == Qt.KeyboardModifier.NoModifier
        return plain and self.editor.can_open(self.currentIndex())

    def event(self, event: QEvent) -> bool:
        # A window's shortcut has F2, too: in a cell that can be typed into, the table is asked first.
        if event.type() == QEvent.Type.ShortcutOverride and self._types(cast(QKeyEvent, event)):
            event.accept()
            return True
        return super().event(event)
