"""Counts what drives ask for, behind everything, and keeps the numbers for the page that shows them.

Counting reads beside everybody else; the database is held only to write what differs. It is no act of a person, and
while nothing changed nothing is counted.
"""

from collections.abc import Iterable
from typing import Any

from organizer_app.db import facts
from organizer_app.db.store import Store
from organizer_app.domain.clock import now_ms, today
from organizer_app.memory import uncollected
from organizer_app.services import tallies, tallies_kept, tallies_up
from organizer_app.services.tallies import Key, Numbers

_PUT = """INSERT INTO tallies(drive_id, measure, wing_id, post, area_id, day, n) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET n = excluded.n"""
_TAKE = """DELETE FROM tallies
    WHERE drive_id = ? AND measure = ? AND wing_id = ? AND post = ? AND area_id = ? AND day = ?"""


def refresh(store: Store) -> bool:
    """Counts and keeps what differs from before; returns whether anything was counted."""
    day = today()
    with uncollected(), store.reading() as session:
        mark = tallies_kept.mark(session, day=day)
        if mark == tallies_kept.last_mark(session):
            return False
        windows, asked = tallies_kept.wanted(session, day=day)
        here = tallies.count(session, windows=windows, asked=asked, day=day)
        found = tallies_up.added(here, tallies_up.count(session))
        changes = list(tallies.differing(found, tallies_kept.all_kept(session)))
    with store.exchanging() as (raw, tables):
        _write(raw, changes, mark)
        tables.add("tallies")
    return True


def _write(raw: Any, changes: Iterable[tuple[Key, Numbers, list[tuple[bytes, int]]]], mark: str) -> None:
    raw.execute("BEGIN IMMEDIATE")
    for key, changed, gone in changes:
        of = (key.drive, key.what.measure, key.what.wing, key.what.post)
        raw.executemany(_TAKE, ((*of, *at) for at in gone))
        raw.executemany(_PUT, ((*of, *at, number) for at, number in changed.items()))
    facts.put(raw, tallies_kept.MARK, mark)
    facts.put(raw, tallies_kept.COUNTED_AT, now_ms())
    raw.execute("COMMIT")
