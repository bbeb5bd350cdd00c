"""The server's generation: it changes when HQ is restored from a backup, so that laptops send again what it forgot."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, update

from organizer_app.hq import erasing
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import facts, new_generation


class Facts(NamedTuple):
    """What every exchange needs to know of this HQ."""

    gen: str
    erase_key: str


def current(sql: Sql) -> Facts:
    """This HQ's generation, and the key of its erasure marks."""
    found = {row[0]: row[1] for row in sql.rows("SELECT k, v FROM facts WHERE k IN ('gen', 'erase_key')")}
    return Facts(found["gen"], found["erase_key"])


def begin(connection: Connection, marks: Iterable[tuple[str, int]], *, now: int) -> str:
    """Starts a new generation after a restore: erases again what was erased since the backup. Gives its name.

    `marks` are the erasure marks that were known outside of the backup (`erasing.marks`), with their times.
    """
    name = new_generation()
    connection.execute(update(facts).where(facts.c.k == "gen").values(v=name))
    erasing.reapply(connection, marks, now=now)
    return name
