"""Somebody who has never seen the window: acts on nothing but what can be seen, and counts every action.

An action is a click, a key, or going into one field and filling it in. Work that is under way is waited for.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTreeView,
    QWidget,
)

from organizer_app.db.store import Store
from ui.program import Program
from ui.shared.field import Field
from ui.start import settle

PATIENCE = 10  # seconds
W = TypeVar("W", bound=QWidget)


class Newcomer:
    """`actions` are the actions so far, in words; `looked(name, window)` is called before each of them."""

    def __init__(self, program: Program, looked: Callable[[str, QWidget], object] | None = None) -> None:
        self.program, self._looked = program, looked
        self.actions: list[str] = []

    def window(self) -> QWidget:
        """What is in front: a dialog, the window, or what stands before it."""
        front = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        shown = front or self.program.window or self.program.gate
        assert shown is not None, "there is nothing on the screen"
        return shown

    def store(self) -> Store:
        """The records behind the window."""
        assert self.program.folder is not None
        return self.program.folder.store

    def offered(self) -> list[str]:
        """The words on everything that could be pressed."""
        return [b.text() or b.accessibleName() for b in self._in_view(QAbstractButton) if b.isEnabled()]

    def wait(self, until: Callable[[], object]) -> None:
        """Waits for what the last action brings."""
        end = time.monotonic() + PATIENCE
        while not until():
            assert time.monotonic() < end, f"it did not come; there is {self.offered()}"
            QTest.qWait(5)

    def click(self, words: str) -> None:
        """Presses the first thing in view that carries these words."""
        self._act(f"click {words}")
        self.wait(lambda: words in self.offered())
        able = [b for b in self._in_view(QAbstractButton) if b.isEnabled()]
        self._press(next(b for b in able if words in (b.text(), b.accessibleName())))

    def fill(self, title: str, text: str) -> None:
        """Goes into a field by its title and types."""
        self._act(f"fill {title}")
        target = self._field(title).focusProxy()
        assert isinstance(target, QLineEdit | QPlainTextEdit)
        self._press(target)
        assert QApplication.focusWidget() is target, f"{title} does not take the keyboard"
        target.selectAll()
        for letter in text:
            event = QInputMethodEvent()
            event.setCommitString(letter)  # as keyboards for Hindi do
            QApplication.sendEvent(target, event)
        self._rest()

    def open_list(self, title: str) -> None:
        """Opens the list of a field."""
        self._act(f"open {title}")
        (combo,) = self._field(title).findChildren(QComboBox)
        self._press(combo)
        QTest.qWait(QApplication.doubleClickInterval())  # until then the click might be the first half of a double one

    def pick(self, words: str) -> None:
        """Clicks a line of the list that opened."""
        self._act(f"pick {words}")
        self.wait(lambda: self._lines(words))
        view, at = self._lines(words)[0]
        place = view.visualRect(view.model().index(at, 0)).center()
        QTest.mouseMove(view.viewport(), place)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self._rest()

    def key(self, key: Qt.Key) -> None:
        """Presses a key where the keyboard is."""
        self._act(f"key {key.name}")
        QTest.keyClick(QApplication.focusWidget() or self.window(), key)
        self._rest()

    def open_file(self, name: str) -> None:
        """Clicks twice on a file in the dialog that asks for one."""
        self._act(f"open {name}")
        (tree,) = self.window().findChildren(QTreeView, "treeView")
        self.wait(lambda: _row(tree, name))
        place = tree.visualRect(_row(tree, name) or QModelIndex()).center()
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self._rest()

    def name_file(self, file: Path) -> None:
        """Types where a printer that is a file writes it."""
        self._act(f"name {file.name}")
        (edit,) = self.window().findChildren(QLineEdit, "filename")
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, str(file))

    def _field(self, title: str) -> Field:
        (found,) = [f for f in self._in_view(Field) if f.title == title]
        return found

    def _in_view(self, kind: type[W]) -> list[W]:
        return [w for w in self.window().findChildren(kind) if w.isVisible() and not _seen(w).isEmpty()]

    def _lines(self, words: str) -> list[tuple[QListView, int]]:
        tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
        views = [w for top in tops for w in (top, *top.findChildren(QListView)) if isinstance(w, QListView)]
        lines = [(view, at) for view in views if view.isVisible() for at in range(view.model().rowCount())]
        return [(view, at) for view, at in lines if view.model().index(at, 0).data() == words]

    def _press(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=_seen(widget).center())
        self._rest()

    def _act(self, name: str) -> None:
        self._rest()
        self.window().activateWindow()  # as every desktop does with what it brings to the front
        QTest.qWaitForWindowActive(self.window())
        self.actions.append(name)
        if self._looked is not None:
            self._looked(f"{len(self.actions):02} {name}", self.window())

    def _rest(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        settle(application, self.program.tasks)


def _row(tree: QTreeView, name: str) -> QModelIndex | None:
    model, root = tree.model(), tree.rootIndex()
    rows = [model.index(at, 0, root) for at in range(model.rowCount(root))]
    return next((row for row in rows if row.data() == name), None)


def _seen(widget: QWidget) -> QRect:
    """The part of a widget that is on the screen, in its own coordinates."""
    return widget.visibleRegion().boundingRect()
