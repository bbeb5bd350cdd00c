"""Entries that look like one person: a warning at entry, and pairs that somebody found to be two people."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id
from organizer_app.domain.likeness import Seen
from organizer_app.domain.phones import read
from organizer_app.domain.words import N_
from organizer_app.models import Distinction, Member
from organizer_app.services import areas, members
from organizer_app.services.duplicates_search import Areas, Entry, around, entries, judge

WARN = 75  # what is being typed is not whole yet: a warning asks for less than the desk
SHOWN = 3  # people in a warning
SAME_ENTRY = N_("Both are the same entry. Choose two.")
_NEW = 0  # the local number of nobody


@dataclass(frozen=True, slots=True)
class Like:
    """Somebody on the roster who may be the one being entered, and why (codes of domain.likeness)."""

    id: bytes
    name: str
    guardian: str
    area_name: str
    likeness: int
    reasons: tuple[str, ...]


def like(session: Session, *, new: members.New, besides: bytes | None = None) -> tuple[Like, ...]:
    """Who on the roster may be the person being entered, most likely first; `besides` is the entry being edited."""
    if not new.name.strip():
        return ()
    execute = raw_execute(session)
    numbers = tuple(p.number for p in read(new.phones) if p.number)
    seen = Seen(new.name, new.name_other, new.guardian, new.relation, new.gender, new.birth_year)
    entry = Entry(seen, new.place, new.area, numbers)
    places = Areas(execute)
    known = entries(execute, around(execute, places, entry))
    judged = (judge(known | {_NEW: entry}, _NEW, n, places, WARN) for n in known)
    best = {pair.second: pair for pair in judged if pair}
    apart = _apart(session, besides) if besides else set()
    rows = [m for m in session.scalars(select(Member).where(Member.n.in_(best))) if m.id not in apart]
    rows.sort(key=lambda m: (-best[m.n].likeness, m.n))
    names = areas.by_id(session, {m.area_id for m in rows[:SHOWN] if m.area_id})
    return tuple(
        Like(
            id=m.id,
            name=m.name,
            guardian=m.guardian,
            area_name=names[m.area_id].name if m.area_id in names else "",
            likeness=best[m.n].likeness,
            reasons=best[m.n].reasons,
        )
        for m in rows[:SHOWN]
    )


def _apart(session: Session, member: bytes) -> set[bytes]:
    """The entry itself, and whom somebody looked at and found to be another person."""
    query = select(Distinction).where(
        (Distinction.member_id == member) | (Distinction.other_id == member), Distinction.archived_at.is_(None)
    )
    return {member} | {i for d in session.scalars(query) for i in (d.member_id, d.other_id)}


def raw_execute(session: Session) -> Any:
    """The driver's own execute in this transaction: through SQLAlchemy each row costs three times as much."""
    session.flush()
    connection: Any = session.connection().connection.driver_connection
    return connection.execute


def distinction_id(older: bytes, younger: bytes) -> bytes:
    """The id of a pair that is two people, the same on every laptop."""
    return natural_id("distinct", older, younger)


def tell_apart(session: Session, *, first: bytes, second: bytes) -> None:
    """Writes down that two entries are two people: they are not shown as a pair again."""
    if first == second:
        raise RuleBroken(SAME_ENTRY)
    older, younger = (members.record(session, entry) for entry in sorted((first, second)))
    identity = distinction_id(older.id, younger.id)
    row = session.get(Distinction, identity)
    if row is None:
        session.add(Distinction(id=identity, member_id=older.id, other_id=younger.id, bucket=older.bucket))
    else:
        row.archived_at = None
    session.flush()
