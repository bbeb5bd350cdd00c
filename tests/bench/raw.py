"""What an import is compared with: raw executemany of its rows into the same encrypted file format: members alone,
without reading a file, without phones, posts, consents, search or outbox."""

import time
from pathlib import Path

from organizer_app.db.connect import connect
from organizer_app.jobs.members_insert import MEMBER_COLUMNS

_AT_ONCE = 25_000  # rows held in memory
_COLUMNS = ", ".join(MEMBER_COLUMNS)
_INSERT = f"INSERT INTO members({_COLUMNS}) VALUES ({', '.join('?' * len(MEMBER_COLUMNS))})"


def insert_again(source_file: Path, key: bytes, folder: Path) -> tuple[int, float]:
    """Inserts everybody of a database into a new one, in one transaction; gives how many, and the CPU seconds."""
    source, raw = connect(source_file, key), connect(folder / "raw.db", key, bulk=True)
    (table,) = source.execute("SELECT sql FROM sqlite_master WHERE name = 'members'").fetchone()
    raw.execute(table)
    people, took = 0, 0.0
    raw.execute("BEGIN")
    found = source.execute(f"SELECT {_COLUMNS} FROM members ORDER BY n")
    while values := found.fetchmany(_AT_ONCE):
        people += len(values)
        began = time.process_time()
        raw.executemany(_INSERT, values)
        took += time.process_time() - began
    began = time.process_time()
    raw.execute("COMMIT")
    took += time.process_time() - began
    raw.close()
    source.close()
    return people, took
