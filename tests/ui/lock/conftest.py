"""The program on a district where an organiser and an operator work; the clock of its idle minutes is the test's."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app import settings
from organizer_app.db.store import Store
from organizer_app.domain import roles
from organizer_app.services import pins
from tests.conftest import Template
from tests.ui.lock.desk import ASHA, BALU, PINS, Desk
from ui.choices import Choices
from ui.program import Program


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
