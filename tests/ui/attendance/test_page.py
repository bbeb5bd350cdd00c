"""Marking by keys: what is typed reaches the database, what is wrong marks nothing, everything can be undone."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from organizer_app.domain.attendance import ABSENT, EXCUSED, LATE, PRESENT
from organizer_app.services import camps, day_closes, invitations
from tests.conftest import District
from tests.ui.attendance.conftest import MadeCamp, Open, Opened, make_camp
from tests.ui.walk import clipped, every_look, problems, too_wide, unnamed
from ui.attendance.board import GATE, ONE_BY_ONE, WHO_CAME, WHO_IS_ABSENT

Z = Qt.KeyboardModifier.ControlModifier


def type_in(field: QWidget, text: str) -> None:
    """Types as a keyboard of either script does (QTest.keyClicks knows Latin letters only)."""
    for letter in text:
        QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def enter(desk: Opened, text: str) -> None:
    """Types into the big field and presses Enter."""
    type_in(desk.page.board.field, text)
    QTest.keyClick(desk.page.board.field, Qt.Key.Key_Return)


def press(desk: Opened, key: Qt.Key) -> None:
    """Presses a key of the window."""
    desk.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.window)
    QTest.keyClick(desk.window.windowHandle(), key)
    QTest.qWait(1)
    desk.settle()


def confirm_all(camp: MadeCamp) -> None:
    with camp.district.store.transaction("invitations.answer") as session:
        members = [line.member_id for line in camp.lines()]
        invitations.answer(session, camp=camp.id, members=members, state="confirmed")


def test_numbers_are_marked_and_the_field_is_ready_for_more(desk: Opened, camp: MadeCamp) -> None:
    enter(desk, "7 12-14")
    enter(desk, "२१-२२")
    enter(desk, "!13")
    assert desk.page.board.field.text() == ""
    assert sorted(desk.page.marks) == [7, 12, 14, 21, 22]  # shown before it is written
    desk.settle()
    assert camp.marks() == dict.fromkeys((7, 12, 14, 21, 22), PRESENT)
    assert sorted(desk.page.marks) == [7, 12, 14, 21, 22]
    assert camp.marks(1) == {}


def test_the_preview_names_the_newest(desk: Opened, camp: MadeCamp) -> None:
    type_in(desk.page.board.field, "63-68")
    name = next(line.name for line in camp.lines() if line.serial == 68)
    assert desk.page.board.preview.text().startswith(f"68 {name}")
    assert desk.page.board.preview.text().endswith("+5")
    assert desk.page.board.grid._typed == dict.fromkeys(range(63, 69), "mark")


@pytest.mark.parametrize(("text", "wrong"), [("7 400 9", "400"), ("7 १x 9", "१x"), ("9-3", "9-3")])
def test_a_wrong_number_beeps_stays_selected_and_marks_nothing(
    desk: Opened, camp: MadeCamp, beeps: list[int], text: str, wrong: str
) -> None:
    enter(desk, text)
    desk.settle()
    assert beeps == [1]
    assert desk.page.board.field.selectedText() == wrong
    assert desk.page.board.preview.text()
    assert camp.marks() == {}
    type_in(desk.page.board.field, "8")  # typing replaces what is wrong
    assert desk.page.board.field.text() == text.replace(wrong, "8")


def test_a_scanner_may_be_faster_than_the_disk(desk: Opened, camp: MadeCamp) -> None:
    for number in range(1, 31):
        enter(desk, str(number))
    desk.settle()
    assert camp.marks() == dict.fromkeys(range(1, 31), PRESENT)
    assert len(desk.page.desk.recent) == 20  # type: ignore[union-attr]  # it was read


def test_what_was_read_before_an_entry_never_takes_it_off_the_screen(desk: Opened, camp: MadeCamp) -> None:
    older = desk.page.desk
    assert older is not None
    enter(desk, "5")
    desk.page._on_desk(older)
    assert desk.page.marks == {5: PRESENT}
    desk.settle()
    assert desk.page.marks == camp.marks() == {5: PRESENT}


def test_late_and_excused_are_switched_on_for_what_is_typed(desk: Opened, camp: MadeCamp) -> None:
    desk.page.board.set_exception(LATE)
    enter(desk, "4")
    desk.page.board.set_exception(EXCUSED)
    enter(desk, "5")
    desk.page.board.set_exception("")
    enter(desk, "6")
    desk.settle()
    assert camp.marks() == {4: LATE, 5: EXCUSED, 6: PRESENT}


def test_ctrl_z_takes_back_act_by_act_also_after_the_page_was_built_anew(desk: Opened, camp: MadeCamp) -> None:
    enter(desk, "1-3")
    enter(desk, "4")
    desk.settle()
    desk.window.use_language("hi")
    desk.settle()
    field = desk.page.board.field
    QTest.keyClick(field, Qt.Key.Key_Z, Z)
    desk.settle()
    assert camp.marks() == dict.fromkeys((1, 2, 3), PRESENT)
    QTest.keyClick(field, Qt.Key.Key_Z, Z)
    desk.settle()
    assert camp.marks() == {}
    QTest.keyClick(field, Qt.Key.Key_Z, Z)
    desk.settle()
    assert desk.window.toast.text() == "इस सत्र में वापस लेने को कुछ नहीं है।"


def test_one_entry_of_the_list_is_undone(desk: Opened, camp: MadeCamp) -> None:
    enter(desk, "1-3")
    enter(desk, "9")
    desk.settle()
    buttons = [b for b in desk.page.side.entries.findChildren(QPushButton) if b.isVisible()]
    assert len(buttons) == 2
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    desk.settle()
    assert camp.marks() == {9: PRESENT}


def test_eighty_five_of_a_hundred_cost_half_a_key_each(desk: Opened, camp: MadeCamp) -> None:
    confirm_all(camp)
    desk.page.open_place((camp.id, camp.sessions[1]))
    desk.settle()
    assert desk.page.board.mode() == WHO_IS_ABSENT  # most said they come
    absent = [3, 8, 14, 15, 27, 31, 40, 46, 52, 58, 63, 77, 81, 90, 99]
    typed = " ".join(map(str, absent))
    enter(desk, typed)
    press(desk, Qt.Key.Key_F9)
    desk.settle()
    assert Counter(camp.marks(1).values()) == {PRESENT: 85, ABSENT: 15}
    assert (len(typed) + 2) / 100 <= 0.5


def test_everyone_else_is_absent_and_back(desk: Opened, camp: MadeCamp) -> None:
    assert desk.page.board.mode() == WHO_CAME
    enter(desk, "1-60")
    press(desk, Qt.Key.Key_F9)
    desk.settle()
    assert Counter(camp.marks().values()) == {PRESENT: 60, ABSENT: 40}
    assert desk.window.toast.text() == "40 people: absent"
    desk.window.toast.undo()
    desk.settle()
    assert Counter(camp.marks().values()) == {PRESENT: 60}


def test_one_by_one_needs_one_key_each(desk: Opened, camp: MadeCamp) -> None:
    press(desk, Qt.Key.Key_F7)
    walk = desk.page.board.walk
    assert desk.page.board.mode() == ONE_BY_ONE
    assert QApplication.focusWidget() is walk
    QTest.keyClick(walk, Qt.Key.Key_Space)
    QTest.keyClick(walk, Qt.Key.Key_A)
    QTest.keyClick(walk, Qt.Key.Key_Right)
    QTest.keyClick(walk, Qt.Key.Key_L)
    QTest.keyClick(walk, Qt.Key.Key_Left)
    QTest.keyClick(walk, Qt.Key.Key_Left)
    QTest.keyClick(walk, Qt.Key.Key_E)
    desk.settle()
    assert camp.marks() == {1: PRESENT, 2: ABSENT, 4: LATE, 3: EXCUSED}
    assert walk.current == 5


def test_the_gate_finds_by_the_last_four_digits(desk: Opened, camp: MadeCamp) -> None:
    who = next(line for line in camp.lines() if line.last_four)
    digits = who.last_four[0]
    same = [line.serial for line in camp.lines() if digits in line.last_four]
    press(desk, Qt.Key.Key_F8)
    assert desk.page.board.mode() == GATE
    type_in(desk.page.board.field, "".join("०१२३४५६७८९"[int(d)] for d in digits))
    found = desk.page.board.found
    assert [line.serial for line in found._painter.lines] == same
    QTest.keyClick(desk.page.board.field, Qt.Key.Key_Return)
    desk.settle()
    assert camp.marks() == {same[0]: PRESENT}


def test_at_the_gate_the_arrows_choose_among_several(desk: Opened, camp: MadeCamp) -> None:
    desk.page.board.set_mode(GATE)
    type_in(desk.page.board.field, "kumar")
    people = list(desk.page.board.found._painter.lines)
    assert len(people) > 1
    QTest.keyClick(desk.page.board.field, Qt.Key.Key_Down)
    QTest.keyClick(desk.page.board.field, Qt.Key.Key_Return)
    desk.settle()
    assert camp.marks() == {people[1].serial: PRESENT}


def test_at_the_gate_nobody_is_marked_when_nobody_fits(desk: Opened, camp: MadeCamp, beeps: list[int]) -> None:
    desk.page.board.set_mode(GATE)
    enter(desk, "zzzz")
    desk.settle()
    assert beeps == [1]
    assert camp.marks() == {}


def test_a_number_of_the_grid_is_marked_by_key_click_and_menu(desk: Opened, camp: MadeCamp) -> None:
    grid = desk.page.board.grid
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.rect_of(22).center())
    assert desk.page.person.serial == 22
    late = next(b for b in desk.page.person.findChildren(QPushButton) if b.text() == "Late")
    QTest.mouseClick(late, Qt.MouseButton.LeftButton)
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_A)
    desk.settle()
    assert camp.marks() == {22: LATE, 23: ABSENT}
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    desk.settle()
    assert camp.marks() == {22: LATE}


def test_a_closed_day_takes_nothing_and_shows_the_way(desk: Opened, camp: MadeCamp) -> None:
    with camp.district.store.transaction("day_closes.close") as session:
        day_closes.close(session, camp=camp.id, day=camp.day, despite="test")
    enter(desk, "7")  # before the page heard of it
    desk.settle()
    assert camp.marks() == {}
    assert desk.page.marks == {}
    assert desk.page.strips.isVisible()
    assert not desk.page.board.field.isEnabled()
    assert not desk.page.undo()
    way = desk.page.strips.findChild(QPushButton)
    assert isinstance(way, QPushButton)
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert desk.sent_to == [(camp.id, "day")]


def test_what_the_rules_refuse_is_said_in_words(desk: Opened, camp: MadeCamp) -> None:
    said: list[str] = []
    desk.page.acts.refused.connect(said.append)
    with camp.district.store.transaction("day_closes.close") as session:
        day_closes.close(session, camp=camp.id, day=camp.day, despite="test")
    desk.page.enter((7,), (), PRESENT, "serial")
    desk.settle()
    assert len(said) == 1
    assert "closed" in said[0]


def test_a_list_that_is_not_frozen_shows_the_way_to_the_camp(district: District, open_page: Open) -> None:
    camp = make_camp(district, 10, freeze=False)
    desk = open_page(district)
    way = next(b for b in desk.page.findChildren(QPushButton) if b.text() == "Open the camp")
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert desk.sent_to == [(camp.id, "papers")]


def test_without_a_camp_the_page_teaches_the_first_step(district: District, open_page: Open) -> None:
    desk = open_page(district)
    assert any(b.text() == "Plan a camp" and b.isVisible() for b in desk.page.findChildren(QPushButton))


def test_sessions_are_marked_apart(desk: Opened, camp: MadeCamp) -> None:
    enter(desk, "1-5")
    desk.page.open_place((camp.id, camp.sessions[2]))
    desk.settle()
    assert desk.page.marks == {}
    enter(desk, "9")
    desk.settle()
    assert (sorted(camp.marks()), sorted(camp.marks(2))) == ([1, 2, 3, 4, 5], [9])


def test_place_mode_and_typing_survive_another_language(desk: Opened, camp: MadeCamp) -> None:
    desk.page.open_place((camp.id, camp.sessions[1]))
    desk.settle()
    desk.page.board.modes.findChildren(QPushButton)[1].click()
    type_in(desk.page.board.field, "12-")
    desk.window.use_language("hi")
    desk.settle()
    session = desk.page.desk.session if desk.page.desk else None
    assert session is not None
    assert session.id == camp.sessions[1]
    assert desk.page.board.mode() == WHO_IS_ABSENT
    assert desk.page.board.field.text() == "12-"


@pytest.mark.slow
def test_the_page_is_whole_in_every_look(desk: Opened, camp: MadeCamp) -> None:
    enter(desk, "1-30 !4")
    desk.settle()
    found = []
    for look in every_look(desk.window, desk.app, "attendance"):
        page = desk.page
        shows: dict[str, Callable[[], object]] = {
            "typed": partial(page.board.set_mode, WHO_CAME),
            "gate": partial(page.board.set_mode, GATE),
            "walk": partial(page.board.set_mode, ONE_BY_ONE),
            "person": partial(page.board.picked.emit, 7),
            "walk-in": page.open_walk_in,
        }
        for name, show in shows.items():
            show()
            desk.settle()
            found += [f"{look} {name}: {one}" for one in (problems(page) if name == "typed" else shapes(page))]
    assert found == []


def test_the_keyboard_reaches_everything(desk: Opened, camp: MadeCamp) -> None:
    enter(desk, "1-30")
    desk.page.open_walk_in()
    desk.settle()
    assert problems(desk.page) == []
    desk.page.board.picked.emit(7)
    desk.page.board.set_mode(ONE_BY_ONE)
    desk.settle()
    assert problems(desk.page) == []


def shapes(page: QWidget) -> list[str]:
    """What is wrong with a page but for the walk through its controls."""
    return [*clipped(page), *unnamed(page), *too_wide(page)]


def test_camps_with_a_cancelled_one_in_view(desk: Opened, camp: MadeCamp) -> None:
    with camp.district.store.transaction("camps.cancel") as session:
        camps.cancel(session, camp=camp.id)
    desk.settle()
    assert desk.page.strips.isVisible()
    assert not desk.page.board.field.isEnabled()
