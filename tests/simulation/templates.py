"""Empty databases in memory, made once by the real migrations and triggers, and copied or emptied for every run."""

from functools import cache
from random import Random
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from organizer_app.db import migrate

KEPT = ("alembic_version",)  # tables that emptying leaves alone


class Database(dbapi2.Connection):  # type: ignore[misc]  # the driver has no types
    """A laptop's database in memory, without a key. `chance` makes its `randomblob`, so that op ids are repeatable.

    Its statements stay prepared from one run to the next: a new function would make them all anew.
    """

    chance: Random


def connected() -> Database:
    """A new, empty database."""
    made: Database = dbapi2.connect(
        ":memory:", isolation_level=None, check_same_thread=False, cached_statements=1000, factory=Database
    )
    made.chance = Random(0)
    made.create_function("randomblob", 1, lambda size: made.chance.randbytes(size))
    return made


@cache
def template() -> Any:
    """A migrated database; only ever copied."""
    made = connected()
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: made, poolclass=StaticPool)
    with engine.connect() as connection:
        migrate._upgrade(connection, migrate.SCRIPTS)
        migrate._make_triggers(connection)
        connection.commit()
    return made


def copied(source: Any) -> Any:
    """Another database with the same contents, as a backup or a cloned disk has them."""
    made = connected()
    source.backup(made)
    return made


@cache
def tables() -> tuple[str, ...]:
    """The tables that hold rows of their own: not those inside the full-text index."""
    rows = template().execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    indexes = [name for name, sql in rows if sql.startswith("CREATE VIRTUAL")]
    inside = tuple(f"{name}_" for name in indexes)
    return tuple(n for n, _ in rows if n not in indexes and not n.startswith((*inside, "sqlite_")) and n not in KEPT)


@cache
def first_rows() -> dict[str, list[tuple[Any, ...]]]:
    """What a new database holds."""
    found = {name: template().execute(f"SELECT * FROM {name}").fetchall() for name in tables()}
    return {name: rows for name, rows in found.items() if rows}


@cache
def _full() -> str:
    return " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables())


def emptied(connection: Any) -> Any:
    """The same connection as if its database were new: reading the schema of a copy takes 7 ms, this a tenth."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE capture SET applying = 1, bulk = 0")
    for (name,) in connection.execute(_full()).fetchall():
        connection.execute(f"DELETE FROM {name}")
    for name, rows in first_rows().items():
        connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    connection.execute("DELETE FROM sqlite_sequence")
    connection.execute("COMMIT")
    return connection


class Shelf:
    """Connections used again by the next run. One of a run that failed is not put back."""

    def __init__(self) -> None:
        self._free: list[Any] = []

    def take(self) -> Any:
        return emptied(self._free.pop()) if self._free else copied(template())

    def give(self, connection: Any) -> None:
        self._free.append(connection)
