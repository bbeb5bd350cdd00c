"""The program on a district where an organiser and an operator work; the clock of its idle minutes is the test's."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from organizer_app import settings
from organizer_app.db.store import Store
from organizer_app.domain import roles
from organizer_app.services import pins
from tests.conftest import Template
from ui.choices import Choices
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


@pytest.fixture
def people(tmp_path: Path, district_template: Template) -> Path:
    """A data folder where two people work."""
    folder = tmp_path / "data"
    shutil.copytree(district_template.folder, folder)
    store = Store(folder, district_template.key, operator="Office")
    with store.transaction("pins.add") as session:
        pins.add(session, name=ASHA, role=roles.ORGANISER, pin=PINS[ASHA])
        pins.add(session, name=BALU, role="operator", pin=PINS[BALU])
    store.close()
    return folder


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Path], Desk]]:
    """Opens the program on a data folder."""
    made: list[Program] = []

    def begin(folder: Path) -> Desk:
        choices = Choices(settings.load({}, usual_data=folder, usual_file=tmp_path / "settings.json"))
        program = Program(choices, environ={"ORGANIZER_PASSPHRASE": "made-up"})
        made.append(program)
        program.begin()
        desk = Desk(program, qapp, qtbot)
        desk.until(lambda: program.context is not None or program._seating is not None)
        return desk

    yield begin
    for program in made:
        program.close()
        for window in (program.gate, program.window):
            if window is not None:
                window.close()
                window.deleteLater()
    QTest.qWait(1)
    roles.use_role(roles.ORGANISER)


@pytest.fixture
def desk(opened: Callable[[Path], Desk], people: Path) -> Desk:
    """The program, locked as it begins."""
    made = opened(people)
    made.asked()
    return made
