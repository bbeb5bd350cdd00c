"""Opens the encrypted file, and puts into one sentence what the driver says when it can't."""

import errno
import os
import sys
from pathlib import Path

from sqlalchemy import Connection as AlchemyConnection
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool
from sqlcipher3 import dbapi2

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.memory import give_back_small

DATABASE = "organizer.db"
RESTORING = "restoring-"  # the folder that db/restore.py makes for the time of a swap
KEY_BYTES = 32
BUSY_SECONDS = 5

_PRAGMAS = (
    "cipher_log_level=NONE",  # else a wrong key writes to stderr
    f"busy_timeout={BUSY_SECONDS * 1000}",
    "journal_mode=wal",
    "temp_store=memory",  # sorted names never reach an unencrypted temporary file
    "journal_size_limit=67108864",
    "trusted_schema=off",
    "cell_size_check=on",
    "secure_delete=on",
)
CACHE = 65536  # KiB of pages that a connection keeps when it writes, or stands alone
_ROOM = "room"  # beside a connection of the engine: KiB, where they are more than these
SEARCHING = 2048  # KiB while a search compares several lists of the full-text index; a fifth faster than with 512
STATEMENTS = 150  # kept compiled, and half as many more until they are sorted out: 27 KB each; an hour's work uses 160
READING = 512  # KiB for a connection of the open window while it reads: it has two or three of them
# Rows arrive in no order of the indexes: each batch touches most pages of them, so they stay in memory (192 MB), and a
# page that several batches change is copied into the file once.
_BULK = ("synchronous=normal", "cache_size=-196608", "wal_autocheckpoint=16000")
_ALONE = ("synchronous=full", f"cache_size=-{CACHE}")

_WRONG_KEY = N_(
    "This key does not open {file}: the file belongs to other data or is damaged. Restore a backup of this data."
)
_PLAIN = N_("{file} is not encrypted, so it is not a file of this program. Move it elsewhere and restore a backup.")
_DAMAGED = N_("{file} is damaged. Stop entering data and restore the last backup.")
_BUSY = N_("{file} is in use by another program. Wait until it has finished and try again.")
_FULL = N_("The disk that holds {file} is full. Free some space and try again; nothing was saved.")
_READ_ONLY = N_("{file} can't be written. Ask for write permission on its folder, or choose another folder.")
_NO_FOLDER = N_("{file} can't be opened. Check that its folder exists and that you may write there.")
_DISK = N_("The disk failed while reading or writing {file}. Check the disk, then restore a backup to another one.")

_BEING_RESTORED = N_(
    "A backup is being restored into {folder}. Try again; if this stays, open the program's window: it completes that."
)

_SENTENCES = {
    dbapi2.SQLITE_PERM: _READ_ONLY,
    dbapi2.SQLITE_BUSY: _BUSY,
    dbapi2.SQLITE_LOCKED: _BUSY,
    dbapi2.SQLITE_READONLY: _READ_ONLY,
    dbapi2.SQLITE_IOERR: _DISK,
    dbapi2.SQLITE_CORRUPT: _DAMAGED,
    dbapi2.SQLITE_FULL: _FULL,
    dbapi2.SQLITE_CANTOPEN: _NO_FOLDER,
}
_ERRNO_SENTENCES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: N_("{file} is too big for this disk: a pendrive in FAT32 format holds files up to 4 GB. Use another."),
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.EIO: _DISK,
}


def connect(path: Path, key: bytes, *, bulk: bool = False, foreign_keys: bool = True) -> dbapi2.Connection:
    """A driver connection in autocommit; the file is made when there is none.

    `key`: 32 bytes. `bulk`: synchronous NORMAL and a larger cache, for imports that checkpoint at the end. The thread
    that uses the connection may change, two at once may not.
    Raises RuleBroken when the key is wrong, the file is no database of ours, or the folder can't be written.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"the key has {len(key)} bytes, not {KEY_BYTES}")
    connection = None
    try:
        if any(path.parent.glob(f"{RESTORING}*")):  # else a reader would make an empty file between two of its steps
            raise RuleBroken(_BEING_RESTORED, folder=path.parent)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # SQLite would leave it readable by everyone
        connection = dbapi2.connect(str(path), isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False)
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        if not connection.execute("PRAGMA cipher_version").fetchone():
            raise RuntimeError("the SQLite driver has no encryption: nothing is written")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        for pragma in _BULK if bulk else _ALONE:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA foreign_keys={'on' if foreign_keys else 'off'}")
        if sys.platform == "darwin":
            connection.execute("PRAGMA fullfsync=1")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the first page shows whether the key fits
    except BaseException as error:
        if connection is not None:
            connection.close()
        sentence = explain(error, path)
        if sentence:
            raise sentence from error
        raise
    return connection


def engine(path: Path, key: bytes) -> Engine:
    """An engine on the file: a transaction is BEGIN IMMEDIATE, or BEGIN with execution_options(readonly=True).

    A deferred transaction that starts to write fails at once when another writer was faster, whatever the busy
    timeout: so writers ask first. Values are hidden in error texts, which end in logs. Only who writes keeps many
    pages in memory, and for as long as it writes; whoever reads next gets the connection that was used last, with its
    pages.
    """
    made = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_use_lifo=True,
        hide_parameters=True,
        query_cache_size=STATEMENTS,
    )

    @event.listens_for(made, "connect")
    def _connect(connection: dbapi2.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA cache_size=-{READING}")

    @event.listens_for(made, "begin")
    def _begin(connection: AlchemyConnection) -> None:
        if connection.get_execution_options().get("readonly"):
            connection.exec_driver_sql("BEGIN")
        else:
            take_room(connection.connection)
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(made, "checkin")
    def _checkin(connection: dbapi2.Connection | None, record: ConnectionPoolEntry) -> None:
        if connection is not None:  # None: it broke
            connection.execute(f"PRAGMA cache_size=-{READING}")
        if record.info.pop(_ROOM, READING) == CACHE:  # less is not worth the walk through all blocks
            give_back_small()

    return made


def take_room(pooled: PoolProxiedConnection, kib: int = CACHE) -> None:
    """Lets who writes, or asks through much of the roster, keep many pages, until the connection is given back."""
    if kib > pooled.info.get(_ROOM, READING):
        pooled.cursor().execute(f"PRAGMA cache_size=-{kib}")
        pooled.info[_ROOM] = kib


def explain(error: BaseException, path: Path) -> RuleBroken | None:
    """The sentence for a failure of the file or its disk; None for anything else (a wrong statement is our fault)."""
    if isinstance(error, DBAPIError):
        error = error.orig or error
    if isinstance(error, OSError):
        sentence = _ERRNO_SENTENCES.get(error.errno or 0, _NO_FOLDER)
    elif isinstance(error, dbapi2.DatabaseError):
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF  # the low byte; the rest says where
        if code == dbapi2.SQLITE_NOTADB:
            sentence = _PLAIN if _is_plain(path) else _WRONG_KEY
        elif code in _SENTENCES:
            sentence = _SENTENCES[code]
        else:
            return None
    else:
        return None
    return RuleBroken(sentence, file=path)


def _is_plain(path: Path) -> bool:
    with path.open("rb") as f:
        return f.read(16) == b"SQLite format 3\0"
