"""What other laptops wrote about entries that were merged away follows them to the entry that is kept."""

from collections.abc import Sequence
from typing import Any

from organizer_app.db import facts
from organizer_app.db.store import Store
from organizer_app.services import merging_records

# What changes where something is left behind: a record that came, and a record that somebody wrote here.
STATE = "SELECT (SELECT coalesce(sum(ver), 0) FROM cursor), (SELECT coalesce(max(seq), 0) FROM outbox)"
DONE_AT = "merges_settled"  # at which state of the records this was done last


def settle(store: Store) -> bool:
    """Moves them, as every laptop does that has both; for after an exchange. Gives whether anything goes out."""
    with store.exchanging() as (raw, _tables):
        if facts.get(raw, DONE_AT) == _state(raw.execute(STATE).fetchone()):
            return False
    with store.upkeep() as session:
        changed = merging_records.settle(session)
        done_at = _state(session.connection().exec_driver_sql(STATE).one())
    with store.exchanging() as (raw, _tables):
        facts.put(raw, DONE_AT, done_at)
    return changed > 0


def _state(row: Sequence[Any]) -> str:
    return ":".join(map(str, row))
