"""The first page: what it says, where its buttons go, and that it fits."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from organizer_app.db import tidying
from organizer_app.domain import clock
from organizer_app.domain.clock import today
from organizer_app.jobs import backups, made_up, made_up_camps
from organizer_app.models import SyncState
from organizer_app.services import members, posts
from tests.conftest import District
from tests.ui.context import context_of
from tests.ui.sync import made as made_sync
from tests.ui.walk import every_look, problems
from ui.home.page import HomePage, greeting
from ui.pages_list import Context
from ui.shared.charts_bars import Bars
from ui.shared.charts_heat import HeatMap
from ui.shared.charts_pace import PaceLine
from ui.shared.page import PageSpec
from ui.shared.records import Records
from ui.shared.syncing import Syncing
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window

Make = Callable[..., Window]
DAY = 24 * 3600 * 1000  # ms


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication, tasks: Tasks, district: District, tmp_path: Path) -> Iterator[Make]:
    """Makes a window whose first page is the real one; `gone` on it lists where its buttons went."""
    made: list[Window] = []

    def window(**more: object) -> Window:
        context: Context = context_of(district, tasks, tmp_path, **more)
        found = Window([PageSpec("home", "home", "Home", lambda shell: HomePage(shell, context))], tasks)
        qtbot.addWidget(found)
        found.show()
        qtbot.waitExposed(found)
        settle(qapp, tasks)
        made.append(found)
        return found

    yield window
    settle(qapp, tasks)


def words(window: Window) -> str:
    """Everything the page says."""
    return "\n".join(w.text() for w in window.page("home").findChildren(QLabel) if w.isVisible())


def going(window: Window, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Where the page's buttons go, from now on."""
    gone: list[tuple[object, ...]] = []
    monkeypatch.setattr(window.page("home"), "shell", window)
    monkeypatch.setattr(window, "go", lambda *place: gone.append(place))
    window.page("home").refresh()
    return gone


def press(window: Window, text: str) -> None:
    """Clicks the first visible button with these words, or this name."""
    found = [
        b
        for b in window.page("home").findChildren(QPushButton)
        if b.isVisible() and text in (b.text(), b.accessibleName())
    ]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def plan(district: District, days: int) -> bytes:
    camp = made_up.plan_camp(district.store, area=district.home, seed=1, day=today() + timedelta(days=days))
    made_up_camps.invite(district.store, camp, area=district.home, wanted=12)
    return camp


def test_the_first_steps(make: Make, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, tasks: Tasks) -> None:
    window = make()
    gone = going(window, monkeypatch)
    settle(qapp, tasks)
    said = words(window)
    assert "The first three steps" in said
    assert "Your people are on this laptop." in said  # the first is done
    assert "No camp today." not in said
    press(window, "New camp")
    press(window, "Import roster")
    assert gone == [("camps", "new"), ("members", "import")]


def test_a_file_that_is_owed_to_be_written_anew_says_so_until_a_backup(
    make: Make, district: District, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, tasks: Tasks, tmp_path: Path
) -> None:
    with district.store.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute(tidying.NOTE)
        raw.commit()
    window = make()
    gone = going(window, monkeypatch)
    settle(qapp, tasks)
    title = "Somebody was erased, and the file is still to be written anew"
    press(window, title)
    assert gone == [("settings", "backup")]
    backups.make(district.store, dest=tmp_path)
    window.page("home").refresh()
    settle(qapp, tasks)
    assert title not in words(window)


def test_a_day_with_camps(
    make: Make, district: District, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, tasks: Tasks
) -> None:
    window = make()
    now, soon, before = plan(district, 0), plan(district, 3), plan(district, -2)
    for camp in (now, before):
        made_up_camps.freeze(district.store, camp)
        made_up_camps.record_print(district.store, camp)
    made_up_camps.mark(district.store, now, seed=1, sessions=1)
    made_up_camps.invite(district.store, now, area=district.home, wanted=3)
    gone = going(window, monkeypatch)
    settle(qapp, tasks)
    said = words(window)
    assert " of 12 came" in said
    assert "3 late names are on no sheet" in said
    assert "1 day is not closed" in said
    assert "12 invited" in said
    assert "The first three steps" not in said
    press(window, "1 day is not closed")
    press(window, "3 late names are on no sheet")
    press(window, "Back up now")
    title = next(w for w in window.page("home").findChildren(QLabel) if w.text() == "1 day is not closed")
    QTest.mouseClick(title, Qt.MouseButton.LeftButton)  # the whole line, not the arrow alone
    day, late = ("camps", (before, "day")), ("camps", (now, "papers"))
    assert gone == [day, late, ("settings", "backup"), day]
    assert soon


