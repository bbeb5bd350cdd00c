"""The one door to background work. The window never waits; what a widget sees comes back on the UI thread.

    tasks.run(partial(members.page, ids), done=self._on_page, owner=self)
    tasks.run(partial(attendance.mark, ...), done=self._on_marked, changes={"attendance"}, owner=self)
    job = tasks.run_long(partial(imports.run, path), done=..., owner=self)    # work(progress)

`work` runs without widgets on the database thread (pool="db": one at a time, in the order asked) or on a small
pool (pool="work": reading, printing, importing). `done(result)` and `failed(sentence)` run on the UI thread, never
after `owner` (default: nobody) was destroyed. Without `failed` the sentence goes out through `Tasks.failed`, which
the window shows as a notice. `latest="search"` drops the result when a newer run with the same owner and word
was asked. After `done`, `changes` goes out through `Tasks.changed` so that pages showing those records refresh.
"""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, Literal, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from organizer_app.domain.errors import Cancelled, RuleBroken
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import translate as _
from ui.shared.precedence import patient

T = TypeVar("T")
Pool = Literal["db", "work"]
BETWEEN_STEPS = 0.05  # seconds: at most 20 a second reach the window

log = logging.getLogger("organizer.tasks")


class Job(QObject):
    """One piece of work under way, for a progress bar and a cancel button. Lives on the UI thread only."""

    progress = Signal(int, int, str)
    ended = Signal()

    def __init__(self, stop: threading.Event) -> None:
        super().__init__()
        self._stop = stop
        self.running = True

    def cancel(self) -> None:
        """Asks the work to stop at its next step; what it saved before stays."""
        self._stop.set()


@dataclass
class _Run:
    work: Callable[[], Any]
    job: Job
    stop: threading.Event
    done: Callable[[Any], object] | None
    failed: Callable[[str], object] | None
    cancelled: Callable[[], object] | None
    owner: QObject | None
    changes: frozenset[str]
    latest: tuple[int, str] | None = None


class _Reporter(Progress):
    """Progress as the worker sees it: at most 20 steps a second travel, the last one always."""

    def __init__(self, tell: Callable[[int, int, str], None], stop: threading.Event) -> None:
        self._tell, self._stop, self._told = tell, stop, 0.0

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= BETWEEN_STEPS or (total and done >= total):
            self._told = now
            self._tell(done, total, text)


class Tasks(QObject):
    """The background door; one per application."""

    changed = Signal(object)  # frozenset[str]: names of what was written
    failed = Signal(str)  # a sentence nobody else took
    _returned = Signal(int, str, object)
    _stepped = Signal(int, int, int, str)

    def __init__(self, parent: QObject | None = None, *, log_file: str = "") -> None:
        super().__init__(parent)
        self.log_file = log_file
        self._pools: dict[str, ThreadPoolExecutor] = {
            "db": ThreadPoolExecutor(1, "database"),
            "work": ThreadPoolExecutor(2, "work", initializer=patient),
        }
        self._runs: dict[int, _Run] = {}
        self._closed = False
        self._newest: dict[tuple[int, str], int] = {}
        self._numbers = count(1)
        self._returned.connect(self._on_returned)
        self._stepped.connect(self._on_stepped)

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[str], object] | None = None,
        pool: Pool = "db",
        owner: QObject | None = None,
        changes: Iterable[str] = (),
        latest: str = "",
    ) -> Job:
        """Runs a short piece of work; see the module's first lines."""
        stop = threading.Event()
        run = _Run(work, Job(stop), stop, done, failed, None, owner, frozenset(changes))
        if latest:
            run.latest = (id(owner), latest)
        return self._start(run, pool)

    def run_long(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[str], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        pool: Pool = "work",
        owner: QObject | None = None,
        changes: Iterable[str] = (),
    ) -> Job:
        """Runs work(progress) that may take long; `cancelled()` when it stopped because the person asked."""
        stop = threading.Event()
        number = next(self._numbers)
        reporter = _Reporter(partial(self._stepped.emit, number), stop)
        run = _Run(partial(work, reporter), Job(stop), stop, done, failed, cancelled, owner, frozenset(changes))
        return self._start(run, pool, number)

    def busy(self) -> int:
        """How many pieces of work have not come back."""
        return len(self._runs)

    def close(self) -> None:
        """Waits for the writes that were asked for, cancels what is long, and drops all results. Nothing is begun after
        it: a page that is still there may have a clock that asks.
        """
        self._closed = True
        for run in self._runs.values():
            run.stop.set()
        self._pools["db"].shutdown(wait=True)
        self._pools["work"].shutdown(wait=True, cancel_futures=True)
        self._runs.clear()

    def _start(self, run: _Run, pool: Pool, number: int = 0) -> Job:
        if self._closed:
            run.job.running = False
            return run.job
        number = number or next(self._numbers)
        self._runs[number] = run
        if run.latest:
            self._newest[run.latest] = number
        # The worker is given a number, not the work: the last reference to a widget must never die on its thread.
        self._pools[pool].submit(self._perform, number)
        return run.job

    def _perform(self, number: int) -> None:
        how, value = self._outcome(number)
        self._returned.emit(number, how, value)

    def _outcome(self, number: int) -> tuple[str, object]:
        try:
            if self._superseded(number):
                return "superseded", None
            return "done", self._runs[number].work()
        except Cancelled:
            return "cancelled", None
        except RuleBroken as error:
            return "refused", error.with_traceback(None)
        except Exception as error:  # whatever went wrong must not end the thread or show a traceback
            # No exception text: a database error repeats the values, and a log file must hold no names or phones.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("%s in a background job\n%s", type(error).__name__, where)
            return "broken", None

    def _superseded(self, number: int) -> bool:
        word = self._runs[number].latest
        return word is not None and self._newest.get(word) != number

    @Slot(int, str, object)
    def _on_returned(self, number: int, how: str, value: object) -> None:
        if number not in self._runs:
            return
        superseded = self._superseded(number)
        run = self._runs.pop(number)
        run.job.running = False
        if run.latest and not superseded:
            del self._newest[run.latest]
        if not superseded and (run.owner is None or isValid(run.owner)):
            self._deliver(run, how, value)
        if how == "done" and run.changes:
            self.changed.emit(run.changes)
        if isValid(run.job):
            run.job.ended.emit()

    def _deliver(self, run: _Run, how: str, value: object) -> None:
        if how == "done":
            if run.done:
                run.done(value)
        elif how == "cancelled":
            if run.cancelled:
                run.cancelled()
        else:
            (run.failed or self.failed.emit)(str(value) if how == "refused" else self._broken())

    def _broken(self) -> str:
        if self.log_file:
            text = _("This could not be finished; what was saved before is safe. Details are in the file {file}.")
            return text.format(file=self.log_file)
        return _("This could not be finished; what was saved before is safe. Please try again.")

    @Slot(int, int, int, str)
    def _on_stepped(self, number: int, done: int, total: int, text: str) -> None:
        run = self._runs.get(number)
        if run is not None and isValid(run.job):
            run.job.progress.emit(done, total, text)
