"""The door from pages to the open database; everything goes through the background tasks.

    records.read(partial(members_list.rows, numbers=ids), done=self._on_rows, owner=self)
    records.write("camps.add", partial(camps.add, title=…), about=title, done=self._on_added, owner=self)
    records.job(partial(members_import.run, plan=plan), done=…, owner=self)     # job(store, progress)

A work is a service with everything but its session given. What a write changed goes out through `tasks.changed`.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from organizer_app.db.store import Store
from organizer_app.domain.progress import Progress
from organizer_app.late import on_use
from ui.shared.tasks import Job, Pool, Tasks

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from organizer_app.services import history
else:
    history = on_use("organizer_app.services.history")

T = TypeVar("T")
Failed = Callable[[str], object] | None


class Records:
    """One open store and the tasks that reach it."""

    def __init__(self, store: Store, tasks: Tasks) -> None:
        self.store, self.tasks = store, tasks
        store.listen(tasks.changed.emit)

    def read(
        self,
        work: "Callable[[Session], T]",
        *,
        done: Callable[[T], object],
        failed: Failed = None,
        owner: QObject | None = None,
        latest: str = "",
        beside: bool = False,
    ) -> Job:
        """Reads in the background; `latest` drops the answer when a newer question of the same word was asked.

        `beside`: what takes long is read beside the database thread, on which rows on screen wait.
        """
        pool: Pool = "work" if beside else "db"
        return self.tasks.run(partial(self.now, work), done=done, failed=failed, owner=owner, latest=latest, pool=pool)

    def now(self, work: "Callable[[Session], T]") -> T:
        """Reads on this thread: for sources that a table or a picker already calls on the database thread."""
        with self.store.reading() as session:
            return work(session)

    def write(
        self,
        verb: str,
        work: "Callable[[Session], T]",
        *,
        about: str = "",
        done: Callable[[T], object] | None = None,
        failed: Failed = None,
        owner: QObject | None = None,
    ) -> Job:
        """Writes in one transaction, which is one act to undo; `about` is what a person would call it."""
        return self.tasks.run(partial(self._written, verb, work, about), done=done, failed=failed, owner=owner)

    def job(
        self,
        work: Callable[[Store, Progress], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Failed = None,
        cancelled: Callable[[], object] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Runs a long verb beside the database thread, with progress and cancel."""
        run = partial(work, self.store)
        return self.tasks.run_long(run, done=done, failed=failed, cancelled=cancelled, owner=owner)

    def undo(
        self,
        *,
        tx: int | None = None,
        done: Callable[[str], object] | None = None,
        failed: Failed = None,
        owner: QObject | None = None,
    ) -> None:
        """Takes back an act, the operator's last one by default; `done` is told what it was about, empty for none."""
        work = _undo_last if tx is None else partial(history.undo, tx=tx)
        self.write("history.undo", work, done=done, failed=failed, owner=owner)

    def _written(self, verb: str, work: "Callable[[Session], T]", about: str) -> T:
        with self.store.transaction(verb, about) as session:
            return work(session)


def _undo_last(session: "Session") -> str:
    last = history.last_undoable(session)
    return history.undo(session, tx=last.tx) if last is not None else ""
