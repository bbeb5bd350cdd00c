"""The camps page in a real window on the made-up district."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app.domain.clock import today
from organizer_app.services import camps, invitations, sheets
from tests.conftest import District
from ui.camps.page import CampsPage
from ui.shared.page import Page, PageSpec, Shell
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window

TOMORROW = today() + timedelta(days=1)


class Other(Page):
    """Stands for another page; remembers where it was sent."""

    place: Any = None

    def open_place(self, place: Any) -> None:
        self.place = place


@dataclass
class Seen:
    """The window, its camps page and the district behind it."""

    window: Window
    district: District
    application: QApplication

    @property
    def page(self) -> CampsPage:
        page = self.window.page("camps")
        assert isinstance(page, CampsPage)
        return page

    def settle(self) -> None:
        settle(self.application, self.window.tasks)

    def open(self, camp: bytes, tab: str) -> Any:
        """The tab of a camp, at rest."""
        self.window.go("camps", (camp, tab))
        self.settle()
        return self.page.detail.tab()

    def read(self, work: Any) -> Any:
        with self.district.store.reading() as session:
            return work(session)

    def write(self, work: Any, verb: str = "test.prepare") -> Any:
        with self.district.store.transaction(verb, "prepared") as session:
            return work(session)

    def camp(self, *, days: int = 1, invited: int = 0, frozen: bool = False, title: str = "Block camp") -> bytes:
        """A camp from tomorrow with two sessions a day, perhaps with people on it."""
        planned = [
            camps.NewSession(TOMORROW + timedelta(n), starts, "", f"{title} {n + 1}{letter}", ("Ramesh Oraon",))
            for n in range(days)
            for starts, letter in (("10:00", "a"), ("14:00", "b"))
        ]
        add = partial(camps.add, title=title, area=self.district.home, from_on=TOMORROW, venue="Community hall")
        camp: bytes = self.write(partial(add, to_on=TOMORROW + timedelta(max(days, 1) - 1), sessions=planned))
        if invited:
            self.write(partial(invitations.invite, camp=camp, wanted=invited))
        if frozen:
            self.write(partial(sheets.freeze, camp=camp), "sheets.freeze")
        return camp


@pytest.fixture
def seen(qtbot: QtBot, qapp: QApplication, tasks: Tasks, district: District) -> Iterator[Seen]:
    records = Records(district.store, tasks)

    def camps_page(shell: Shell) -> Page:
        return CampsPage(shell, records)

    specs = [
        PageSpec("camps", "camp", "Camps", camps_page),
        PageSpec("attendance", "attendance", "Attendance", Other, place="", under="camps"),
    ]
    window = Window(specs, tasks)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    made = Seen(window, district, qapp)
    made.settle()
    yield made
    made.settle()
