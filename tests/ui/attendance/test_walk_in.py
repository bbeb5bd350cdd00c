"""Walk-ins and substitutes: few keys, the roster first, a spare row each, and nobody twice."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView

from organizer_app.domain import roles
from organizer_app.domain.attendance import PRESENT
from organizer_app.domain.camps import Asked
from organizer_app.services import erasing, members, members_list
from tests.ui.attendance.conftest import INVITED, MadeCamp, Opened
from ui.attendance.roster_match import NameField
from ui.attendance.walk_in import SUBSTITUTE, WalkInForm
from ui.shared.form import Form

NEXT = INVITED + 1


def form_of(desk: Opened) -> Form:
    form = desk.page.pane.form()
    assert form is not None
    return form


def field(desk: Opened, key: str) -> QLineEdit:
    found = form_of(desk).fields[key].focusProxy()
    assert isinstance(found, QLineEdit)
    return found


def name_field(desk: Opened) -> NameField:
    found = form_of(desk).fields["name"]
    assert isinstance(found, NameField)
    return found


def open_pane(desk: Opened) -> None:
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)
    QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_F4)
    desk.settle()


def test_a_walk_in_costs_few_keys_beyond_the_name_and_phone(desk: Opened, camp: MadeCamp) -> None:
    open_pane(desk)  # 1
    assert QApplication.focusWidget() is field(desk, "name")
    QTest.keyClicks(field(desk, "name"), "Zubeida Khatun")
    QTest.keyClick(field(desk, "name"), Qt.Key.Key_Tab)  # 2
    assert QApplication.focusWidget() is field(desk, "phone")
    QTest.keyClicks(field(desk, "phone"), "9812300001")
    QTest.keyClick(field(desk, "phone"), Qt.Key.Key_Return)  # 3
    desk.settle()
    line = camp.lines()[-1]
    assert (line.serial, line.name, line.walk_in, line.last_four) == (NEXT, "Zubeida Khatun", True, ("0001",))
    assert camp.marks() == {NEXT: PRESENT}
    assert camp.marks(1) == {}
    assert QApplication.focusWidget() is desk.page.board.field  # ready for the next number
    assert NEXT in desk.page.marks


def test_somebody_of_the_roster_is_offered_and_chosen_with_the_keys(desk: Opened, camp: MadeCamp) -> None:
    listed = {line.member_id for line in camp.lines()}
    with camp.district.store.reading() as session:
        everybody = members_list.rows(session, numbers=members_list.ids(session))
        who = next(
            m
            for m in everybody
            if m.id not in listed and m.phone and list(members_list.search(session, query=m.phone[3:])) == [m.n]
        )
    open_pane(desk)
    QTest.keyClicks(field(desk, "phone"), who.phone[3:])
    desk.settle()
    field(desk, "name").setFocus()
    QTest.keyClick(field(desk, "name"), Qt.Key.Key_Down)
    people = QApplication.focusWidget()
    assert people is not None
    QTest.keyClick(people, Qt.Key.Key_Return)
    found = name_field(desk).found()
    assert found is not None
    assert found.id == who.id
    form_of(desk).save()
    desk.settle()
    line = camp.lines()[-1]
    assert (line.serial, line.member_id, line.walk_in) == (NEXT, who.id, True)
    assert camp.marks() == {NEXT: PRESENT}


def test_somebody_of_the_list_gets_no_second_row(desk: Opened, camp: MadeCamp) -> None:
    who = next(line for line in camp.lines() if line.last_four)
    with camp.district.store.reading() as session:
        row = next(m for m in members_list.rows(session, numbers=members_list.ids(session)) if m.id == who.member_id)
    open_pane(desk)
    name_field(desk)._on_found([row])
    name_field(desk)._on_activated(name_field(desk)._options.index(0))
    form_of(desk).save()
    desk.settle()
    assert len(camp.lines()) == INVITED
    assert camp.marks() == {who.serial: PRESENT}


def test_a_taken_row_is_refused_below_its_field(desk: Opened, camp: MadeCamp) -> None:
    open_pane(desk)
    QTest.keyClicks(field(desk, "name"), "Zubeida Khatun")
    field(desk, "serial").setText("5")
    form_of(desk).save()
    desk.settle()
    assert len(camp.lines()) == INVITED
    assert form_of(desk).fields["serial"].problem().startswith("5 is ")


def test_whose_daughter_or_wife_it_is_goes_with_the_name(desk: Opened, camp: MadeCamp) -> None:
    open_pane(desk)
    form_of(desk).set_values({"name": "Zubeida Khatun", "guardian": "Karim", "relation": "husband"})
    form_of(desk).save()
    desk.settle()
    with camp.district.store.reading() as session:
        person = members.get(session, id=camp.lines()[-1].member_id)
    assert (person.guardian, person.relation) == ("Karim", "husband")


def test_numbers_of_who_is_offered_are_masked_by_role(
    desk: Opened, camp: MadeCamp, monkeypatch: pytest.MonkeyPatch
) -> None:
    with camp.district.store.transaction("members.add") as session:
        members.add(session, new=members.New(name="Zubeida Khatun", phones="9812345678"))
    desk.settle()
    for role, shown in ((roles.ORGANISER, "98123 45678"), ("operator", "98••• ••678"), (roles.VIEWER, "98••• ••678")):
        monkeypatch.setattr(roles, "_role", role)
        open_pane(desk)
        QTest.keyClicks(field(desk, "name"), "Zubeida")
        desk.settle()
        people = name_field(desk).findChildren(QListView)[0]
        offered = [option.below for option in name_field(desk)._options.options]
        assert [hint for hint in offered if shown in hint], role
        QTest.mouseClick(
            people.viewport(), Qt.MouseButton.LeftButton, pos=people.visualRect(people.model().index(0, 0)).center()
        )
        desk.settle()
        said = [label.text() for label in desk.page.pane.findChildren(QLabel)]
        assert [text for text in said if "On the roster" in text and shown in text], role
        assert role == roles.ORGANISER or not [text for text in [*said, *offered] if "5678" in text]
        desk.page.pane.closed.emit()
        desk.settle()


def test_a_walk_in_is_undone_as_one_act(desk: Opened, camp: MadeCamp) -> None:
    open_pane(desk)
    QTest.keyClicks(field(desk, "name"), "Zubeida Khatun")
    QTest.keyClick(field(desk, "name"), Qt.Key.Key_Return)
    desk.settle()
    assert len(camp.lines()) == NEXT
    QTest.keyClick(desk.page.board.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert len(camp.lines()) == INVITED
    assert camp.marks() == {}


def test_a_substitute_comes_in_anothers_place(desk: Opened, camp: MadeCamp) -> None:
    desk.page.pane.set_tab(SUBSTITUTE)
    open_pane(desk)
    QTest.keyClicks(field(desk, "instead_of"), "12")
    QTest.keyClicks(field(desk, "name"), "Zubeida Khatun")
    QTest.keyClick(field(desk, "name"), Qt.Key.Key_Return)
    desk.settle()
    lines = {line.serial: line for line in camp.lines()}
    assert lines[12].state == "substituted"
    assert not lines[12].expected
    assert (lines[NEXT].name, lines[NEXT].walk_in, lines[NEXT].expected) == ("Zubeida Khatun", False, True)
    assert camp.marks() == {NEXT: PRESENT}


def test_the_rules_refusal_stands_in_the_pane(desk: Opened, camp: MadeCamp) -> None:
    desk.page.enter((12,), (), PRESENT, "serial")
    desk.page.pane.set_tab(SUBSTITUTE)
    open_pane(desk)
    QTest.keyClicks(field(desk, "instead_of"), "12")
    QTest.keyClicks(field(desk, "name"), "Zubeida Khatun")
    QTest.keyClick(field(desk, "name"), Qt.Key.Key_Return)
    desk.settle()
    assert len(camp.lines()) == INVITED
    assert "12 is marked as come" in name_field(desk)._below.text()


def test_who_was_erased_comes_back_only_with_fresh_consent(desk: Opened, camp: MadeCamp) -> None:
    with camp.district.store.transaction("members.add") as session:
        person = members.add(session, new=members.New(name="Zubeida Khatun", phones="9812300001"))
        erasing.erase(session, member=person, reason="asked")
    desk.settle()
    open_pane(desk)
    again = form_of(desk).fields["again"]
    assert not again.isVisible()
    QTest.keyClicks(field(desk, "name"), "Zubeida Khatun")
    QTest.keyClicks(field(desk, "phone"), "9812300001")
    QTest.keyClick(field(desk, "phone"), Qt.Key.Key_Return)
    desk.settle()
    assert again.isVisible()
    assert "was erased on" in again._below.text()
    assert len(camp.lines()) == INVITED
    QTest.keyClicks(field(desk, "again"), "agreed at the gate")
    QTest.keyClick(field(desk, "again"), Qt.Key.Key_Return)
    desk.settle()
    assert camp.lines()[-1].name == "Zubeida Khatun"


def test_escape_closes_and_typing_in_the_pane_survives_another_language(desk: Opened, camp: MadeCamp) -> None:
    open_pane(desk)
    QTest.keyClicks(field(desk, "name"), "Zubeida")
    desk.window.use_language("hi")
    desk.settle()
    assert field(desk, "name").text() == "Zubeida"
    assert desk.page.pane.isVisible()
    QTest.keyClick(field(desk, "name"), Qt.Key.Key_Escape)
    assert not desk.page.pane.isVisible()
    assert desk.page.side.isVisible()


def test_at_a_camp_above_a_district_a_walk_in_names_theirs(desk: Opened, camp: MadeCamp) -> None:
    pane = desk.page.pane
    open_pane(desk)
    assert "area" not in form_of(desk).fields
    ranchi, gumla = (b"r" * 16, "D339", "Ranchi"), (b"g" * 16, "D331", "Gumla")
    pane.districts = (Asked(*ranchi, None, 0, own=True), Asked(*gumla, 30, 0, own=False))
    shown = desk.page.desk
    assert shown is not None
    assert shown.camp is not None
    pane.open_for(shown.camp.sessions, shown.camp.sessions[0].id, camp.lines(), NEXT)
    form = form_of(desk)
    sentence = "District: choose the one of the camp that this person comes from."
    pane.refuse(sentence)
    assert form.fields["area"]._below.text() == sentence
    asked: list[WalkInForm] = []
    pane.asked.disconnect()
    pane.asked.connect(asked.append)
    form.set_values({"name": "Birsa Munda", "area": b"g" * 16})
    form.save()
    assert [found.area for found in asked] == [b"g" * 16]
