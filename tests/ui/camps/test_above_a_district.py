"""Camps above a district in the window: planned where it may be, filled by districts, run from one laptop."""

import json
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import delete

from organizer_app.domain.areas import area_id
from organizer_app.domain.words import LANGUAGES
from organizer_app.models import Camp, SyncState
from organizer_app.services import areas, attendance, camp_records, camps, invitations, shared_camps, sheets
from tests.ui.camps.conftest import TOMORROW, Seen
from tests.ui.walk import problems
from ui.camps.districts import DistrictsField
from ui.camps.plan_form import PlanForm
from ui.camps.withdrawal import open_withdrawal
from ui.shared.form import Form
from ui.shared.places import place_option
from ui.start import SIZES

DIVISION, RANCHI = area_id("division", "JH-SCN"), area_id("district", "339")


def join(seen: Seen, device: str, *granted: str) -> None:
    """As after an exchange with HQ."""
    facts = {"device": device, "buckets": json.dumps(granted)}
    with seen.district.store.applying() as session:
        session.execute(delete(SyncState).where(SyncState.k.in_(facts)))
        session.add_all(SyncState(k=k, v=v) for k, v in facts.items())


def division_camp(seen: Seen, *, people: int = 0, frozen: bool = False) -> bytes:
    """A camp of the division that runs from its own laptop, looked at from Ranchi's."""
    join(seen, "division", "D339:up", "D331:up")
    planned = [camps.NewSession(TOMORROW, "10:00", "12:00", "Booth work")]
    wanted = {RANCHI: 30, area_id("district", "331"): None}
    add = partial(camps.add, title="Division training", area=DIVISION, sessions=planned, districts=wanted)
    camp: bytes = seen.write(partial(add, from_on=TOMORROW, to_on=TOMORROW, venue="Hall"))
    join(seen, "ranchi", "D339", "D339:up")
    if people:
        seen.write(partial(invitations.invite, camp=camp, area=RANCHI, wanted=people))
    if frozen:
        join(seen, "division", "D339:up", "D331:up")
        seen.write(partial(sheets.freeze, camp=camp), "sheets.freeze")
        session = seen.read(partial(camps.sessions, camp=camp))[0].id
        seen.write(partial(attendance.mark, session_id=session, serials=[1, 2], as_="present"))
        join(seen, "ranchi", "D339", "D339:up")
    return camp


def words(seen: Seen) -> str:
    return "\n".join(shown.text() for shown in seen.page.findChildren(QLabel) if shown.isVisible())


def press(seen: Seen, text: str, *, enabled: bool = True) -> None:
    seen.settle()
    (found,) = [b for b in seen.page.findChildren(QPushButton) if b.isVisible() and b.text() == text]
    assert found.isEnabled() == enabled
    found.click()


def focused(seen: Seen) -> str:
    """The words of the button that has the keyboard."""
    found = seen.window.focusWidget()
    return found.text() if isinstance(found, QPushButton) else ""


def type_keys(qtbot: QtBot, seen: Seen, key: Qt.Key, modifiers: Qt.KeyboardModifier, title: str) -> None:
    """Types into the window, and waits until the pane has another title than this."""
    pane = seen.page.desk.side.pane
    assert pane is not None
    seen.window.activateWindow()
    assert QTest.qWaitForWindowActive(seen.window, 2_000)
    QTest.keyClick(seen.window.windowHandle(), key, modifiers)
    qtbot.waitUntil(lambda: pane.title() != title)
    seen.settle()


def choose_area(seen: Seen, area: bytes) -> tuple[PlanForm, DistrictsField]:
    seen.page.overview.plan()
    seen.settle()
    form = next(found for found in seen.page.findChildren(PlanForm) if found.isVisible())
    with seen.district.store.reading() as session:
        form.fields["area"].set_value(place_option(areas.get(session, id=area)))
    form.look_at_area()
    seen.settle()
    return form, form.districts


def test_a_camp_of_the_division_is_planned_with_its_districts(seen: Seen) -> None:
    form, below = choose_area(seen, DIVISION)
    assert below.chosen is not None
    assert below.wanted is not None
    assert len(below.chosen.value()) == 5
    below.chosen.set_value([])
    assert below.problem() == "Choose at least one district."
    below.chosen.set_value([RANCHI])
    below.wanted.set_value(30)
    form.fields["title"].set_value("Division training")
    form.fields["from_on"].set_value(TOMORROW)
    form.save()
    seen.settle()
    (camp,) = seen.read(camps.rows)
    assert (camp.districts, camp.level) == (("D339",), "division")
    assert seen.read(partial(shared_camps.asked, camp=camp.id))[0].wanted == 30


