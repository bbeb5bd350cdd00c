"""What this laptop may hold: buckets that are no longer granted are purged; their unsent ops are still sent."""

from collections.abc import Iterable, Set
from typing import Any

from organizer_app.db import facts
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.models.capture import SENDABLE
from organizer_app.sync.shapes import SHAPES
from organizer_app.sync.wanting import NONCE

DAY_MS = 86_400_000
CAMPS_KEPT_MS = 30 * DAY_MS


def cursors(connection: Any) -> dict[str, int]:
    """How far each bucket was read."""
    return dict(connection.execute("SELECT bucket, ver FROM cursor").fetchall())


def save_cursors(connection: Any, start: dict[str, int], reached: dict[str, int], granted: Iterable[str]) -> None:
    """Moves the cursors of buckets whose page was taken, never back; a new bucket begins at 0."""
    have = cursors(connection)
    allowed = set(granted)
    moved = [
        (bucket, ver if start.get(bucket, 0) <= have.get(bucket, 0) else 0)
        for bucket, ver in reached.items()
        if bucket in allowed
    ]
    connection.executemany(
        "INSERT INTO cursor(bucket, ver) VALUES (?, ?) ON CONFLICT(bucket) DO UPDATE SET ver = max(ver, excluded.ver)",
        moved,
    )


def told_since(connection: Any, asked: dict[str, int], granted: Iterable[str]) -> list[str]:
    """The buckets that an answer does not name because it is older than another one that was taken.

    An answer may come late, in a file. `asked`: the cursors in its request. What was read meanwhile was granted by a
    later answer; the next answer names it, or not.
    """
    reached = cursors(connection)
    return [bucket for bucket in sorted(reached.keys() - set(granted)) if reached[bucket] != asked.get(bucket)]


def purge(connection: Any, granted: Iterable[str], sent_to: Set[str]) -> set[str]:
    """Removes what lies in buckets that are not granted any more; returns the tables that changed.

    Besides the buckets that were read, those of the ops just sent: one may be withdrawn before it was ever read. What
    was sent just now is kept until `forget_left`: HQ may have been restored before this answer was read, most of all
    out of a file, and nobody else has what HQ could not place.
    """
    tables: set[str] = set()
    left = facts.numbers(connection, facts.LEFT)
    for bucket in sorted((cursors(connection).keys() | sent_to) - set(granted) - {LOCAL_BUCKET}):
        tables |= _purge_bucket(connection, bucket)
        if bucket in sent_to:
            (left[bucket],) = connection.execute(f"SELECT {NONCE}").fetchone()
        else:
            _forget_sent(connection, bucket)
    facts.put_numbers(connection, facts.LEFT, left)
    # Known from the first op that went there, whatever became of that: it may be withdrawn before it was ever read.
    known = sorted(sent_to & set(granted))
    connection.executemany("INSERT OR IGNORE INTO cursor(bucket, ver) VALUES (?, 0)", ((bucket,) for bucket in known))
    return tables


def forget_left(connection: Any, told: dict[str, int], granted: Iterable[str], sent_to: Set[str]) -> None:
    """Forgets what was sent in buckets lost by an answer before: HQ has it, as it answers a request made since.

    `told`: the buckets in the request, with the number of each loss. One that is granted again is forgotten when it is
    lost again.
    """
    left = facts.numbers(connection, facts.LEFT)
    again = left.keys() & set(granted)
    for bucket in sorted(left.keys() - again - sent_to):
        if told.get(bucket) == left[bucket]:
            _forget_sent(connection, bucket)
            del left[bucket]
    for bucket in sorted(again):
        connection.execute("INSERT OR IGNORE INTO cursor(bucket, ver) VALUES (?, 0)", (bucket,))
        del left[bucket]
    facts.put_numbers(connection, facts.LEFT, left)


