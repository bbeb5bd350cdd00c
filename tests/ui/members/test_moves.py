"""Somebody moved, died, left: the consequences are read first, one act does it, undo takes it back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from organizer_app.domain.clock import today
from organizer_app.domain.moves import GONE
from organizer_app.services import areas, posts
from tests.ui.members.conftest import Desk
from tests.ui.walk import problems
from ui.members.member_form import MemberForm
from ui.members.menu import Choice
from ui.members.moves import MoveForm
from ui.members.pane import PERSON
from ui.shared.places import place_option

HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def form_of(desk: Desk) -> MoveForm:
    form = desk.page.person.form
    assert isinstance(form, MoveForm)
    return form


def said(form: MoveForm) -> str:
    return "\n".join(words.text() for words in form.findChildren(QLabel) if words.isVisible())


def choose(desk: Desk, verb: str) -> MoveForm:
    form = form_of(desk)
    form.fields["verb"].set_value(verb)
    form.fields["verb"].changed.emit()
    desk.rest()
    return form


def test_died_in_the_pane_with_what_follows_and_undo(desk: Desk) -> None:
    row = desk.rows()[0]
    with desk.records.store.transaction("posts.appoint") as session:
        posts.appoint(session, member=row.id, title="president", area=desk.home)
    desk.rest()
    desk.choose(row)
    desk.page._on_menu_picked(row, Choice.MOVE)
    desk.rest()
    assert "before anything is written" in said(form_of(desk))
    form = choose(desk, "died")
    assert f"{row.name}: died on" in said(form)
    assert "President, Ranchi" in said(form)
    assert problems(desk.page) == []
    form.save()
    desk.rest()
    assert desk.member(row.id).status == "died"
    assert desk.page.person.mode == PERSON
    assert desk.member(row.id).posts[0].to_on == today()
    assert desk.page.undo()
    desk.rest()
    assert desk.member(row.id).status == "member"


def test_a_transfer_asks_for_the_place_and_names_it_when_it_is_missing(desk: Desk) -> None:
    row = desk.rows()[1]
    desk.choose(row)
    desk.page._on_menu_picked(row, Choice.MOVE)
    desk.rest()
    form = choose(desk, "transfer")
    form.save()
    desk.rest()
    assert "choose the block" in said(form)
    with desk.records.store.reading() as session:
        place = areas.find(session, code="3223")
    form.fields["area"].set_value(place_option(place))
    form.fields["area"].changed.emit()
    desk.rest()
    assert f"{row.name}: moved to Kanke." in said(form)
    form.save()
    desk.rest()
    assert desk.member(row.id).area_path[0] == "Kanke"


def test_a_selection_at_once_by_its_key(desk: Desk) -> None:
    desk.page.roster.focus_table()
    desk.rest()
    table = desk.page.roster.table
    desk.choose(desk.rows()[0])
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    numbers = table.selected_ids()
    assert len(numbers) == 2
    desk.press(Qt.Key.Key_M, HELD)
    form = choose(desk, "left")
    form.save()
    desk.rest()
    gone = [row for row in desk.rows() if row.n in numbers]
    assert [row.status for row in gone] == ["left", "left"]
    assert desk.page.undo()
    desk.rest()
    assert {row.status for row in desk.rows() if row.n in numbers} == {"member"}


def test_the_form_of_a_person_offers_no_status_that_has_consequences(desk: Desk) -> None:
    row = desk.rows()[0]
    desk.choose(row)
    desk.page.person.edit()
    desk.rest()
    form = desk.page.person.form
    assert isinstance(form, MemberForm)
    offered = {o.value for o in form.fields["status"]._options}  # type: ignore[attr-defined]  # a ChoiceField
    assert offered.isdisjoint(GONE)
