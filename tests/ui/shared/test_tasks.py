"""The background door: order, results on the UI thread, refusals, cancel, owners that are gone."""

import gc
import logging
import sys
import threading
import time
import weakref
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from ui.shared import precedence
from ui.shared.tasks import Tasks
from ui.start import settle


def test_writes_run_one_at_a_time_in_order(tasks: Tasks, qapp: QApplication) -> None:
    order: list[int] = []
    running, most = 0, 0

    def work(number: int) -> int:
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.001)
        order.append(number)
        running -= 1
        return number

    got: list[int] = []
    for number in range(30):
        tasks.run(lambda number=number: work(number), done=got.append)
    settle(qapp, tasks)
    assert order == got == list(range(30))
    assert most == 1


def test_results_come_on_the_ui_thread(tasks: Tasks, qapp: QApplication) -> None:
    threads: list[object] = []
    tasks.run(threading.get_ident, done=lambda ident: threads.extend([ident, QThread.currentThread()]))
    settle(qapp, tasks)
    assert threads[0] != threading.get_ident()
    assert threads[1] is qapp.thread()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux makes a thread wait longer than asked")
def test_who_computes_for_long_is_patient_and_the_others_are_quick(tasks: Tasks, qapp: QApplication) -> None:
    def slack() -> int:
        return int(Path(f"/proc/{threading.get_native_id()}/timerslack_ns").read_text("ascii"))

    got: dict[str, int] = {}
    tasks.run(slack, done=partial(got.__setitem__, "database"))
    tasks.run_long(lambda _progress: slack(), done=partial(got.__setitem__, "work"))
    settle(qapp, tasks)
    assert got == {"database": precedence.QUICK_NS, "work": precedence.PATIENT_NS}
    assert slack() == precedence.QUICK_NS


def test_a_broken_rule_is_a_sentence_and_not_logged(
    tasks: Tasks, qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    def work() -> None:
        raise RuleBroken(N_("Row {row}: no name."), row=3)

    said: list[str] = []
    tasks.run(work, failed=said.append)
    tasks.failed.connect(said.append)
    tasks.run(work)
    settle(qapp, tasks)
    assert said == ["Row 3: no name."] * 2
    assert not caplog.records


def test_anything_else_is_a_plain_sentence_and_the_log_holds_no_values(
    qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    tasks = Tasks(log_file="/tmp/organizer.log")
    said: list[str] = []

    name = "Sunita Munda"

    def work() -> None:
        raise ValueError(name)

    with caplog.at_level(logging.ERROR):
        tasks.run(work, failed=said.append)
        settle(qapp, tasks)
    tasks.close()
    assert "/tmp/organizer.log" in said[0]
    assert "Traceback" not in said[0]
    assert "ValueError" in caplog.text
    assert "test_tasks.py" in caplog.text
    assert "Sunita" not in caplog.text


def test_late_results_for_a_destroyed_owner_are_dropped(tasks: Tasks, qapp: QApplication) -> None:
    gate = threading.Event()
    owner, got = QWidget(), list[object]()
    tasks.run(lambda: gate.wait(5), done=got.append, owner=owner)
    delete(owner)
    gate.set()
    settle(qapp, tasks)
    assert got == []


def test_changes_are_told_after_done_and_only_on_success(tasks: Tasks, qapp: QApplication) -> None:
    heard: list[object] = []
    tasks.changed.connect(heard.append)
    tasks.run(lambda: 1, done=heard.append, changes={"member"})
    tasks.run(lambda: 1 / 0, changes={"camp"}, failed=lambda _text: None)
    settle(qapp, tasks)
    assert heard == [1, frozenset({"member"})]


def test_only_the_latest_answer_counts(tasks: Tasks, qapp: QApplication) -> None:
    owner, got, ran = QObject(), list[str](), list[str]()

    def work(text: str) -> str:
        ran.append(text)
        return text

    gate = threading.Event()
    tasks.run(lambda: gate.wait(5))
    for text in ("s", "su", "sun"):
        tasks.run(lambda text=text: work(text), done=got.append, owner=owner, latest="search")
    gate.set()
    settle(qapp, tasks)
    assert got == ["sun"]
    assert ran == ["sun"]  # what nobody waits for is not even begun


def test_long_work_tells_its_steps_and_stops_when_asked(tasks: Tasks, qapp: QApplication, qtbot: QtBot) -> None:
    reached: list[int] = []

    def work(progress: Progress) -> int:
        for number in range(100_000):
            progress.step(number, 100_000, "row")
            reached.append(number)
            time.sleep(0.0005)
        return 1

    steps, ended, got = [], [], []
    job = tasks.run_long(work, done=got.append, cancelled=lambda: ended.append("cancelled"))
    started = time.monotonic()
    job.progress.connect(lambda done, total, text: steps.append((done, total, text)))
    qtbot.waitUntil(lambda: len(steps) >= 3, timeout=10_000)
    job.cancel()
    settle(qapp, tasks)
    spent = time.monotonic() - started
    assert ended == ["cancelled"]
    assert got == []
    assert not job.running
    assert len(steps) <= spent * 20 + 2
    assert len(reached) < 100_000
    assert steps[-1][1:] == (100_000, "row")


def test_the_last_step_is_always_told(tasks: Tasks, qapp: QApplication) -> None:
    steps: list[tuple[int, int]] = []

    def work(progress: Progress) -> None:
        for number in range(1, 6):
            progress.step(number, 5)

    job = tasks.run_long(work)
    job.progress.connect(lambda done, total, _text: steps.append((done, total)))
    settle(qapp, tasks)
    assert steps[-1] == (5, 5)
    silent.step(1)


def test_close_finishes_the_writes_that_were_asked_for(qapp: QApplication) -> None:
    tasks, written = Tasks(), list[int]()
    for number in range(20):
        tasks.run(lambda number=number: written.append(number))
    tasks.close()
    assert written == list(range(20))


def test_no_widget_dies_on_a_worker_thread(tasks: Tasks, qapp: QApplication) -> None:
    class Owner(QWidget):
        def work(self) -> int:
            return 1

    died: list[int] = []
    for _round in range(50):
        owner = Owner()
        weakref.finalize(owner, lambda: died.append(threading.get_ident()))
        tasks.run(owner.work, done=lambda _value: None)
        del owner
    settle(qapp, tasks)
    gc.collect()
    assert set(died) == {threading.get_ident()}
    assert len(died) == 50


def test_after_closing_nothing_is_begun(qapp: QApplication) -> None:
    tasks, done = Tasks(), list[int]()
    tasks.close()
    job = tasks.run(lambda: 1, done=done.append)
    settle(qapp, tasks)
    assert (job.running, done) == (False, [])
