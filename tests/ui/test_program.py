"""The running program: what it holds, and what it lets go."""

import gc
import shutil
import weakref
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app import settings
from tests.conftest import Template
from ui.choices import Choices
from ui.program import Program
from ui.showing import away
from ui.start import settle


def test_the_district_that_was_left_is_gone(
    district_template: Template, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    """The next window's collector sets aside what is there when it begins: of the last one nothing may be left then."""
    data = tmp_path / "data"
    shutil.copytree(district_template.folder, data)
    choices = Choices(settings.load({}, usual_data=data, usual_file=tmp_path / "settings.json"))
    program = Program(choices, environ={"ORGANIZER_PASSPHRASE": "made-up"})
    program.begin()
    qtbot.waitUntil(lambda: program.context is not None)
    settle(qapp, program.tasks)
    assert program.window is not None
    assert program.folder is not None
    left = [weakref.ref(program.window), weakref.ref(program.folder.store), weakref.ref(program.window.page())]
    program.own_district()
    qtbot.waitUntil(lambda: program.context is not None)
    settle(qapp, program.tasks)
    assert [one for one in left if one() is not None] == []
    program.close()
    away(program.window)


def test_no_worker_collects_garbage_where_somebody_is_asked_first(tmp_path: Path, qtbot: QtBot) -> None:
    """It would delete what is left of a window on its own thread, and the program would end."""
    gc.enable()
    program = Program(Choices(settings.load({}, data=tmp_path / "data")))
    program.begin()
    assert program.gate is not None
    assert not gc.isenabled()
    assert program._collector is not None
    program.close()
    assert not gc.isenabled(), "what is left of the window may go in the middle of an object's end"


def test_no_worker_collects_garbage_while_another_window_comes(
    district_template: Template, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    shutil.copytree(district_template.folder, tmp_path / "data")
    choices = Choices(settings.load({}, usual_data=tmp_path / "data", usual_file=tmp_path / "settings.json"))
    program = Program(choices, environ={"ORGANIZER_PASSPHRASE": "made-up"})
    gc.enable()
    program.begin()
    assert not gc.isenabled()
    qtbot.waitUntil(lambda: program.context is not None)
    settle(qapp, program.tasks)
    program.own_district()
    assert not gc.isenabled()
    qtbot.waitUntil(lambda: program.context is not None)
    settle(qapp, program.tasks)
    assert gc.get_freeze_count() > 0
    program.close()
    away(program.window)
