"""What HQ did with the ops that were sent: the outbox learns it, and the records their new revision."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from organizer_app.db import facts
from organizer_app.domain import buckets
from organizer_app.domain.ids import id_from_text
from organizer_app.sync import wanting
from organizer_app.sync.records import Gone, Key, conflicts_about, erase, existing, revisions, set_revisions
from organizer_app.sync.shapes import SHAPES
from organizer_app.wire.protocol import ERASE, Op, Result

ACKED = "acked"
STATES = {"parked": "parked", "rejected": "refused", "erased": "erased"}  # any other result: acked


@dataclass(slots=True)
class Acked:
    """Counts of one answer, the tables whose records changed by it, and who was erased, for `records.take_out`."""

    sent: int = 0
    refused: int = 0
    tables: set[str] = field(default_factory=set)
    gone: list[Gone] = field(default_factory=list)


@dataclass(slots=True)
class _Changes:
    revisions: dict[Key, tuple[str, int]] = field(default_factory=dict)
    moved_back: list[tuple[str, Key]] = field(default_factory=list)
    wanted: set[Key] = field(default_factory=set)
    erased: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    outbox: list[tuple[str, str | None, int, str | None, str, str]] = field(default_factory=list)


def take(connection: Any, ops: Sequence[Op], results: Sequence[Result], hq_now: int) -> Acked:
    """Takes the results that belong to the ops of a request; those that came before change nothing."""
    waiting = _still_waiting(connection, [op.op_id for op in ops])
    fresh = [(op, result) for op, result in zip(ops, results, strict=False) if op.op_id in waiting]
    if not fresh:
        return Acked()
    keys = [(op.tbl, id_from_text(op.id)) for op, _ in fresh]
    standing = revisions(connection, keys)
    here = existing(connection, keys)
    changes = _Changes()
    gen = facts.get(connection, facts.GEN)
    for (op, result), key in zip(fresh, keys, strict=True):
        state = STATES.get(result.status, ACKED)
        why = None if state == ACKED else result.why or None
        changes.outbox.append((state, why, hq_now, taken_as(result, gen), op.op_id, op.bucket))
        _note(changes, op, result, key, standing, here)
        if op.kind == ERASE and result.status in ("parked", "rejected"):
            changes.wanted |= conflicts_about(connection, key)
        if waiting[op.op_id] != op.bucket and op.tbl in SHAPES:
            changes.moved_back.append((op.bucket, key))
    gone = _write(connection, changes, hq_now)
    # A bucket that HQ took something into is known from now on, so that it can be taken back before it was ever read.
    taken_in = {op.bucket for op, result in fresh if result.rev is not None}
    connection.executemany("INSERT OR IGNORE INTO cursor(bucket, ver) VALUES (?, 0)", ((b,) for b in sorted(taken_in)))
    facts.put(connection, facts.LAST_OP, fresh[-1][0].op_id)
    refused = sum(result.status in ("parked", "rejected") for _, result in fresh)
    tables = {"outbox", *changes.erased, *(key[0] for _, key in changes.moved_back)}
    return Acked(len(fresh), refused, tables, gone)


def _note(
    changes: _Changes, op: Op, result: Result, key: Key, standing: dict[Key, tuple[str, int]], here: set[Key]
) -> None:
    """One result's consequence for the record."""
    bucket, rev = standing.get(key, (op.bucket, 0))
    if result.status == "erased" or (op.kind == ERASE and result.rev is not None):
        changes.erased[op.tbl].append(key[1])
    elif is_fetched(op, result, known=key in standing):
        changes.wanted.add(key)
    elif result.rev is None:
        return
    elif confirms(result, rev):
        if key in standing or key in here:
            standing[key] = changes.revisions[key] = (bucket, result.rev)
    elif came_late(result, rev) or is_taken_elsewhere(key, standing, here):
        changes.wanted.add(key)


def taken_as(result: Result, gen: str) -> str | None:
    """The revision that a generation of HQ gave an op, as JSON; None where it conflicted or was not taken."""
    return f'{{"{gen}":{result.rev}}}' if result.status == "ok" and result.rev is not None else None


def is_fetched(op: Op, result: Result, *, known: bool) -> bool:
    """Whether the record is to be fetched as HQ has it, because this edit does not stand there.

    What was made here and refused stays here, to be put right; so does what only HQ may give to others, such as the
    organisation's name: it is this laptop's own until HQ has one.
    """
    if result.status == "parked":
        return known or not buckets.comes_down(op.bucket)
    return result.status == "rejected" and known


def confirms(result: Result, rev: int) -> bool:
    """Whether HQ's record is now exactly this laptop's: it was clean, and nothing was pulled in between."""
    return result.clean and result.rev == rev + 1


def came_late(result: Result, rev: int) -> bool:
    """Whether the record was pulled with this edit and rebased as if it were unsent: it must be fetched again."""
    return result.rev is not None and rev >= result.rev


def is_taken_elsewhere(key: Key, standing: dict[Key, tuple[str, int]], here: set[Key]) -> bool:
    """Whether HQ took what was made here into a record that this laptop knew nothing of.

    It may stand in another bucket, which was told here long ago or is withdrawn before it is read.
    """
    return key in here and key not in standing


def _still_waiting(connection: Any, op_ids: list[str]) -> dict[str, str]:
    query = """SELECT o.op_id, o.bucket FROM json_each(?) k CROSS JOIN outbox o ON o.op_id = k.value
        WHERE o.state = 'waiting'"""
    return dict(connection.execute(query, (msgspec.json.encode(op_ids).decode(),)).fetchall())


def _write(connection: Any, changes: _Changes, hq_now: int) -> list[Gone]:
    connection.executemany(
        "UPDATE outbox SET state = ?1, why = ?2, acked_at = ?3, bucket = ?6, "  # where it went, and goes with
        "taken = CASE WHEN taken IS NULL OR ?4 IS NULL THEN coalesce(?4, taken) ELSE json_patch(taken, ?4) END "
        "WHERE op_id = ?5",
        changes.outbox,
    )
    # The first op with a place held the whole record: what was captured before, without one, is never sent.
    connection.executemany(
        "UPDATE outbox SET state = 'acked', acked_at = ? FROM (SELECT seq, tbl, id FROM outbox WHERE op_id = ?) sent "
        "WHERE outbox.tbl = sent.tbl AND outbox.id = sent.id AND outbox.seq < sent.seq "
        "AND bucket = 'local' AND state = 'waiting'",
        ((acked_at, op_id) for _state, _why, acked_at, _taken, op_id, _bucket in changes.outbox),
    )
    set_revisions(connection, changes.revisions)
    for bucket, (table, rid) in changes.moved_back:
        connection.execute(f"UPDATE {table} SET bucket = ? WHERE id = ? AND bucket <> ?", (bucket, rid, bucket))
    wanting.want(connection, sorted(changes.wanted))
    return [erase(connection, table, ids, now=hq_now) for table, ids in changes.erased.items()]
