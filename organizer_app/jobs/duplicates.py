"""Looking for entries that are one person: at all of the roster once, then only at whom something changed of."""

from functools import partial
from threading import Lock

from organizer_app.db.store import Store
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import translate as _
from organizer_app.memory import uncollected
from organizer_app.models import DuplicateFound
from organizer_app.services import duplicates_found, duplicates_waiting
from organizer_app.services.duplicates import raw_execute
from organizer_app.services.duplicates_all import all_pairs

AT_ONCE = 20  # entries looked at in one transaction: others wait no longer than a tenth of a second
LEAST = 75  # kept, so that somebody may ask for less likely pairs, too
_LOOKING = Lock()  # a second one would put what it found in place of what the first one keeps up to date
CHANGED = frozenset({DuplicateFound.__tablename__})


def run(store: Store, progress: Progress = silent, *, after: int = 0) -> int:
    """Brings the pairs that wait up to date. Returns how many of them are likely; with `after`, how many of those have
    an entry of a higher local number: of who came in since.

    Raises Cancelled; then all are looked at next time. Others write meanwhile: what they change is looked at again.
    """
    with _LOOKING:
        changed = _look(store, progress)
    if changed is None or changed:
        store.announce(CHANGED)
    with store.reading() as session:
        return duplicates_waiting.count(session, after=after)


def _look(store: Store, progress: Progress) -> list[int] | None:
    """Looks at whom something changed of, and says at whom; None: at all."""
    with store.reading() as session:
        changed = duplicates_found.stale(session)
    if changed is None:
        _all(store, progress)
    else:
        for at in range(0, len(changed), AT_ONCE):
            _tell(progress, 100 * at // len(changed))
            with store.applying() as session:
                duplicates_found.look_again(session, numbers=changed[at : at + AT_ONCE])
    return changed


def _tell(progress: Progress, done: int) -> None:
    progress.step(done, 100, _("Looking for duplicates"))


def _all(store: Store, progress: Progress) -> None:
    with store.applying() as session:
        upto = duplicates_found.begin(session)
    with store.reading() as session, uncollected():
        pairs = list(all_pairs(raw_execute(session), partial(_tell, progress), least=LEAST))
    with store.applying() as session:
        duplicates_found.end(session, pairs=pairs, upto=upto)
