"""The log of every op that ever came: it answers repeats, and tells the history of a record."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from organizer_app.hq.sql import Query, Sql
from organizer_app.wire.protocol import ERASE, Op, Result

COLUMNS = (
    "op_id",
    "dev",
    "writer",
    "usr",
    "tbl",
    "id",
    "bucket",
    "kind",
    "base",
    "status",
    "rev",
    "clean",
    "why",
    "ts",
    "recv",
    "body",
)
Entry = tuple[Any, ...]
NOTHING = "{}"
_UNTAKEN = "id = ? AND tbl = ? AND dev = ? AND status IN ('parked', 'rejected')"


def past_words(fields: Iterable[str]) -> str:
    """What stands as `why` in the row of an op that was taken: its fields whose value was replaced meanwhile."""
    return " ".join(fields)


def asking(sql: Sql, op_ids: Collection[str]) -> Query:
    """The question for `answered`."""
    source, values = sql.among(op_ids)
    return f"SELECT o.op_id, o.status, o.rev, o.clean, o.why FROM {source}, oplog o WHERE o.op_id = k.a", values


def answered(rows: Sequence[Any]) -> dict[str, Result]:
    """The stored answers by op, from rows that `asking` found."""
    return {row[0]: Result(row[1], row[2], bool(row[3]), row[4]) for row in rows}


def entry(op: Op, result: Result, device: str, writer: str, ts: int, recv: int, body: str) -> Entry:
    """A row of the log."""
    return (
        op.op_id,
        device,
        writer,
        op.usr,
        op.tbl,
        op.id,
        op.bucket,
        op.kind,
        op.base,
        result.status,
        result.rev,
        result.clean,
        result.why,
        ts,
        recv,
        body,
    )


def write(sql: Sql, entries: Collection[Entry]) -> None:
    """Adds rows."""
    sql.fill("oplog", COLUMNS, entries)


def untaken(sql: Sql, table: str, record_id: str, device: str) -> tuple[dict[str, Any], bool]:
    """What a device's edits say of a record that were parked or rejected, the later ones on top; and whether one of
    them erased it.
    """
    statement = f"SELECT kind, body FROM oplog WHERE {_UNTAKEN} ORDER BY recv, ts"
    said: dict[str, Any] = {}
    kinds = set()
    for kind, body in sql.rows(statement, record_id, table, device):
        said |= msgspec.json.decode(body)
        kinds.add(kind)
    return said, ERASE in kinds


def untaken_about(sql: Sql, person: str, owners: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """The records (table, id) that an edit put down to a person which was never taken, though it may stand in no
    conflict. `owners`: the tables, and the columns that name people.
    """
    marks = ", ".join("?" * len(owners))
    query = f"SELECT tbl, id, body FROM oplog WHERE rev IS NULL AND tbl IN ({marks}) AND body LIKE ?"
    return list(
        dict.fromkeys(
            (table, record)
            for table, record, body in sql.rows(query, *owners, f"%{person}%")
            if any(msgspec.json.decode(body).get(column) == person for column in owners[table])
        )
    )


def take_back(sql: Sql, table: str, record_id: str, device: str) -> None:
    """Forgets what `untaken` would find."""
    sql.run(f"UPDATE oplog SET body = '{NOTHING}' WHERE {_UNTAKEN}", record_id, table, device)


def blank(sql: Sql, record_ids: Iterable[str]) -> None:
    """Forgets what was said about erased records; that something was said stays."""
    source, values = sql.among(record_ids)
    sql.run(f"UPDATE oplog SET body = '{NOTHING}' WHERE id IN (SELECT k.a FROM {source})", *values)


def users(sql: Sql, record_id: str) -> dict[int, str]:
    """Who made each revision of a record."""
    found = sql.rows("SELECT rev, usr FROM oplog WHERE id = ? AND rev IS NOT NULL", record_id)
    return {row[0]: row[1] for row in found}


@dataclass(frozen=True)
class Change:
    """One field of one edit in a record's history: by whom, on which laptop, when, and from what to what.

    `taken` is False for a value that lost against another one, and for an edit that HQ could not place.
    """

    op_id: str
    rev: int | None
    dev: str
    usr: str
    at: int
    field: str
    old: Any
    new: Any
    taken: bool


def history(sql: Sql, table: str, record_id: str) -> list[Change]:
    """What became of a record, the oldest first. It asks nobody whether it may: the caller does."""
    rows = sql.rows(
        "SELECT op_id, rev, dev, usr, ts, why, body FROM oplog WHERE id = ? AND tbl = ? "
        "AND status <> 'rejected' AND status <> 'erased' ORDER BY recv, rev, ts",
        record_id,
        table,
    )
    lost = _lost(sql, record_id)
    present: dict[str, Any] = {}
    told: list[Change] = []
    for op_id, rev, dev, usr, at, past, body in rows:
        for name, new in msgspec.json.decode(body).items():
            taken = rev is not None and (op_id, name) not in lost and name not in past.split()
            told.append(Change(op_id, rev, dev, usr, at, name, present.get(name), new, taken))
            if taken:
                present[name] = new
    return told


def _lost(sql: Sql, record_id: str) -> set[tuple[str, str]]:
    """The (op, field) whose value did not stand when it came."""
    found = set()
    for (text,) in sql.rows("SELECT doc FROM head WHERE about = ? AND state = 'live'", record_id):
        doc = msgspec.json.decode(text)
        if doc.get("kind") == "field" and doc.get("lost_at") == doc.get("at") and doc.get("lost_usr") == doc.get("usr"):
            found.add((doc["op_id"], doc["field"]))
    return found
