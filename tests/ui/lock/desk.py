"""A running program where two people work, and what somebody does at it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from organizer_app.db.store import Store
from ui.lock.screen import WhoIsThere
from ui.lock.seating import Seating
from ui.program import Program
from ui.start import settle
from ui.window import Window

ASHA, BALU = "Asha Devi", "Balu Munda"
PINS = {ASHA: "4071", BALU: "9283"}


class Desk:
    """A running program, and what somebody does at it."""

    def __init__(self, program: Program, application: QApplication, qtbot: QtBot) -> None:
        self.program, self.application, self.qtbot = program, application, qtbot

    @property
    def window(self) -> Window:
        assert self.program.window is not None
        return self.program.window

    @property
    def seating(self) -> Seating:
        assert self.program._seating is not None
        return self.program._seating

    @property
    def store(self) -> Store:
        assert self.program.folder is not None
        return self.program.folder.store

    def settle(self) -> None:
        settle(self.application, self.program.tasks)

    def until(self, true: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=20_000)

    def asked(self) -> WhoIsThere:
        """What lies over the window."""
        self.until(lambda: isinstance(self.program._seating and self.seating.screen, WhoIsThere))
        view = self.seating.screen
        assert isinstance(view, WhoIsThere)
        return view

    def sit_down(self, name: str, pin: str = "") -> None:
        """Chooses a name and types a PIN, the right one unless told."""
        view = self.asked()
        tile = next(t for t in view.tiles.tiles if t.text() == name)
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
        QTest.keyClicks(view.pin.input, pin or PINS[name])
        QTest.keyClick(view.pin.input, Qt.Key.Key_Return)
        self.window.activateWindow()
        self.settle()

    def shown(self) -> list[str]:
        """Every word that can be read in the window."""
        found = [w.text() for w in self.window.findChildren(QWidget) if hasattr(w, "text") and w.isVisible()]
        return [text for text in found if text]
