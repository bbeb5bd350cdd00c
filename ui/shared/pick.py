"""Fields that choose among many: `PickField`, a searched list (areas, members), and `ManyField`, several of a few.

`find(text)` gives the options for what was typed, best first, at most a few dozen; it runs on the database thread
when `tasks` is given. Arrow keys and Enter choose; what was typed without choosing is not a value.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QAbstractProxyModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.cells import paint_cell
from ui.shared.field import Field, Option
from ui.shared.icons import icon
from ui.shared.layout import Flow
from ui.shared.rows import Cell
from ui.shared.style import colour, tokens
from ui.shared.tasks import Tasks

Find = Callable[[str], Sequence[Option]]
Index = QModelIndex | QPersistentModelIndex


class Options(QAbstractListModel):
    """Options as a list for views; the second line is spoken too."""

    def __init__(self) -> None:
        super().__init__()
        self.options: Sequence[Option] = ()

    def show(self, options: Sequence[Option]) -> None:
        """Replaces the options."""
        self.beginResetModel()
        self.options = options
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not 0 <= index.row() < len(self.options):
            return None
        option = self.options[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return option.text
        return f"{option.text}, {option.below}" if role == Qt.ItemDataRole.AccessibleTextRole else None


class TwoLines(QStyledItemDelegate):
    """Paints an option with its second line."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, 44)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if isinstance(model, QAbstractProxyModel):  # a QCompleter's popup looks at its own model
            index = model.mapToSource(index)
            model = index.model()
        if not isinstance(model, Options):
            return
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour(tokens().soft))
        entry = model.options[index.row()]
        paint_cell(painter, rect.adjusted(12, 0, -8, 0), Cell(entry.text, entry.below))


class PickField(Field):
    """One of many, found by typing. The value is an option's value or None; `option()` is the whole option."""

    def __init__(self, key: str, title: str, find: Find, *, tasks: Tasks | None = None, **more: Any) -> None:
        super().__init__(key, title, **more)
        self._find, self._tasks = find, tasks
        self._option: Option | None = None
        self._options = Options()
        self.input = QLineEdit()
        self.input.setPlaceholderText(_("Type to search"))
        self.input.setClearButtonEnabled(True)
        self.input.addAction(icon("search", tokens().text3), QLineEdit.ActionPosition.LeadingPosition)
        self.input.textEdited.connect(self._on_edited)
        self.input.textChanged.connect(self._on_changed)
        self._completer = QCompleter(self._options, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(8)
        self._popup = QListView()
        self._popup.setObjectName("picklist")
        self._popup.setFrameShape(QFrame.Shape.NoFrame)
        self._completer.setPopup(self._popup)
        self._popup.setItemDelegate(TwoLines(self._popup))
        self._completer.setWidget(self.input)
        self._completer.activated.connect(self._on_activated)
        self._adopt(self.input)

    def value(self) -> Any:
        return self._option.value if self._option else None

    def option(self) -> Option | None:
        """The option chosen."""
        return self._option

    def set_value(self, value: Option | None) -> None:
        """Puts an option in (not its bare value: the words to show are needed)."""
        self._option = value
        self.input.blockSignals(True)
        self.input.setText(value.text if value else "")
        self.input.blockSignals(False)

    def is_empty(self) -> bool:
        return not self.input.text().strip()

    def problem(self) -> str:
        if not self.is_empty() and self._option is None:
            return _("Choose one from the list.")
        return super().problem()

    def _on_changed(self, text: str) -> None:
        if self._option is not None and text != self._option.text:
            self._option = None
        if not text:
            self._touched()

    def _on_edited(self, text: str) -> None:
        if self._tasks is None:
            self._on_found(text, self._find(text))
        else:
            found = partial(self._on_found, text)
            self._tasks.run(partial(self._find, text), done=found, owner=self, latest="find")

    def _on_found(self, text: str, options: Sequence[Option]) -> None:
        if text != self.input.text():
            return
        self._options.show(options)
        if options and self.input.hasFocus():
            self._completer.complete()
        else:
            self._popup.hide()

    def _on_activated(self, _text: str) -> None:
        row = self._popup.currentIndex().row()
        if 0 <= row < len(self._options.options):
            self.set_value(self._options.options[row])
            self._touched()


class ManyField(Field):
    """Several of a few, as chips that turn on and off; the value is a list of values in the order shown."""

    def __init__(self, key: str, title: str, options: Sequence[Option], **more: Any) -> None:
        super().__init__(key, title, **more)
        self._options = list(options)
        self._chips = [button(option.text, kind="chip") for option in options]
        holder = QWidget()
        holder.setLayout(Flow(*self._chips, gap=6))
        for chip in self._chips:
            chip.setCheckable(True)
            chip.toggled.connect(self._touched)
        self._adopt(holder)
        if self._chips:
            holder.setFocusProxy(self._chips[0])

    def value(self) -> list[Any]:
        return [option.value for option, chip in zip(self._options, self._chips, strict=True) if chip.isChecked()]

    def set_value(self, value: Sequence[Any] | None) -> None:
        for option, chip in zip(self._options, self._chips, strict=True):
            chip.blockSignals(True)
            chip.setChecked(option.value in (value or ()))
            chip.blockSignals(False)
