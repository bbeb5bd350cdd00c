"""All camps: the list, the month, search, and a new camp from a day."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from organizer_app.domain.clock import today
from organizer_app.domain.words import language
from organizer_app.jobs import made_up, made_up_camps
from organizer_app.services import camps
from tests.ui.camps.conftest import TOMORROW, Seen
from ui.camps.invitees_tab import InviteesTab
from ui.camps.plan_form import PlanForm
from ui.camps.words import NEEDED, OFF, OTHER, OVER, PLANNED, SOON, STANDINGS, Standing, standing
from ui.shared.form import Form


def titles(seen: Seen) -> list[str]:
    return [camp.title for camp in seen.page.overview.table._values]


def test_an_empty_page_teaches_the_first_step(seen: Seen) -> None:
    assert seen.page.overview._stack.currentWidget() is seen.page.overview._none
    assert seen.page.overview._title.text() == "0 camps"


def test_coming_camps_stand_first_then_past_ones_backwards(seen: Seen) -> None:
    for days in (-20, 3, -2, 1):
        on = today() + timedelta(days)
        seen.write(partial(camps.add, title=f"{days}", area=seen.district.home, from_on=on, to_on=on), "camps.add")
    seen.settle()
    assert titles(seen) == ["1", "3", "-2", "-20"]


def test_search_finds_by_title_venue_and_area(seen: Seen) -> None:
    seen.camp(title="Kanke women")
    seen.camp(title="Bundu youth")
    seen.settle()
    for text, found in (("bundu", ["Bundu youth"]), ("COMMUNITY", ["Bundu youth", "Kanke women"]), ("xyz", [])):
        assert seen.page.search(text)
        assert titles(seen) == found
    assert seen.page.overview._stack.currentWidget() is seen.page.overview._nobody
    seen.page.search("")
    assert len(titles(seen)) == 2


def test_enter_opens_a_camp_and_alt_left_goes_back_to_its_row(seen: Seen) -> None:
    seen.camp(title="First")
    camp = seen.camp(title="Second")
    seen.settle()
    table = seen.page.overview.table
    table.select_row(1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    seen.settle()
    assert seen.page.detail.camp is not None
    assert seen.page.detail.camp.id == camp
    seen.page.show_all()
    back = table.current()
    assert back is not None
    assert back.id == camp


def test_the_month_shows_each_day_of_a_camp_and_opens_it(seen: Seen) -> None:
    camp = seen.camp(days=2, title="Two days")
    seen.settle()
    overview = seen.page.overview
    overview.show_view("calendar")
    items = overview.month._items
    assert [items[day][0].text for day in (TOMORROW, TOMORROW + timedelta(1))] == ["10:00 Two days"] * 2
    overview.month.day = TOMORROW
    overview.month.show_month(TOMORROW.year, TOMORROW.month)
    QTest.keyClick(overview.month, Qt.Key.Key_Return)
    seen.settle()
    assert seen.page.detail.camp is not None
    assert seen.page.detail.camp.id == camp


def test_the_month_turns_and_comes_back_to_today(seen: Seen) -> None:
    overview = seen.page.overview
    overview.show_view("calendar")
    first = overview._title.text()
    QTest.keyClick(overview.month, Qt.Key.Key_PageDown)
    assert overview._title.text() != first
    overview._to_today()
    assert overview._title.text() == first
    assert overview.month.day == today()


def test_enter_on_an_empty_day_plans_a_camp_on_it(seen: Seen) -> None:
    overview = seen.page.overview
    overview.show_view("calendar")
    overview.month._select(TOMORROW)
    QTest.keyClick(overview.month, Qt.Key.Key_Return)
    seen.settle()
    plan = next(f for f in seen.page.findChildren(Form) if isinstance(f, PlanForm) and f.isVisible())
    assert plan.fields["from_on"].value() == TOMORROW
    assert seen.window.isActiveWindow(), "no field flashes up as a window of its own"


def test_language_and_theme_keep_the_place(seen: Seen) -> None:
    camp = seen.camp(invited=30, frozen=True)
    seen.settle()
    seen.page.overview.show_view("calendar")
    seen.window.use_language("hi")
    seen.settle()
    assert language() == "hi"
    assert seen.page.overview._views.chosen() == "calendar"
    tab = seen.open(camp, "invitees")
    tab.table.select_row(7)
    tab.filters.choose({"state": ["invited"]})
    seen.window.use_theme(True)
    seen.settle()
    again = seen.page.detail.tab()
    assert isinstance(again, InviteesTab)
    assert again is not tab
    assert again.table.currentIndex().row() == 7
    assert again.filters.chosen() == {"state": ["invited"]}
    assert "आमंत्रित" in seen.page.detail._facts.text()


def test_a_place_opens_the_form_or_a_tab(seen: Seen) -> None:
    camp = seen.camp()
    seen.window.go("camps", "new")
    assert seen.page.desk.pane_open()
    seen.window.go("camps", camp)
    seen.settle()
    assert not seen.page.desk.pane_open()
    assert seen.page.detail.camp is not None


def test_a_camp_whose_plan_is_taken_back_is_left(seen: Seen) -> None:
    day = TOMORROW
    add = partial(camps.add, title="Mistake", area=seen.district.home, from_on=day, to_on=day)
    camp = seen.write(add, "camps.add")
    seen.open(camp, "sessions")
    assert seen.page.undo()
    seen.settle()
    assert seen.page._stack.currentWidget() is seen.page.overview
    assert titles(seen) == []


def test_the_list_says_who_came_once_somebody_did(seen: Seen) -> None:
    seen.camp(invited=12, title="Soon")
    over = made_up.plan_camp(seen.district.store, area=seen.district.home, seed=1, day=today() - timedelta(3))
    made_up_camps.invite(seen.district.store, over, area=seen.district.home, wanted=10)
    seen.settle()
    table = seen.page.overview.table

    def people() -> list[str]:
        return [str(table.model().index(n, 3).data()) for n in range(2)]

    assert people() == ["0 confirmed · 12 invited", "0 came · 10 invited"]
    made_up_camps.freeze(seen.district.store, over)
    made_up_camps.mark(seen.district.store, over, seed=1, sessions=1)
    seen.settle()
    came = seen.page.overview._came[over]
    assert 0 < came <= 10
    assert people()[1] == f"{came} came · 10 invited"


@pytest.mark.parametrize(
    ("days", "more", "expected"),
    [
        (1, {"invited": 4}, PLANNED),
        (1, {"invited": 4, "kind": "meeting"}, OTHER),
        (1, {}, NEEDED),
        (SOON + 1, {}, PLANNED),
        (-1, {"invited": 4}, NEEDED),
        (-1, {"invited": 4, "status": "closed"}, OVER),
        (1, {"status": "cancelled"}, OFF),
    ],
)
def test_how_a_camp_stands_in_the_month(seen: Seen, days: int, more: dict[str, Any], expected: Standing) -> None:
    (camp,) = seen.read(camps.rows) or (seen.read(partial(camps.get, camp=seen.camp())),)
    on = today() + timedelta(days)
    assert standing(replace(camp, from_on=on, to_on=on, **more)) == expected


def test_the_month_says_in_words_what_its_colours_say(seen: Seen) -> None:
    seen.camp()
    seen.settle()
    overview = seen.page.overview
    overview.show_view("calendar")
    assert overview._legend is not None
    assert {w.text() for w in overview._legend.findChildren(QLabel)} >= {s.word for s in STANDINGS}
    overview.month._select(TOMORROW)
    assert overview.month.accessibleDescription().endswith(f"10:00 Block camp ({NEEDED.word})")
    overview.show_view("list")
    assert overview._legend.isHidden()


def test_the_month_on_paper(seen: Seen, qtbot: QtBot) -> None:
    camp = seen.camp(title="Kanke women")
    seen.settle()
    overview = seen.page.overview
    overview.show_view("calendar")
    overview.month.show_month(TOMORROW.year, TOMORROW.month)
    handle = seen.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: seen.page._in_paper(), timeout=10_000)
    preview = seen.page.desk.press().preview
    seen.settle()
    assert preview.isVisible()
    preview.closed.emit()
    assert seen.page._stack.currentWidget() is overview
    seen.open(camp, "sessions")
    seen.page.desk.press().show_month(TOMORROW.year, TOMORROW.month)
    qtbot.waitUntil(lambda: seen.page._in_paper(), timeout=10_000)
    preview.closed.emit()
    assert seen.page._stack.currentWidget() is seen.page.detail
