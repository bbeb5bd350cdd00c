"""Somebody who goes through all pages, types into the search and scrolls, one act at a time.

visits = Visits(window); visits.step()      # again and again, from a timer
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ui.shared.table_view import TableView
from ui.window import Window

TYPED = ("ram", "सीता", "9800", "kumari")
SCROLLED = (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home)


class Visits:
    """`seen` are the pages that were shown; `typed` letters, and `scrolled` times, were met by what takes them."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.seen: set[str] = set()
        self.typed = self.scrolled = 0
        self._acts = self._everything()

    def step(self) -> None:
        """The next act."""
        next(self._acts)()

    def _everything(self) -> Iterator[Callable[[], None]]:
        words = cycle(TYPED)
        while True:
            for key in self.window.page_keys():
                yield partial(self._go, key)
                if key == "members":
                    for letter in next(words):
                        yield partial(self._type, letter)
                    yield self._clear
                    for move in SCROLLED:
                        yield partial(self._scroll, move)

    def _go(self, key: str) -> None:
        self.window.go(key)
        self.seen.add(key)

    def _search(self) -> QLineEdit:
        (field,) = self.window.findChildren(QLineEdit, "search")
        return field

    def _type(self, letter: str) -> None:
        field = self._search()
        field.insert(letter)  # keyClicks knows no Devanagari
        self.typed += field.text().endswith(letter)

    def _clear(self) -> None:
        self._search().clear()

    def _scroll(self, key: Qt.Key) -> None:
        for table in self.window.page().findChildren(TableView):
            if table.isVisible() and table.model().rowCount():
                QTest.keyClick(table, key)
                self.scrolled += 1
                break
