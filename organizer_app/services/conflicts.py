"""Conflicts: two edits that met, side by side, and what a person decides about them."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Date, Float, Integer, LargeBinary, select
from sqlalchemy.orm import Session

from organizer_app.domain.conflicts import Conflict, Conflicted, Side
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.record_names import field_name
from organizer_app.domain.times import day
from organizer_app.domain.words import N_
from organizer_app.models import Attendance, CampSession, Outbox
from organizer_app.models import Conflict as Row
from organizer_app.models.base import LOCAL_BUCKET, Policy, policy, sent_columns
from organizer_app.models.conflicts import OPEN, waiting
from organizer_app.services import conflict_entries, members, open_days, record_words

WHOLE = "*"
KEPT, LOST, MINE, THEIRS, TYPED = "kept", "lost", "mine", "theirs", "typed"
CHOICES = (KEPT, LOST, MINE, THEIRS, TYPED)
STATUS = {KEPT: "kept", LOST: "theirs", TYPED: "typed"}


def listing(session: Session, *, limit: int = 500) -> tuple[Conflicted, ...]:
    """The records with open conflicts, those with the latest conflict first, in the language in force."""
    rows = session.scalars(select(Row).where(*waiting()).order_by(Row.at.desc(), Row.field).limit(limit)).all()
    latest: dict[tuple[str, bytes], int] = {}
    for row in rows:
        latest.setdefault((row.tbl, row.rid), len(latest))
    ordered = sorted(rows, key=lambda row: latest[row.tbl, row.rid])
    return tuple(
        Conflicted(
            tbl,
            rid,
            record_words.name(session, tbl, rid),
            record_words.below(session, tbl, rid),
            tuple(_shown(session, row) for row in of_record),
        )
        for (tbl, rid), of_record in groupby(ordered, key=lambda row: (row.tbl, row.rid))
    )


def _shown(session: Session, row: Row) -> Conflict:
    own = _own_edits(session, row)
    kept_here, lost_here = (any(_wrote(op, row, value) for op in own) for value in (row.kept, row.lost))
    if any(op.op_id == row.op_id for op in own):  # then this laptop wrote that side, and only that one
        by_kept = (row.kept_usr, row.kept_at) == (row.usr, row.at)
        kept_here, lost_here = by_kept, not by_kept
    before = next((op.was[row.field] for op in own if op.was and row.field in op.was), None)
    return Conflict(
        id=row.id,
        field=row.field,
        kind=row.kind,
        kept=Side(_text(session, row, row.kept), row.kept_usr, row.kept_at, kept_here),
        lost=Side(_text(session, row, row.lost), row.lost_usr or row.usr, row.lost_at or row.at, lost_here),
        before=_text(session, row, before),
        entry=conflict_entries.entry(session, row.tbl, row.field, row.kept) if row.kind == "field" else None,
    )


def _text(session: Session, row: Row, value: Any) -> str:
    return record_words.text(session, row.tbl, row.field, value)


def _own_edits(session: Session, row: Row) -> list[Outbox]:
    """What this laptop did to the record, as long as it is kept; the edit that met another one first."""
    query = select(Outbox).where(Outbox.tbl == row.tbl, Outbox.id == row.rid).order_by(Outbox.seq.desc())
    return sorted(session.scalars(query), key=lambda op: op.op_id != row.op_id)


def _wrote(op: Outbox, row: Row, value: Any) -> bool:
    return row.field in op.f and op.f[row.field] == value


def resolve(session: Session, *, id: bytes, choice: str, value: Any = None) -> None:  # noqa: A002  # the record's word
    """Decides one conflict: "kept" (what stands), "lost" (the other), "mine" or "theirs", or "typed" with `value`.

    "mine" is what this laptop wrote; where it wrote neither, what stands. Raises RuleBroken when the conflict was
    decided before, when the record is not here, or when the value does not fit.
    """
    row = session.scalar(select(Row).where(Row.id == id))
    if row is None or row.status != OPEN:
        raise RuleBroken(N_("This conflict was decided already."))
    side = _side(session, row, choice)
    if side == TYPED:
        _put_typed(session, row, value)
    elif side == LOST:
        _put_back(session, row)
    row.status = STATUS[side]


def resolve_record(session: Session, *, table: str, rid: bytes, choice: str) -> int:
    """Decides every open conflict of one record the same way, not "typed". Returns how many."""
    found = session.scalars(select(Row.id).where(*waiting(), Row.tbl == table, Row.rid == rid).order_by(Row.at)).all()
    for identity in found:
        resolve(session, id=identity, choice=choice)
    return len(found)


def _side(session: Session, row: Row, choice: str) -> str:
    if choice not in CHOICES:
        raise ValueError(choice)
    if choice in (KEPT, LOST, TYPED):
        return choice
    shown = _shown(session, row)
    mine, theirs = (LOST, KEPT) if shown.lost.here and not shown.kept.here else (KEPT, LOST)
    return mine if choice == MINE else theirs


def _put_back(session: Session, row: Row) -> None:
    """The value that lost, or all values of an edit that HQ could not place, stand again."""
    changes = row.lost if row.field == WHOLE else {row.field: row.lost}
    target = _target(session, row)
    columns = target.__table__.c
    for name in sorted(set(changes or ()) & set(sent_columns(target.__table__))):
        if policy(target.__table__, name) != Policy.SERVER:
            setattr(target, name, _column_value(columns[name], changes[name]))


def _put_typed(session: Session, row: Row, value: Any) -> None:
    target = _target(session, row)
    column = target.__table__.c.get(row.field)
    if column is None:
        raise RuleBroken(N_("Choose one of the two; a whole change can't be typed."))
    if row.tbl == "members" and row.field in ("phones", "name", "birth_year", *members.TEXTS):
        members.edit(session, id=row.rid, changes={row.field: value})
        return
    try:
        entry = conflict_entries.entry(session, row.tbl, row.field, row.kept)
        if entry is not None and entry.options and value not in dict(entry.options):
            raise ValueError(value)
        setattr(target, row.field, _typed(column, value))
    except (ValueError, TypeError):
        message = N_("{field}: “{value}” does not fit here.")
        raise RuleBroken(message, field=field_name(row.tbl, row.field), value=value) from None


def _target(session: Session, row: Row) -> Any:
    found = record_words.record(session, row.tbl, row.rid)
    if found is None or found.bucket == LOCAL_BUCKET:
        raise RuleBroken(N_("This record is no longer on this laptop. Keep what stands."))
    if isinstance(found, Attendance):
        of = session.get(CampSession, found.session_id)
        if of is not None:
            open_days.require(session, camp=of.camp_id, days=[of.day])
    return found


def _typed(column: Any, value: Any) -> Any:
    """What a person typed as the column's value. Raises ValueError."""
    if isinstance(value, str):
        value = value.strip()
        if value == "" and column.nullable:
            return None
        if isinstance(column.type, Integer):
            return int(value)
        if isinstance(column.type, Float):
            return float(value)
        if isinstance(column.type, Date):
            return day(value)
    return _column_value(column, value)


def _column_value(column: Any, value: Any) -> Any:
    """A JSON value as the column's Python value. Raises ValueError."""
    if value is None and not column.nullable:
        raise ValueError(value)
    if isinstance(value, str) and isinstance(column.type, LargeBinary):
        return bytes.fromhex(value)
    if isinstance(value, str) and isinstance(column.type, Date):
        return date.fromisoformat(value)
    return value


def about(session: Session, *, table: str, ids: Iterable[bytes]) -> set[bytes]:
    """Those of the records that have an open conflict, for a mark beside them in a list."""
    return set(session.scalars(select(Row.rid).where(*waiting(), Row.tbl == table, Row.rid.in_(list(ids)))))
