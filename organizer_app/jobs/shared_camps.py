"""Camps above a district around an exchange with HQ: what was brought home, what is told anew, what has to go."""

from collections.abc import Sequence
from typing import Any

from organizer_app.db import facts
from organizer_app.db.store import Store
from organizer_app.domain.clock import now_ms
from organizer_app.services import camp_records, shared_camps
from organizer_app.sync import scope

STATE = "SELECT (SELECT coalesce(sum(ver), 0) FROM cursor), (SELECT coalesce(max(seq), 0) FROM outbox)"
DONE_AT = "camps_settled"  # at which state of the records this was done last


def settle(store: Store) -> bool:
    """Keeps this laptop's own people's part of camps that were closed, and tells others what changed about its people.

    Only once all that HQ has was read: half a camp would be kept as if it were all. Gives whether anything was written
    that is to go out.
    """
    with store.reading() as session:
        if not shared_camps.any_to_settle(session):
            return False
    with store.exchanging() as (raw, _tables):
        if facts.get(raw, facts.SETTLED) != "1" or facts.get(raw, DONE_AT) == _state(raw.execute(STATE).fetchone()):
            return False
    with store.upkeep() as session:
        changed = camp_records.bring_home(session) + camp_records.refresh(session)
        session.flush()
        done_at = _state(session.connection().exec_driver_sql(STATE).one())  # what is changed after this is looked at
    with store.exchanging() as (raw, _tables):
        facts.put(raw, DONE_AT, done_at)
    return changed > 0


def _state(row: Sequence[Any]) -> str:
    """The same text as long as nothing came and nobody changed anything here."""
    return ":".join(map(str, row))


def purge_old(store: Store) -> None:
    """Removes camps that were closed 30 days ago, by the clock, when HQ can't be heard; what is kept at home stays."""
    now = now_ms()
    with store.exchanging() as (raw, _tables):
        if not scope.old_camps(raw, now):
            return
    settle(store)
    with store.exchanging() as (raw, tables):
        tables |= scope.purge_old_camps(raw, now)
