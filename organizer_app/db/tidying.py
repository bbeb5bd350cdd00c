"""After somebody was erased the file is written anew, because SQLite leaves copies of rows where nobody looks.

Deleted rows are overwritten (secure_delete). But where a page was split, what moved to the new page stays in the free
room of the old one, until something else is written there: names too, for years. Only VACUUM leaves nothing. What is
owed stays noted in the file itself until it is done: first the writing, then folding in the log, which holds old pages.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from organizer_app.db.connect import explain
from organizer_app.db.copy import Watched
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

UNTIDY = "untidy"  # in sync_state
PAGES, LOG = "1", "log"  # what is owed
# Larger files are not written anew by themselves, since nobody can save meanwhile: a person is asked for the time, or
# it comes before the next backup.
LARGEST = 100 << 20  # bytes
NOTE = (
    f"INSERT INTO sync_state(k, v) VALUES ('{UNTIDY}', '{PAGES}') ON CONFLICT(k) DO UPDATE SET v = excluded.v"  # again
)
_STILL_READ = N_(
    "Copies of what was erased are still in the log of {file}, because something else is reading it. Try again when "
    "that has finished."
)


def is_owed(connection: Any) -> bool:
    """Whether somebody was erased since the file was written anew."""
    return _owed(connection) is not None


def tidy(connection: Any, path: Path) -> bool:
    """Writes a file that is not large anew when it is noted, on a raw connection outside of a transaction.

    Returns whether it was. On a disk without room for a second file it stays noted, for the next time.
    """
    if connection.in_transaction or path.stat().st_size > LARGEST or not is_owed(connection):
        return False
    with suppress(dbapi2.OperationalError, RuleBroken):
        write_anew(connection, path)
        return True
    return False


def write_anew(connection: Any, path: Path, progress: Progress = silent) -> None:
    """Does what is noted, whatever it takes; nothing when nothing is. The caller holds the turn.

    Takes twice the file's size of free disk. Raises Cancelled, and RuleBroken when the disk has no room or when
    somebody reads: then it is still owed.
    """
    try:
        if _owed(connection) == PAGES:
            # The file is put together on the disk, under the same key; in memory it would be as large as the file.
            connection.execute("PRAGMA temp_store=file")
            with Watched(connection, progress, _("Writing the data anew")):
                connection.execute("VACUUM")
            connection.execute("UPDATE sync_state SET v = ? WHERE k = ?", (LOG, UNTIDY))
        if is_owed(connection):
            (busy,) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[:1]
            if busy:
                raise RuleBroken(_STILL_READ, file=path)
            connection.execute("DELETE FROM sync_state WHERE k = ?", (UNTIDY,))
    except dbapi2.DatabaseError as error:
        raise explain(error, path) or error from error
    finally:
        connection.execute("PRAGMA temp_store=memory")


def _owed(connection: Any) -> str | None:
    row = connection.execute("SELECT v FROM sync_state WHERE k = ?", (UNTIDY,)).fetchone()
    return row[0] if row else None
