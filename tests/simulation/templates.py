"""Empty databases in memory, made once by the real migrations and triggers, and emptied for every run."""

from functools import cache
from random import Random
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from organizer_app.db import migrate

LAST = ("sqlite_sequence", "capture")  # SQLite fills the first itself, and the second says that nothing is captured
KEPT = ("alembic_version", "capture")  # tables that emptying leaves alone
Contents = dict[str, list[tuple[Any, ...]]]  # rows by table


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
    """A migrated database, in which nothing is ever changed."""
    made = connected()
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: made, poolclass=StaticPool)
    with engine.connect() as connection:
        migrate._upgrade(connection, migrate.SCRIPTS)
        migrate._make_triggers(connection)
        connection.commit()
    return made


@cache
def tables() -> tuple[str, ...]:
    """The tables that hold rows of their own: not those inside the full-text index."""
    rows = template().execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    indexes = [name for name, sql in rows if sql.startswith("CREATE VIRTUAL")]
    inside = tuple(f"{name}_" for name in indexes)
    return tuple(n for n, _ in rows if n not in indexes and not n.startswith((*inside, "sqlite_")) and n not in KEPT)


@cache
def _full() -> str:
    return " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables())


def contents(connection: Any) -> Contents:
    """All rows, as a backup or a cloned disk has them."""
    full = [name for (name,) in connection.execute(_full()).fetchall()]
    names = (*full, *LAST)
    return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


@cache
def first() -> Contents:
    """What a new database holds."""
    return contents(template())


def filled(connection: Any, rows: Contents) -> Any:
    """The same connection with other contents: a copy of the database would read its schema anew and compile every
    statement again, which takes as long as half a run.
    """
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE capture SET applying = 1, bulk = 1")
    while full := connection.execute(_full()).fetchall():  # a deleted row may be noted in a table emptied before
        for (name,) in full:
            connection.execute(f"DELETE FROM {name}")
    for name, some in rows.items():
        if name in LAST:
            connection.execute(f"DELETE FROM {name}")
        if some:
            connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(some[0]))})", some)
    if "members" in rows:
        connection.execute("INSERT INTO member_search(member_search) VALUES ('rebuild')")
    connection.execute("COMMIT")
    return connection


class Shelf:
    """Connections used again by the next run. One of a run that failed is not put back."""

    def __init__(self) -> None:
        self._free: list[Any] = []

    def take(self, rows: Contents | None = None) -> Any:
        """A connection to a new database, or to one with some contents."""
        if not self._free:
            made = connected()
            template().backup(made)
            self._free.append(made)
        return filled(self._free.pop(), first() if rows is None else rows)

    def give(self, connection: Any) -> None:
        self._free.append(connection)


SHELF = Shelf()
