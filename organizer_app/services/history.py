"""What was done, by whom and when; and undo, which is one more change like any other."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, LargeBinary, Table, false, func, null, or_, select, update
from sqlalchemy.orm import Session, aliased

from organizer_app.domain import roles
from organizer_app.domain.clock import now_ms
from organizer_app.domain.erased_words import SIGN
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.wings import NEVER
from organizer_app.domain.words import N_
from organizer_app.models import (
    Act,
    Attendance,
    Base,
    CampSession,
    Operator,
    Outbox,
    Record,
    Sheet,
    Wing,
    sent_columns,
    synced_tables,
)
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.services import open_days, operators
from organizer_app.services.people import chunks

PRINTED = "sheets.record_print"  # a fact about paper: neither undone nor in the way of what was done before it
ERASING = "erasing."
LOOK_BACK = 20  # acts
AT_ONCE = 5_000  # changes of an act in memory


@dataclass(frozen=True, slots=True)
class Done:
    """One act: its number, when, who, the verb, what it was about, and whether it can be and was undone.

    `erased`: it touched somebody who was erased since, so nothing says whom, and nothing takes it back. `kinds`: which
    of the records it changed not every role may change (see domain/roles.py).
    """

    tx: int
    at: int
    user: str
    verb: str
    about: str
    undone: bool
    undoable: bool
    erased: bool = False
    kinds: frozenset[str] = field(default=frozenset(), compare=False)  # read for a list alone


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record that changed: when, who, old and new value (JSON values), and the act it belongs to."""

    at: int
    user: str
    field: str
    before: Any
    after: Any
    tx: int | None = None


def acts(session: Session, *, limit: int = 50) -> tuple[Done, ...]:
    """The latest acts, newest first."""
    found = session.scalars(select(Act).order_by(Act.tx.desc()).limit(limit)).all()
    txs = [a.tx for a in found]
    kept, kinds = _kept(session, txs), _kinds(session, txs)
    return tuple(replace(_done(a, kept), kinds=frozenset(kinds[a.tx])) for a in found)


def _kinds(session: Session, txs: list[int]) -> dict[int, set[str]]:
    query = select(Outbox.tx, Outbox.tbl).where(Outbox.tx.in_(txs), Outbox.tbl.in_(roles.SPECIAL)).distinct()
    found = session.execute(query).all()
    return {tx: {table for at, table in found if at == tx} for tx in txs}


def _done(act: Act, kept: set[int]) -> Done:
    erased = act.about == SIGN
    undoable = act.tx not in kept and act.undone_by is None and not erased
    about = "" if erased else act.about
    return Done(act.tx, act.at, act.usr, act.verb, about, act.undone_by is not None, undoable, erased)


def _kept(session: Session, txs: Iterable[int]) -> set[int]:
    """The acts on which paper or a report depends: a freeze, a print, closing and reopening a day."""
    on_paper = (Outbox.tbl == "sheets") & (Outbox.was.is_(null()) | _holds("printed_at"))
    query = select(Outbox.tx).where(Outbox.tx.in_(list(txs)), (Outbox.tbl == "day_closes") | on_paper).distinct()
    return {tx for tx in session.scalars(query) if tx is not None}


def _holds(name: str) -> ColumnElement[bool]:
    return func.json_type(Outbox.f, f"$.{name}").is_not(null())


def last_undoable(session: Session) -> Done | None:
    """The newest act of this laptop's operator that can be undone and is not itself an undo.

    What touched somebody who was erased is passed over: nothing ever takes it back.
    """
    query = (
        select(Act)
        .where(Act.undone_by.is_(None), Act.undoes.is_(None), *_of_operator(session))
        .order_by(Act.tx.desc())
        .limit(1)
    )
    act = session.scalar(query)
    if act is None:
        return None
    done = _done(act, _kept(session, [act.tx]))
    return done if done.undoable else None


def _of_operator(session: Session) -> tuple[ColumnElement[bool], ...]:
    """What this operator did, without prints and what touched somebody erased, and without the act that is under way:
    that is the undo itself.
    """
    own = session.info.get("act")
    own_tx = own.tx if own is not None else 0
    return Act.usr == session.info["user"], Act.verb != PRINTED, Act.about != SIGN, Act.tx != own_tx


def last_redoable(session: Session) -> Done | None:
    """The undo that can be undone next, to do again what it took back; None once something else was done since."""
    undone = aliased(Act)
    since = select(func.coalesce(func.max(Act.tx), 0)).where(Act.undoes.is_(None), *_of_operator(session))
    query = (
        select(Act)
        .join(undone, (undone.tx == Act.undoes) & undone.undoes.is_(None))
        .where(Act.undone_by.is_(None), Act.usr == session.info["user"], Act.about != SIGN)
        .where(Act.tx > since.scalar_subquery())
        .order_by(Act.tx.desc())
        .limit(1)
    )
    act = session.scalar(query)
    return _done(act, set()) if act is not None else None


