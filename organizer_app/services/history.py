"""What was done, by whom and when; and undo, which is one more change like any other."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, LargeBinary, Table, select, update
from sqlalchemy.orm import Session

from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.models import Act, Base, Outbox, synced_tables

KEPT = ("sheets.freeze", "day_closes.close", "day_closes.reopen", "sheets.record_print")
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Done:
    """One act: its number, when, who, the verb, what it was about, and whether it can be and was undone."""

    tx: int
    at: int
    user: str
    verb: str
    about: str
    undone: bool
    undoable: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record that changed: when, who, old and new value (JSON values)."""

    at: int
    user: str
    field: str
    before: Any
    after: Any


def acts(session: Session, *, limit: int = 50) -> tuple[Done, ...]:
    """The latest acts, newest first."""
    found = session.scalars(select(Act).order_by(Act.tx.desc()).limit(limit))
    return tuple(_done(a) for a in found)


def _done(act: Act) -> Done:
    undoable = act.verb not in KEPT and act.undone_by is None
    return Done(act.tx, act.at, act.usr, act.verb, act.about, act.undone_by is not None, undoable)


def last_undoable(session: Session) -> Done | None:
    """The newest act of this laptop's operator that can be undone and is not itself an undo."""
    query = (
        select(Act)
        .where(Act.undone_by.is_(None), Act.undoes.is_(None), Act.usr == session.info.get("user", ""))
        .order_by(Act.tx.desc())
        .limit(1)
    )
    act = session.scalar(query)
    return _done(act) if act is not None and act.verb not in KEPT else None


def undo(session: Session, *, tx: int) -> str:
    """Takes one act back and returns what it was about. Undoing an undo does it again.

    Raises RuleBroken when the act can't be undone, or when somebody changed the same field since.
    """
    act = session.get(Act, tx)
    if act is None or act.verb in KEPT:
        raise RuleBroken(N_("This can't be undone, because paper or a report depends on it."))
    if act.undone_by is not None:
        raise RuleBroken(N_("This was undone already."))
    tables = {t.name: t for t in synced_tables()}
    ops = list(
        session.scalars(
            select(Outbox)
            .where(Outbox.seq >= act.first_seq, Outbox.seq <= act.last_seq, Outbox.tx == tx)
            .order_by(Outbox.seq.desc())
        )
    )
    if any(op.kind == "erase" for op in ops):
        raise RuleBroken(N_("An erased person can't be brought back."))
    created: dict[str, list[bytes]] = {}
    for op in ops:
        if op.was is None:
            created.setdefault(op.tbl, []).append(op.id)
        else:
            _restore(session, tables[op.tbl], op)
    for name, ids in created.items():
        _archive(session, tables[name], ids)
    undoing: Act = session.info["act"]
    undoing.undoes, act.undone_by = tx, undoing.tx
    if act.undoes is not None:
        session.execute(update(Act).where(Act.tx == act.undoes).values(undone_by=None))
    return act.about


def _restore(session: Session, table: Table, op: Outbox) -> None:
    model = _models()[table.name]
    row = session.scalar(select(model).where(model.id == op.id))
    for name, old in (op.was or {}).items():
        if name != "bucket" and name in op.f and _plain(getattr(row, name)) != op.f[name]:
            raise RuleBroken(N_("Somebody changed this again since; look at its history and correct it by hand."))
        setattr(row, name, _typed(table, name, old))
    session.flush()


def _archive(session: Session, table: Table, ids: list[bytes]) -> None:
    values = {"archived_at": now_ms(), "changed_at": now_ms(), "changed_by": session.info.get("user", "")}
    for i in range(0, len(ids), CHUNK):
        session.execute(update(table).where(table.c.id.in_(ids[i : i + CHUNK])).values(values))


def _models() -> dict[str, Any]:
    return {m.local_table.name: m.class_ for m in Base.registry.mappers if isinstance(m.local_table, Table)}


def _typed(table: Table, name: str, value: Any) -> Any:
    """A JSON value of the outbox as the column's Python value."""
    if value is None:
        return None
    if isinstance(table.c[name].type, LargeBinary):
        return bytes.fromhex(value)
    if isinstance(table.c[name].type, Date):
        return date.fromisoformat(value)
    return value


def _plain(value: Any) -> Any:
    """A column's Python value as the outbox writes it."""
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def of_record(session: Session, *, table: str, id: bytes) -> tuple[FieldChange, ...]:  # noqa: A002  # the record's word
    """Every change of one record, newest first."""
    ops = session.scalars(select(Outbox).where(Outbox.tbl == table, Outbox.id == id).order_by(Outbox.seq.desc()))
    return tuple(
        FieldChange(op.at, op.usr, name, (op.was or {}).get(name), op.f.get(name))
        for op in ops
        for name in sorted({*op.f, *(op.was or {})})
    )
