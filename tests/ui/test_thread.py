"""The window's thread draws: whatever it shows while an import and an exchange with HQ run, others ask the database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from organizer_app.db.store import Store
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.importing.preview import preview
from organizer_app.jobs import joining, members_import
from tests.conftest import District
from tests.sync.online import RANCHI, online
from tests.ui.context import context_of
from tests.ui.visits import Visits
from ui.collector import collecting
from ui.shared.syncing import Syncing
from ui.shared.tasks import Tasks
from ui.start import make_window, settle

ROWS = 400


@contextmanager
def on_this_thread(store: Store) -> Iterator[list[str]]:
    """What is asked of the database on this thread meanwhile."""
    here, found = threading.current_thread(), []

    def statement(_connection: Any, _cursor: Any, said: str, *_more: Any) -> None:
        if threading.current_thread() is here:
            found.append(said)

    def taken(*_given: Any) -> None:  # also by what talks to the driver itself
        if threading.current_thread() is here:
            found.append("a connection")

    event.listen(store.engine, "before_cursor_execute", statement)
    event.listen(store.engine, "checkout", taken)
    try:
        yield found
    finally:
        event.remove(store.engine, "before_cursor_execute", statement)
        event.remove(store.engine, "checkout", taken)


def test_it_is_seen_when_this_thread_asks(store: Store) -> None:
    with on_this_thread(store) as found, store.reading() as session:
        session.connection().exec_driver_sql("SELECT 1")
    assert "SELECT 1" in found
    with on_this_thread(store) as found, store.exchanging():
        pass
    assert found == ["a connection"]


@pytest.fixture
def syncing_tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    with collecting(made.busy):
        yield made
        made.close()


def test_nothing_runs_on_the_windows_thread_while_an_import_and_a_sync_do(
    district: District, syncing_tasks: Tasks, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    roster = tmp_path / "roster.csv"
    write_roster(roster, ROWS, 5)
    (tmp_path / "hq").mkdir()
    with online(tmp_path / "hq") as hq:
        context = context_of(district, syncing_tasks, tmp_path)
        syncing = Syncing(context.records)
        window = make_window(context._replace(syncing=syncing))
        qtbot.addWidget(window)
        syncing.begin()
        window.show()
        qtbot.waitExposed(window)
        done: list[object] = []
        visits = Visits(window)
        code = hq.site.code(*RANCHI, ("hq", "ro"))
        plan = members_import.Plan(roster, preview(roster).mapping, "register", "form", district.home)
        with on_this_thread(district.store) as found:
            context.records.job(partial(members_import.run, plan=plan), done=done.append, failed=done.append)
            join = partial(joining.join, code=code, address=hq.url, device="window")
            syncing.hold(context.records.job(join, done=done.append, failed=done.append))
            while len(done) < 2 or visits.seen != set(window.page_keys()):
                visits.step()
                qtbot.wait(5)
            settle(qapp, syncing_tasks)
        syncing.stop()
    assert found == []
    assert not [d for d in done if isinstance(d, str)]
    assert visits.typed
    assert visits.scrolled
