"""HQ was restored: what it may have forgotten is sent again, everything is pulled again, and the rest asked for."""

from typing import Any

import msgspec

from organizer_app.db import facts
from organizer_app.db.outbox import send_again_sql
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.sync.shapes import SHAPES
from organizer_app.sync.wanting import NONCE

KEEP_DAYS = 90  # what HQ acknowledged is kept so long, to be sent again
KEEP_MS = KEEP_DAYS * 86_400_000
# The revision of a record that HQ has not confirmed since; less: UNSEEN - 1 - its revision in the generation before.
UNSEEN = -1
NEW_GENERATION, IDLE_CHECK = "generation", "check"

BLANKED = "kind = 'patch' AND f = '{}' AND was IS NULL"  # its bucket was taken from this laptop, or it was erased
NEVER_AGAIN = f"bucket = '{LOCAL_BUCKET}' OR ({BLANKED})"  # of what was sent, or captured without a place

_UNSEEN = f"""FROM sync_row s WHERE s.rev <= {UNSEEN} AND NOT EXISTS (
    SELECT 1 FROM outbox o WHERE o.tbl = s.tbl AND o.id = s.id AND o.state = 'waiting')"""


def is_stale(own: str, answered: str) -> bool:
    """Whether an answer speaks of another generation than this laptop knows; an old one may come late, in a file."""
    return own not in ("", answered)


def change(connection: Any, gen: str) -> bool:
    """Goes over to HQ's generation (a refusal generation-changed names it), in a transaction of its own.

    Returns False when this laptop is there already. The first generation a laptop learns requeues nothing.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        own = facts.get(connection, facts.GEN)
        if gen != own:
            if own:
                _begin_again(connection, own)
            adopt(connection, gen)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return gen != own


def restart(connection: Any, buckets: list[str]) -> None:
    """After a refusal cursor-expired, in a transaction of its own: HQ went back in time without saying so.

    What it may have forgotten is sent again, and the buckets it names are pulled from their beginning.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        requeue(connection)
        read_again(connection, buckets)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def adopt(connection: Any, gen: str) -> None:
    """From now on edits are made in this generation. People without a place are asked for when it is another one: HQ is
    told nothing of them, and one may have been placed and erased before this laptop, or HQ, was restored.
    """
    if gen != facts.get(connection, facts.GEN):
        connection.execute(
            f"INSERT OR IGNORE INTO want(tbl, id, nonce) SELECT tbl, id, {NONCE} FROM outbox "
            f"WHERE tbl = 'members' AND bucket = '{LOCAL_BUCKET}' AND state = 'waiting'"
        )
    facts.put(connection, facts.GEN, gen)
    connection.execute("UPDATE capture SET gen = ?", (gen,))


def _begin_again(connection: Any, own: str) -> None:
    requeue(connection)
    before = facts.get(connection, facts.GEN_BEFORE) or own
    connection.execute(f"UPDATE outbox SET base = max(0, {UNSEEN} - 1 - base), gen = ? WHERE base < 0", (before,))
    connection.execute("UPDATE outbox SET gen = ? WHERE gen = ''", (own,))  # made before this laptop knew of any
    # An edit of a record that HQ has not named yet is made by somebody who had seen it as it was before.
    connection.execute(f"UPDATE sync_row SET rev = CASE WHEN rev < 0 THEN {UNSEEN} ELSE {UNSEEN} - 1 - rev END")
    facts.put(connection, facts.GEN_BEFORE, own)
    connection.execute("UPDATE cursor SET ver = 0")
    # The sweep asks anew for what HQ had named. What it never had, and was asked for, nobody else asks for.
    connection.execute("DELETE FROM want WHERE (tbl, id) IN (SELECT tbl, id FROM sync_row)")
    facts.put(connection, facts.SWEEP, NEW_GENERATION)
    facts.put(connection, facts.SETTLED, "")  # else the idle check would compare what is not yet confirmed again


def seen(base: int, gen: str, before: str) -> tuple[int, str]:
    """The revision that an edit's editor had seen and the generation that counted it; `before`: the one before."""
    return (base, gen) if base >= 0 else (max(0, UNSEEN - 1 - base), before or gen)


def requeue(connection: Any) -> None:
    """Every op that is still kept waits again, in its old order; of what was blanked with its bucket, nothing is, nor
    of what was captured before its record had a place: the first op with a place held it whole.
    """
    connection.execute(
        "UPDATE outbox SET state = 'waiting', why = NULL, acked_at = NULL "
        f"WHERE state <> 'waiting' AND NOT ({NEVER_AGAIN})"
    )
    facts.put(connection, facts.LAST_OP, facts.get(connection, facts.PRUNED_OP))


def read_again(connection: Any, buckets: list[str]) -> None:
    """Pulls buckets from their beginning, because the idle check found a difference."""
    for bucket in buckets:
        connection.execute(f"UPDATE sync_row SET rev = {UNSEEN} WHERE bucket = ?", (bucket,))
        connection.execute("UPDATE cursor SET ver = 0 WHERE bucket = ?", (bucket,))
    if buckets and not facts.get(connection, facts.SWEEP):
        facts.put(connection, facts.SWEEP, IDLE_CHECK)


def sweep(connection: Any, now: int) -> bool:
    """Asks for every record that HQ did not name again; an answer "none" removes it. Call when all is pulled.

    After a new generation, a record older than what laptops keep of their edits is sent again whole instead: nobody
    else can, if HQ's backup was that old. So is one that HQ moved out of a bucket with which its edits were blanked.
    Returns whether there was anything to do.
    """
    why = facts.get(connection, facts.SWEEP)
    if not why:
        return False
    if why == NEW_GENERATION:
        _send_old_ones_again(connection, now - KEEP_MS)
    found = connection.execute(f"INSERT OR IGNORE INTO want(tbl, id, nonce) SELECT s.tbl, s.id, {NONCE} {_UNSEEN}")
    facts.put(connection, facts.SWEEP, "")
    return int(found.rowcount) > 0


def _send_old_ones_again(connection: Any, before: int) -> None:
    read_only = facts.get(connection, facts.READ_ONLY, "[]")
    for table, shape in SHAPES.items():
        query = f"""SELECT lower(hex(r.id)) FROM {table} r WHERE r.id IN (SELECT s.id {_UNSEEN}
            AND s.tbl = ?1 AND s.bucket NOT IN (SELECT value FROM json_each(?2))) AND (r.created_at < ?3 OR EXISTS (
            SELECT 1 FROM outbox WHERE tbl = ?1 AND id = r.id AND state <> 'waiting' AND {BLANKED}))"""
        ids = msgspec.json.encode([rid for (rid,) in connection.execute(query, (table, read_only, before))]).decode()
        connection.execute(
            "DELETE FROM sync_row WHERE tbl = ? AND id IN (SELECT unhex(value) FROM json_each(?))", (table, ids)
        )
        connection.execute(send_again_sql(shape.table), {"ids": ids})
