"""The server's generation: it changes when HQ is restored from a backup, so that laptops send again what it forgot."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, update

from organizer_app.hq import erasing
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import facts, new_generation


class Facts(NamedTuple):
    """What every exchange needs to know of this HQ. `has_unborn`: records were erased that it does not have."""

    gen: str
    erase_key: str
    has_unborn: bool


def current(sql: Sql) -> Facts:
    """This HQ's generation, and what it must know to keep the erased erased."""
    found = {row[0]: row[1] for row in sql.rows("SELECT k, v FROM facts")}
    return Facts(found["gen"], found["erase_key"], erasing.UNBORN in found)


def begin(connection: Connection, marks: Iterable[tuple[str, int]], *, now: int) -> str:
    """Starts a new generation after a restore: erases again what was erased since the backup. Gives its name.

    `marks` are the erasure marks that were known outside of the backup (`erasing.marks`), with their times.
    """
    name = new_generation()
    connection.execute(update(facts).where(facts.c.k == "gen").values(v=name))
    erasing.reapply(connection, marks, now=now)
    return name
