"""HQ in memory, with a way to fall over at any statement and to come back from a backup."""

import sqlite3
from collections.abc import Callable
from functools import cache
from typing import Any
from unittest.mock import patch

from sqlalchemy import StaticPool, create_engine, update

from organizer_app.hq import database, erasing, generations, grants, moves, packs, tables
from organizer_app.hq.batch import Batch
from organizer_app.hq.hub import Hub
from organizer_app.hq.sql import Sql
from organizer_app.wire.protocol import encode, exchange_from


class Crash(BaseException):
    """The power went: no `except Exception` may go on after it."""


class _Cursor(sqlite3.Cursor):
    def execute(self, *given: Any) -> Any:
        self.connection.count()  # type: ignore[attr-defined]  # it is made by _Connection
        return super().execute(*given)

    def executemany(self, *given: Any) -> Any:
        self.connection.count()  # type: ignore[attr-defined]  # it is made by _Connection
        return super().executemany(*given)


class _Connection(sqlite3.Connection):
    """Closing it rolls back, as the end of the process would, and keeps what was committed."""

    left: int | None = None  # statements until the crash

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def count(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.left = None
                raise Crash

    def commit(self) -> None:
        self.count()
        super().commit()

    def close(self) -> None:
        self.rollback()


def _connected() -> Any:
    return sqlite3.connect(":memory:", check_same_thread=False, factory=_Connection, cached_statements=500)


@cache
def _database() -> tuple[Any, Any, Any]:
    """One connection and its engine for all runs, so that statements stay compiled, and an empty database to begin."""
    used, empty = _connected(), sqlite3.connect(":memory:", check_same_thread=False)
    engine = database.listening(create_engine("sqlite://", creator=lambda: used, poolclass=StaticPool))
    database.prepare(engine)
    used.backup(empty)
    return used, engine, empty


# The hub's door to its database without SQLAlchemy's execution around each statement, which takes half of a run's time.
def _driver(sql: Sql) -> Any:
    return sql.connection.connection.driver_connection


def _rows(sql: Sql, statement: str, *values: Any) -> Any:
    return _driver(sql).execute(statement, values).fetchall()


def _run(sql: Sql, statement: str, *values: Any) -> Any:
    return _driver(sql).execute(statement, values).rowcount


def _many(sql: Sql, statement: str, rows: Any) -> None:
    if rows:
        _driver(sql).executemany(statement, list(rows))


class Headquarters:
    """The hub of one run. `clock` gives milliseconds UTC."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self.clock = clock
        self.connection, self.engine, empty = _database()
        self.connection.rollback()
        self.connection.left = None
        empty.backup(self.connection)
        self.hub = Hub(self.engine, clock=clock)

    def handle(self, device: str, body: bytes, *, crash_after: int | None = None) -> bytes:
        """The answer's bytes. Raises Refusal, or Crash after so many statements."""
        self.connection.left = crash_after
        try:
            with patch.multiple(Sql, rows=_rows, run=_run, many=_many):
                return encode(self.hub.handle(device, exchange_from(body)))
        except Crash:
            self.connection.rollback()
            raise
        finally:
            self.connection.left = None

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Reads past the hub."""
        return sqlite3.Connection.execute(self.connection, sql, values).fetchall()

    def enrol(self, device: str, modes: dict[str, str]) -> None:
        """A laptop joins, or joins again; what it may hold."""
        with self.engine.begin() as connection:
            sql = Sql(connection)
            sql.run("INSERT INTO device (id, status) VALUES (?, 'active') ON CONFLICT DO NOTHING", device)
            for bucket, mode in modes.items():
                grants.grant(sql, device, bucket, mode)

    def grant(self, device: str, bucket: str, mode: str) -> None:
        """rw, ro, or none: withdrawn."""
        with self.engine.begin() as connection:
            if mode == "none":
                grants.withdraw(Sql(connection), device, bucket)
            else:
                grants.grant(Sql(connection), device, bucket, mode)

    def granted(self, device: str) -> dict[str, str]:
        """What a laptop may hold, by bucket."""
        return dict(self.rows("SELECT bucket, mode FROM grants WHERE dev = ? AND mode <> 'past'", device))

    def set_status(self, device: str, status: str) -> None:
        """active or suspended."""
        with self.engine.begin() as connection:
            connection.execute(update(tables.device).where(tables.device.c.id == device).values(status=status))

    def move(self, table: str, record: str, bucket: str) -> None:
        """Moves a live record to another bucket."""
        with self.engine.begin() as connection:
            sql, key = Sql(connection), (table, record)
            grants.make_bucket(sql, bucket)
            batch = Batch(sql, [row[0] for row in sql.rows("SELECT id FROM bucket")], [key])
            head = batch.live(key)
            assert head is not None
            moves.move(batch, head, bucket)
            batch.save()

    @property
    def generation(self) -> str:
        return str(self.rows("SELECT v FROM facts WHERE k = 'gen'")[0][0])

    def load_areas(self, bucket: str, names: dict[bytes, str]) -> None:
        """HQ loads an area list, by the names of its areas."""
        records = [
            ("areas", area.hex(), bucket, {"level": "district", "code": str(number), "name_en": name})
            for number, (area, name) in enumerate(names.items())
        ]
        packs.load(self.engine, self.hub, records, now=self.clock(), who="hq")

    def backup(self) -> Any:
        """A copy of the database."""
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        self.connection.backup(copy)
        return copy

    def restore(self, backup: Any) -> None:
        """What an administrator does with a backup: the database as it was, who joined and what they may hold as now,
        a new generation, erasures again."""
        joined = {row[0]: row[1] for row in self.rows("SELECT id, status FROM device")}
        held = self.rows("SELECT dev, bucket, mode FROM grants")
        with self.engine.connect() as connection:
            marks = erasing.marks(connection)
        backup.backup(self.connection)
        self.hub = Hub(self.engine, clock=self.clock)  # restored while it is stopped
        for device in joined:
            self.enrol(device, {})
        with self.engine.begin() as connection:
            sql = Sql(connection)
            for _device, bucket, _mode in held:
                grants.make_bucket(sql, bucket)
            sql.run("DELETE FROM grants")
            sql.many("INSERT INTO grants (dev, bucket, mode) VALUES (?, ?, ?)", held)
            generations.begin(connection, marks, now=self.clock())
        for device, status in joined.items():
            self.set_status(device, status)
