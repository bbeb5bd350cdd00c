"""The running program: what it holds, and what it lets go."""

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