def _forget_sent(connection: Any, bucket: str) -> None:
    """What was sent holds the same people's data, and no erasure would reach it here any more."""
    forget = "UPDATE outbox SET f = '{}', was = NULL WHERE kind = 'patch' AND state <> 'waiting' AND bucket = ?"
    connection.execute(forget, (bucket,))


def _purge_bucket(connection: Any, bucket: str) -> set[str]:
    changed = set()
    for table in SHAPES:
        done = connection.execute(
            f"DELETE FROM {table} WHERE id IN (SELECT id FROM sync_row WHERE tbl = ? AND bucket = ?) OR (bucket = ? "
            f"AND NOT EXISTS (SELECT 1 FROM sync_row s WHERE s.tbl = ? AND s.id = {table}.id))",
            (table, bucket, bucket, table),
        )
        if done.rowcount:
            changed.add(table)
    # What was captured of people before they had a place holds the same data, and no erasure would reach it here; nor
    # would one reach what HQ refused of them, wherever that went.
    connection.execute(
        f"""UPDATE outbox SET f = '{{}}', was = NULL WHERE kind = 'patch' AND state <> 'waiting'
        AND (bucket = '{LOCAL_BUCKET}' OR state NOT IN ('acked', 'parked'))
        AND ((tbl, id) IN (SELECT tbl, id FROM sync_row WHERE bucket = ?1) OR EXISTS (
        SELECT 1 FROM outbox p WHERE p.tbl = outbox.tbl AND p.id = outbox.id AND p.bucket = ?1))""",
        (bucket,),
    )
    connection.execute("DELETE FROM want WHERE (tbl, id) IN (SELECT tbl, id FROM sync_row WHERE bucket = ?)", (bucket,))
    connection.execute("DELETE FROM sync_row WHERE bucket = ?", (bucket,))
    about = "UPDATE acts SET about = '' WHERE about <> '' AND tx IN (SELECT tx FROM outbox WHERE bucket = ?)"
    connection.execute(about, (bucket,))
    connection.execute("DELETE FROM cursor WHERE bucket = ?", (bucket,))
    return changed


def old_camps(connection: Any, now: int) -> list[str]:
    """The buckets of camps above a district that were closed or cancelled 30 days ago.

    By this laptop's clock, and only while HQ has not been heard of for a day: else HQ tells, by its own clock. Not one
    with changes that were not sent, nor one that no HQ knows of.
    """
    heard = int(facts.get(connection, facts.EXCHANGED_AT, "0"))
    if 0 <= now - heard < DAY_MS:
        return []
    query = f"""SELECT DISTINCT c.bucket FROM camps c JOIN cursor k ON k.bucket = c.bucket
        WHERE c.bucket LIKE 'camp:%' AND c.status IN ('closed', 'cancelled') AND c.changed_at < ?
        AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.{SENDABLE.replace("AND ", "AND o.")} AND o.bucket = c.bucket)"""
    return [bucket for (bucket,) in connection.execute(query, (now - CAMPS_KEPT_MS,)).fetchall()]


def purge_old_camps(connection: Any, now: int) -> set[str]:
    """Removes them, in one transaction; returns the tables that changed. What a district keeps of them stays."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE capture SET applying = 1, tx = NULL")
    tables: set[str] = set()
    for bucket in old_camps(connection, now):
        tables |= _purge_bucket(connection, bucket)
        _forget_sent(connection, bucket)
    connection.execute("UPDATE capture SET applying = 0")
    connection.execute("COMMIT")
    return tables


def remember(connection: Any, granted: list[str], read_only: list[str], held: list[str]) -> None:
    """Keeps what HQ grants, for people to see; of what it `held` besides, what it knew of it."""
    before = facts.names(connection, facts.READ_ONLY)
    facts.put_names(connection, facts.GRANTED, [*granted, *held])
    facts.put_names(connection, facts.READ_ONLY, [*read_only, *(bucket for bucket in held if bucket in before)])
