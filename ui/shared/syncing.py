"""The exchange with HQ as the window sees it: where the laptop stands, one exchange at a time, and the clock that asks.

    syncing = Syncing(records, parent); syncing.told.connect(...); syncing.begin()
    syncing.sync_now(); syncing.job.cancel()

The work is a job on the long pool; what brings the network with it is imported there, not when the window starts.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from organizer_app.db.store import Store
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.progress import Progress
from organizer_app.domain.standing import Standing
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.services import sync_state
from ui.shared.records import Records
from ui.shared.tasks import Job

ASK = 15_000  # ms between two questions whether an exchange is due
SETTLE = 400  # ms after a change until the header is told, so that an import does not ask a thousand times
KEPT = 20  # outcomes
STOPPED = N_("Stopped; what went through is saved on both sides.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one exchange came to: when (ms UTC), changes sent, records received, or the sentence why it stopped.

    A sentence that is an error, not a text, is shown in the language in force then.
    """

    at: int
    sent: int = 0
    received: int = 0
    error: str | RuleBroken = ""


@dataclass(frozen=True, slots=True)
class _Revoked:
    """HQ took this laptop's data; the sentence says what that means."""

    sentence: str


class Syncing(QObject):
    """See the module's first lines. `told(Standing, whether an exchange is under way)` when one of them changed.

    `revoked(sentence)` when HQ took this laptop's data: the folder must be closed.
    """

    told = Signal(object, bool)
    revoked = Signal(str)

    def __init__(self, records: Records, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records = records
        self.standing, self.known = Standing(), False  # not known before somebody has looked
        self.outcomes: list[Outcome] = []  # the newest first
        self.job: Job | None = None
        self._schedule: Any = None
        self._clock = QTimer(self, interval=ASK)
        self._clock.timeout.connect(self._on_clock)
        self._soon = QTimer(self, interval=SETTLE, singleShot=True)
        self._soon.timeout.connect(self.refresh)

    def begin(self) -> None:
        """Looks where the laptop stands, and from now on after every change; and asks the clock."""
        self._records.tasks.changed.connect(self._on_changed)
        self._clock.start()
        self.refresh()

    def stop(self) -> None:
        """Asks nothing any more; what is under way is stopped at its next step."""
        self._clock.stop()
        self._soon.stop()
        self._records.tasks.changed.disconnect(self._on_changed)
        if self.job is not None:
            self.job.cancel()

    def refresh(self) -> None:
        """Looks again where the laptop stands."""
        self._records.read(sync_state.standing, done=self.take, owner=self, latest="standing")

    def take(self, standing: Standing) -> None:
        """Somebody has just looked where the laptop stands."""
        self.known = True
        if standing != self.standing:
            self.standing = standing
            self._tell()

    def sync_now(self) -> None:
        """Exchanges with HQ, unless that is under way."""
        if self.job is None:
            self.hold(
                self._records.job(
                    _exchange, done=self._on_done, failed=self._on_failed, cancelled=self._on_cancelled, owner=self
                )
            )

    def hold(self, job: Job) -> None:
        """Counts a job as an exchange under way: joining, or a file. No other begins before it ended."""
        self.job = job
        job.ended.connect(self._on_ended)
        self._tell()

    def keep(self, sent: int, received: int, error: str | RuleBroken = "") -> None:
        """Remembers what an exchange came to."""
        self.outcomes = [Outcome(now_ms(), sent, received, error), *self.outcomes][:KEPT]

    def _tell(self) -> None:
        self.told.emit(self.standing, self.job is not None)

    def _on_clock(self) -> None:
        if self.job is None and self.standing.hq:
            self._records.tasks.run(
                self._is_due, done=self._on_due, failed=_ignore, pool="work", owner=self, latest="due"
            )

    def _is_due(self) -> bool:
        if self._schedule is None:
            self._schedule = import_module("organizer_app.sync.runner").Schedule()
        return bool(self._schedule.is_due())

    def _on_due(self, due: bool) -> None:
        if due and self.standing.hq:
            self.sync_now()

    def _on_changed(self, names: frozenset[str]) -> None:
        self._soon.start()
        if "day_closes" in names and self._schedule is not None:
            self._schedule.hurry()

    def _on_done(self, done: Any) -> None:
        if isinstance(done, _Revoked):
            self.revoked.emit(done.sentence)
            return
        self.keep(done.sent, done.received, done.why or done.error)
        if self._schedule is not None:
            if done.error:
                self._schedule.failed(done.asked)
            else:
                self._schedule.went_through()

    def _on_failed(self, sentence: str) -> None:
        self.keep(0, 0, sentence)
        if self._schedule is not None:
            self._schedule.failed()

    def _on_cancelled(self) -> None:
        self.keep(0, 0, RuleBroken(STOPPED))

    def _on_ended(self) -> None:
        self.job = None
        self._tell()
        self.refresh()


def _exchange(store: Store, progress: Progress) -> Any:
    sync = import_module("organizer_app.jobs.sync")
    progress.step(0, 0, _("Asking HQ"))
    try:
        return sync.run(store, progress)
    except sync.Revoked as error:
        return _Revoked(str(error))


def _ignore(_sentence: str) -> None:
    """The question is asked again soon."""
