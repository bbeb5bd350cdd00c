"""Two laptops without a network: the code shows large, and what a file would change shows before it does."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from organizer_app.db.store import Store
from organizer_app.domain.attendance import ABSENT, PRESENT
from organizer_app.jobs import marks_files
from organizer_app.services import attendance, walk_ins
from organizer_app.wire import marks_file
from tests.ui.attendance.conftest import MadeCamp, Opened
from tests.ui.walk import clipped, every_look, problems, too_wide, unnamed
from ui.attendance.exchange import TAKE, ExchangePane


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are not about guessing."""
    monkeypatch.setattr(marks_file, "COST", 2)


def pane(desk: Opened) -> ExchangePane:
    """The pane, opened by its button."""
    QTest.mouseClick(desk.page.places.exchange, Qt.MouseButton.LeftButton)
    assert desk.page.exchange.isVisible()
    return desk.page.exchange


def words(part: ExchangePane) -> str:
    return "\n".join(shown.text() for shown in part.findChildren(QLabel) if shown.isVisible())


def of_other(camp: MadeCamp, folder: Path) -> marks_files.Written:
    """The file of Birsa's laptop, which marked 4 absent, 5 to 8 present, and wrote down a walk-in in the next row."""
    shutil.copytree(camp.district.store.folder, folder / "birsa")
    store = Store(folder / "birsa", camp.district.store.key, operator="Birsa")
    with store.transaction("attendance.mark") as session:
        attendance.mark(session, session_id=camp.sessions[0], serials=[4], as_=ABSENT)
        attendance.mark(session, session_id=camp.sessions[0], serials=range(5, 9), as_=PRESENT)
        walk_ins.add(session, camp=camp.id, session_ids=[camp.sessions[0]], name="हरि मुंडा")
    made = marks_files.write(store, camp=camp.id, file=folder / "birsa.organizer-marks")
    store.close()
    return made


def look(desk: Opened, made: marks_files.Written, code: str = "") -> ExchangePane:
    part = pane(desk)
    part.tabs.choose(TAKE)
    part._show_tab(TAKE)
    part.take.choose_file(made.file, code or made.code)
    part.take.look.click()
    desk.settle()
    return part


def press(part: ExchangePane, text: str) -> None:
    next(b for b in part.findChildren(QPushButton) if b.text() == text and b.isVisible()).click()


def test_the_code_shows_and_stays_in_another_language_and_session(
    desk: Opened, camp: MadeCamp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.organizer-marks"
    suggested: list[str] = []

    def save(_owner: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        suggested.append(start)
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    desk.page.enter((1, 2), (), PRESENT, "serial")
    desk.settle()
    part = pane(desk)
    part.give.save.click()
    desk.settle()
    made = part.give.written()
    assert made is not None
    assert made.code in words(part)
    assert "2 marks are in a.organizer-marks." in words(part)
    assert suggested[0].endswith(marks_file.ENDING)
    assert marks_file.unpack(file.read_bytes(), made.code, "a").camp == camp.id.hex()
    desk.page.open_place((camp.id, camp.sessions[1]))
    desk.settle()
    assert made.code in words(desk.page.exchange)
    desk.window.use_language("hi")
    desk.settle()
    assert made.code in words(desk.page.exchange)


def test_what_would_change_is_said_before_it_does_and_can_be_undone(
    desk: Opened, camp: MadeCamp, tmp_path: Path
) -> None:
    made = of_other(camp, tmp_path)
    desk.page.enter((4, 5), (), PRESENT, "serial")
    desk.settle()
    part = look(desk, made)
    said = words(part)
    assert "3 new marks." not in said
    assert "4 new marks." in said
    assert "1 mark is the same on both laptops." in said
    assert "New on the list: हरि मुंडा (row 101)." in said
    assert "here present (Asha), there absent (Birsa). The later stands: present." in said
    assert camp.marks() == {4: PRESENT, 5: PRESENT}
    press(part, "Take them in")
    desk.settle()
    assert camp.marks() == dict.fromkeys((4, 5, 6, 7, 8, 101), PRESENT)
    assert desk.page.marks == camp.marks()
    desk.window.undo()
    desk.settle()
    assert camp.marks() == {4: PRESENT, 5: PRESENT}


def test_cancel_changes_nothing_and_a_file_with_nothing_new_offers_nothing(
    desk: Opened, camp: MadeCamp, tmp_path: Path
) -> None:
    made = of_other(camp, tmp_path)
    part = look(desk, made)
    press(part, "Cancel")
    assert camp.marks() == {}
    part.take.look.click()
    desk.settle()
    press(part, "Take them in")
    desk.settle()
    part.take.look.click()
    desk.settle()
    assert "6 marks are the same" in words(part)
    assert not [b for b in part.findChildren(QPushButton) if b.text() == "Take them in" and b.isVisible()]


def test_a_wrong_code_or_file_is_said_in_the_pane(desk: Opened, camp: MadeCamp, tmp_path: Path) -> None:
    made = of_other(camp, tmp_path)
    part = look(desk, made, "0000-0000")
    assert "This code does not open birsa.organizer-marks." in words(part)
    part.take.code.set_value("12")
    part.take.look.click()
    assert "needs 8" in words(part)
    part.take.choose_file(None, made.code)
    part.take.look.click()
    desk.settle()
    assert "Choose the file first." in words(part)
    part.give.write(tmp_path / "absent" / "x")
    desk.settle()
    assert part.give.written() is None
    QTest.keyClick(part, Qt.Key.Key_Escape)
    assert desk.page.side.isVisible()
    assert camp.marks() == {}


def test_every_look(desk: Opened, camp: MadeCamp, tmp_path: Path) -> None:
    made = of_other(camp, tmp_path)
    desk.page.enter((4,), (), PRESENT, "serial")
    desk.settle()
    pane(desk).give.show_written(made)
    assert problems(desk.page) == []
    for state in every_look(desk.window, desk.app, "attendance"):
        part = pane(desk)
        for tab in ("give", TAKE):
            if tab == TAKE:
                part = look(desk, made)
            else:
                part._show_tab(tab)
            found = [*clipped(part), *unnamed(part), *too_wide(desk.page)]
            assert found == [], state