def test_the_last_backup_and_the_look_after_a_bad_end(make: Make, district: District) -> None:
    window = make(findings=())
    assert "No backup yet" in words(window)
    assert "Make a backup on a pendrive" in words(window)
    assert "the data is whole" in words(window)
    record = {"at": clock.now_ms(), "file": "/media/asha/x.zip", "bytes": 5}
    (district.store.folder / backups.RECORD).write_text(json.dumps(record))
    window.changed({"backups"})
    settle(QApplication.instance(), window.tasks)  # type: ignore[arg-type]  # there is one
    assert "Make a backup on a pendrive" not in words(window)
    assert "Backup today" in words(window)


def test_double_changes_and_refusals_need_somebody(
    make: Make, district: District, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, tasks: Tasks
) -> None:
    ram, sita = made_sync.people(district, 2)
    made_sync.join(district, waiting=False)
    made_sync.clash(district, ram, "guardian", ram.guardian, "Ram Lal", here="lost")
    made_sync.clash(district, ram, "place", ram.place, "Sarnath", here="lost")
    made_sync.refuse(district, sita, "HQ takes no phone number of 30 digits.")
    window = make()
    gone = going(window, monkeypatch)
    settle(qapp, tasks)
    assert "2 details were changed by two people" in words(window)
    press(window, "HQ did not take 1 change")
    assert gone == [("sync",)]


def test_a_frozen_list_is_printed_before_anybody_is_marked(
    make: Make, district: District, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, tasks: Tasks
) -> None:
    camp = plan(district, 0)
    made_up_camps.freeze(district.store, camp)
    at = datetime.now().replace(hour=8, minute=30).timestamp() * 1000  # it begins at 10:45
    monkeypatch.setattr(clock, "source", lambda: int(at))
    window = make()
    gone = going(window, monkeypatch)
    settle(qapp, tasks)
    assert "in 2 hours" in words(window)
    press(window, "Print the sheets")
    assert gone == [("camps", (camp, "papers"))]
    made_up_camps.record_print(district.store, camp)
    window.page("home").refresh()
    settle(qapp, tasks)
    press(window, "Mark attendance")
    assert gone[-1] == ("attendance",)  # the one at the top; today's own is below
    made_up_camps.mark(district.store, camp, seed=1, sessions=1)
    made_up_camps.invite(district.store, camp, area=district.home, wanted=3)
    window.page("home").refresh()
    settle(qapp, tasks)
    with pytest.raises(IndexError):
        press(window, "Print the sheets")  # marking has begun; the late names wait among what needs attention


def test_the_month_and_its_days_are_charts(make: Make, district: District, qapp: QApplication, tasks: Tasks) -> None:
    camp = plan(district, 0)
    made_up_camps.freeze(district.store, camp)
    made_up_camps.mark(district.store, camp, seed=1, sessions=1)
    window = make()
    page = window.page("home")
    (bars,), (line,), (heat,) = (page.findChildren(kind) for kind in (Bars, PaceLine, HeatMap))
    assert bars.spots()[0].words == "Camps held: 0 of 1, on course"
    assert line.words().split(" of ")[1].startswith("12, ")
    assert heat.words().endswith(f"{today().year}: 1 camp")  # today's is the one the keyboard begins with
    assert sum(spot.words.endswith("1 camp") for spot in heat.spots()) == 1
    heat_words = heat.words()
    window.use_theme(dark=True)
    settle(qapp, tasks)
    assert window.page("home").findChildren(HeatMap)[0].words() == heat_words


def test_what_comes_due_with_time(
    make: Make, district: District, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, tasks: Tasks
) -> None:
    made_sync.join(district, waiting=False)
    with district.store.transaction("test") as session:
        session.execute(update(SyncState).where(SyncState.k == "exchanged_at").values(v=str(clock.now_ms() - 5 * DAY)))
    person, *_rest = made_sync.people(district, 1)
    soon = today() + timedelta(days=9)
    with district.store.transaction("posts.appoint") as session:
        posts.appoint(session, member=person.id, title="treasurer", area=district.home, to_on=soon)
        members.edit(session, id=person.id, changes={"notes": "asked"})
    later = clock.source() + 7 * 365 * DAY
    window = make()
    gone = going(window, monkeypatch)
    settle(qapp, tasks)
    assert "Nothing went to HQ for a while" in words(window)
    press(window, "1 term of office ends soon")
    page = window.page("home")
    assert isinstance(page, HomePage)
    assert page.due == 0
    page.count_due()
    settle(qapp, tasks)
    assert "Decide whether to keep" not in words(window)
    monkeypatch.setattr(clock, "source", lambda: later)
    page.count_due()
    settle(qapp, tasks)
    more = [b for b in page.findChildren(QPushButton) if b.isVisible() and b.text().endswith(" more")]
    for button in more:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    title = next(w for w in page.findChildren(QLabel) if w.text().startswith("Decide whether to keep"))
    assert title.isVisible()
    QTest.mouseClick(title, Qt.MouseButton.LeftButton)
    assert gone == [("committees",), ("settings", "review")]


