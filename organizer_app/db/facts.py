"""Small facts about sync that live in sync_state, read and written through a raw connection."""

from typing import Any

import msgspec

GEN = "gen"  # HQ's generation, as this laptop knows it
GEN_BEFORE = "gen_before"  # the one before: what revisions below UNSEEN count
LAST_OP = "last_op"  # the op before the first one that waits
PRUNED_OP = "pruned_op"  # the newest op that is no longer kept
SWEEP = "sweep"  # why records that HQ did not send again must be asked for: a new generation, or the idle check
GRANTED, READ_ONLY = "buckets", "buckets_ro"
HELD = "buckets_held"  # every bucket that was granted once, since this laptop joined
LEFT = "buckets_left"  # taken from this laptop by the answer to edits in them: what was sent is forgotten with the next
SCHEMA = "schema"  # the version of the tables that the last exchange was made with
UNKNOWN = "unknown_tables"  # tables of a newer HQ whose rows were passed over
EXCHANGED_AT, CHECKED_AT = "exchanged_at", "checked_at"  # by this laptop's clock
AHEAD = "hq_ahead"  # how far HQ's clock is ahead of this laptop's: a domain.hq_clock.Ahead as text
SETTLED = "settled"  # "1" when the last exchange left nothing to send or to fetch
ERROR = "error"
ASKED = "asked_hq"  # the HQ that was asked by file to take this laptop in


def get(connection: Any, name: str, default: str = "") -> str:
    """A fact as text."""
    row = connection.execute("SELECT v FROM sync_state WHERE k = ?", (name,)).fetchone()
    return str(row[0]) if row else default


def put(connection: Any, name: str, value: object) -> None:
    """Sets a fact; "" forgets it."""
    if value == "":
        connection.execute("DELETE FROM sync_state WHERE k = ?", (name,))
        return
    upsert = "INSERT INTO sync_state(k, v) VALUES (?, ?) ON CONFLICT(k) DO UPDATE SET v = excluded.v"
    connection.execute(upsert, (name, str(value)))


def numbers(connection: Any, fact: str) -> dict[str, int]:
    """A fact that is a number for each of some words."""
    return dict(msgspec.json.decode(get(connection, fact, "{}")))


def put_numbers(connection: Any, fact: str, values: dict[str, int]) -> None:
    """Sets a fact that is a number for each of some words."""
    put(connection, fact, msgspec.json.encode(values).decode() if values else "")


def names(connection: Any, fact: str) -> list[str]:
    """A fact that is a list of words."""
    return list(msgspec.json.decode(get(connection, fact, "[]")))


def put_names(connection: Any, fact: str, values: list[str]) -> None:
    """Sets a fact that is a list of words, sorted."""
    put(connection, fact, msgspec.json.encode(sorted(values)).decode() if values else "")
