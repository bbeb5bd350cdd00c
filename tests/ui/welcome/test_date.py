"""The laptop's date, asked about before work starts."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from organizer_app import settings
from organizer_app.domain import clock, laptop_date
from organizer_app.domain.clock import now_ms
from organizer_app.domain.laptop_date import HQ, RECORD, Doubt
from organizer_app.jobs.data_folder import create
from organizer_app.services import members
from tests.ui.walk import problems
from tests.ui.welcome.conftest import Until
from ui.choices import Choices
from ui.program import Program
from ui.start import SIZES, settle
from ui.welcome.date import DateQuestion
from ui.welcome.unlock import Unlock

SECRET, DAY = "neela ghada mitti", 86_400_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A district in which something was written just now."""
    made = create(tmp_path / "data", passphrase=SECRET, use_keyring=False)
    with made.store.transaction("members.add") as session:
        members.add(session, new=members.New(name="राम महतो"))
    made.store.close()
    return tmp_path / "data"


def question(program: Program) -> DateQuestion:
    """The view that asks."""
    assert program.gate is not None
    assert isinstance(program.gate.view, DateQuestion)
    return program.gate.view


def asks(program: Program) -> bool:
    """Whether it stands in front."""
    gate = program.gate
    return gate is not None and isinstance(gate.view, DateQuestion) and gate.view.isVisible()


def press(program: Program, words: str) -> None:
    (found,) = [b for b in question(program).findChildren(QPushButton) if b.text() == words]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_a_laptop_that_woke_in_the_past_is_asked_until_its_clock_is_set(
    program: Program, until: Until, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = now_ms()
    monkeypatch.setattr(clock, "source", lambda: right - 400 * DAY)
    program.begin()
    until(lambda: program.gate is not None and isinstance(program.gate.view, Unlock))
    assert program.gate is not None
    assert isinstance(program.gate.view, Unlock)
    program.gate.view.secret.set_value(SECRET)
    program.gate.view.open()
    until(lambda: asks(program))
    first = question(program)
    assert first.first is QApplication.focusWidget() or not program.gate.isActiveWindow()
    press(program, "Check again")
    until(lambda: asks(program) and question(program) is not first)
    assert program.window is None
    monkeypatch.setattr(clock, "source", lambda: right)
    press(program, "Check again")
    until(lambda: program.window is not None and program.context is not None)
    assert program.gate is None


def test_who_says_that_the_date_is_right_is_not_asked_again(
    qapp: QApplication, qtbot: QtBot, until: Until, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = now_ms() - 2 * DAY
    monkeypatch.setattr(clock, "source", lambda: early)
    choices = Choices(settings.load({}, usual_data=folder, usual_file=tmp_path / "settings.json"))
    program = Program(choices, environ={"ORGANIZER_PASSPHRASE": SECRET})
    program.begin()
    until(lambda: asks(program))
    assert program.window is None
    press(program, "The date is right: go on")
    until(lambda: program.window is not None and program.context is not None)
    program.close()
    assert program.window is not None
    program.window.close()
    again = Program(choices, environ={"ORGANIZER_PASSPHRASE": SECRET})
    again.begin()
    until(lambda: again.context is not None)
    assert again.gate is None
    again.close()
    assert again.window is not None
    again.window.close()


@pytest.mark.parametrize("code", ["en", "hi"])
@pytest.mark.parametrize("why", [RECORD, HQ])
def test_the_question_fits_and_is_reached_by_the_keyboard(program: Program, until: Until, code: str, why: str) -> None:
    program.begin()
    until(lambda: program.gate is not None and program.gate.view is not None)
    gate = program.gate
    assert gate is not None
    gate.use_language(code)
    settle(QApplication.instance(), program.tasks)  # type: ignore[arg-type]  # there is one
    said: list[str] = []
    doubt = Doubt(why, 1_790_000_000_000, 1_799_000_000_000)
    made = partial(DateQuestion, doubt, again=lambda: said.append("again"), right=lambda: said.append("right"))
    gate.show_view(made)
    found = []
    for size in (SIZES[1], (820, 560)):
        gate.resize(*size)
        settle(QApplication.instance(), program.tasks)  # type: ignore[arg-type]  # there is one
        found += [f"{size}: {p}" for p in problems(gate)]
    assert found == []
    (command,) = [w for w in question(program).findChildren(QLabel) if "timedatectl" in w.text()]
    assert command.text() == laptop_date.command_to_set("linux")
    assert command.height() < 2 * command.fontMetrics().lineSpacing()
    assert command.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert sum("2026" in w.text() or "2027" in w.text() for w in question(program).findChildren(QLabel)) >= 2
    for one in question(program).findChildren(QPushButton):
        one.click()
    assert said == ["again", "right"]
