"""What a laptop sends: the ops that wait, in order, and the records it wants again."""

from typing import Any

import msgspec

from organizer_app.db import facts
from organizer_app.models.capture import SENDABLE
from organizer_app.sync import generations
from organizer_app.wire.protocol import MAX_OPS, MAX_WANTED, Again, Op

MAX_BYTES = 2_000_000  # of the ops' fields in one exchange, before compression; a bigger op goes alone
LOOK_BACK = 10_000  # rows of the outbox: a third of a second where none of them is in memory

_OURS = "(o.bucket NOT LIKE 'D%' OR o.bucket IN (SELECT value FROM json_each(:held)))"
_SENT = """EXISTS(SELECT 1 FROM outbox p WHERE p.tbl = o.tbl AND p.id = o.id AND p.state <> 'waiting')"""
_LATER = """(SELECT p.bucket FROM outbox p WHERE p.tbl = o.tbl AND p.id = o.id AND p.state = 'waiting'
    AND p.bucket IN (SELECT value FROM json_each(:held)) ORDER BY p.seq DESC LIMIT 1)"""
_SENDABLE = f"""
FROM outbox o LEFT JOIN sync_row s ON s.tbl = o.tbl AND s.id = o.id
WHERE o.{SENDABLE.replace("AND ", "AND o.")}
AND (:held = '[]' OR o.base <> 0 OR s.bucket IS NOT NULL OR {_OURS} OR {_LATER} IS NOT NULL OR {_SENT})
"""
# "+" hides the limit from SQLite's planner, which would compile the whole statement anew for each exchange.
_WAITING = f"""
SELECT o.op_id, o.tbl, lower(hex(o.id)), CASE WHEN s.bucket IS NOT NULL OR {_OURS} THEN o.bucket
    ELSE coalesce({_LATER}, o.bucket) END, s.bucket, o.kind, o.f, o.base, o.at, o.usr, coalesce(s.rev, 0), o.gen,
    o.seq, o.was, o.taken
{_SENDABLE} ORDER BY o.seq LIMIT +:limit
"""


def waiting_ops(connection: Any, *, gen: str, limit: int) -> list[Op]:
    """The first ops that can be sent, at most `limit` of them and MAX_BYTES.

    Rows without a place are never sent, nor are new records of a district this laptop never held: HQ could show them
    to nobody. They wait here until the district is granted, or the place put right.
    """
    ops: list[Op] = []
    size = 0
    writable = set(facts.names(connection, facts.GRANTED)) - set(facts.names(connection, facts.READ_ONLY))
    given = {"held": held(connection), "limit": limit}
    gen_before = facts.get(connection, facts.GEN_BEFORE)
    for row in connection.execute(_WAITING, given).fetchall():
        op_id, tbl, rid, captured, known, kind, f, base, at, usr, rev, op_gen, seq, was, taken = row
        size += len(f)
        if ops and size > MAX_BYTES:
            break
        fields = msgspec.json.decode(f)
        bucket = destination(captured, known, writable)
        base, op_gen = generations.seen(base, op_gen or gen, gen_before)
        again = None if op_gen == gen else told_again(connection, tbl, rid, seq, was, taken)
        ops.append(Op(op_id, tbl, rid, bucket, kind, fields, base, at, usr, rev, op_gen, again))
    return ops


def told_again(connection: Any, table: str, rid: str, seq: int, was: str | None, taken: str | None) -> Again:
    """What HQ, restored since, should know of an edit made under its older generations."""
    query = """SELECT DISTINCT k.key FROM outbox o, json_each(o.f) k
        WHERE o.tbl = ? AND o.id = unhex(?) AND o.seq > ? AND o.kind = 'patch'"""
    over = [name for (name,) in connection.execute(query, (table, rid, seq))]
    return Again(msgspec.json.decode(was or "{}"), msgspec.json.decode(taken or "{}"), over)


def held(connection: Any) -> str:
    """The buckets this laptop holds or held once, as a JSON list; "[]" for one that did not join and sends it all."""
    return facts.get(connection, facts.HELD, "[]")


def remember_held(connection: Any, granted: list[str]) -> None:
    """Adds to the buckets that this laptop held once; joining began the list."""
    before = set(facts.names(connection, facts.HELD))
    if before and not before.issuperset(granted):
        facts.put_names(connection, facts.HELD, sorted(before.union(granted)))


def destination(captured: str, known: str | None, writable: set[str]) -> str:
    """The bucket an op goes to: the one it was made in, if this laptop may write there, else where HQ has the record.

    So a laptop moves a record only between buckets of its own; into any other, HQ does, and the edit is not parked.
    """
    return captured if known is None or captured in writable else known


def previous_op(connection: Any) -> str:
    """The op before the first one that waits, by which HQ knows a restored or cloned laptop."""
    return facts.get(connection, facts.LAST_OP)


def passed_over(connection: Any, prev: str, last: str) -> list[str]:
    """The ops between two that are never sent again, the newest MAX_OPS: one of them may be the last that HQ has.

    It looks LOOK_BACK rows back at most, because a whole roster may lie between that waits for its district.
    """
    query = f"""SELECT op_id FROM outbox WHERE seq < (SELECT seq FROM outbox WHERE op_id = ?1)
        AND seq > max((SELECT seq FROM outbox WHERE op_id = ?1) - ?4,
            coalesce((SELECT seq FROM outbox WHERE op_id = ?2), 0))
        AND state <> 'waiting' AND ({generations.NEVER_AGAIN}) ORDER BY seq DESC LIMIT ?3"""
    return [op_id for (op_id,) in connection.execute(query, (last, prev, MAX_OPS, LOOK_BACK))]


def wants(connection: Any) -> list[tuple[str, str, int]]:
    """The records to be sent again, with the number of each wish."""
    query = "SELECT tbl, lower(hex(id)), nonce FROM want LIMIT +?"
    return [(tbl, rid, nonce) for tbl, rid, nonce in connection.execute(query, (MAX_WANTED,))]


def is_waiting(connection: Any) -> bool:
    """Whether anything can be sent or must be fetched again."""
    query = f"SELECT EXISTS(SELECT 1 {_SENDABLE}) OR EXISTS(SELECT 1 FROM want)"
    return bool(connection.execute(query, {"held": held(connection)}).fetchone()[0])
