"""One person: the pane, editing with undo, adding with a wrong phone, offices, consents, history."""

from functools import partial
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from organizer_app.domain import phones
from organizer_app.services import consents, members, posts, wings
from tests.ui.members.conftest import Desk
from tests.ui.walk import problems
from ui.members.member_form import MemberForm
from ui.members.other_script import OtherScriptField
from ui.shared import style
from ui.shared.form import Form
from ui.shared.pick import PickField
from ui.shared.places import HOMES, SEATS, find

Kind = TypeVar("Kind", bound=QWidget)


def _words(desk: Desk) -> str:
    return "\n".join(w.text() for w in desk.page.pane.findChildren(QLabel) if w.isVisible())


def _press(desk: Desk, text: str) -> None:
    found = [b for b in desk.page.pane.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    assert found, f"no button {text!r}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    desk.rest()


def _form(desk: Desk) -> Form:
    assert desk.page.person.form is not None
    return desk.page.person.form


def _line(form: Form, key: str) -> QLineEdit:
    field = form.fields[key].focusProxy()
    assert isinstance(field, QLineEdit)
    return field


def _save(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_pane_says_everything(desk: Desk) -> None:
    row = next(r for r in desk.rows()[:60] if r.wings and r.phone)
    with desk.records.store.transaction("members.edit") as session:
        members.edit(session, id=row.id, changes={"phones": f"{row.phone}, 98123", "notes": "Knows the drivers"})
        posts.appoint(session, member=row.id, title="secretary")
    desk.rest()
    desk.choose(row)
    member = desk.member(row.id)
    words = _words(desk)
    for part in (row.name, ", ".join(member.seat_path), member.area_path[0], member.wings[0][1], "Secretary",
                 "Too few digits: a mobile number has 10. Ask for the number again.", "Knows the drivers",
                 "Camps and meetings", "Added to the roster", "Notes: Knows the drivers", "Asha"):  # fmt: skip
        assert part in words
    assert words.count("Added to the roster") == 1


def test_edit_and_undo(desk: Desk) -> None:
    row = desk.rows()[2]
    before = desk.member(row.id)
    desk.choose(row)
    desk.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    form = _form(desk)
    _line(form, "place").selectAll()
    QTest.keyClicks(_line(form, "place"), "Hehal Basti")
    _save(desk)
    assert desk.member(row.id).place == "Hehal Basti"
    assert "» Hehal Basti" in _words(desk)
    assert desk.window.toast.can_undo()
    desk.window.undo()
    desk.rest()
    after = desk.member(row.id)
    assert (after.place, after.phones) == (before.place, before.phones)


def test_saving_without_a_change_writes_nothing(desk: Desk) -> None:
    row = next(r for r in desk.rows() if r.phones > 1)
    desk.page.open_place(row.id)
    desk.rest()
    changed = desk.member(row.id).changed_at
    desk.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    form = _form(desk)
    assert isinstance(form, MemberForm)
    assert form.changes() == {}
    _save(desk)
    assert desk.page.person.mode == "person"
    assert desk.member(row.id).changed_at == changed


def test_fields_beside_each_other_end_at_one_line(desk: Desk) -> None:
    desk.page.open_place("add")
    desk.rest()
    form = desk.page.person.form
    assert form is not None
    fields: list[Any] = [form.fields[key] for key in ("gender", "birth_year", "status")]
    ends = {field.input.mapTo(form, field.input.rect().topRight()).x() for field in fields}
    assert len(ends) == 1


def test_add_with_a_wrong_phone_says_so_below_the_field(desk: Desk) -> None:
    count = len(desk.rows())
    desk.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = _form(desk)
    QTest.keyClicks(_line(form, "name"), "Phulmani Devi")
    QTest.keyClicks(_line(form, "phones"), "98123 456")
    assert "Too few digits" in form.fields["phones"]._below.text()
    _save(desk)
    assert len(desk.rows()) == count
    QTest.keyClicks(_line(form, "phones"), "78, 9470012345")
    assert form.fields["phones"].problem() == ""
    _save(desk)
    assert len(desk.rows()) == count + 1
    added = next(r for r in desk.rows() if r.name == "Phulmani Devi")
    assert [p.number for p in desk.member(added.id).phones] == ["+919812345678", "+919470012345"]
    assert desk.page.roster.table.current_id() == added.n
    assert desk.page.person.id == added.id


def test_add_without_a_name_and_with_an_impossible_year(desk: Desk) -> None:
    desk.page.open_place("add")
    form = _form(desk)
    QTest.keyClicks(_line(form, "birth_year"), "1850")
    assert form.fields["birth_year"]._below.text() == "Birth year: 1850 can't be right."
    _save(desk)
    assert form.fields["name"]._below.text() == "Name: please fill this in."


def test_somebody_is_added_where_there_are_no_wings(desk: Desk) -> None:
    desk.rest()
    desk.page.person.wings = ()
    desk.page.person.show_add()
    _line(_form(desk), "name").setText("Basanti Purty")
    _save(desk)
    assert [r.wings for r in desk.rows() if r.name == "Basanti Purty"] == [()]


@pytest.mark.parametrize(("typed", "guess"), [("Sunita Munda", "सुनीता मुंडा"), ("रमेश उरांव", "Ramesh Oraon")])
def test_a_guess_in_the_other_script_is_taken_with_one_click(desk: Desk, typed: str, guess: str) -> None:
    desk.page.open_place("add")
    form = _form(desk)
    other = form.fields["name_other"]
    assert isinstance(other, OtherScriptField)
    _line(form, "name").setText(typed)  # QTest types Latin letters only
    assert other.guess() == guess
    assert other.value() == ""
    _press(desk, "Use it")
    assert other.value() == guess
    assert not other.use.isVisible()
    _save(desk)
    added = next(r for r in desk.rows() if r.name == typed)
    assert desk.member(added.id).name_other_state == "confirmed"


def test_the_guess_of_an_imported_name_is_taken_in_the_pane(desk: Desk) -> None:
    row = next(r for r in desk.rows() if not r.name_other)
    desk.page.open_place(row.id)
    desk.rest()
    _press(desk, "Use it")
    assert desk.member(row.id).name_other_state == "confirmed"


def test_a_place_is_found_in_either_script(desk: Desk) -> None:
    records = desk.page.records
    assert find(records, HOMES, "kan")[0].text == "Kanke"
    assert find(records, HOMES, "कांके")[0].value == find(records, HOMES, "kanke")[0].value
    assert all("Assembly" in option.below for option in find(records, SEATS, "ranchi"))
    assert find(records, HOMES, "") == []
    desk.page.open_place("add")
    form = _form(desk)
    area = form.fields["area"]
    assert isinstance(area, PickField)
    QTest.keyClicks(_line(form, "area"), "nowhere at all")
    desk.rest()
    assert area.problem() == "Choose one from the list."


def test_an_office_is_given_and_ended(desk: Desk) -> None:
    row = next(r for r in desk.rows() if not r.office)
    desk.page.open_place(row.id)
    desk.rest()
    _press(desk, "Add office")
    form = _form(desk)
    _save(desk)
    assert "choose or type the office" in form.fields["own"]._below.text()
    QTest.keyClicks(_line(form, "own"), "Sector in-charge")
    _save(desk)
    assert [p.title for p in desk.member(row.id).posts] == ["Sector in-charge"]
    _press(desk, "End")
    assert desk.member(row.id).posts[0].to_on is not None
    desk.window.undo()
    desk.rest()
    assert desk.member(row.id).posts[0].to_on is None


def test_consent_is_written_down_and_withdrawn(desk: Desk) -> None:
    row = desk.rows()[5]
    desk.page.open_place(row.id)
    desk.rest()
    _press(desk, "Withdraw")
    assert "Withdrawn" in _words(desk)
    desk.window.undo()
    desk.rest()
    assert "Withdrawn" not in _words(desk)
    _press(desk, "Record consent")
    _form(desk).fields["purpose"].set_value("campaign")
    _form(desk).fields["channel"].set_value("whatsapp")
    _save(desk)
    with desk.records.store.reading() as session:
        assert consents.allows(session, member=row.id, purpose="campaign", channel="whatsapp")
    assert "Campaign messages" in _words(desk)


def test_a_wing_that_is_offered_no_more_stays_with_who_has_it(desk: Desk) -> None:
    person = next(row for row in desk.rows() if len(row.wings) == 1)
    (gone,), other = [bytes.fromhex(w) for w in person.wings], desk.records.now(wings.rows)[0]
    for verb, work in (
        ("wings.archive", partial(wings.archive, wing=gone)),
        ("wings.add", partial(wings.add, kind="cell", name_hi="", name_en="Chess")),
    ):
        desk.records.write(verb, work)
        desk.rest()
    desk.choose(person)
    assert desk.member(person.id).wings[0][1] in _words(desk)
    desk.page.person.edit()
    form = _form(desk)
    assert form.values()["wings"] == [gone]
    form.set_values({"wings": [gone, other.id]})
    form.save()
    desk.rest()
    assert set(dict(desk.member(person.id).wings)) == {gone, other.id}
    desk.page.person.show_add()
    added = _form(desk)
    added.set_values({"wings": [gone]})
    assert added.values()["wings"] == []


def test_escape_goes_back_step_by_step_and_typing_is_not_lost_by_a_click(desk: Desk) -> None:
    first, second = desk.rows()[0], desk.rows()[1]
    desk.choose(first)
    desk.page.person.edit()
    desk.rest()
    QTest.keyClicks(_line(_form(desk), "name"), "x")
    desk.choose(second)
    assert desk.page.person.mode == "edit"
    assert desk.page.person.id == first.id
    QTest.keyClick(_line(_form(desk), "name"), Qt.Key.Key_Escape)
    desk.rest()
    assert desk.page.person.mode == "person"
    QTest.keyClick(desk.page.pane, Qt.Key.Key_Escape)
    assert not desk.page.side.is_open()


def test_phones_read_back_from_the_cell_they_are_edited_in() -> None:
    for cell in ("98123 45678", "9812345678 / 98123", "abc12", "0651-2345678, 9470012345", ""):
        kept = members.phone_list(cell)
        again = members.phone_list(phones.cell(phones.read(cell)))
        assert [(p["number"], p["problem"]) for p in again] == [(p["number"], p["problem"]) for p in kept]


@pytest.mark.parametrize("code", ["en", "hi"])
def test_forms_walk_clean(desk: Desk, qapp: QApplication, code: str) -> None:
    desk.window.use_language(code)
    desk.rest()
    who = desk.rows()[0].id
    for width, height in ((1366, 690), (1093, 614)):
        desk.window.resize(width, height)
        for mode in ("edit", "office", "consent"):
            desk.page.person.show_person(who, mode)
            desk.rest()
            assert problems(desk.page) == [], (mode, width)


def test_offices_and_consents_stand_in_the_history(desk: Desk) -> None:
    row = desk.rows()[0]
    desk.choose(row)
    assert "Consent: Camps and meetings, On paper: Consent given" in _words(desk), "it came with the list"
    appoint = partial(posts.appoint, member=row.id, title="president")
    desk.records.write("posts.appoint", appoint, done=lambda _post: None)
    desk.rest()
    desk.choose(desk.rows()[1])
    desk.choose(row)
    assert "Office: President" in _words(desk)
    assert "laptop A" in _words(desk)


@pytest.mark.parametrize("mode", ["person", "edit"])
def test_two_changes_of_the_look_at_once_keep_the_person(desk: Desk, mode: str) -> None:
    row = desk.rows()[0]
    desk.choose(row)
    if mode == "edit":
        desk.page.person.edit()
        assert desk.page.person.form is not None
        desk.page.person.form.fields["name"].set_value("Typed so far")
    desk.window.use_language("hi")
    desk.window.use_theme(not style.tokens().dark)
    desk.window.renew()
    desk.rest()
    assert (desk.page.person.id, desk.page.person.mode) == (row.id, mode)
    assert desk.page.person._side.is_open()
    assert desk.page.roster.table.current_id() == row.n
    if desk.page.person.form is not None:
        assert desk.page.person.form.fields["name"].value() == "Typed so far"
    desk.window.use_theme(not style.tokens().dark)
    desk.rest()
