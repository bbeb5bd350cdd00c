"""When all is quiet, once a day: do laptop and HQ hold the same records at the same revisions?"""

from typing import Any

from organizer_app.db import facts
from organizer_app.sync import outgoing
from organizer_app.wire.protocol import check

EVERY_MS = 24 * 3_600_000


def is_due(connection: Any, now: int) -> bool:
    """Whether nothing waits, everything was pulled, and the last check is a day old (or lies in the future)."""
    if facts.get(connection, facts.SETTLED) != "1" or outgoing.is_waiting(connection):
        return False
    return not 0 <= now - int(facts.get(connection, facts.CHECKED_AT, "0")) < EVERY_MS


def note(connection: Any, now: int, *, checked: bool) -> None:
    """Starts the day anew: after a check, and when a laptop is through with its first pull."""
    if checked or not facts.get(connection, facts.CHECKED_AT):
        facts.put(connection, facts.CHECKED_AT, now)


def sums(connection: Any) -> dict[str, tuple[int, str]]:
    """Count and hash of the records of every bucket this laptop holds."""
    query = "SELECT lower(hex(id)), rev FROM sync_row WHERE bucket = ?"
    buckets = [bucket for (bucket,) in connection.execute("SELECT bucket FROM cursor").fetchall()]
    return {bucket: check(connection.execute(query, (bucket,))) for bucket in buckets}
