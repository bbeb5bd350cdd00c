"""Looking for entries that are one person: at all of the roster once, then only at whom something changed of."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from organizer_app.db.store import Store
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import translate as _
from organizer_app.models import DuplicateFound
from organizer_app.services import duplicates_found
from organizer_app.services.duplicates import raw_execute
from organizer_app.services.duplicates_all import all_pairs

LEAST = 75  # kept, so that somebody may ask for less likely pairs, too
CHANGED = frozenset({DuplicateFound.__tablename__})


def run(store: Store, progress: Progress = silent) -> int:
    """Brings the pairs that wait up to date. Returns how many of them are likely.

    Raises Cancelled; then all are looked at next time. Others write meanwhile: what they change is looked at again.
    """
    with store.reading() as session:
        changed = duplicates_found.stale(session)
    if changed is None:
        _all(store, progress)
    elif changed:
        with store.applying() as session:
            duplicates_found.look_again(session, numbers=changed)
    if changed is None or changed:
        store.announce(CHANGED)
    with store.reading() as session:
        return duplicates_found.count(session)


def _all(store: Store, progress: Progress) -> None:
    def tell(done: int) -> None:
        progress.step(done, 100, _("Looking for duplicates"))

    with store.applying() as session:
        upto = duplicates_found.begin(session)
    with store.reading() as session, _uncollected():
        pairs = list(all_pairs(raw_execute(session), tell, least=LEAST))
    with store.applying() as session:
        duplicates_found.end(session, pairs=pairs, upto=upto)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of garbage, which finds nothing in 600,000 numbers and looked at them for two seconds."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
