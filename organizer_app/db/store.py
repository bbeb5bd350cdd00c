"""The open database: transactions that capture, stamp and announce what changed."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, select, update
from sqlalchemy.event import listen
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlcipher3 import dbapi2

from organizer_app.db import indexes, tidying
from organizer_app.db.connect import DATABASE, connect, engine, explain, take_room
from organizer_app.db.migrate import migrate
from organizer_app.db.turns import Turns
from organizer_app.domain import roles
from organizer_app.domain.clock import now_ms
from organizer_app.domain.progress import Progress, silent
from organizer_app.memory import give_back_small
from organizer_app.models import Act, Capture, Outbox, Record

Listener = Callable[[frozenset[str]], None]
OWED = "erasing.reapply"  # after a restore, whoever sits there: what is owed is nobody's to refuse


def _stamp(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Sets who and when, and recomputes local columns, before rows are written."""
    now, user = now_ms(), session.info["user"]
    for row in session.new:
        if isinstance(row, Record):
            row.created_at = row.created_at or now
            row.created_by = row.created_by or user
            _changed(session, row, now, user)
    for row in session.dirty:
        if isinstance(row, Record) and session.is_modified(row):
            _changed(session, row, now, user)


def _changed(session: Session, row: Record, now: int, user: str) -> None:
    row.changed_at, row.changed_by = now, user
    row.derive()
    session.info["touched"].add(type(row).__tablename__)  # type: ignore[attr-defined]  # every mapped class has one


def _note_statement(state: ORMExecuteState) -> None:
    """Remembers the table of a set-wise statement."""
    if state.is_insert or state.is_update or state.is_delete:
        table = getattr(state.statement, "table", None)
        if isinstance(table, Table) and "bucket" in table.c:
            state.session.info["touched"].add(table.name)


class _Session(Session):
    """Stamps what it writes and notes which tables; listened to once, for a session lives shorter than that takes."""


listen(_Session, "before_flush", _stamp)
listen(_Session, "do_orm_execute", _note_statement)


