"""The pairs that wait for a look: kept on this laptop, looked at anew where somebody's entry changed."""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, aliased

from organizer_app.domain.likeness import LIKELY
from organizer_app.models import Distinction, DuplicateFound, DuplicateStale, Member, SyncState
from organizer_app.services.duplicates import raw_execute
from organizer_app.services.duplicates_search import Areas, Pair, pairs_of
from organizer_app.services.people import chunks

LOOKED = "duplicates_upto"  # in sync_state: the highest local number when everybody had been looked at
SHARE, FEW = 300, 50  # to look at one entry takes as long as at 300 of all; so few are always looked at one by one
_json = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair that waits for a look: both entries, the older one first, how likely (0 to 100), and why (codes)."""

    first: bytes
    second: bytes
    likeness: int
    reasons: tuple[str, ...]


def waiting(session: Session, *, least: int = LIKELY, limit: int | None = None) -> tuple[Waiting, ...]:
    """The pairs to look at, the likeliest first, without those found different."""
    one, other = aliased(Member), aliased(Member)
    live = (m.archived_at.is_(None) & m.merged_into.is_(None) for m in (one, other))
    query = (
        select(one.id, other.id, DuplicateFound.likeness, DuplicateFound.reasons)
        .join(one, one.n == DuplicateFound.first)
        .join(other, other.n == DuplicateFound.second)
        .where(DuplicateFound.likeness >= least, *live)
        .order_by(DuplicateFound.likeness.desc(), DuplicateFound.first, DuplicateFound.second)
    )
    known = select(Distinction.member_id, Distinction.other_id).where(Distinction.archived_at.is_(None))
    apart = {(a, b) for a, b in session.execute(known)}
    found: list[Waiting] = []
    for a, b, likeness, reasons in session.execute(query):
        pair = (a, b) if a < b else (b, a)
        if len(found) == limit:
            break
        if pair not in apart:
            found.append(Waiting(*pair, likeness, tuple(reasons)))
    return tuple(found)


def names(session: Session, pairs: Iterable[Waiting]) -> dict[bytes, str]:
    """The names of all entries in these pairs."""
    ids = {i for pair in pairs for i in (pair.first, pair.second)}
    found: dict[bytes, str] = {}
    for piece in chunks(ids):
        found |= dict(session.execute(select(Member.id, Member.name).where(Member.id.in_(piece))).all())
    return found


def count(session: Session, *, after: int = 0) -> int:
    """How many pairs wait for a look; with `after`, of which one entry has a higher local number."""
    one, other = aliased(Member), aliased(Member)
    query = select(func.count()).select_from(DuplicateFound)
    found = session.scalar(query.where(DuplicateFound.likeness >= LIKELY, DuplicateFound.second > after))
    if not found:
        return 0
    apart = (
        select(one.n, other.n)
        .select_from(Distinction)
        .join(one, one.id == Distinction.member_id)
        .join(other, other.id == Distinction.other_id)
        .where(Distinction.archived_at.is_(None))
    )
    known = (session.get(DuplicateFound, (min(pair), max(pair))) for pair in session.execute(apart).all())
    return found - sum(pair is not None and pair.likeness >= LIKELY and pair.second > after for pair in known)


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
