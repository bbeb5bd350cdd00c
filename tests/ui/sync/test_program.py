"""The running program: the header knows where the laptop stands from the start, and a revoked laptop is closed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from organizer_app import settings
from organizer_app.db.store import Store
from organizer_app.jobs import sync
from tests.conftest import District, Template
from tests.ui.sync import made
from ui.choices import Choices
from ui.program import Program


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, tmp_path: Path, district_template: Template) -> Iterator[Program]:
    """The program with its window, on a district that has joined HQ."""
    folder = tmp_path / "data"
    shutil.copytree(district_template.folder, folder)
    store = Store(folder, district_template.key, operator="Asha")
    made.join(District(store, district_template.home))
    store.close()
    choices = Choices(settings.load({}, usual_data=folder, usual_file=tmp_path / "settings.json"))
    opened = Program(choices, environ={"ORGANIZER_PASSPHRASE": "made-up"})
    opened.begin()
    qtbot.waitUntil(lambda: opened.context is not None, timeout=20_000)
    yield opened
    opened.close()
    for window in (opened.gate, opened.window):
        if window is not None:
            window.close()
            window.deleteLater()
    QTest.qWait(1)


def test_the_header_knows_from_the_start(program: Program, qtbot: QtBot) -> None:
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: window._topbar.pill.text() == "638 waiting", timeout=20_000)
    assert program._syncing is not None
    assert program._syncing._clock.isActive()


def test_a_revoked_laptop_closes_its_data_and_says_why(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(_store: object, _progress: object) -> None:
        raise sync.Revoked(sync.REVOKED, file="unsent-for-hq.organizer-sync")

    monkeypatch.setattr(sync, "run", taken)
    assert program._syncing is not None
    program._syncing.sync_now()
    qtbot.waitUntil(lambda: program.gate is not None and program.gate.isVisible(), timeout=20_000)
    assert program.gate is not None
    told = "\n".join(w.text() for w in program.gate.findChildren(QLabel))
    assert "HQ has closed this laptop's data" in told
    assert "unsent-for-hq.organizer-sync" in told
    assert program.window is None
    assert program.folder is None
    assert program._syncing is None
