"""A camp of 100 with a frozen list of the made-up district, and the page of its first session in a window."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app.db.store import Store
from organizer_app.domain.attendance import Line
from organizer_app.domain.clock import today
from organizer_app.domain.words import N_
from organizer_app.jobs import made_up
from organizer_app.services import attendance, camps, invitations, sheets
from tests.conftest import District, Template
from ui.attendance.page import AttendancePage
from ui.shared.page import Page, PageSpec, Shell
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window

INVITED = 100


@dataclass(frozen=True)
class MadeCamp:
    """A camp with a frozen list and its sessions."""

    district: District
    id: bytes
    sessions: tuple[bytes, ...]
    day: date

    def lines(self) -> tuple[Line, ...]:
        """The list as the database has it."""
        with self.district.store.reading() as session:
            return attendance.lines(session, camp=self.id)

    def marks(self, of: int = 0) -> dict[int, str]:
        """The marks of a session by serial, as the database has them."""
        at = self.sessions[of]
        return {line.serial: line.marks[at] for line in self.lines() if at in line.marks}


def make_camp(district: District, invited: int = INVITED, *, freeze: bool = True) -> MadeCamp:
    """Plans today's camp and invites people to it."""
    camp = made_up.plan_camp(district.store, area=district.home, seed=1, day=today())
    with district.store.transaction("invitations.invite") as session:
        invitations.invite(session, camp=camp, area=district.home, wanted=invited)
        if freeze:
            sheets.freeze(session, camp=camp)
        planned = camps.sessions(session, camp=camp)
    return MadeCamp(district, camp, tuple(s.id for s in planned), planned[0].day)


@pytest.fixture(scope="session")
def camp_template(district_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], MadeCamp]:
    """Gives the camp as it was made; one store serves all tests, because statements are prepared once a store."""
    kept, folder = (tmp_path_factory.mktemp("camp") / name for name in ("kept", "open"))
    shutil.copytree(district_template.folder, folder)
    store = Store(folder, district_template.key, operator="Asha")
    made = make_camp(District(store, district_template.home))
    store.close()
    shutil.copytree(folder, kept)

    def fresh() -> MadeCamp:
        store.close()
        store._listeners.clear()
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
        return made

    return fresh


@pytest.fixture
def camp(camp_template: Callable[[], MadeCamp]) -> Iterator[MadeCamp]:
    made = camp_template()
    yield made
    made.district.store.close()


@pytest.fixture
def beeps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each beep of the field."""
    heard: list[int] = []
    monkeypatch.setattr("ui.attendance.entry.QApplication.beep", lambda: heard.append(1))
    return heard


class Visited(Page):
    """Stands for another page and notes where it was sent."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.places: list[Any] = []

    def open_place(self, place: Any) -> None:
        self.places.append(place)


@dataclass
class Opened:
    """The page in its window."""

    window: Window
    tasks: Tasks
    app: QApplication

    @property
    def page(self) -> AttendancePage:
        page = self.window.page("attendance")
        assert isinstance(page, AttendancePage)
        return page

    @property
    def sent_to(self) -> list[Any]:
        """Where the page sent the person on the camps page."""
        page = self.window.page("camps")
        assert isinstance(page, Visited)
        return page.places

    def settle(self) -> None:
        settle(self.app, self.tasks)


Open = Callable[[District], Opened]


@pytest.fixture
def open_page(qtbot: QtBot, qapp: QApplication, tasks: Tasks) -> Iterator[Open]:
    """Opens the page on a district's records."""
    opened: list[Opened] = []

    def start(district: District) -> Opened:
        records = Records(district.store, tasks)
        specs = [
            PageSpec("attendance", "attendance", N_("Attendance"), partial(AttendancePage, records=records)),
            PageSpec("camps", "camp", N_("Camps"), Visited),
        ]
        window = Window(specs, tasks)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        made = Opened(window, tasks, qapp)
        opened.append(made)
        made.settle()
        window.activateWindow()
        return made

    yield start
    for made in opened:
        made.settle()


@pytest.fixture
def desk(open_page: Open, camp: MadeCamp) -> Opened:
    """The page at the first session of the camp."""
    return open_page(camp.district)
