"""Calling and writing by hand from the pane: only with consent, by number and code, numbers hidden until asked for."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from organizer_app.domain import roles
from organizer_app.domain.members import MemberRow
from organizer_app.domain.phones import spoken
from organizer_app.services import consents, members
from tests.ui.members.conftest import Desk
from tests.ui.members.test_rights import seen, words
from tests.ui.walk import problems
from ui.members.reach import ReachView


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    roles.use_role(roles.ORGANISER)


def agreed(desk: Desk, *ways: str) -> MemberRow:
    row = next(r for r in desk.rows() if r.phone and not r.problem)
    for way in ways:
        with desk.records.store.transaction("consents.record") as session:
            consents.record(session, member=row.id, purpose="organisation", channel=way)
    desk.rest()
    desk.choose(row)
    return row


def ask(desk: Desk, text: str) -> QPushButton:
    return next(b for b in desk.page.pane.findChildren(QPushButton) if b.text() == text and b.isVisible())


def click(desk: Desk, text: str) -> None:
    QTest.mouseClick(ask(desk, text), Qt.MouseButton.LeftButton)
    desk.rest()


def view(desk: Desk) -> ReachView | None:
    return next((v for v in desk.page.pane.findChildren(ReachView) if v.isVisible()), None)


def test_without_consent_both_are_off_and_say_why(desk: Desk) -> None:
    agreed(desk)
    assert not ask(desk, "Call").isEnabled()
    assert ask(desk, "Call").toolTip() == "No consent for calls: ask first."
    assert not ask(desk, "Message").isEnabled()
    assert ask(desk, "Message").toolTip() == "No consent for WhatsApp: ask first."
    desk.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert view(desk) is None
    roles.use_role(roles.VIEWER)
    agreed_as_organiser(desk, "call")
    assert not ask(desk, "Call").isEnabled()
    assert "Not with your role (Viewer)" in ask(desk, "Call").toolTip()


def test_a_call_shows_the_number_and_a_code_and_copies_it(desk: Desk) -> None:
    row = agreed(desk, "call")
    assert not ask(desk, "Message").isEnabled()
    desk.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    shown = view(desk)
    assert shown is not None
    assert shown._digits.text() == spoken(row.phone)
    assert shown._code.text == f"tel:{row.phone}"
    assert shown.copy.hasFocus()
    click(desk, "Copy number")
    assert QGuiApplication.clipboard().text() == row.phone
    assert f"Copied: {spoken(row.phone)}" in words(desk)
    assert seen(desk, row.id) == []  # an organiser sees numbers anyway, and calls are not counted
    image = shown._code.grab().toImage()
    dark = {image.pixelColor(x, 4 * 6 + 3).lightness() for x in range(0, image.width())}
    assert dark == {0, 255}
    assert image.pixelColor(5, 5).lightness() == 255
    desk.press(Qt.Key.Key_Escape)
    assert view(desk) is None
    assert desk.page.person.mode == "person"
    assert ask(desk, "Call").isEnabled()


def test_of_several_numbers_one_is_chosen_and_a_withdrawal_closes_it(desk: Desk) -> None:
    row = agreed(desk, "whatsapp")
    with desk.records.store.transaction("members.edit") as session:
        members.edit(session, id=row.id, changes={"phones": f"{row.phone}, 98123 45678"})
    desk.rest()
    click(desk, "Message")
    shown = view(desk)
    assert shown is not None
    assert shown._code.text == f"https://wa.me/{row.phone.removeprefix('+')}"
    shown._choice.setCurrentIndex(1)
    shown._choice.activated.emit(1)
    assert shown._code.text == "https://wa.me/919812345678"
    assert "98123 45678" in words(desk)
    with desk.records.store.transaction("consents.record") as session:
        consents.record(session, member=row.id, purpose="organisation", channel="whatsapp", state="withdrawn")
    desk.rest()
    assert view(desk) is None
    assert ask(desk, "Message").toolTip() == "The consent for WhatsApp was withdrawn."


def test_a_hidden_number_is_shown_when_somebody_calls_and_that_is_written_down_once(desk: Desk) -> None:
    roles.use_role("checker")
    row = agreed_as_organiser(desk, "call", "whatsapp")
    assert spoken(row.phone) not in words(desk)
    click(desk, "Call")
    assert spoken(row.phone) in words(desk)
    assert seen(desk, row.id) == ["view_phone"]
    click(desk, "Back")
    click(desk, "Message")
    assert seen(desk, row.id) == ["view_phone"]


def agreed_as_organiser(desk: Desk, *ways: str) -> MemberRow:
    role = roles.role()
    roles.use_role(roles.ORGANISER)
    row = agreed(desk, *ways)
    roles.use_role(role)
    desk.page.person.refresh()
    desk.rest()
    return row


@pytest.mark.slow
def test_it_walks_clean_and_stays_over_language(desk: Desk) -> None:
    agreed(desk, "call", "whatsapp")
    for code in ("en", "hi"):
        desk.window.use_language(code)
        desk.rest()
        for shown in (False, True):
            if shown:
                desk.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
            for width, height in ((1366, 768), (1093, 614)):
                desk.window.resize(width, height)
                desk.rest()
                assert problems(desk.page) == [], (code, width)
        desk.window.use_theme(code == "en")
        desk.rest()
        assert view(desk) is not None
        desk.press(Qt.Key.Key_Escape)
        assert desk.page.person.mode == "person"
