"""Who presses everything that is on, on every page, in any role, is refused nothing."""

import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from organizer_app.domain import roles
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.jobs.first_run import make_made_up
from organizer_app.jobs.opening import DataFolder
from organizer_app.settings import load
from tests.ui.presses import Presses
from ui.application import settle
from ui.choices import Choices
from ui.pages_list import PAGES, Context
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import make_window
from ui.tour import stops

MEMBERS = 120
ROLES = (roles.VIEWER, "checker", "trainer")  # the others may what these may, and more


@pytest.fixture
def context(tasks: Tasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_a, **_k: ("", "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_a, **_k: ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda *_a: True))
    folder = DataFolder(tmp_path / "data", operator="Asha")
    make_made_up(folder, members=MEMBERS)
    choices = Choices(load({}, usual_data=tmp_path / "data", usual_file=tmp_path / "settings.json"))
    yield Context(Records(folder.store, tasks), choices)
    roles.use_role(roles.ORGANISER)
    folder.close()


@pytest.mark.slow
@pytest.mark.timeout(900)  # the page with most to press takes a minute and a half on an idle machine
@pytest.mark.parametrize("page", [page[0] for page in PAGES])
def test_nothing_that_is_on_is_refused(
    page: str, context: Context, qtbot: QtBot, qapp: QApplication, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    role = random.choice(ROLES)  # by the seed of the run: every role at every page takes three minutes
    write_roster(tmp_path / "roster.csv", 60, 7)
    roles.use_role(role)
    window = make_window(context)
    qtbot.addWidget(window)
    window.show()
    presses = Presses(window, partial(settle, qapp, window.tasks))
    monkeypatch.setattr(roles, "require", presses.require)
    for stop in stops(context, tmp_path / "roster.csv", window.page_keys()):
        if stop.page == page and roles.role() == role:
            presses.at(stop)
    assert presses.refused == [], role
    assert presses.done or page == "sync", "who may not join an HQ presses nothing there"
