"""A table of any size with two-line cells, a sortable header and the keyboard.

    table = Table(_("Members"), [Column(_("Name"), name_cell, stretch=True, sort="name"), ...],
                  fetch=members.rows, tasks=shell.tasks)
    table.show_ids(first=partial(members.ids, query, limit=200), all_=partial(members.ids, query))
    table.refresh_ids(partial(members.ids, query))     # the same question again, after a change
    table.set_values(camps)                      # a short list that is in memory

`chosen(value | None)` follows the current row, `opened(value)` Enter or double click, `sorted(word, descending)`
asks for other ids, `menu_asked(value, position)` a right click or the menu key, `counted(n)` when the rows are known.
Ctrl+1 … Ctrl+9 sorts by a column.
"""

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView

from ui.shared.buttons import KEYBOARD
from ui.shared.cells import Place, RowPainter
from ui.shared.heading import Heading
from ui.shared.rows import Column, Fetch, Rows
from ui.shared.tasks import Tasks
from ui.shared.tokens import ROW

FIRST = 200
IdSource = Callable[[], Sequence[int]]


class Table(QTableView):
    """See the module's first lines."""

    chosen = Signal(object)
    opened = Signal(object)
    sorted = Signal(str, bool)
    menu_asked = Signal(object, QPoint)
    counted = Signal(int)

    def __init__(
        self, name: str, columns: Sequence[Column], *, fetch: Fetch | None = None, tasks: Tasks | None = None
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._tasks, self._values = tasks, list[Any]()
        self.rows = Rows(columns, fetch or self._from_values, tasks if fetch else None, self)
        self._painter = RowPainter()
        self._keep: int | None = None
        self._scroll: int | None = None
        self._set_up()
        self.setModel(self.rows)
        for number, column in enumerate(columns):
            self.setColumnWidth(number, column.width)
        self._heading.sort_asked.connect(self._on_sort_asked)
        self.rows.loaded.connect(self._on_loaded)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_double_clicked)

    def show_ids(self, first: IdSource, all_: IdSource) -> None:
        """Shows `first()` (200 ids) at once and `all_()` as soon as it is there; both run on the database thread.

        The selected row stays selected when it is still among the rows.
        """
        self._keep = self.current_id() if self._keep is None else self._keep
        if self._tasks is None:
            self._on_all(all_())
            return
        self._tasks.run(first, done=self._on_first, owner=self, latest="ids-first")
        self._tasks.run(all_, done=self._on_all, owner=self, latest="ids-all")

    def refresh_ids(self, all_: IdSource) -> None:
        """Asks for the ids again after a change; the place and the selection stay."""
        if self._tasks is None:
            self._on_refreshed(all_())
        else:
            self._tasks.run(all_, done=self._on_refreshed, owner=self, latest="ids-all")

    def set_values(self, values: Sequence[Any]) -> None:
        """Shows values that are in memory; a value's id is its place in the list."""
        row = self.currentIndex().row() if self._keep is None else self._keep
        self._keep = None
        self._values = list(values)
        self.rows.set_ids(array("q", range(len(self._values))))
        self.counted.emit(len(self._values))
        if 0 <= row < len(self._values):
            self.select_row(row)
        else:
            self.chosen.emit(None)

    def reload(self) -> None:
        """Fetches the rows on screen again, for a change that moved nobody."""
        self.rows.reload()
        self._on_current_changed(self.currentIndex())

    def current(self) -> Any | None:
        """The value of the current row, None when there is none or it is still on its way."""
        row = self.currentIndex().row()
        return self.rows.value(row) if row >= 0 else None

    def current_id(self) -> int | None:
        """The id of the current row."""
        row = self.currentIndex().row()
        return self.rows.id_at(row) if 0 <= row < self.rows.rowCount() else None

    def selected_ids(self) -> list[int]:
        """The ids of all selected rows, in the order shown."""
        return [self.rows.id_at(row) for top, bottom in self._spans() for row in range(top, bottom + 1)]

    def select_id(self, wanted: int) -> bool:
        """Makes an id's row current and brings it into view; False when it is not there."""
        row = self.rows.row_of(wanted)
        if row >= 0:
            self.select_row(row)
        return row >= 0

    def select_row(self, row: int) -> None:
        """Makes a row current and selected."""
        index = self.rows.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def sort_by(self, word: str, descending: bool = False) -> None:
        """Shows which column the rows are sorted by; the caller gives the ids in that order."""
        self._heading.show_sort(word, descending)

    def place(self) -> dict[str, Any]:
        """Where the person is: the current id, the scroll place and the sorting; for `go_to`."""
        return {
            "id": self.current_id(),
            "scroll": self.verticalScrollBar().value(),
            "sort": self._heading.word,
            "descending": self._heading.descending,
        }

    def go_to(self, place: dict[str, Any]) -> None:
        """Goes back to a place as soon as the rows are there."""
        self._heading.show_sort(place.get("sort", ""), place.get("descending", False))
        self._keep, self._scroll = place.get("id"), place.get("scroll")
        self._return_to_place()

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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _from_values(self, ids: Sequence[int]) -> Sequence[Any]:
        return [self._values[number] for number in ids]

    def _spans(self) -> list[tuple[int, int]]:
        """First and last of each run of selected rows."""
        parts = self.selectionModel().selection()
        return sorted((part.top(), part.bottom()) for part in parts)  # type: ignore[attr-defined]  # a list, in C++

    def _on_first(self, ids: Sequence[int]) -> None:
        self.rows.set_ids(ids)
        self.scrollToTop()
        self._return_to_place()

    def _on_all(self, ids: Sequence[int]) -> None:
        if not self.rows.grow(ids):
            self.rows.set_ids(ids)
        self._settle(len(ids))

    def _on_refreshed(self, ids: Sequence[int]) -> None:
        had = self.rows.rowCount()
        if had == len(ids) and self.rows.grow(ids):
            self.reload()
        else:
            self._keep, self._scroll = self.current_id(), self.verticalScrollBar().value()
            self.rows.set_ids(ids)
        self._settle(len(ids))

    def _settle(self, count: int) -> None:
        self._return_to_place()
        self._keep = self._scroll = None
        self.counted.emit(count)
        if not self.currentIndex().isValid():
            self.chosen.emit(None)

    def _return_to_place(self) -> None:
        if self._keep is not None and self.select_id(self._keep):
            self._keep = None
        if self._scroll is not None and self._scroll <= self.verticalScrollBar().maximum():
            self.verticalScrollBar().setValue(self._scroll)

    def _on_current_changed(self, index: QModelIndex) -> None:
        value = self.rows.value(index.row()) if index.isValid() else None
        if value is not None or not index.isValid():
            self.chosen.emit(value)

    def _on_loaded(self, first: int, last: int) -> None:
        if first <= self.currentIndex().row() <= last:
            self.chosen.emit(self.current())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._open(index.row())

    def _open(self, row: int) -> None:
        value = self.rows.value(row) if row >= 0 else None
        if value is not None:
            self.opened.emit(value)

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
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return
        last = last if last >= 0 else self.rows.rowCount() - 1
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
        width = self.viewport().width()
        for number, column in enumerate(self.rows.columns):
            self.setColumnHidden(number, width < column.from_width)
        self._heading.stretch(width)
        super().resizeEvent(event)