def test_where_it_may_not_be_planned_the_form_says_so(seen: Seen) -> None:
    join(seen, "ranchi", "D339")
    form, below = choose_area(seen, DIVISION)
    assert below.chosen is None
    assert "this laptop plans camps in its own district" in words(seen)
    form.fields["title"].set_value("Division training")
    form.fields["from_on"].set_value(TOMORROW)
    form.save()
    seen.settle()
    assert seen.read(camps.rows) == ()
    with seen.district.store.reading() as session:
        form.fields["area"].set_value(place_option(areas.get(session, id=RANCHI)))
    form.look_at_area()
    seen.settle()
    assert not below.isVisible()


def test_a_district_fills_it_and_finds_the_rest_elsewhere(seen: Seen) -> None:
    camp = division_camp(seen)
    seen.page.overview.refresh()
    seen.settle()
    tab = seen.open(camp, "invitees")
    tab._on_invite()
    seen.settle()
    assert "All districts of this camp see name, office" in words(seen)
    assert "0 / 30" in words(seen)
    form = next(found for found in seen.page.findChildren(Form) if found.isVisible())
    assert form.fields["area"].value() == RANCHI
    form.save()
    seen.settle()
    assert "asks Ranchi for 30 people; 0 are invited, so 30 more can be" in words(seen)
    form.fields["wanted"].set_value(12)
    form.save()
    seen.settle()
    assert "12 / 30" in words(seen)
    assert not seen.page.detail._edit.isEnabled()
    sessions = seen.open(camp, "sessions")
    sessions.table.select_id(0)
    seen.settle()
    assert not any(made.isEnabled() for made in sessions._acts.buttons), "sessions are planned where the camp is run"
    sessions.table.opened.emit(sessions.table.current())
    assert not seen.page.desk.pane_open()
    seen.open(camp, "day")
    assert "This camp is run from another laptop" in words(seen)
    papers = seen.open(camp, "papers")
    seen.settle()
    assert "The list is made where the camp is run." in words(seen)
    assert not papers.freeze_card.first.isVisible()
    assert papers._offered()[0] == "badges"


def test_the_laptop_that_runs_it_asks_the_districts(seen: Seen) -> None:
    camp = division_camp(seen, people=3)
    join(seen, "division", "D339:up", "D331:up")
    tab = seen.open(camp, "invitees")
    tab._on_invite()
    seen.settle()
    assert "3 / 30" in words(seen)
    form = next(found for found in seen.page.findChildren(Form) if found.isVisible())
    form.fields["district"].set_value(area_id("district", "331"))
    form.fields["wanted"].set_value(25)
    form.save()
    seen.settle()
    assert "0 / 25" in words(seen)
    assert {a.name: a.wanted for a in seen.read(partial(shared_camps.asked, camp=camp))} == {"Ranchi": 30, "Gumla": 25}


def test_a_district_is_asked_no_more_after_it_was_said_what_happens(qtbot: QtBot, seen: Seen) -> None:
    camp = division_camp(seen, people=3)
    join(seen, "division", "D339:up", "D331:up")
    seen.open(camp, "invitees")._on_invite()
    seen.settle()
    press(seen, "Ask no more…", enabled=False)
    form = next(found for found in seen.page.findChildren(Form) if found.isVisible())
    form.fields["district"].set_value(RANCHI)
    form.changed.emit()
    press(seen, "Ask no more…")
    assert "3 people of Ranchi are taken off the list." in words(seen)
    assert focused(seen) == "Back"
    press(seen, "Back")
    seen.settle()
    assert "3 / 30" in words(seen)
    form = next(found for found in seen.page.findChildren(Form) if found.isVisible())
    form.fields["district"].set_value(RANCHI)
    form.changed.emit()
    press(seen, "Ask no more…")
    seen.settle()
    type_keys(qtbot, seen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, "Ask Ranchi no more?")
    assert [(a.name, a.invited) for a in seen.read(partial(shared_camps.asked, camp=camp))] == [("Gumla", 0)]
    assert seen.window.toast.text() == "Ranchi is asked no more."
    assert "3 / 30" not in words(seen)
    seen.window.toast.undo()
    seen.settle()
    assert {a.name: a.invited for a in seen.read(partial(shared_camps.asked, camp=camp))} == {"Gumla": 0, "Ranchi": 3}


