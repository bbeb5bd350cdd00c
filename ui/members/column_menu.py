"""The menu in which the columns of the roster are chosen; it stays open while ticks are set."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from organizer_app.domain.words import translate as _
from ui.members.columns import USUAL
from ui.shared.chips import StayMenu
from ui.shared.rows import Column


class ColumnMenu(StayMenu):
    """`picked(keys)` after each tick: those shown in their order, a new one at the end. The name can't be left out."""

    picked = Signal(object)

    def __init__(self, known: Sequence[Column], parent: QWidget) -> None:
        super().__init__(parent)
        self._keys: list[str] = []
        self._actions: dict[str, QAction] = {}
        for column in known:
            action = self.addAction(column.title)
            action.setCheckable(True)
            action.setEnabled(column.key != "name")
            action.triggered.connect(lambda on, key=column.key: self._on_picked(key, on))
            self._actions[column.key] = action
        self.addSeparator()
        usual = self.addAction(_("The usual columns"))
        usual.triggered.connect(lambda _checked=False: self.picked.emit(list(USUAL)))

    def open(self, shown: Sequence[str], at: QPoint) -> None:
        """Opens with the ticks of the columns shown."""
        self._keys = list(shown)
        for key, action in self._actions.items():
            action.setChecked(key in shown)
        self.popup(at)

    def _on_picked(self, key: str, on: bool) -> None:
        self._keys = [*self._keys, key] if on else [one for one in self._keys if one != key]
        self.picked.emit(list(self._keys))
