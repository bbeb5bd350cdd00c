"""The page of office bearers on the made-up district: holders, vacancies, giving, handing over, ending, paper."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from organizer_app.domain.clock import today
from organizer_app.domain.committees import Committee
from organizer_app.domain.words import N_
from organizer_app.services import areas, committees, members_list, posts
from tests.conftest import District
from tests.ui.walk import every_look, problems
from ui.committees.page import VACANT, CommitteesPage
from ui.shared.field import Option
from ui.shared.page import PageSpec
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window


@dataclass(frozen=True)
class Desk:
    """The window with the page and what lies behind it."""

    window: Window
    records: Records
    home: bytes
    people: list[Option]
    rest: Callable[[], None]

    @property
    def page(self) -> CommitteesPage:
        page = self.window.page("committees")
        assert isinstance(page, CommitteesPage)
        return page

    def committee(self) -> Committee:
        found = self.records.now(partial(committees.committee, area=self.home))
        assert isinstance(found, Committee)
        return found

    def held(self) -> dict[str, list[str]]:
        return {o.title: [h.name for h in o.holders] for o in self.committee().offices if o.holders}

    def row(self, title: str, *, vacant: bool = False) -> None:
        """Selects the first line of an office."""
        lines: list[Any] = [self.page.table.rows.value(n) for n in range(self.page.table.rows.rowCount())]
        at = next(n for n, x in enumerate(lines) if x.office.title == title and (x.holder is None) == vacant)
        assert self.page.table.select_id(at)
        self.rest()

    def press(self, text: str) -> None:
        """Clicks the visible button with these words in the pane."""
        pane = self.page.side.pane
        assert pane is not None
        found = [b for b in pane.findChildren(QPushButton) if b.text() == text and b.isVisible()]
        QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)
        self.rest()

    def save(self, **values: object) -> None:
        form = self.page.seat.form
        assert form is not None
        form.set_values(values)
        form.save()
        self.rest()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, district: District, tasks: Tasks) -> Iterator[Desk]:
    records = Records(district.store, tasks)
    numbers = records.now(members_list.ids)[:3]
    people = [Option(r.id, r.name) for r in records.now(partial(members_list.rows, numbers=numbers))]
    with district.store.transaction("posts.appoint") as session:
        posts.appoint(session, member=people[0].value, title="president", area=district.home)
    spec = PageSpec("committees", "badge", N_("Office bearers"), lambda shell: CommitteesPage(shell, records))
    window = Window([spec], tasks)
    window.show_person("Savita Kujur", "Ranchi")
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()

    def rest() -> None:
        settle(qapp, tasks)

    rest()
    yield Desk(window, records, district.home, people, rest)
    rest()
    tasks.close()


def test_a_vacant_seat_is_given_and_taken_back(desk: Desk) -> None:
    before = desk.held()
    assert before["president"] == [desk.people[0].text]
    desk.row("treasurer", vacant=True)
    desk.press("Give the office")
    desk.save(person=desk.people[1])
    assert desk.held()["treasurer"] == [desk.people[1].text]
    assert desk.page.undo()
    desk.rest()
    assert desk.held() == before


def test_an_office_is_handed_over_and_ended(desk: Desk) -> None:
    desk.row("president")
    desk.press("Hand over")
    desk.save(person=desk.people[0])
    form = desk.page.seat.form
    assert form is not None, "who holds it can't take it over"
    desk.save(person=desk.people[2])
    assert desk.held()["president"] == [desk.people[2].text]
    desk.row("president")
    desk.press("End the term")
    desk.save(on=today())
    assert "president" not in desk.held()


def test_an_office_in_own_words_and_its_seats(desk: Desk) -> None:
    desk.page._on_give()
    desk.save(person=desk.people[1], own="Booth guide")
    assert desk.held()["Booth guide"] == [desk.people[1].text]
    desk.page._on_seats()
    desk.save(own="Booth guide", number=3)
    assert next(o.vacant for o in desk.committee().offices if o.title == "Booth guide") == 2
    desk.page._on_give()
    desk.save(person=desk.people[1])
    form = desk.page.seat.form
    assert form is not None
    assert problems(desk.page) == []


def test_vacant_places_lead_to_the_committee(desk: Desk) -> None:
    page = desk.page
    assert page.vacant.table.rows.rowCount() == 0  # nothing is counted before it is looked at
    page.views.choose(VACANT)
    page._on_view(VACANT)
    page.vacant.restore({"level": [o.value for o in page.vacant._levels].index("block"), "office": 0})
    desk.rest()
    one: Any = page.vacant.table.rows.value(0)
    page.vacant._on_opened(one)
    desk.rest()
    pane = page.side.pane
    assert pane is not None
    block = next(b for b in pane.findChildren(QPushButton) if b.text() and b.property("kind") == "ghost")
    name = block.text()
    QTest.mouseClick(block, Qt.MouseButton.LeftButton)
    desk.rest()
    assert page.committee is not None
    assert page.committee.area == name


def test_the_list_is_printed(desk: Desk) -> None:
    desk.page.print_list()
    desk.rest()
    assert desk.page._preview is not None
    assert desk.page._preview._pdf.startswith(b"%PDF")
    assert desk.page._preview._name == "Office bearers – Ranchi.pdf"
    desk.page._preview.closed.emit()
    desk.rest()
    assert problems(desk.page) == []


@pytest.mark.slow
def test_the_place_is_kept_and_everything_fits(desk: Desk, qapp: QApplication) -> None:
    with desk.records.store.reading() as session:
        block = areas.find(session, code="3223")
    desk.page.open_place(block.id)
    desk.rest()
    for look in every_look(desk.window, qapp, "committees"):
        assert desk.page.committee is not None
        assert desk.page.committee.area_id == block.id, look
        assert problems(desk.page) == [], look
        desk.page.views.choose(VACANT)
        desk.page._on_view(VACANT)
        desk.rest()
        assert problems(desk.page) == [], look
        desk.page.views.choose("committee")
        desk.page._on_view("committee")
        desk.rest()


def test_the_wing_is_written_out_in_a_narrow_window_beside_the_pane_too(desk: Desk) -> None:
    desk.window.resize(1093, 614)
    desk.window.use_theme(True)  # the page is made anew in this size
    desk.rest()
    assert desk.page.wing.width() >= desk.page.wing.sizeHint().width()
    desk.row("president", vacant=not desk.held().get("president"))
    assert desk.page.side.pane is not None
    assert desk.page.side.pane.isVisible()
    assert desk.page.wing.width() >= desk.page.wing.sizeHint().width()
    assert desk.page.place.width() >= 150
