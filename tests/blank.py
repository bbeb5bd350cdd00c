"""A new data folder: a copy of the file that the real migrations made once in this process."""

import secrets
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from organizer_app.db.connect import DATABASE
from organizer_app.db.store import Store

KEYS = 3  # so that the laptops of a test have a key each
_turns = count()


@cache
def _made(_turn: int) -> tuple[bytes, bytes]:
    """The file of an empty database, and its key."""
    key = secrets.token_bytes(32)
    with TemporaryDirectory() as folder:
        Store(Path(folder), key).close()
        return (Path(folder) / DATABASE).read_bytes(), key


def blank(folder: Path, *, operator: str) -> Store:
    """An open, empty, encrypted database in a folder that is there."""
    content, key = _made(next(_turns) % KEYS)
    (folder / DATABASE).write_bytes(content)
    return Store(folder, key, operator=operator)
