"""A laptop in memory: the real schema and triggers on an unkeyed connection, and answers of an HQ that is scripted."""

import json
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from organizer_app.db.derived import derived_triggers, rebuild_statements
from organizer_app.db.outbox import capture_triggers
from organizer_app.domain.ids import natural_id
from organizer_app.models import Base
from organizer_app.sync import client
from organizer_app.sync.client import Applied
from organizer_app.wire.protocol import NULL, Answer, Exchange, Full, Result, Row

NOW = 1_800_000_000_000
B, UP = "D339", "D339:up"


def memory() -> Any:
    """An unkeyed connection in memory, in autocommit."""
    raw = dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False)
    raw.execute("PRAGMA trusted_schema=off")
    return raw


@cache
def _template() -> Any:
    raw = memory()
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: raw, poolclass=StaticPool)
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
    raw.execute("INSERT INTO capture(one, applying, bulk, usr, gen) VALUES (1, 0, 0, 'Asha', '')")
    for sql in rebuild_statements():
        raw.execute(sql, {"after": -1, "upto": 2**62} if ":after" in sql else ())
    for sql in (capture_triggers() | derived_triggers()).values():
        raw.execute(sql)
    return raw


class Laptop:
    """One laptop. `edit`, `add` and `erase` are captured; `exchange` sends what waits and applies a scripted answer."""

    def __init__(self) -> None:
        self.raw = memory()
        _template().backup(self.raw)
        self.now = NOW
        self.request: Exchange = self.ask()

    def rows(self, sql: str, *values: Any) -> list[Any]:
        return list(self.raw.execute(sql, values))

    def one(self, sql: str, *values: Any) -> Any:
        found = self.rows(sql, *values)
        return found[0][0] if found and len(found[0]) == 1 else (found[0] if found else None)

    def add(self, rid: bytes, name: str = "राम", bucket: str = B, **more: Any) -> None:
        values = member(name=name) | more
        columns = ["id", "bucket", "created_at", "created_by", "changed_at", "changed_by", "sort_key", "search_keys"]
        given = [rid, bucket, self.now, "Asha", self.now, "Asha", name, name]
        for key, value in values.items():
            columns.append(key)
            given.append(json.dumps(value) if isinstance(value, list | dict) else value)
        marks = ", ".join("?" * len(columns))
        self.raw.execute(f"INSERT INTO members({', '.join(columns)}) VALUES ({marks})", given)

    def edit(self, rid: bytes, table: str = "members", **changes: Any) -> None:
        sets = ", ".join(f"{name} = ?" for name in changes)
        self.raw.execute(f"UPDATE {table} SET {sets} WHERE id = ?", [*changes.values(), rid])

    def ask(self, **more: Any) -> Exchange:
        self.request = client.make_request(self.raw, device="laptop", now=self.now, **more)
        return self.request

    def apply(self, answer: Answer, request: Exchange | None = None) -> Applied:
        return client.apply(self.raw, request or self.request, answer, now=self.now)

    def revision(self, rid: bytes, table: str = "members") -> Any:
        return self.one("SELECT bucket, rev FROM sync_row WHERE tbl = ? AND id = ?", table, rid)

    def states(self) -> list[str]:
        return [s for (s,) in self.rows("SELECT state FROM outbox ORDER BY seq")]


def rid(name: str) -> bytes:
    return natural_id("test", name)


def member(**fields: Any) -> dict[str, Any]:
    """A whole member as HQ's document."""
    doc: dict[str, Any] = {
        "name": "राम", "name_other": "", "name_other_state": "", "honorific": "", "guardian": "", "relation": "",
        "gender": "", "phones": [], "address": "", "place": "", "wings": [], "status": "member", "skills": [],
        "languages": [], "platforms": [], "source": "", "notes": "", "card_no": "",
    }  # fmt: skip
    return doc | fields


def raw(doc: Any) -> msgspec.Raw:
    return NULL if doc is None else msgspec.Raw(msgspec.json.encode(doc))


def live(ver: int, record: bytes, rev: int, doc: dict[str, Any] | None = None, table: str = "members") -> Row:
    return Row(ver, table, record.hex(), rev, "live", raw(doc if doc is not None else member()))


def row(ver: int, record: bytes, rev: int, state: str, table: str = "members") -> Row:
    return Row(ver, table, record.hex(), rev, state, NULL)


def full(record: bytes, rev: int, doc: dict[str, Any] | None, bucket: str = B, state: str = "live") -> Full:
    return Full(bucket, 1, "members", record.hex(), rev, state, raw(doc))


def ok(rev: int, *, clean: bool = True, status: str = "ok", why: str = "") -> Result:
    return Result(status, rev, clean, why)


def answer(
    rows: list[Row] | dict[str, list[Row]] | None = None,
    *,
    res: list[Result] | None = None,
    start: dict[str, int] | None = None,
    cur: dict[str, int] | None = None,
    buckets: list[str] | None = None,
    **more: Any,
) -> Answer:
    """HQ's answer; the cursor goes to the last row's version."""
    by_bucket = rows if isinstance(rows, dict) else ({B: rows} if rows else {})
    reached = {b: max(r.ver for r in found) for b, found in by_bucket.items()} if cur is None else cur
    given: dict[str, Any] = {"now": NOW, "gen": "g1", "full": [], "more": False} | more
    return Answer(res=res or [], from_=start or {}, rows=by_bucket, cur=reached, buckets=buckets or [B, UP], **given)
