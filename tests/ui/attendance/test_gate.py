"""The gate without Enter: four digits of one person mark them, a digit more chooses among several, a name goes on."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from organizer_app.domain.attendance import PRESENT, Line
from organizer_app.domain.members import MemberRow
from organizer_app.services import members_list
from tests.ui.attendance.conftest import MadeCamp, Opened
from ui.attendance import gate
from ui.attendance.board import GATE


def line(serial: int, *last_four: str) -> Line:
    return Line(serial, bytes([serial]) * 16, f"Name {serial}", "", "", "Kanke", last_four, "invited", False)


LINES = [line(1, "1111"), line(2, "2222", "3333"), line(3, "3333"), line(4, "3333"), line(5)]


@pytest.mark.parametrize(
    ("text", "found", "meant"),
    [
        ("1111", [1], 1),
        ("११११", [1], 1),
        ("111", [1], None),
        ("3333", [2, 3, 4], None),
        ("33332", [2, 3, 4], 3),
        ("33334", [], None),
        ("9835011111", [1], None),
        ("98350 33333", [2, 3, 4], None),
        ("Name 2", [2], None),
        ("", [], None),
    ],
)
def test_who_is_meant_without_a_doubt(text: str, found: list[int], meant: int | None) -> None:
    people, one = gate.sure(LINES, text)
    assert [p.serial for p in people] == found
    assert (one.serial if one else None) == meant


@given(st.text())
def test_whoever_is_meant_was_found(text: str) -> None:
    people, meant = gate.sure(LINES, text)
    assert meant is None or meant in people


@pytest.fixture
def at_gate(desk: Opened, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Types at the gate; the pause after it is short."""
    desk.page.board.found._pause.setInterval(20)
    desk.page.board.pick_mode(GATE)

    def type_and_wait(text: str) -> None:
        QTest.keyClicks(desk.page.board.field, text)
        QTest.qWait(40)
        desk.settle()

    return type_and_wait


def alone(camp: MadeCamp) -> Line:
    """Somebody of the list whose four digits nobody else has."""
    lines = camp.lines()
    taken = [four for one in lines for four in one.last_four]
    return next(one for one in lines if len(one.last_four) == 1 and taken.count(one.last_four[0]) == 1)


def test_four_digits_mark_whom_they_mean(desk: Opened, camp: MadeCamp, at_gate: Callable[[str], None]) -> None:
    who = alone(camp)
    at_gate(who.last_four[0])
    assert camp.marks() == {who.serial: PRESENT}
    assert desk.page.board.field.text() == "", "the next person can be typed"
    assert str(who.serial) in desk.page.board.preview.text()
    at_gate(who.last_four[0])
    assert "already" in desk.page.board.preview.text()
    QTest.keyClick(desk.page.board.field, Qt.Key.Key_Return)
    desk.settle()
    assert camp.marks() == {who.serial: PRESENT}


def test_a_whole_number_marks_nobody_by_its_first_four(
    desk: Opened, camp: MadeCamp, at_gate: Callable[[str], None]
) -> None:
    who = alone(camp)
    at_gate(who.last_four[0] + "000000")
    assert camp.marks() == {}


def test_of_several_with_the_same_four_a_digit_chooses(
    desk: Opened, camp: MadeCamp, at_gate: Callable[[str], None]
) -> None:
    board = desk.page.board
    lines = [line(1, "3333"), line(2, "3333")]
    board.show_list(lines, {})
    at_gate("3333")
    assert camp.marks() == {}
    assert board.found._painter.by_digit
    assert "1 to 2" in board.preview.text()
    board.show_list(lines, {})
    board.field.empty()
    at_gate("33332")
    assert camp.marks() == {2: PRESENT}


def test_a_name_that_is_not_on_the_list_goes_on_to_the_walk_in(
    desk: Opened, at_gate: Callable[[str], None], beeps: list[int]
) -> None:
    at_gate("Zulekha")
    QTest.keyClick(desk.page.board.field, Qt.Key.Key_Return)
    assert beeps == [1]
    assert "F4" in desk.page.board.preview.text()
    desk.page.open_walk_in()
    form = desk.page.pane.form()
    assert form is not None
    assert form.values()["name"] == "Zulekha"


def uninvited(camp: MadeCamp) -> MemberRow:
    """Somebody of the roster who is not on the list, whose four digits nobody else has."""
    store = camp.district.store
    with store.reading() as session:
        people = members_list.rows(session, numbers=members_list.ids(session))
    listed = {line.member_id for line in camp.lines()}
    tails = [who.phone[-4:] for who in people if who.phone]
    taken = {four for line in camp.lines() for four in line.last_four}
    return next(
        who
        for who in people
        if who.phone and who.phones == 1 and who.id not in listed and who.phone[-4:] not in taken
        and tails.count(who.phone[-4:]) == 1
    )  # fmt: skip


def test_four_digits_of_somebody_uninvited_open_their_walk_in_with_one_key(
    desk: Opened, camp: MadeCamp, at_gate: Callable[[str], None], beeps: list[int]
) -> None:
    who = uninvited(camp)
    at_gate(who.phone[-4:])
    desk.settle()
    assert who.name in desk.page.board.preview.text()
    assert camp.marks() == {}, "nothing is entered without a key"
    QTest.keyClick(desk.page.board.field, Qt.Key.Key_Return)
    desk.settle()
    form = desk.page.pane.form()
    assert form is not None
    assert desk.page.pane._name().found() == who
    QTest.keyClick(form.foot_buttons()[1], Qt.Key.Key_Space)
    desk.settle()
    (line,) = [line for line in camp.lines() if line.member_id == who.id]
    assert camp.marks() == {line.serial: PRESENT}
    assert beeps == []


def test_four_digits_of_nobody_at_all_say_so(desk: Opened, at_gate: Callable[[str], None], beeps: list[int]) -> None:
    at_gate("0000")
    QTest.keyClick(desk.page.board.field, Qt.Key.Key_Return)
    desk.settle()
    assert beeps == [1]
    assert desk.page.uninvited.people == ()
