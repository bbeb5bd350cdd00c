"""Opens HQ's database: a SQLite file, or PostgreSQL when several workers serve it."""

from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from organizer_app.hq import device_tables, tables

PARTS = (tables, device_tables)  # imported so that their tables are known to the metadata
REST = 5.0  # seconds after which a connection is asked whether it is alive
_RESTED = "rested"
_PRAGMAS = (
    "journal_mode=wal",
    "synchronous=full",  # an answer says "kept" only when the disk has said so
    "busy_timeout=30000",
    "cache_size=-65536",
    "temp_store=memory",
    "wal_autocheckpoint=8192",  # pages: what is written again and again in between goes to the file once
    "journal_size_limit=67108864",
    "trusted_schema=off",
    "secure_delete=on",
)
# Every hot statement finds its rows by an index. Without statistics, which a new HQ lacks just when all laptops pull
# for the first time, PostgreSQL would sort a whole bucket for each page. What has no other plan then seems so dear that
# it would be compiled first.
_PLANS = ("enable_sort", "enable_bitmapscan", "enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit")


def open_engine(url: str, *, pool_size: int = 24) -> Engine:
    """An engine on `sqlite:///file` or `postgresql+psycopg://…`. Values are hidden in errors, which end in logs."""
    if url == "sqlite://":
        made = create_engine(url, hide_parameters=True, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        made = create_engine(url, hide_parameters=True, pool_size=pool_size, max_overflow=0)
        event.listen(made, "checkin", _note_rest)
        event.listen(made, "checkout", _ping_after_rest)
    return listening(made)


def listening(engine: Engine) -> Engine:
    """Gives an engine the transactions of HQ: writers of SQLite ask first, readers of PostgreSQL see one moment.

    A transaction only reads with execution_options(readonly=True).
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _set_up_postgres)
        event.listen(engine, "begin", _begin_postgres)
    return engine


def prepare(engine: Engine) -> None:
    """Makes the tables that are missing, and HQ's first generation."""
    with engine.begin() as connection:
        tables.create(connection)


def _set_up_sqlite(raw: object, _record: object) -> None:
    raw.isolation_level = None  # type: ignore[attr-defined]  # sqlite3.Connection; _begin_sqlite says BEGIN itself
    for pragma in _PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]  # as above


def _set_up_postgres(raw: object, _record: object) -> None:
    raw.execute("; ".join(f"SET {plan} = off" for plan in _PLANS))  # type: ignore[attr-defined]  # psycopg.Connection
    raw.commit()  # type: ignore[attr-defined]  # as above


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN" if _only_reads(connection) else "BEGIN IMMEDIATE")


def _begin_postgres(connection: Connection) -> None:
    """The driver says BEGIN together with the first statement; it has to know of the level before."""
    raw: Any = connection.connection.driver_connection
    driver: Any = connection.dialect.dbapi
    reads = _only_reads(connection)
    level = driver.IsolationLevel.REPEATABLE_READ if reads else None
    if not raw.autocommit and (raw.isolation_level, raw.read_only) != (level, reads):
        raw.isolation_level, raw.read_only = level, reads


def _note_rest(_raw: object, record: ConnectionPoolEntry) -> None:
    record.info[_RESTED] = monotonic()


def _ping_after_rest(raw: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """A connection that rested may have died with its server; to ask each time would cost as much as a query."""
    if monotonic() - record.info.get(_RESTED, monotonic()) < REST:
        return
    try:
        with raw.cursor() as cursor:
            cursor.execute("SELECT 1")
        raw.rollback()
    except Exception as error:  # whatever is wrong with it: the pool makes a new one
        raise DisconnectionError from error


def _only_reads(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("readonly"))