def undo(session: Session, *, tx: int, progress: Progress = silent) -> str:
    """Takes one act back and returns what it was about. Undoing an undo does it again.

    Raises RuleBroken when the act can't be undone, or when a field or record of it was changed since; nothing is
    taken back then.
    """
    act = session.get(Act, tx)
    if act is None:
        raise RuleBroken(N_("There is no act {number} in the history."), number=tx)
    if act.undone_by is not None:
        raise RuleBroken(N_("This was undone already."))
    if act.about == SIGN and not act.verb.startswith(ERASING):
        raise RuleBroken(N_("This touched a person who was erased since, so it can't be undone."))
    if _kept(session, [tx]):
        raise RuleBroken(N_("This can't be undone, because paper or a report depends on it."))
    tables, found = {t.name: t for t in synced_tables()}, set[str]()
    for ops in _backwards(session, act, progress):
        changes = _by_record(ops)
        found |= changes.keys()
        for name in sorted(changes):
            for piece in chunks(changes[name]):
                _take_back(session, tables[name], {record: changes[name][record] for record in piece})
    if Operator.__tablename__ in found:
        operators.require_organiser(session)
    undoing: Act = session.info["act"]
    undoing.undoes, act.undone_by = tx, undoing.tx
    if act.undoes is not None:
        session.execute(update(Act).where(Act.tx == act.undoes).values(undone_by=None))
    return act.about


def _backwards(session: Session, act: Act, progress: Progress) -> Iterator[list[Outbox]]:
    """The changes of an act, the last ones first, in pieces: an act on the whole roster does not fit into memory."""
    found = select(Outbox).where(Outbox.seq >= act.first_seq, Outbox.tx == act.tx).order_by(Outbox.seq.desc())
    upto = act.last_seq
    while ops := list(session.scalars(found.where(Outbox.seq <= upto).limit(AT_ONCE))):
        progress.step(act.last_seq - upto, act.last_seq - act.first_seq + 1)
        upto = ops[-1].seq - 1
        yield ops[::-1]
        for op in ops:
            session.expunge(op)


@dataclass(slots=True)
class _Change:
    """What an act did to one record: old values where it was there before, new values in either case."""

    created: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def _by_record(ops: Iterable[Outbox]) -> dict[str, dict[bytes, _Change]]:
    changes: dict[str, dict[bytes, _Change]] = {}
    for op in ops:
        if op.kind == "erase":
            raise RuleBroken(N_("An erased person can't be brought back."))
        change = changes.setdefault(op.tbl, {}).setdefault(op.id, _Change())
        change.created |= op.was is None
        for name, old in (op.was or {}).items():
            change.before.setdefault(name, old)
            change.after[name] = op.f.get(name)  # a row that left `local` was sent whole, without its NULLs
        change.after |= op.f
    return changes


def _take_back(session: Session, table: Table, changes: dict[bytes, _Change]) -> None:
    model, sent = _models()[table.name], sent_columns(table)
    rows = {row.id: row for row in session.scalars(select(model).where(model.id.in_(changes)))}
    for identity, change in changes.items():
        row = rows.get(identity)
        names = sent if change.created else [n for n in change.before if n != "bucket"]
        if row is None or any(_plain(getattr(row, n)) != change.after.get(n) for n in names):
            raise RuleBroken(
                N_("This was changed again since, so it can't be undone. Look at the history and correct it by hand.")
            )
        _require_open(session, row, change)
        for name, old in change.before.items() if not change.created else ():
            if (name, old) != ("bucket", LOCAL_BUCKET):  # what was sent once is not called back
                setattr(row, name, _typed(table, name, old))
    session.flush()
    created = [identity for identity, change in changes.items() if change.created]
    now = now_ms()
    gone = NEVER if table.name == Wing.__tablename__ else now
    archived = {"archived_at": gone, "changed_at": now, "changed_by": session.info["user"]}
    session.execute(update(table).where(table.c.id.in_(created)).values(archived))


def _require_open(session: Session, row: Record, change: _Change) -> None:
    """Raises RuleBroken when the marks, the plan or the paper of a closed day would change."""
    if isinstance(row, Attendance):
        _require_sessions_open(session, [row.session_id])
    elif isinstance(row, CampSession):
        _require_sessions_open(session, [row.id])
        if change.created:
            open_days.require_unmarked(session, session_id=row.id)
        else:
            old = change.before.get("day", row.day.isoformat())
            open_days.require(session, camp=row.camp_id, days=[date.fromisoformat(old)])
    elif isinstance(row, Sheet):
        pages = set(change.before.get("returned", ())) ^ set(change.after.get("returned", ()))
        counts = set(change.before.get("counted", {}).items()) ^ set(change.after.get("counted", {}).items())
        open_days.require(session, camp=row.camp_id, days=[date.fromisoformat(p.split("@")[1]) for p in pages])
        _require_sessions_open(session, [bytes.fromhex(key.split(":")[1]) for key, _signed in counts])


def _require_sessions_open(session: Session, ids: Iterable[bytes]) -> None:
    for identity in ids:
        of = session.get(CampSession, identity)
        if of is not None:
            open_days.require(session, camp=of.camp_id, days=[of.day])


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
        FieldChange(op.at, op.usr, name, (op.was or {}).get(name), op.f.get(name), op.tx)
        for op in ops
        # A move to another bucket repeats the whole record; what it was before tells what changed.
        for name in sorted(op.f if op.was is None else op.was)
    )


def about_one(session: Session, *, records: Mapping[str, Collection[bytes]], txs: Iterable[int]) -> set[int]:
    """Those of the acts that can be taken back and changed no other records of these tables."""
    found = session.scalars(select(Act).where(Act.tx.in_(list(txs)), Act.undone_by.is_(None), Act.about != SIGN)).all()
    short = [a for a in found if a.last_seq - a.first_seq < LOOK_BACK]
    kept = _kept(session, [a.tx for a in short])
    spans = or_(*(Outbox.seq.between(a.first_seq, a.last_seq) for a in short)) if short else false()
    ops = session.execute(select(Outbox.tx, Outbox.tbl, Outbox.id).where(spans))  # by seq: tx has no index
    return {a.tx for a in short} - kept - {tx for tx, tbl, who in ops if who not in records.get(tbl, (who,))}
