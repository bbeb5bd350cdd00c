"""Entries that look like one person: a warning at entry, and pairs that somebody found to be two people."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id
from organizer_app.domain.likeness import Seen
from organizer_app.domain.phones import read
from organizer_app.domain.words import N_, language
from organizer_app.models import Distinction
from organizer_app.services import members
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
    apart = _apart(execute, besides) if besides else set()
    query = (
        "SELECT m.n, m.id, m.name, m.guardian, a.name_hi, a.name_en FROM members m LEFT JOIN areas a "
        f"ON a.id = m.area_id WHERE m.n IN ({','.join(map(str, best))})"  # whole numbers of our own
    )
    rows = [row for row in execute(query).fetchall() if row[1] not in apart] if best else []
    rows.sort(key=lambda row: (-best[row[0]].likeness, row[0]))
    hindi = language() == "hi"
    return tuple(
        Like(
            id=identity,
            name=name,
            guardian=guardian,
            area_name=((hi or en) if hindi else (en or hi)) or "",
            likeness=best[n].likeness,
            reasons=best[n].reasons,
        )
        for n, identity, name, guardian, hi, en in rows[:SHOWN]
    )


def _apart(execute: Any, member: bytes) -> set[bytes]:
    """The entry itself, and whom somebody looked at and found to be another person."""
    both = "SELECT other_id FROM distinctions WHERE member_id = ? AND archived_at IS NULL"
    turned = "SELECT member_id FROM distinctions WHERE other_id = ? AND archived_at IS NULL"
    return {member} | {other for (other,) in execute(f"{both} UNION {turned}", (member, member))}


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
