"""A program that has not begun, on a folder of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app import settings
from ui.choices import Choices
from ui.program import Program

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    """Closed at the end with whatever it opened."""
    made = Program(Choices(settings.load({}, usual_data=tmp_path / "data", usual_file=tmp_path / "settings.json")))
    yield made
    made.close()
    for window in (made.gate, made.window):
        if window is not None:
            window.close()
            window.deleteLater()
    QTest.qWait(1)


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    """Waits until something is true."""
    return lambda true: qtbot.waitUntil(lambda: bool(true()), timeout=20_000)
