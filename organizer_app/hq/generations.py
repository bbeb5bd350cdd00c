"""The server's generation: it changes when HQ is restored from a backup, so that laptops send again what it forgot."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

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
    return _facts(sql.rows("SELECT k, v FROM facts"))


def asked_by(sql: Sql, device: str) -> tuple[Facts, str | None]:
    """The same, and the status of a device; None for an unknown one."""
    rows = sql.rows("SELECT k, v FROM facts UNION ALL SELECT '', status FROM device WHERE id = ?", device)
    return _facts(rows), next((row[1] for row in rows if not row[0]), None)


def _facts(rows: Sequence[Any]) -> Facts:
    found = {row[0]: row[1] for row in rows}
    return Facts(found["gen"], found["erase_key"], erasing.UNBORN in found)


def begin(connection: Connection, marks: Iterable[tuple[str, int]], *, now: int) -> str:
    """Starts a new generation after a restore: erases again what was erased since the backup. Gives its name.

    `marks` are the erasure marks that were known outside of the backup (`erasing.marks`), with their times.
    """
    name = new_generation()
    connection.execute(update(facts).where(facts.c.k == "gen").values(v=name))
    erasing.reapply(connection, marks, now=now)
    return name