def test_a_district_that_was_not_asked_can_be(seen: Seen) -> None:
    camp = division_camp(seen)
    join(seen, "division", "D339:up", "D331:up")
    seen.open(camp, "invitees")._on_invite()
    seen.settle()
    form = next(found for found in seen.page.findChildren(Form) if found.isVisible())
    form.fields["district"].set_value(area_id("district", "336"))
    form.fields["wanted"].set_value(5)
    form.save()
    seen.settle()
    assert "0 / 5" in words(seen)
    form = next(found for found in seen.page.findChildren(Form) if found.isVisible())
    form.fields["wanted"].set_value(7)
    form.save()
    seen.settle()
    found = {a.name: a.wanted for a in seen.read(partial(shared_camps.asked, camp=camp))}
    assert found == {"Ranchi": 7, "Gumla": 7, "Lohardaga": 7}, "every district that is asked, and no other"


def test_a_camp_is_taken_over_where_that_is_possible(qtbot: QtBot, seen: Seen) -> None:
    camp = division_camp(seen, people=3)
    seen.open(camp, "sessions")
    detail = seen.page.detail
    assert detail._take.isVisible()
    assert "Ctrl+Shift+R" in detail._take.toolTip()
    type_keys(qtbot, seen, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, "")
    assert "Do this when the other laptop broke or was lost." in words(seen)
    assert focused(seen) == "Cancel"
    press(seen, "Cancel")
    assert not seen.page.desk.pane_open()
    detail._take.click()
    press(seen, "Run it here")
    seen.settle()
    assert seen.read(partial(camps.get, camp=camp)).runs_here
    assert detail._edit.isEnabled()
    assert not detail._take.isVisible()
    seen.window.toast.undo()
    seen.settle()
    assert detail._take.isVisible()
    join(seen, "ranchi", "D339")
    seen.page.refresh()
    seen.settle()
    assert not detail._take.isVisible(), "it may not write above its district"


def test_what_a_district_kept_has_its_papers_and_no_marks_to_make(seen: Seen) -> None:
    camp = division_camp(seen, people=3, frozen=True)
    with seen.district.store.applying() as session:
        session.get_one(Camp, camp).status = "closed"
    with seen.district.store.upkeep() as session:
        camp_records.bring_home(session)
    papers = seen.open(camp_records.copy_id(camp, "D339"), "papers")
    papers.choose("certificates")
    seen.settle()
    assert papers._show.isEnabled()
    assert "own people's record" in words(seen)


@pytest.mark.slow
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_part_at_both_sizes(seen: Seen, qapp: QApplication, code: str) -> None:
    camp = division_camp(seen, people=4)
    seen.window.use_language(code)
    seen.settle()
    found = []
    for size in SIZES:
        seen.window.resize(*size)
        seen.page.show_all()
        choose_area(seen, DIVISION)
        found += [f"plan {size}: {one}" for one in problems(seen.page)]
        for tab in ("invitees", "papers", "day"):
            made = seen.open(camp, tab)
            seen.settle()
            if tab == "invitees":
                made._on_invite()
                seen.settle()
            found += [f"{tab} {size}: {one}" for one in problems(seen.page)]
        join(seen, "division", "D339:up", "D331:up")
        seen.open(camp, "invitees")._on_invite()
        seen.settle()
        found += [f"ask {size}: {one}" for one in problems(seen.page)]
        ranchi = next(a for a in seen.read(partial(shared_camps.asked, camp=camp)) if a.area_id == RANCHI)
        desk, shown = seen.page.desk, seen.read(partial(camps.get, camp=camp))
        open_withdrawal(desk, shown, ranchi, back=desk.close_pane)
        seen.settle()
        found += [f"withdraw {size}: {one}" for one in problems(seen.page)]
        join(seen, "ranchi", "D339", "D339:up")
        seen.open(camp, "sessions")
        seen.page.detail._take.click()
        seen.settle()
        found += [f"take over {size}: {one}" for one in problems(seen.page)]
    assert found == []
