"""One exchange after the other until laptop and HQ agree, and when to begin the next time."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from organizer_app.db.store import Store
from organizer_app.domain.clock import now_ms
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import translate as _
from organizer_app.sync import backoff, client, generations
from organizer_app.sync.client import Applied
from organizer_app.sync.pages import Pages
from organizer_app.sync.transport import NotReached, Transport
from organizer_app.wire.protocol import Refusal

TRIES = 4  # after failures in a row that another request may overcome
IDLE_ROUNDS = 5  # exchanges that changed nothing although there should be more; then HQ is asked another time
EVERY = 10 * 60.0  # seconds between two exchanges when nothing hurries


@dataclass(slots=True)
class Totals:
    """What a run did: ops HQ took, rows that came, new conflicts, ops HQ refused, exchanges that went through."""

    sent: int = 0
    received: int = 0
    conflicts: int = 0
    refused: int = 0
    exchanges: int = 0
    tables: set[str] = field(default_factory=set)

    def add(self, applied: Applied) -> None:
        """Counts one exchange."""
        self.sent += applied.sent
        self.received += applied.received
        self.conflicts += applied.conflicts
        self.refused += applied.refused
        self.exchanges += 1
        self.tables |= applied.tables


def run(
    store: Store,
    transport: Transport,
    progress: Progress = silent,
    *,
    device: str,
    totals: Totals | None = None,
    pages: Pages | None = None,
    now: Callable[[], int] = now_ms,
    clock: Callable[[], float] = time.monotonic,
) -> Totals:
    """Exchanges with HQ until nothing waits on either side. The database is held only between two requests.

    Each exchange is whole by itself: what `totals` has counted stays, when the line breaks, the person cancels or the
    power goes. Raises NotReached, Refusal or Cancelled.
    """
    totals = totals if totals is not None else Totals()
    pages = pages or Pages()
    idle = tries = 0
    while idle < IDLE_ROUNDS:
        with store.exchanging() as (raw, _tables):
            request = client.make_request(raw, device=device, max_ops=pages.ops, max_rows=pages.rows, now=now())
        began = clock()
        try:
            answer = transport.exchange(request)
        except (NotReached, Refusal) as error:
            tries += 1
            if tries > TRIES or not _overcome(store, error, pages):
                raise
            continue
        pages.took(clock() - began)
        tries = 0
        with store.exchanging() as (raw, tables):
            applied = client.apply(raw, request, answer, now=now())
            tables |= applied.tables
        totals.add(applied)
        progress.step(totals.sent + totals.received, 0, _("{n} records exchanged").format(n=_count(totals)))
        if not applied.more:
            break
        idle = 0 if applied.sent + applied.received else idle + 1
    return totals


def _count(totals: Totals) -> int:
    return totals.sent + totals.received


def _overcome(store: Store, error: NotReached | Refusal, pages: Pages) -> bool:
    """Does what a failure asks for before the next try. Returns False when only a person or time can help."""
    if isinstance(error, NotReached):
        return error.too_slow and pages.shrink()
    if error.status == 413:
        return pages.shrink()
    if error.type == "generation-changed" and isinstance(error.extra.get("gen"), str):
        with store.exchanging() as (raw, tables):
            tables.add("sync_state")
            return generations.change(raw, error.extra["gen"])
    if error.type == "cursor-expired" and isinstance(error.extra.get("buckets"), list):
        with store.exchanging() as (raw, tables):
            tables.add("outbox")
            generations.restart(raw, [str(bucket) for bucket in error.extra["buckets"]])
        return True
    return False


class Schedule:
    """When to exchange without being asked: soon after the start, then every ten minutes, later after failures.

    It has no thread: the window asks `is_due` now and then, and tells how it went. It counts by the clock on the wall,
    so that a laptop that slept is due when it wakes; a clock that was set back makes it due, too.
    """

    def __init__(self, clock: Callable[[], float] = time.time, chance: random.Random | None = None) -> None:
        self._clock, self._chance = clock, chance or random.Random()
        self._failures, self._asked_until = 0, 0.0
        self._since = self._next = clock()

    def is_due(self) -> bool:
        """Whether it is time. Saying yes counts as the beginning of a try."""
        now = self._clock()
        due = now >= self._next or now < self._since
        if due:
            self._set(EVERY)
        return due

    def hurry(self) -> None:
        """Something should go out soon: the day was closed, the network is back. HQ's own wish to wait still counts."""
        now = self._clock()
        self._next = min(self._next, max(now, min(self._asked_until, now + backoff.LONGEST_ASKED)))

    def went_through(self) -> None:
        """An exchange went through."""
        self._failures, self._asked_until = 0, 0.0
        self._set(EVERY)

    def failed(self, asked: float = 0.0) -> None:
        """A try did not go through; `asked` seconds HQ wants to be left alone."""
        self._failures += 1
        self._asked_until = self._clock() + asked
        self._set(backoff.wait(self._failures, asked=asked, chance=self._chance))

    def _set(self, seconds: float) -> None:
        self._since = self._clock()
        self._next = self._since + seconds
