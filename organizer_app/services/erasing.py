"""Erasing a person for good: record, offices, consents, every trace in history; counts stay, paper is listed."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Table, delete, func, select, text, update
from sqlalchemy.orm import Session

from organizer_app.db import erased_marks, erased_texts, tidying
from organizer_app.db.erased_marks import KEY
from organizer_app.db.erased_texts import Looked
from organizer_app.db.erasing import OWNED, blank, owned, said, same_person, with_merged
from organizer_app.domain.audit import ERASE
from organizer_app.domain.clock import now_ms
from organizer_app.domain.erasing import RECORD, PrintedOn, Receipt, mark
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.models import Attendance, Base, Capture, Erasure, Expense, Invitation, Member, SyncState
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.services import audit

HQ = "hq"  # in sync_state
SAID = ("members", "consents", "posts")  # stands on the receipt, though there were none
STAYS = (Attendance, Invitation, Expense)  # without a name: what was held and spent stays countable


def look(session: Session, *, member: bytes, reason: str, progress: Progress = silent) -> Looked:
    """Looks for a person's names and numbers in what others wrote, for `erase`: this is what takes long.

    Raises RuleBroken as `erase` does, and Cancelled.
    """
    _require(session, member, reason)
    execute = _executing(session)
    return erased_texts.look(execute, erased_texts.named(execute, same_person(execute, [member])), progress)


def erase(session: Session, *, member: bytes, reason: str, looked: Looked | None = None) -> Receipt:
    """Erases a person, with the entries that were merged into them, and tells what is left for hands.

    It can't be undone, and what comes from elsewhere does not bring the person back. `looked`: what `look` found, when
    nobody wrote since. Raises RuleBroken without a reason, for somebody who is not here, and for an entry that was
    merged into another one.
    """
    row = _require(session, member, reason)
    execute = _executing(session)
    ids = same_person(execute, [member])
    now, sheets = now_ms(), sheets_with(session, ids)
    bucket = row.bucket
    goes_to_hq = session.get(SyncState, HQ) is not None and bucket != LOCAL_BUCKET
    kept = tuple((m.__tablename__, _count(session, m, ids)) for m in STAYS)
    reason = erased_texts.named(execute, ids).text(reason.strip(), short=True)
    erased_marks.remember(execute, ids, now=now, usr=session.info["user"], reason=reason)
    erased = _erase_people(session, ids, now, looked)
    number = mark(erased_marks.own_key(execute), RECORD, member.hex()).hex()[:12]
    audit.record(session, act=ERASE, people=1, fields=number, reason=reason, bucket=bucket)
    return Receipt(
        number=number,
        at=now,
        user=session.info["user"],
        reason=reason,
        erased=erased,
        kept=tuple((name, n) for name, n in kept if n),
        sheets=sheets,
        backups_before=now,
        goes_to_hq=goes_to_hq,
    )


def _require(session: Session, member: bytes, reason: str) -> Member:
    """The person's entry, when there is one that may be erased."""
    if not reason.strip():
        raise RuleBroken(N_("Reason: type why this person is erased; it stands on the receipt."))
    row = session.scalar(select(Member).where(Member.id == member))
    if row is None:
        raise RuleBroken(N_("This person is not on the roster of this laptop."))
    if row.merged_into is not None and session.scalar(select(Member.id).where(Member.id == row.merged_into)):
        raise RuleBroken(N_("This entry was merged into another one of the same person. Erase that one."))
    return row


def _count(session: Session, model: Any, ids: list[bytes]) -> int:
    query = select(func.count()).select_from(model).where(model.member_id.in_(ids), model.archived_at.is_(None))
    return session.scalar(query) or 0


def _erase_people(
    session: Session, ids: list[bytes], now: int, looked: Looked | None = None
) -> tuple[tuple[str, int], ...]:
    """Deletes the people's records and takes their names out of what others wrote. Gives how many of each kind."""
    execute = _executing(session)
    looked = looked or erased_texts.look(execute, erased_texts.named(execute, ids))
    found = {table: owned(execute, table, ids) for table in OWNED} | {Member.__tablename__: ids}
    for table, records in found.items():
        _erase(session, Base.metadata.tables[table], records, said(execute, table, ids))
    erased_texts.take_out(execute, looked, now=now, usr=session.info["user"])
    execute(tidying.NOTE, [])
    session.info["erased"] = True
    session.expire_all()
    return tuple((table, len(records)) for table, records in found.items() if records or table in SAID)


def _erase(session: Session, table: Table, ids: list[bytes], others: list[bytes]) -> None:
    """Deletes the records (captured: that is what HQ is told), then blanks their traces, and those of `others`."""
    session.execute(delete(table).where(table.c.id.in_(ids)))
    session.execute(update(Capture).values(applying=1))
    blank(_executing(session), table.name, [*ids, *others])
    session.execute(update(Capture).values(applying=0))


def _executing(session: Session) -> erased_marks.Execute:
    """The session's own transaction for what db does; what was not written yet is."""
    session.flush()
    raw: Any = session.connection().connection.driver_connection

    def execute(sql: str, values: Sequence[Any] = ()) -> Any:
        return raw.execute(sql, tuple(values))  # beside SQLAlchemy, whose rows take as long as the looking itself

    return execute


def entries(session: Session, *, member: bytes) -> list[bytes]:
    """The person's own entry, then those that were merged into it, or into one of those."""
    return with_merged(_executing(session), [member])


def sheets_with(session: Session, ids: Sequence[bytes]) -> tuple[PrintedOn, ...]:
    """The printed sheets on which one of these people has a row."""
    query = text(
        "SELECT c.title, c.from_on, c.to_on, s.version, json_extract(p.value, '$[0]'), s.printed_at "
        "FROM sheets s JOIN json_each(s.people) p LEFT JOIN camps c ON c.id = s.camp_id WHERE s.printed_at IS NOT NULL "
        "AND json_extract(p.value, '$[1]') IN (SELECT value FROM json_each(:ids)) ORDER BY s.printed_at, s.version"
    )
    found = session.execute(query, {"ids": json.dumps([i.hex() for i in ids])})
    return tuple(
        PrintedOn(title or "", _day(first), _day(last), version, serial, at)
        for title, first, last, version, serial, at in found
    )


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def erased_on(session: Session, *, names: Iterable[str], numbers: Iterable[str]) -> int | None:
    """When (ms UTC) somebody with one of these names and phone numbers was erased; to ask before they are taken in."""
    return erased_marks.erased_at(_executing(session), [(names, numbers)])[0]


def was_erased(session: Session, *, name: str, number: str) -> bool:
    """Whether somebody of this name and phone number was erased."""
    return erased_on(session, names=[name], numbers=[number]) is not None


def reapply(session: Session, *, marks: Iterable[Erasure], key: bytes) -> int:
    """After an older backup was restored: erases again whom `marks` (of the data before, with its key) tell of.

    The marks stay known, as far as they were made with this data's own key. Gives how many people were erased.
    """
    given = {mark.mark: mark for mark in marks}
    own = session.get(SyncState, KEY)
    if own is None:
        session.add(SyncState(k=KEY, v=key.hex()))
    if own is None or own.v == key.hex():
        known = set(session.scalars(select(Erasure.mark).where(Erasure.mark.in_(given))))
        session.add_all(mark for mark in given.values() if mark.mark not in known)
    ids = [i for i in session.scalars(select(Member.id)) if mark(key, RECORD, i.hex()) in given]
    if ids:
        _erase_people(session, ids, now_ms())
    return len(ids)
