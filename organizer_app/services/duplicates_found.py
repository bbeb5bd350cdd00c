"""Finding the pairs that wait for a look: kept on this laptop, looked at anew where somebody's entry changed."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from organizer_app.models import DuplicateFound, DuplicateStale, Member, SyncState
from organizer_app.services.duplicates import raw_execute
from organizer_app.services.duplicates_search import Areas, Pair, pairs_of
from organizer_app.services.duplicates_waiting import Waiting as Waiting

LOOKED = "duplicates_upto"  # in sync_state: the highest local number when everybody had been looked at
SHARE, FEW = 300, 50  # to look at one entry takes as long as at 300 of all; so few are always looked at one by one
_json = msgspec.json.Encoder().encode


def stale(session: Session) -> list[int] | None:
    """Who was added or changed since everybody was looked at, by local number; None where all are to be looked at."""
    upto = session.get(SyncState, LOOKED)
    if upto is None:
        return None
    changed = select(DuplicateStale.n).union(select(Member.n).where(Member.n > int(upto.v)))
    most = max(FEW, _highest(session) // SHARE)
    found = list(session.scalars(changed.limit(most + 1)))
    return sorted(found) if len(found) <= most else None


def look_again(session: Session, *, numbers: list[int]) -> None:
    """Looks at these entries anew: the next ones of those that `stale` gave, in its order."""
    execute = raw_execute(session)
    places = Areas(execute)
    for n in numbers:
        forget(session, n)
        _keep(session, pairs_of(execute, places, n))
    session.execute(delete(DuplicateStale).where(DuplicateStale.n.in_(numbers)))
    known = session.get_one(SyncState, LOOKED)
    _looked_upto(session, max(int(known.v), *numbers))


def forget(session: Session, n: int) -> None:
    """Takes out the pairs of an entry, by its local number."""
    session.execute(delete(DuplicateFound).where((DuplicateFound.first == n) | (DuplicateFound.second == n)))


def begin(session: Session) -> int:
    """Before everybody is looked at: what changes from here on is looked at again. Gives the highest local number."""
    session.execute(delete(DuplicateStale))
    session.execute(delete(SyncState).where(SyncState.k == LOOKED))
    return _highest(session)


def end(session: Session, *, pairs: Iterable[Pair], upto: int) -> None:
    """Keeps what was found among all up to a local number, in place of what was known."""
    session.execute(delete(DuplicateFound))
    _keep(session, pairs)
    _looked_upto(session, upto)


def _keep(session: Session, pairs: Iterable[Pair]) -> None:
    rows = [(p.first, p.second, p.likeness, _json(p.reasons).decode()) for p in pairs]
    if rows:
        put = "INSERT OR REPLACE INTO duplicates_found(first, second, likeness, reasons) VALUES (?, ?, ?, ?)"
        session.connection().exec_driver_sql(put, rows)


def _highest(session: Session) -> int:
    return session.scalar(select(func.max(Member.n))) or 0


def _looked_upto(session: Session, n: int) -> None:
    session.merge(SyncState(k=LOOKED, v=str(n)))
    session.flush()
