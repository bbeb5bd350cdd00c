"""The page of targets on the made-up district with a drive that is half-way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from organizer_app.domain.words import N_
from organizer_app.jobs import made_up_drives
from tests.conftest import District
from ui.shared.page import PageSpec
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.targets.page import TargetsPage
from ui.window import Window


@dataclass(frozen=True)
class Desk:
    """The window with the page and what lies behind it; `drive` is the one that goes on."""

    window: Window
    records: Records
    home: bytes
    drive: bytes
    rest: Callable[[], None]

    @property
    def page(self) -> TargetsPage:
        page = self.window.page("targets")
        assert isinstance(page, TargetsPage)
        return page

    def press(self, text: str) -> None:
        """Clicks the visible button with these words."""
        found = [b for b in self.page.findChildren(QPushButton) if b.text() == text and b.isVisible()]
        assert found, text
        QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)
        self.rest()

    def save(self, **values: object) -> None:
        """Fills in the open form and saves it."""
        form: Any = self.page.forms.form
        assert form is not None
        form.set_values(values)
        form.save()
        self.rest()


def opened(qtbot: QtBot, qapp: QApplication, district: District, tasks: Tasks, drive: bytes) -> Desk:
    """The window with the page in view."""
    records = Records(district.store, tasks)
    spec = PageSpec("targets", "target", N_("Targets"), lambda shell: TargetsPage(shell, records))
    window = Window([spec], tasks)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()

    def rest() -> None:
        settle(qapp, tasks)

    rest()
    return Desk(window, records, district.home, drive, rest)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, district: District, tasks: Tasks) -> Iterator[Desk]:
    drive = made_up_drives.begin(district.store, area=district.home, members_=200)
    made = opened(qtbot, qapp, district, tasks, drive)
    yield made
    made.rest()
    tasks.close()


@pytest.fixture
def empty_desk(qtbot: QtBot, qapp: QApplication, district: District, tasks: Tasks) -> Iterator[Desk]:
    made = opened(qtbot, qapp, district, tasks, b"")
    yield made
    made.rest()
    tasks.close()
