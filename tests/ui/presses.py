"""Somebody who presses every button that is on, at every stop of the tour, and what the roles refused them."""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QWidget
from shiboken6 import isValid

from organizer_app.domain import roles
from organizer_app.domain.errors import RuleBroken
from ui.tour import Stop, visit
from ui.window import Window

MOST = 60  # presses at one stop: a list of people has the same three buttons a hundred times
EACH = 2  # buttons of one name


class Named(NamedTuple):
    """A button by what it says and the how manieth it is, so that it is found again on a page that was made anew."""

    words: str
    place: int


class Presses:
    """`refused` are (stop, button, sentence); `done` counts what was pressed."""

    def __init__(self, window: Window, settle: Callable[[], object]) -> None:
        self.window, self.settle = window, settle
        self.refused: list[str] = []
        self.done: Counter[str] = Counter()
        self._now = ""
        self._require = roles.require

    def require(self, *given: Any, **more: Any) -> None:
        """In place of `roles.require`: notes what it refuses."""
        try:
            self._require(*given, **more)
        except RuleBroken as error:
            self.refused.append(f"{self._now}: {error}")
            raise

    def at(self, stop: Stop) -> None:
        """Presses what is on there, and what comes to be on by it."""
        self._come(stop)
        tried: set[Named] = set()
        while len(tried) < MOST:
            here = self._buttons()
            new = [named for named in here if named not in tried and named.place < EACH]
            if not new:
                return
            tried.add(new[0])
            self._now = f"{stop.name}, {new[0].words}"
            self.done[stop.name] += 1
            QTest.mouseClick(here[new[0]], Qt.MouseButton.LeftButton)
            self._press_menus()
            self._close_dialogs()
            self.settle()
            self._close_dialogs()
            if self.window.key != stop.page or any(named not in self._buttons() for named in here):
                self._come(stop)

    def _come(self, stop: Stop) -> None:
        self._now = f"{stop.name}, coming"
        visit(self.window, stop, self.settle)

    def _buttons(self) -> dict[Named, QAbstractButton]:
        seen: Counter[str] = Counter()
        found: dict[Named, QAbstractButton] = {}
        for one in self.window.page().findChildren(QAbstractButton):
            if one.isVisible() and one.isEnabled():
                words = one.text() or one.accessibleName()
                found[Named(words, seen[words])] = one
                seen[words] += 1
        return found

    def _close_dialogs(self) -> None:
        for dialog in [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]:
            dialog.reject()

    def _press_menus(self) -> None:
        QApplication.processEvents()
        while isinstance(menu := QApplication.activePopupWidget(), QWidget):
            actions = [a for a in menu.actions() if a.isEnabled()] if isinstance(menu, QMenu) else []
            menu.close()
            for action in actions:
                if isValid(action) and action.menu() is None:
                    self._now = f"{self._now} / {action.text()}"
                    action.trigger()
                    self.settle()
