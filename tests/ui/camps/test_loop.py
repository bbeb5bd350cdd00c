"""The camp loop on screen: plan, invite by block and wing, freeze, preview, close a day that disagrees, reopen."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from organizer_app.domain.wings import WingLine
from organizer_app.services import areas, attendance, camps, day_closes, frozen_lists, history, invitations, wings
from tests.ui.camps.conftest import TOMORROW, Other, Seen
from ui.camps.day_tab import DayTab
from ui.camps.invitees_tab import InviteesTab
from ui.camps.papers_tab import PapersTab
from ui.camps.plan_form import PlanForm
from ui.shared.cards import SidePane
from ui.shared.form import Form
from ui.shared.pick import PickField

CTRL = Qt.KeyboardModifier.ControlModifier


def press(seen: Seen, key: Qt.Key, held: Qt.KeyboardModifier = CTRL) -> None:
    QTest.keyClick(seen.window.windowHandle(), key, held)
    QTest.qWait(20)
    while any(made.isDown() for made in seen.window.findChildren(QAbstractButton)):
        QTest.qWait(20)  # Qt shows a button pressed for a moment before its key counts as a click
    seen.settle()


def pane(seen: Seen) -> SidePane:
    found = seen.page.findChild(SidePane)
    assert isinstance(found, SidePane)
    return found


def form(seen: Seen) -> Form:
    found = [f for f in pane(seen).findChildren(Form) if f.isVisible()]
    assert len(found) == 1
    return found[0]


def type_in(field: object, text: str) -> None:
    inside = field.input  # type: ignore[attr-defined]  # every field that is typed into has one
    assert isinstance(inside, QLineEdit)
    inside.setFocus()
    inside.clear()
    QTest.keyClicks(inside, text)


def test_a_camp_from_the_plan_to_the_closed_day(seen: Seen) -> None:
    _plan(seen)
    camp = seen.read(camps.rows)[0]
    assert [s.day for s in camp.sessions] == [TOMORROW, TOMORROW]
    assert seen.page.detail.camp is not None
    day = seen.open(camp.id, "day")
    assert "This day is still to come." in [shown.text() for shown in day.findChildren(QLabel) if shown.isVisible()]
    _invite(seen, camp.id)
    _freeze_and_preview(seen, camp.id)
    _close_and_reopen(seen, camp.id)


def _plan(seen: Seen) -> None:
    press(seen, Qt.Key.Key_N)
    plan = form(seen)
    assert isinstance(plan, PlanForm)
    assert plan.fields["title"].value() == "Training camp, Ranchi", "it can be planned as it stands"
    assert plan.fields["from_on"].value() == TOMORROW
    type_in(plan.fields["title"], "")
    plan.save()
    assert "please fill" in plan.fields["title"].findChildren(type(plan.fields["title"]._below))[-1].text()
    assert plan.fields["area"].value() == seen.district.home  # the person's own area is there already
    type_in(plan.fields["title"], "Kanke block camp")
    type_in(plan.fields["from_on"], f"{TOMORROW:%d/%m/%Y}")
    press(seen, Qt.Key.Key_Return)
    assert seen.window.toast.text() == "Kanke block camp is planned. Invite people next."


def _invite(seen: Seen, camp: bytes) -> None:
    line = WingLine("front", "youth", "युवा मोर्चा", "Youth wing")
    with seen.district.store.applying() as session:
        wings.load(session, lines=[line])
    kanke = seen.read(partial(areas.find, code="Kanke", levels=("block",)))
    tab = seen.open(camp, "invitees")
    assert isinstance(tab, InviteesTab)
    press(seen, Qt.Key.Key_I)
    asked = form(seen)
    place = asked.fields["area"]
    assert isinstance(place, PickField)
    type_in(place, "Kanke")
    seen.settle()
    popup = place._popup
    assert "Kanke" in str(popup.model().index(0, 0).data())
    rows = [n for n in range(popup.model().rowCount()) if place._options.options[n].value == kanke.id]
    for _step in range(rows[0] + 1):
        QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    seen.settle()
    assert place.value() == kanke.id
    fits = [label.text() for label in pane(seen).findChildren(type(place._label)) if "fit" in label.text()]
    assert fits, "the pane says how many fit before anybody is invited"
    assert seen.read(partial(camps.get, camp=camp)).invited == 0
    type_in(asked.fields["wanted"], "12")
    asked.save()
    seen.settle()
    assert seen.window.toast.text() == "12 people invited."
    asked.fields["wing"].set_value(wings.wing_id("youth"))
    asked.changed.emit()
    seen.settle()
    asked.save()
    seen.settle()
    assert seen.window.toast.text().startswith("Nobody on the roster fits")
    assert [q.invited for q in seen.read(partial(invitations.quotas, camp=camp))] == [12]
    seen.window.toast.close_now()
    tab.table.setFocus()
    press(seen, Qt.Key.Key_Z)
    assert seen.read(partial(camps.get, camp=camp)).invited == 0
    asked.fields["wing"].set_value(None)
    asked.save()
    seen.settle()
    tab.table.setFocus()
    tab.table.selectAll()
    press(seen, Qt.Key.Key_Y)
    assert seen.window.toast.text() == "12 people: Confirmed"
    tab.table.select_row(0)
    press(seen, Qt.Key.Key_D)
    counts = seen.read(partial(camps.get, camp=camp))
    assert (counts.confirmed, counts.declined) == (11, 1)


def _freeze_and_preview(seen: Seen, camp: bytes) -> None:
    tab = seen.open(camp, "papers")
    assert isinstance(tab, PapersTab)
    assert not tab._show.isEnabled(), "there is no sheet before the list is frozen"
    tab.freeze_card.first.click()
    seen.settle()
    standing = seen.read(partial(frozen_lists.standing, camp=camp))
    assert (standing.versions[0].version, standing.versions[0].people, standing.late) == ("1A", 11, 0)
    assert seen.window.toast.text() == "The list is frozen: version 1A, 11 people."
    assert not seen.window.toast.can_undo()
    seen.write(partial(invitations.invite, camp=camp, wanted=2))
    seen.settle()
    assert "2 late names: freeze again for version 2A" in tab.freeze_card._words.text()
    tab.freeze_card.again.click()
    seen.settle()
    assert seen.read(partial(frozen_lists.standing, camp=camp)).versions[0].version == "2A"
    press(seen, Qt.Key.Key_Return)
    preview = seen.page._make_press().preview
    assert seen.page._stack.currentWidget() is preview
    assert preview._pdf.startswith(b"%PDF")
    assert preview._name == "Attendance sheet – Kanke block camp.pdf"
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert seen.page._stack.currentWidget() is seen.page.detail


def _close_and_reopen(seen: Seen, camp: bytes) -> None:
    value = seen.read(partial(camps.get, camp=camp))
    for session in value.sessions:
        seen.write(partial(attendance.mark, session_id=session.id, serials=range(1, 14), as_="present"))
    tab = seen.open(camp, "day")
    assert isinstance(tab, DayTab)
    tab.grid.ticks[0].click()
    first, second = tab.grid.cells[0].values()
    first.setFocus()
    QTest.keyClicks(first, "12")
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert second.hasFocus(), "Enter goes down, and at the end of a column on to the next"
    QTest.keyClicks(second, "13")
    QTest.keyClick(second, Qt.Key.Key_Return)
    seen.settle()
    assert tab._table is not None
    assert [text.split(": ")[-1] for text in tab._table.differences] == ["12 signed, 13 marked."]
    press(seen, Qt.Key.Key_Return)
    assert pane(seen).title() == "This does not agree"
    reason = form(seen)
    reason.save()
    assert not seen.read(partial(day_closes.report, camp=camp, day=TOMORROW)).closed_at, "no reason, no closing"
    reason.fields["reason"].set_value("one thumb impression was smudged")
    reason.save()
    seen.settle()
    assert seen.read(partial(day_closes.report, camp=camp, day=TOMORROW)).closed_at
    assert not first.isEnabled()
    assert tab.close_button.isHidden()
    tab.reopen_button.click()
    form(seen).fields["reason"].set_value("a page was found")
    form(seen).save()
    seen.settle()
    report = seen.read(partial(day_closes.report, camp=camp, day=TOMORROW))
    assert not report.closed_at
    assert report.reopened == "a page was found"
    first.setFocus()
    first.selectAll()
    QTest.keyClicks(first, "13")
    QTest.keyClick(first, Qt.Key.Key_Return)
    seen.settle()
    press(seen, Qt.Key.Key_Return)
    assert seen.read(partial(day_closes.report, camp=camp, day=TOMORROW)).closed_at, "it agrees, so nothing is asked"
    assert seen.read(partial(camps.get, camp=camp)).status == "closed"


def test_ctrl_z_takes_a_count_back_but_never_a_freeze(seen: Seen) -> None:
    camp = seen.camp(invited=20, frozen=True)
    tab = seen.open(camp, "day")
    cell = next(iter(tab.grid.cells[0].values()))
    cell.setFocus()
    QTest.keyClicks(cell, "7")
    QTest.keyClick(cell, Qt.Key.Key_Down)
    seen.settle()
    assert next(iter(tab._table.pages[0].cells.values())).counted == 7
    tab.setFocus()
    seen.page.undo()
    seen.settle()
    assert next(iter(tab._table.pages[0].cells.values())).counted is None
    assert cell.text() == ""
    seen.page.undo()
    seen.settle()
    assert seen.read(partial(camps.get, camp=camp)).status == "frozen"
    assert seen.read(history.acts)[0].verb == "history.undo"


def test_all_pages_came_back_with_one_key(seen: Seen) -> None:
    camp = seen.camp(days=2, invited=60, frozen=True)
    tab = seen.open(camp, "day")
    assert [tab.choice.itemText(n) for n in range(tab.choice.count())] == [
        f"{day.day} {day:%b}" for day in (TOMORROW, TOMORROW + timedelta(1))
    ]
    press(seen, Qt.Key.Key_B)
    assert all(page.returned for page in tab._table.pages)
    assert tab.all_back.isHidden()
    tab.choice.setCurrentIndex(1)
    seen.settle()
    assert not any(page.returned for page in tab._table.pages), "the second day's pages are another day's"


def test_mark_attendance_goes_to_the_next_session(seen: Seen) -> None:
    camp = seen.camp(invited=5)
    seen.open(camp, "sessions")
    press(seen, Qt.Key.Key_M)
    assert seen.window.key == "camps"
    assert "Freeze the list first" in seen.window.toast.text()
    frozen = seen.camp(invited=5, frozen=True, title="Frozen camp")
    seen.open(frozen, "sessions")
    press(seen, Qt.Key.Key_M)
    other = seen.window.page("attendance")
    assert isinstance(other, Other)
    assert other.place == (frozen, seen.read(partial(camps.get, camp=frozen)).sessions[0].id)


def test_an_answer_for_a_page_taken_away_meanwhile_is_dropped(seen: Seen) -> None:
    tab = seen.open(seen.camp(), "invitees")
    tab._on_invite()
    seen.window.use_language("hi")  # the page is made anew before the wings are read
    seen.settle()
    assert not seen.page.desk.pane_open()