class Store:
    """One data folder's database, opened with its key. One writer at a time; readers beside it."""

    def __init__(self, folder: Path, key: bytes, *, operator: str = "") -> None:
        """Opens and, when the file is older than the program, migrates it. Raises RuleBroken in plain words."""
        self.folder = folder
        self.path = folder / DATABASE
        self.operator = operator
        self._key = key
        self.engine = engine(self.path, key)
        migrate(self.path, key, backups=folder / "backups", given=self.engine)
        self._listeners: list[Listener] = []
        self.turn = Turns().turn

    @contextmanager
    def transaction(self, verb: str, about: str = "") -> Iterator[Session]:
        """A writing session. All its changes are one act: captured, undoable, announced after the commit.

        `verb` is the service's name ("attendance.mark"), `about` what a person would call it. Raises RuleBroken when
        the role of who sits here does not do this, or the disk or the file fails; nothing is written then.
        """
        user, role = self.operator, roles.role()  # of who asked for it: another may sit down meanwhile
        with self.turn(), self._session() as session:
            session.info["user"] = user
            with session.begin():
                act = Act(at=now_ms(), usr=user, verb=verb, about=about)
                session.add(act)
                before = session.scalar(select(func.max(Outbox.seq))) or 0
                session.flush()
                session.info["act"] = act
                session.execute(update(Capture).values(tx=act.tx, usr=user, applying=0, bulk=0))
                yield session
                session.flush()
                _close_act(session, act, before, roles.ORGANISER if verb == OWED else role)
            tables = frozenset(session.info["touched"])
        if session.info.get("erased"):
            self.tidy()
        self.announce(tables)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads and never waits for the writer."""
        with self._session() as session:
            session.connection(execution_options={"readonly": True})
            yield session

    @contextmanager
    def applying(self) -> Iterator[Session]:
        """A writing session whose changes are announced but not captured: area lists, pulls."""
        with self.turn(), self._session() as session:
            with session.begin():
                session.execute(update(Capture).values(tx=None, applying=1, bulk=0))
                yield session
                session.flush()
                session.execute(update(Capture).values(applying=0))
            tables = frozenset(session.info["touched"])
        self.announce(tables)

    @contextmanager
    def upkeep(self) -> Iterator[Session]:
        """A writing session whose changes are captured and sent, but are nobody's act: there is nothing to undo."""
        with self.applying() as session:
            session.execute(update(Capture).values(applying=0, usr=self.operator))
            yield session
            session.flush()
            session.info["touched"].add(Outbox.__tablename__)

    @contextmanager
    def bulk(self, *, tables: Collection[str] = ("members", "consents")) -> Iterator[Any]:
        """A raw connection for imports (synchronous NORMAL, autocommit); the WAL is folded in at the end.

        Each of its transactions takes a `turn()`, so that a mark typed meanwhile waits for one batch and not for all.
        Raises RuleBroken when the role of who sits here does not write into these `tables`.
        """
        roles.require(roles.role(), tables)
        raw = connect(self.path, self._key, bulk=True)
        try:
            yield raw
        finally:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            indexes.put_back(raw, self.turn)
            with self.turn():  # folding the WAL in holds writers off, too
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.close()
            give_back_small()

    @contextmanager
    def exchanging(self) -> Iterator[tuple[Any, set[str]]]:
        """A raw connection (synchronous FULL, autocommit) with a turn, for the laptop's side of one exchange with HQ.

        The tables that the caller puts into the set are announced at the end. Raises RuleBroken when the disk fails.
        """
        tables: set[str] = set()
        with self.turn():
            pooled = self.engine.raw_connection()
            raw: Any = pooled.driver_connection
            try:
                take_room(pooled)
                yield raw, tables
                tidying.tidy(raw, self.path)
            except dbapi2.DatabaseError as error:
                raise explain(error, self.path) or error from error
            finally:
                if raw.in_transaction:
                    raw.execute("ROLLBACK")
                pooled.close()
        self.announce(frozenset(tables))

    def tidy(self) -> None:
        """Writes the file anew if somebody was erased since it was written; see db/tidying.py."""
        with self.exchanging():
            pass

    def write_anew(self, progress: Progress = silent) -> None:
        """The same whatever the size; meanwhile other writers wait. Raises Cancelled or RuleBroken: still owed then."""
        with self.exchanging() as (raw, _tables):
            tidying.write_anew(raw, self.path, progress)

    def is_untidy(self) -> bool:
        """Whether copies of what was erased may lie in the file, because it was not written anew since."""
        with self.reading() as session:
            return tidying.is_owed(session.connection().connection.driver_connection)

    @contextmanager
    def steady(self) -> Iterator[Callable[[], bool]]:
        """Gives the question whether the file is as it was at the beginning of the block, whoever may write."""
        pooled = self.engine.raw_connection()
        raw: Any = pooled.driver_connection
        try:
            (before,) = raw.execute("PRAGMA data_version").fetchone()
            yield lambda: raw.execute("PRAGMA data_version").fetchone()[0] == before
        finally:
            pooled.close()

    def complete(self) -> None:
        """Makes the indexes that a killed import had put aside; for whoever holds the folder."""
        pooled = self.engine.raw_connection()
        raw: Any = pooled.driver_connection
        try:
            take_room(pooled)
            indexes.put_back(raw, self.turn)
        finally:
            pooled.close()

    def listen(self, listener: Listener) -> None:
        """Calls `listener` with the changed tables after each commit, on the thread that committed."""
        self._listeners.append(listener)

    def announce(self, tables: frozenset[str]) -> None:
        """Tells the listeners, when anything changed."""
        if tables:
            for listener in self._listeners:
                listener(tables)

    def close(self) -> None:
        """Gives the file back."""
        self.engine.dispose()

    @property
    def key(self) -> bytes:
        """The data key, for backup and for blobs."""
        return self._key

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with _Session(self.engine, expire_on_commit=False) as session:
            session.info.update(user=self.operator, touched=set())
            try:
                yield session
            except (DBAPIError, dbapi2.DatabaseError) as error:
                raise explain(error, self.path) or error from error


def _close_act(session: Session, act: Act, before: int, role: str) -> None:
    """Writes the act's range of the outbox, or drops the act when nothing was captured."""
    written = session.execute(select(Outbox.tbl, Outbox.tx, Outbox.kind).where(Outbox.seq > before).distinct()).all()
    tables = {table for table, _tx, _kind in written}
    roles.require(role, tables, erases=any(kind == "erase" for _table, _tx, kind in written))
    session.info["touched"] |= tables
    if any(tx == act.tx for _table, tx, _kind in written):  # what goes into the log of access is nobody's act
        act.first_seq, act.last_seq = before + 1, session.scalar(select(func.max(Outbox.seq))) or 0
    else:
        session.delete(act)
