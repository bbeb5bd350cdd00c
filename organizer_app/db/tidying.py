"""After somebody was erased the file is written anew, because SQLite leaves copies of rows where nobody looks.

Deleted rows are overwritten (secure_delete). But where a page was split, what moved to the new page stays in the free
room of the old one, until something else is written there: names too, for years. Only VACUUM leaves nothing.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

UNTIDY = "untidy"  # in sync_state
# Larger files (those of a state) are not written anew by themselves: nobody could write meanwhile, and the new file is
# put together in memory. What is left in theirs can be read with the key alone, and in no backup.
LARGEST = 400 << 20  # bytes
NOTE = f"INSERT INTO sync_state(k, v) VALUES ('{UNTIDY}', '1') ON CONFLICT(k) DO NOTHING"


def tidy(connection: Any, path: Path) -> bool:
    """Writes the file anew when it is noted, on a raw connection outside of a transaction. Returns whether it was.

    On a disk without room for a second file it stays noted, for the next time.
    """
    query = "SELECT 1 FROM sync_state WHERE k = ?"
    if (
        connection.in_transaction
        or path.stat().st_size > LARGEST
        or not connection.execute(query, (UNTIDY,)).fetchone()
    ):
        return False
    with suppress(dbapi2.OperationalError):
        connection.execute("VACUUM")
        connection.execute("DELETE FROM sync_state WHERE k = ?", (UNTIDY,))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return True
    return False
