"""The sync page in a window on the made-up district, and an HQ that listens on the loopback."""

import platform
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import District
from tests.sync.online import Online, online
from tests.ui.context import context_of
from ui.shared.page import PageSpec
from ui.shared.syncing import Syncing
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.sync.page import SyncPage
from ui.window import Window

Open = Callable[[], SyncPage]


@pytest.fixture
def rest(qapp: QApplication, tasks: Tasks) -> Callable[[], None]:
    """Lets everything come that was asked for."""
    return lambda: settle(qapp, tasks)


@pytest.fixture
def open_page(
    qtbot: QtBot, qapp: QApplication, tasks: Tasks, district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    """Opens the page in a window of its own, at rest, with the header as in the program."""
    monkeypatch.setattr(platform, "node", lambda: "office")

    made: list[Syncing] = []

    def open_it() -> SyncPage:
        context = context_of(district, tasks, tmp_path)
        syncing = Syncing(context.records, tasks)
        context = context._replace(syncing=syncing)
        window = Window([PageSpec("sync", "refresh", "Sync", lambda shell: SyncPage(shell, context))], tasks)
        syncing.told.connect(window.show_standing)
        syncing.begin()
        made.append(syncing)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        settle(qapp, tasks)
        page = window.page("sync")
        assert isinstance(page, SyncPage)
        return page

    yield open_it
    for syncing in made:
        syncing.stop()
    settle(qapp, tasks)


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    """An HQ of its own that listens."""
    (tmp_path / "online").mkdir()
    with online(tmp_path / "online") as made:
        yield made
