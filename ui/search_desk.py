"""What happens between the search field and the palette: typing asks, arrows choose, Enter runs, Esc closes.

On the members page typing narrows the table itself, and nothing drops over it until Down or a second Ctrl+K asks.
Enter always waits for what was typed last, so that it never opens what an older answer showed.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from organizer_app.domain.finding import Found
from ui.commands import Command, commands, found
from ui.palette import Palette
from ui.palette_lines import lines
from ui.shared.page import PageSpec
from ui.shared.tasks import Tasks

LookUp = Callable[[str], Found]


class Does(Protocol):
    """What the palette may ask of the window."""

    tasks: Tasks

    def go(self, key: str, place: Any = None) -> None:
        """Opens a page."""

    def search_members(self, text: str) -> None:
        """Shows whom the words find on the members page."""

    def does(self, what: str) -> None:
        """Does something of the window's own: "language", "theme", "undo", "keys"."""


class SearchDesk(QObject):
    """One for each field; `quiet()` says that the page in view takes what is typed itself."""

    def __init__(
        self,
        window: Does,
        root: QWidget,
        field: QLineEdit,
        specs: Sequence[PageSpec],
        look_up: LookUp | None,
        quiet: Callable[[], bool],
    ) -> None:
        super().__init__(root)
        self._window, self._root, self._field = window, root, field
        self._look_up, self._quiet = look_up, quiet
        self._commands = commands(specs)
        self._known, self._asked, self._entered = "", "", False
        self.palette = Palette(root)
        self.palette.chosen.connect(self.close)
        field.installEventFilter(self)
        root.installEventFilter(self)

    def typed(self, text: str) -> None:
        """After a change of the field's text by the person."""
        self._entered = False
        if not text.strip():
            self.close()
        elif self._field.hasFocus() and (self.palette.isVisible() or not self._quiet()):
            self._ask(text)

    def open(self) -> None:
        """Drops the palette down for what stands in the field."""
        if self._field.text().strip():
            self._ask(self._field.text())

    def close(self) -> None:
        """Takes the palette away."""
        self._entered, self._known, self._asked = False, "", ""
        self.palette.hide()

    def entered(self) -> bool:
        """Enter in the field; False when the palette has nothing to do with it."""
        if self._known == self._field.text() and self.palette.isVisible():
            self.palette.run()
            return True
        if self._quiet() and not self.palette.isVisible():
            return False
        self._entered = bool(self._field.text().strip())
        if self._entered and self._asked != self._field.text():
            self._ask(self._field.text())
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() == QEvent.Type.FocusOut:
            self.close()
        elif watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(Qt.Key(event.key()))
        elif watched is self._root and event.type() == QEvent.Type.Resize and self.palette.isVisible():
            self._place()
        return False

    def _on_key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Down and not self.palette.isVisible():
            self.open()
        elif not self.palette.isVisible():
            return False
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.palette.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        self._describe()
        return True

    def _ask(self, text: str) -> None:
        self._asked = text
        if self._look_up is None:
            self._show(text, Found(text))
            return
        done = partial(self._show, text)
        self._window.tasks.run(partial(self._look_up, text), done=done, owner=self, latest="search desk")

    def _show(self, text: str, answer: Found) -> None:
        if text != self._asked or text != self._field.text():
            return
        show_all = partial(self._window.search_members, text)
        shown = lines(answer, found(self._commands, text), go=self._go, show_all=show_all, run=self._run)
        self._known = text
        self.palette.show_lines(shown)
        self._place()
        self.palette.show()
        self.palette.raise_()
        self._describe()
        if self._entered:
            self.palette.run()

    def _place(self) -> None:
        below = self._field.mapTo(self._root, QPoint(0, self._field.height() + 6))
        self.palette.place(below.x(), below.y())

    def _describe(self) -> None:
        """The keyboard is in the field, so the field says which line is chosen."""
        line = self.palette.current() if self.palette.isVisible() else None
        self._field.setAccessibleDescription(line.spoken() if line else "")

    def _go(self, page: str, place: Any) -> None:
        self._field.clear()
        if page == "members" and isinstance(place, str):
            self._field.setText(place)
            self._window.search_members(place)
            return
        self._window.go(page, place)

    def _run(self, command: Command) -> None:
        self._field.clear()
        if command.page:
            self._window.go(command.page, command.place)
        else:
            self._window.does(command.does)
