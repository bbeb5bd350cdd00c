"""The page of the war room on a district's laptop and on one above it: what shows, what is written, the wall."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from organizer_app.domain import roles
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.directives import Answer, Directive
from organizer_app.domain.duties import IT_CELL, Duty
from organizer_app.domain.words import N_
from organizer_app.jobs import tallies
from organizer_app.models import Directive as Row
from organizer_app.models import SyncState
from organizer_app.services import areas, consents, directives, drives, duties, members_list
from tests.conftest import District
from tests.ui.walk import problems
from ui.shared.field import Option
from ui.shared.page import PageSpec
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.tour_warroom import room
from ui.warroom.page import DIRECTIVES, DISTRICTS, DUTIES, WarRoomPage
from ui.window import Window

HOUR = 3_600_000


@dataclass(frozen=True)
class Desk:
    """The window with the page and what lies behind it."""

    window: Window
    records: Records
    home: bytes
    rest: Callable[[], None]

    @property
    def page(self) -> WarRoomPage:
        page = self.window.page("warroom")
        assert isinstance(page, WarRoomPage)
        return page

    def look(self, view: str) -> None:
        self.page.open_place(view)
        self.page.refresh()
        self.rest()

    def press(self, text: str) -> None:
        """Clicks the visible button with these words."""
        found = [b for b in self.page.findChildren(QPushButton) if b.text() == text and b.isVisible()]
        QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)
        self.rest()

    def save(self, **values: object) -> None:
        form = self.page.pane.forms.form
        assert form is not None
        form.set_values(values)
        form.save()
        self.rest()

    def grant(self, *buckets: str, read_only: tuple[str, ...] = ()) -> None:
        """As HQ grants them to a laptop that joined."""
        facts = {"device": "test", "buckets": json.dumps(buckets), "buckets_ro": json.dumps(read_only)}
        with self.records.store.applying() as session:
            session.add_all(SyncState(k=name, v=value) for name, value in facts.items())

    def directives(self) -> tuple[Directive, ...]:
        found: tuple[Directive, ...] = self.records.now(directives.rows)
        return found

    def duties(self) -> tuple[Duty, ...]:
        found: tuple[Duty, ...] = self.records.now(partial(duties.rows, now=now_ms()))
        return found


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, district: District, tasks: Tasks) -> Iterator[Desk]:
    records = Records(district.store, tasks)
    spec = PageSpec("warroom", "grid", N_("War room"), lambda shell: WarRoomPage(shell, records))
    window = Window([spec], tasks)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()

    def rest() -> None:
        settle(qapp, tasks)

    rest()
    yield Desk(window, records, district.home, rest)
    rest()
    tasks.close()


def row(desk: Desk, view: str, number: int) -> Any:
    return desk.page.tables()[view].rows.value(number)


def test_a_shift_is_put_on_the_list_and_taken_off(desk: Desk) -> None:
    desk.look(DUTIES)
    assert desk.page.tables()[DUTIES].isHidden(), "an empty list teaches"
    desk.press("Put on duty")
    one = desk.records.now(partial(members_list.rows, numbers=desk.records.now(members_list.ids)[:1]))[0]
    with desk.records.store.transaction("consents.record") as session:
        consents.record(session, member=one.id, purpose=consents.NAMED_FOR, channel="paper")
    desk.save(team=IT_CELL, member=Option(one.id, one.name), from_time="25:00")
    form = desk.page.pane.forms.form
    assert form is not None
    assert "25:00" in form.fields["from_time"]._below.text()
    desk.save(from_time="9 am", to_day=today(), to_time="8:00")
    assert "ends before it begins" in str([f._below.text() for f in form.fields.values()])
    desk.save(to_time="23:59")
    (shift,) = desk.duties()
    assert (shift.team, shift.name, shift.own) == (IT_CELL, one.name, True)
    desk.look(DUTIES)
    assert row(desk, DUTIES, 0).id == shift.id
    desk.page.tables()[DUTIES].opened.emit(shift)
    desk.rest()
    desk.press("Take off the list")
    assert desk.duties() == ()
    assert desk.page.undo()
    desk.rest()
    assert [d.id for d in desk.duties()] == [shift.id]
    assert not desk.page.undo()


def test_a_district_acknowledges_and_answers(desk: Desk) -> None:
    home = desk.records.now(partial(areas.bucket_of, area=desk.home))
    desk.grant(home, f"{home}:up", "state:20", read_only=("state:20",))
    with desk.records.store.applying() as session:
        session.add(Row(bucket="state:20", title="Call", due_at=now_ms() + HOUR, issued_at=1, issued_by="Pooja"))
    desk.page.refresh()
    desk.rest()
    assert desk.page.room is not None
    assert desk.page.room.answers
    desk.look(DIRECTIVES)
    assert not any(b.text() == "Give a directive" and b.isVisible() for b in desk.page.findChildren(QPushButton))
    desk.page.tables()[DIRECTIVES].opened.emit(row(desk, DIRECTIVES, 0))
    desk.rest()
    desk.press("Acknowledge")
    (answer,) = desk.directives()[0].answers
    assert (answer.own, answer.acknowledged_at is not None, answer.text) == (True, True, "")
    desk.page.tables()[DIRECTIVES].opened.emit(row(desk, DIRECTIVES, 0))
    desk.rest()
    assert not any(b.text() == "Acknowledge" for b in desk.page.side.findChildren(QPushButton) if b.isVisible())
    desk.press("Answer")
    desk.save(text="", done=False)
    assert desk.page.pane.forms.form is not None, "an empty answer is refused"
    desk.save(text="Half of them", done=True)
    (answer,) = desk.directives()[0].answers
    assert (answer.text, answer.done_at is not None) == ("Half of them", True)


def test_a_state_gives_and_closes(desk: Desk) -> None:
    desk.grant("D339:up", "D341:up", "state:20")
    desk.look(DISTRICTS)
    assert [row(desk, DISTRICTS, n).silent for n in (0, 1)] == [True, True]
    desk.press("Give a directive")
    form = desk.page.pane.forms.form
    assert form is not None
    named = desk.page.room
    assert named is not None
    desk.save(title="Call every booth", day=today(), time="23:59", areas=[named.districts[0].area])
    (given,) = desk.directives()
    assert (given.title, [a.bucket for a in given.answers]) == ("Call every booth", [named.districts[0].bucket])
    desk.look(DIRECTIVES)
    desk.page.tables()[DIRECTIVES].opened.emit(row(desk, DIRECTIVES, 0))
    desk.rest()
    desk.press("Close the directive")
    assert desk.directives()[0].closed_at is not None


def test_silent_districts_first_and_what_was_closed_stays_closed(desk: Desk) -> None:
    page, shown = desk.page, room()
    page.show_room(shown)
    assert [row(desk, DISTRICTS, n).name for n in range(3)] == ["Saraikela Kharsawan", "खूंटी", "Ranchi"]
    assert page._silent.text() == "2 silent"
    page.tables()[DISTRICTS].select_row(2)
    desk.rest()
    assert page.side.is_open()
    page.pane.close()
    page.show_room(replace(shown, now=shown.now + 1))
    assert not page.side.is_open()
    assert problems(page) == []


def test_down_from_a_district_to_its_booths(desk: Desk) -> None:
    with desk.records.store.transaction("drives.begin") as session:
        drive = drives.begin(session, area=desk.home, title_hi="", title_en="Drive", first=today(), last=today())
    tallies.refresh(desk.records.store)
    desk.rest()
    page, shown = desk.page, room()
    one = replace(shown.districts[2], area=desk.home)
    shown = replace(shown, drive=desk.records.now(partial(drives.get, id=drive)), districts=(one,))
    page.show_room(shown)
    page.tables()[DISTRICTS].select_row(0)
    page.tables()[DISTRICTS].opened.emit(one)
    desk.rest()
    table = page.pane.below
    assert table is not None
    block = max((table.rows.value(n) for n in range(table.rows.rowCount())), key=lambda found: found.now)
    assert (block.level, block.now > 0) == ("block", True)
    table.opened.emit(block)
    desk.rest()
    inside = [table.rows.value(n) for n in range(table.rows.rowCount())]
    assert {found.level for found in inside} == {"booth"}
    assert sum(found.now for found in inside) <= block.now
    table.opened.emit(inside[0])
    page.show_room(replace(shown, now=shown.now + 1))
    assert page.pane.is_inside(), "new numbers don't throw anybody out"
    page.pane._on_up()
    desk.rest()
    assert table.rows.value(0).level == "block"


def test_the_wall_shows_itself_anew_and_esc_leaves(desk: Desk, qtbot: QtBot) -> None:
    page = desk.page
    page.show_room(room())
    page.open_wall()
    wall = page.wall
    assert wall is not None
    qtbot.waitExposed(wall)
    assert wall.isFullScreen()
    drawn = wall.grab().toImage()
    with qtbot.waitSignal(wall.aged):
        wall._timer.timeout.emit()
    desk.rest()
    assert wall.room is page.room
    assert wall.room is not None
    assert wall.room.drive is None, "what is true came, in place of the sample"
    assert wall.grab().toImage() != drawn
    assert "War room" in wall.accessibleName()
    QTest.keyClick(wall, Qt.Key.Key_Escape)
    desk.rest()
    assert page.wall is None


def test_who_only_looks_presses_nothing(desk: Desk) -> None:
    roles.use_role(roles.VIEWER)
    try:
        desk.window.renew()
        desk.rest()
        shown = room(districts=False)
        desk.page.show_room(shown)
        desk.page.open_place(DIRECTIVES)
        desk.page.pane.show_directive(shown.directives[0])
        desk.rest()
        acts = [b for b in desk.page.findChildren(QPushButton) if b.text() in ("Acknowledge", "Answer", "Put on duty")]
        assert [b.text() for b in acts if b.isEnabled()] == []
        assert len(acts) > 2
    finally:
        roles.use_role(roles.ORGANISER)


def test_a_district_comes_to_what_it_is_asked_first(desk: Desk) -> None:
    desk.page.show_room(room(districts=False))
    assert desk.page.views.chosen() == DIRECTIVES
    desk.page.views.choose(DISTRICTS)
    desk.page.views.picked.emit(DISTRICTS)
    desk.page.show_room(room(districts=False))
    assert desk.page.views.chosen() == DISTRICTS, "who chose stays"


def test_late_is_not_what_is_done() -> None:
    answer = Answer("D339:up", "Ranchi", done_at=5)
    assert answer.state(due_at=1, now=9) == "done"
