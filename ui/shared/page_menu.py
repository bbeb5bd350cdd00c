"""The button at the head of a page with everything that can be done with what is on screen."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from organizer_app.domain.roles import May
from ui.shared.buttons import button
from ui.shared.icons import icon
from ui.shared.layout import row
from ui.shared.rights import hold_line
from ui.shared.style import tokens


class PageMenu(QWidget):
    """`add(text, icon, key, on)` puts a line into the menu; its key works on the whole page."""

    def __init__(self, tip: str) -> None:
        super().__init__()
        self._menu = QMenu(self)
        self.button: QPushButton = button(kind="icon", icon="more", tip=tip, key="Ctrl+M", on=self.open)
        self.setLayout(row(self.button, gap=0))

    def add(self, text: str, sign: str, key: str, on: Callable[[], object], needs: May | None = None) -> QAction:
        """A line of the menu."""
        action = QAction(icon(sign, tokens().text2, 17), text, self)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked=False: on())
        self._menu.addAction(action)
        hold_line(self._menu, action, needs)
        self.addAction(action)
        return action

    def open(self) -> None:
        """Opens the menu below its button."""
        self._menu.popup(self.below())

    def below(self) -> QPoint:
        """Where a menu of the page stands on the screen."""
        return self.button.mapToGlobal(self.button.rect().bottomLeft())
