"""Records that HQ shall send again, because this laptop can't know what they are like now."""

from collections.abc import Iterable
from typing import Any

NONCE = "(random() & 0x3fffffffffffffff)"  # the protocol takes numbers below 2 ** 62


def want(connection: Any, records: Iterable[tuple[str, bytes]]) -> None:
    """Asks for records (table, id); one that is asked for already keeps its number."""
    connection.executemany(f"INSERT OR IGNORE INTO want(tbl, id, nonce) VALUES (?, ?, {NONCE})", records)


def forget(connection: Any, records: Iterable[tuple[str, bytes]]) -> None:
    """Asks no longer; answers on their way don't count then."""
    connection.executemany("DELETE FROM want WHERE tbl = ? AND id = ?", records)


def is_answered(connection: Any, table: str, record: bytes, nonce: int) -> bool:
    """Takes the wish an answer belongs to off the list; False when it is not pending any more."""
    done = connection.execute("DELETE FROM want WHERE tbl = ? AND id = ? AND nonce = ?", (table, record, nonce))
    return int(done.rowcount) > 0
