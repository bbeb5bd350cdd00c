"""What can be done with the rows of a table: buttons above it and the same in its right-click menu."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton

from organizer_app.domain.roles import May
from ui.shared.buttons import button
from ui.shared.layout import Flow
from ui.shared.rights import hold_line
from ui.shared.table import Table


class Act(NamedTuple):
    """One thing to do. `for_row` acts need a selected row and stand in the menu too."""

    text: str
    icon: str
    key: str
    on: Callable[[], object]
    kind: str = ""
    for_row: bool = True
    needs: May | None = May.CHANGE


class Acts(QObject):
    """The buttons of a table's acts; those for a row are off while none is selected."""

    def __init__(self, table: Table, acts: Sequence[Act]) -> None:
        super().__init__(table)
        self._table, self._acts, self._allowed = table, tuple(acts), True
        self.buttons: list[QPushButton] = [
            button(act.text, kind=act.kind, icon=act.icon, key=act.key, on=act.on, needs=act.needs) for act in acts
        ]
        self._on_chosen(None)
        table.chosen.connect(self._on_chosen)
        table.menu_asked.connect(self._on_menu)

    def layout(self) -> Flow:
        """The buttons side by side, in a second line where the place is narrow."""
        return Flow(*self.buttons)

    def keys(self) -> list[tuple[str, str]]:
        """(key, what it does), for the key map."""
        return [(act.key, act.text) for act in self._acts if act.key]

    def allow(self, *, allowed: bool) -> None:
        """Turns all of them on or off, the menu, too."""
        self._allowed = allowed
        self._on_chosen(self._table.current())

    def _on_chosen(self, value: Any) -> None:
        for act, made in zip(self._acts, self.buttons, strict=True):
            made.setEnabled(self._allowed and (value is not None or not act.for_row))

    def _on_menu(self, _value: Any, position: QPoint) -> None:
        if not self._allowed:
            return
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for act in self._acts:
            if act.for_row:
                shown = QKeySequence(act.key).toString(QKeySequence.SequenceFormat.NativeText)
                line = menu.addAction(f"{act.text}\t{shown}")
                line.triggered.connect(lambda _on=False, do=act.on: do())
                hold_line(menu, line, act.needs)
        menu.popup(position)
