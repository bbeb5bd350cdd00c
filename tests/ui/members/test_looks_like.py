"""While a person is typed, the form says whom they look like; opening that one loses nothing that was typed."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from organizer_app.services import members
from organizer_app.services.members import New
from tests.ui.members.conftest import Desk
from ui.members.looks_like import LooksLike
from ui.members.member_form import MemberForm
from ui.members.pane import ADD, EDIT, PERSON
from ui.shared.pick import PickField


@pytest.fixture
def known(desk: Desk) -> bytes:
    new = New(name="विजय कच्छप", guardian="सोमा कच्छप", phones="9712345000", area=desk.home)
    with desk.records.store.transaction("members.add") as session:
        found = members.add(session, new=new)
    desk.rest()
    return found


def form(desk: Desk) -> MemberForm:
    made = desk.page.person.form
    assert isinstance(made, MemberForm)
    return made


def warning(desk: Desk) -> LooksLike:
    found = form(desk).findChild(LooksLike)
    assert isinstance(found, LooksLike)
    return found


def put(desk: Desk, field: str, text: str) -> None:
    target = form(desk).fields[field]
    assert not isinstance(target, PickField)
    target.set_value(text)
    target.changed.emit()


def test_who_is_typed_again_is_told_and_can_be_opened(desk: Desk, known: bytes, qtbot: QtBot) -> None:
    desk.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert desk.page.person.mode == ADD
    assert not warning(desk).isVisible()
    put(desk, "name", "Vijay Kachhap")
    put(desk, "phones", "97123 45000")
    qtbot.waitUntil(lambda: warning(desk).isVisible(), timeout=5_000)
    assert [one.id for one in warning(desk).found] == [known]
    warning(desk)._open(known)
    desk.rest()
    assert (desk.page.person.mode, desk.page.person.id) == (PERSON, known)
    desk.page.person.step_back()
    desk.rest()
    assert desk.page.person.mode == ADD
    assert form(desk).new().name == "Vijay Kachhap"
    put(desk, "name", "Somebody Else")
    put(desk, "phones", "")
    qtbot.wait(300)
    desk.rest()
    assert not warning(desk).isVisible()


def test_an_entry_is_not_like_itself(desk: Desk, known: bytes, qtbot: QtBot) -> None:
    desk.page.person.show_person(known, EDIT)
    desk.rest()
    put(desk, "place", "Kanke")
    qtbot.wait(300)
    desk.rest()
    assert not warning(desk).isVisible()
    assert form(desk).dirty()


def test_the_way_back_ends_with_the_page(desk: Desk, known: bytes, qtbot: QtBot) -> None:
    """Another person sits down, or another language is chosen, in the moment in which the form was to come again."""
    desk.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    put(desk, "name", "Vijay Kachhap")
    put(desk, "phones", "97123 45000")
    qtbot.waitUntil(lambda: warning(desk).isVisible(), timeout=5_000)
    warning(desk)._open(known)
    desk.rest()
    with qtbot.captureExceptions() as errors:
        desk.page.person.step_back()
        desk.window.begin_anew()
        desk.rest()
    assert not errors
