"""Typing into one cell of a table: Enter saves, Esc leaves, Tab goes on to the next cell that can be typed into.

`edited(value, field, text)` asks for the change; the page then calls `saved()`, or `refuse(sentence)`, which stays at
the cell until it is corrected or left.
"""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QTableView, QWidget

from organizer_app.domain.words import translate as _
from ui.shared.combo import Combo
from ui.shared.labels import label
from ui.shared.layout import column
from ui.shared.notices import announce
from ui.shared.rows import Edit, Rows

Index = QModelIndex | QPersistentModelIndex
LEAST = 180  # px, for a narrow column's text


class CellEditor(QFrame):
    """See the module's first lines."""

    edited = Signal(object, str, str)

    def __init__(self, table: QTableView, rows: Rows) -> None:
        super().__init__(table.viewport())
        self.setObjectName("card")
        self._table, self._rows = table, rows
        self._value: Any = None
        self._edit: Edit | None = None
        self._row = self._section = -1
        self._onward = self._id = 0
        self._waiting: tuple[int, int] | None = None
        rows.modelReset.connect(self._on_reset)
        rows.loaded.connect(self._on_loaded)
        self._line, self._list = QLineEdit(), Combo()
        self._sentence = label("", "small", tone="bad", wrap=True)
        self.setLayout(column(self._line, self._list, self._sentence, gap=2, margins=(4, 4, 4, 4)))
        for widget in (self._line, self._list):
            widget.installEventFilter(self)
        self.hide()

    def can_open(self, index: Index) -> bool:
        """Whether this cell can be typed into."""
        return self._asked(index)[1] is not None

    def open(self, index: Index) -> bool:
        """Opens over a cell; False when that one can't be typed into."""
        edit, before = self._asked(index)
        if edit is None or before is None:
            return False
        self._value, self._edit = self._rows.value(index.row()), edit
        self._row, self._section, self._onward = index.row(), index.column(), 0
        self._id, self._waiting = self._rows.id_at(self._row), None
        self._sentence.hide()
        self._fill(edit, before)
        self._place(self._table.visualRect(self._rows.index(self._row, self._section)))
        self.show()
        self.raise_()
        self._input().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def is_open(self) -> bool:
        """Whether somebody is typing."""
        return not self.isHidden()

    def saved(self) -> None:
        """Closes after the change was written, and goes on where Tab was pressed."""
        row, section, onward = self._row, self._section, self._onward
        self.leave()
        if onward:
            self._go_on(row, section, onward)

    def refuse(self, sentence: str) -> None:
        """Shows what the rules said below the cell."""
        self._sentence.setText(sentence)
        self._sentence.show()
        self._place(self._table.visualRect(self._rows.index(self._row, self._section)))
        self._input().setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, sentence)

    def follow(self) -> None:
        """Stays over its cell after the table was scrolled or changed its size; leaves with a cell that is gone."""
        if not self.is_open():
            return
        cell = self._table.visualRect(self._rows.index(self._row, self._section))
        if self._row < 0 or not cell.intersects(self._table.viewport().rect()):
            self.leave()
        else:
            self._place(cell)

    def _on_loaded(self) -> None:
        if self._waiting is not None:
            (section, step), self._waiting = self._waiting, None
            self._go_on(self._rows.row_of(self._id), section, step)

    def _on_reset(self) -> None:
        """After a change the person may stand in another row, and typing goes on there."""
        if self.is_open():
            self._row = self._rows.row_of(self._id)
            QTimer.singleShot(0, self, self.follow)

    def leave(self) -> None:
        """Closes without a change."""
        if not self.is_open():
            return
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.hide()
        if had_focus:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._save(0)
                return True
            if key == Qt.Key.Key_Escape:
                self.leave()
                return True
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._save(-1 if key == Qt.Key.Key_Backtab else 1)
                return True
        return super().eventFilter(watched, event)

    def _asked(self, index: Index) -> tuple[Edit | None, str | None]:
        rows = self._rows
        if not index.isValid() or index.column() >= len(rows.columns):
            return None, None
        edit, value = rows.columns[index.column()].edit, rows.value(index.row())
        return (edit, edit.text(value)) if edit is not None and value is not None else (None, None)

    def _fill(self, edit: Edit, before: str) -> None:
        title = self._rows.columns[self._section].title
        self._line.setVisible(not edit.options)
        self._list.setVisible(bool(edit.options))
        for widget in (self._line, self._list):
            widget.setAccessibleName(_("{field}: change").format(field=title))
        if edit.options:
            self._list.clear()
            for code, word in edit.options:
                self._list.addItem(word, code)
            self._list.setCurrentIndex(max(0, self._list.findData(before)))
        else:
            self._line.setText(before)
            self._line.selectAll()

    def _input(self) -> QLineEdit | QComboBox:
        return self._list if self._edit is not None and self._edit.options else self._line

    def _place(self, cell: QRect) -> None:
        width = max(cell.width(), LEAST)
        self.setFixedWidth(width)
        self.adjustSize()
        view: QWidget = self._table.viewport()
        left = max(0, min(cell.left(), view.width() - width))
        top = max(0, min(cell.center().y() - 21, view.height() - self.height()))
        self.move(left, top)

    def _text(self) -> str:
        return str(self._list.currentData()) if self._input() is self._list else self._line.text().strip()

    def _save(self, onward: int) -> None:
        if self._edit is None:
            return
        self._onward, text = onward, self._text()
        if text == (self._edit.text(self._value) or ""):
            self.saved()
        else:
            self.edited.emit(self._value, self._edit.field, text)

    def _go_on(self, row: int, section: int, step: int) -> None:
        rows = self._rows
        if rows.value(row) is None:  # after the change the row is on its way
            self._waiting = (section, step)
            return
        section += step
        while 0 <= section < len(rows.columns):
            index = rows.index(row, section)
            if not self._table.isColumnHidden(section) and self.can_open(index):
                self._table.setCurrentIndex(index)
                self.open(index)
                return
            section += step
