"""The pairs that wait for a look, as they are kept: read without what finds them, which the first page need not."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from organizer_app.domain.matching import LIKELY
from organizer_app.models import Distinction, DuplicateFound, Member
from organizer_app.services.people import chunks


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
