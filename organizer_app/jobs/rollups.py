"""Puts the counts of this laptop's districts where their state sees them: numbers, without people.

Counting reads beside everybody else; the database is held only to write what differs from the last time. It is no act
of a person, so there is nothing to undo. The same counts again write nothing, and while no record changed nothing is
counted.
"""

from collections.abc import Mapping
from typing import Any

from organizer_app.db import facts
from organizer_app.db.store import Store
from organizer_app.domain import buckets
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.rollups import Cell
from organizer_app.services import rollups

_PUT = """INSERT INTO rollups(id, bucket, area_id, wing_id, measure, day, value, as_of, created_at, created_by,
    changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT(id) DO UPDATE SET value = excluded.value, as_of = excluded.as_of, changed_at = excluded.changed_at"""


def put(store: Store) -> int:
    """Counts and writes what is news; returns how many counts changed.

    Nothing is counted on a laptop without a district of its own, nor before all of HQ's records have come: half a
    roster would go up as if it were the whole.
    """
    day, now = today(), now_ms()
    with store.reading() as session:
        mark = rollups.mark(session, day=day)
        last = rollups.last_mark(session)
        if mark is None or mark == last:
            return 0
        as_of = rollups.by_hq_clock(session, now)
        found = {b: rollups.due(session, bucket=b, day=day) for b in rollups.to_count(session, last=last, now=mark)}
    with store.exchanging() as (raw, tables):
        _write(raw, found, as_of, now, store.operator)
        facts.put(raw, rollups.ROLLED_UP, mark)
        changed = sum(map(len, found.values()))
        if changed:
            tables |= {"rollups", "outbox"}
    return changed


def _write(raw: Any, found: Mapping[str, Mapping[Cell, int]], as_of: int, now: int, who: str) -> None:
    """Writes the counts in one transaction, captured like any change, as part of no act."""
    rows = [
        (
            *(cell.record_id(bucket), buckets.shared(bucket)),
            *(cell.area, cell.wing, cell.measure, cell.day and cell.day.isoformat(), value, as_of),
            *(now, who, now, who),
        )
        for bucket, cells in found.items()
        for cell, value in cells.items()
    ]
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE capture SET tx = NULL, usr = ?, applying = 0, bulk = 0", (who,))
    raw.executemany(_PUT, rows)
    raw.execute("COMMIT")
