"""A laptop of the simulation: a database, a clock that may be wrong, and people who edit by plain SQL."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from sqlalchemy import Integer

from organizer_app.domain.names import sort_key
from organizer_app.domain.search_keys import search_text
from organizer_app.models import Base
from organizer_app.sync.shapes import SHAPES

PEOPLE = ("name", "phones", "wings", "notes", "status")


@dataclass
class Edit:
    """One captured change, as the simulation remembers it beside the product.

    `knew`: the ops its editor had made before on this laptop. `forgotten`: a restored laptop doesn't know it any more.
    `lost`: nobody can have it, because every copy was thrown away by a disaster. `jumped`: the clock was set between
    the edit and its sending, or it went in a file whose writer could not tell HQ's time. `again`: the program sent a
    record whole, because a restored HQ may not have it.
    """

    op_id: str
    laptop: str
    tbl: str
    id: str
    bucket: str
    kind: str
    f: dict[str, Any]
    time: int
    offset: int
    knew: frozenset[str]
    gen: str
    forgotten: bool = False
    lost: bool = False
    jumped: bool = False
    again: bool = False


@dataclass
class Laptop:
    """`device` is what HQ calls it: a cloned laptop has its twin's. `offset`: how wrong its clock is, milliseconds.
    `schema`: another one than HQ speaks, None for the same.
    """

    name: str
    device: str
    connection: Any
    offset: int
    chance: Random
    knows: list[str] = field(default_factory=list)
    writable: set[str] = field(default_factory=set)  # the buckets it thinks it may write
    holds: set[str] = field(default_factory=set)  # those that HQ named last
    schema: int | None = None

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, values).fetchall()  # type: ignore[no-any-return]  # the driver has no types

    def keeps(self) -> set[str]:
        """The edits that it could send again."""
        kept = "SELECT op_id FROM outbox WHERE kind <> 'patch' OR f <> '{}' OR was IS NOT NULL"
        return {op_id for (op_id,) in self.rows(kept)}


def write(laptop: Laptop, now: int, statements: Callable[[Any], None]) -> list[Edit]:
    """One transaction of a person, captured by the triggers; gives what they captured. `now`: the true time."""
    connection = laptop.connection
    before = connection.execute("SELECT coalesce(max(seq), 0) FROM outbox").fetchone()[0]
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "UPDATE capture SET applying = 0, bulk = 0, tx = NULL, clock = ?, usr = ?", (now + laptop.offset, laptop.name)
    )
    statements(connection)
    connection.execute("COMMIT")
    made = []
    new = "SELECT op_id, tbl, hex(id), bucket, kind, f, gen FROM outbox WHERE seq > ? ORDER BY seq"
    for op_id, tbl, record, bucket, kind, f, gen in laptop.rows(new, before):
        knew = frozenset(laptop.knows)
        values = json.loads(f)
        made.append(Edit(op_id, laptop.name, tbl, record.lower(), bucket, kind, values, now, laptop.offset, knew, gen))
        laptop.knows.append(op_id)
    return made


@cache
def blank(table: str) -> dict[str, Any]:
    """A value for each column that must not be NULL."""
    columns = (c for c in Base.metadata.tables[table].c if not c.nullable and c.name not in ("id", "n"))
    sent = SHAPES[table].columns
    return {c.name: sent[c.name](None) if c.name in sent else 0 if isinstance(c.type, Integer) else "" for c in columns}


def insert(connection: Any, table: str, record: bytes, **values: Any) -> None:
    """A new row, with what the laptop derives, as a service writes it."""
    row = {**blank(table), "id": record, **values, **derived(table, values)}
    names = ", ".join(f'"{name}"' for name in row)
    connection.execute(f"INSERT INTO {table}({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))


def update(connection: Any, table: str, record: bytes, **values: Any) -> None:
    """Changes columns of a row, with what the laptop derives."""
    row = {**values, **derived(table, values), "changed_by": "somebody"}
    names = ", ".join(f'"{name}" = ?' for name in row)
    connection.execute(f"UPDATE {table} SET {names} WHERE id = ?", (*row.values(), record))


def derived(table: str, values: dict[str, Any]) -> dict[str, str]:
    """What models.Member.derive makes of a name; the simulation leaves the other names empty."""
    if table != "members" or "name" not in values:
        return {}
    return {"sort_key": sort_key(values["name"]), "search_keys": search_text(values["name"], "", "")}