def test_syncing_is_one_key_away_from_this_laptop(make: Make, district: District, tasks: Tasks) -> None:
    made_sync.join(district)
    asked: list[int] = []
    syncing = Syncing(Records(district.store, tasks))
    syncing.sync_now = lambda: asked.append(1)  # type: ignore[method-assign]  # nothing is sent in a test
    window = make(syncing=syncing)
    assert "Last exchange with HQ: today" in words(window) or "Last exchange with HQ: yesterday" in words(window)
    press(window, "Sync now")
    assert asked == [1]


def test_damage_and_made_up_are_said(make: Make) -> None:
    left = []
    window = make(findings=("The file is damaged.",), own_district=lambda: left.append(1))
    assert "The file is damaged." in words(window)
    assert "nobody in it is real" in words(window)
    press(window, "Make my own district")
    assert left == [1]


@pytest.mark.parametrize(("hour", "words"), [(9, "Good morning"), (13, "Good afternoon"), (19, "Good evening, Asha")])
def test_greetings(monkeypatch: pytest.MonkeyPatch, hour: int, words: str) -> None:
    at = datetime.now().replace(hour=hour, minute=30).timestamp() * 1000
    monkeypatch.setattr(clock, "source", lambda: int(at))
    assert greeting("Asha" if "Asha" in words else "") == words


def test_what_matters_stands_on_a_small_laptops_screen(
    make: Make, district: District, qapp: QApplication, tasks: Tasks
) -> None:
    """Without scrolling: today, the month's numbers, what waits, this laptop with its buttons."""
    made_sync.join(district)
    now, *others = [plan(district, days) for days in (0, 0, 0, -2)]
    for camp in (now, *others):
        made_up_camps.freeze(district.store, camp)
        made_up_camps.record_print(district.store, camp)
    made_up_camps.invite(district.store, now, area=district.home, wanted=3)
    for days in (2, 3, 4):
        plan(district, days)
    window = make(syncing=Syncing(Records(district.store, tasks)))
    window.resize(1366, 768)
    settle(qapp, window.tasks)
    page = window.page("home")
    wanted = ("Today", "Needs your attention", "This laptop")
    cards = [w for w in page.findChildren(QFrame, "card") if w.isVisible()]
    lowest = {
        said.text(): card.mapTo(page, card.rect().bottomLeft()).y()
        for card in cards
        for said in card.findChildren(QLabel)
        if said.text() in wanted or said.text().startswith("Camps in ")
    }
    assert len(lowest) == 4
    assert {name: at for name, at in lowest.items() if at > page.height()} == {}


@pytest.mark.parametrize("busy", [True, False])
def test_it_fits_in_every_look(
    make: Make, district: District, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, busy: bool
) -> None:
    if busy:
        now, before = plan(district, 0), plan(district, -2)
        for camp in (now, before):
            made_up_camps.freeze(district.store, camp)
        plan(district, 4)
    window = make(findings=("The file is damaged.",), own_district=list)
    found = [f"{look}: {p}" for look in every_look(window, qapp, "home") for p in problems(window.page("home"))]
    assert found == []


def test_the_name_stands_in_the_greeting(make: Make) -> None:
    window = make()
    page = window.page("home")
    assert isinstance(page, HomePage)
    choices = page._context.choices
    choices.settings = replace(choices.settings, operator="सविता")
    page.refresh()
    settle(QApplication.instance(), window.tasks)  # type: ignore[arg-type]  # there is one
    assert ", सविता" in words(window)


def test_the_numbers_may_come_before_the_page(make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card of a drive would belong to no window until then."""
    page = make().page("home")
    assert isinstance(page, HomePage)
    asked: list[object] = []
    monkeypatch.setattr("ui.home.drive.drive_card", lambda _shell, board: asked.append(board))
    early = HomePage(page.shell, page._context)
    qtbot.addWidget(early)
    assert page.counts is not None
    assert page.overview is not None
    early.counts = replace(page.counts, drive=cast("Any", "a board"))
    early._show_counts()
    assert asked == []
    early._on_overview(page.overview)
    qtbot.waitUntil(lambda: asked == ["a board"])
