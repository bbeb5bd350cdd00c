"""A change to many people with progress and cancel: one act, all of it or nothing; and taking the last act back."""

from collections.abc import Callable
from typing import TypeVar

from organizer_app.db.store import Store
from organizer_app.domain.progress import Progress
from organizer_app.services import history

T = TypeVar("T")


def carry_out(store: Store, progress: Progress, *, verb: str, about: str, work: Callable[..., T]) -> T:
    """Does `work(session, progress=…)` as one act. Raises Cancelled when stopped: nothing is changed."""
    with store.transaction(verb, about) as session:
        return work(session, progress=progress)


def take_back(store: Store, progress: Progress) -> str:
    """Takes back the operator's last act, however many people it changed; returns what it was about, "" for none."""
    with store.transaction("history.undo") as session:
        last = history.last_undoable(session)
        return history.undo(session, tx=last.tx, progress=progress) if last is not None else ""
