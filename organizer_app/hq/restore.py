"""HQ's backup put back: in one transaction, into SQLite or PostgreSQL, and as a new generation."""

import tarfile
import zlib
from gzip import BadGzipFile, GzipFile
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine, delete, insert, select

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.words import N_
from organizer_app.hq import blobs, erasing, generations
from organizer_app.hq import keys as hq_keys
from organizer_app.hq.backup import FILES, ROWS
from organizer_app.hq.sealed_file import CUT, SealedReader
from organizer_app.hq.tables import facts, metadata


def restore(engine: Engine, folder: Path, source: Path, passphrase: str, *, files: Path, now: int) -> str:
    """Puts a backup in place of what is in the database and begins a new generation. Gives its name.

    What was erased since the backup stays erased. Raises RuleBroken: then the database is as it was.
    """
    with engine.begin() as connection, source.open("rb") as opened:
        sealed = SealedReader(opened, passphrase, source)
        before, marks = _erase_key(connection), erasing.marks(connection)
        stood = generations.standing(connection)
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
        own_keys = b""
        try:
            with tarfile.open(fileobj=GzipFile(fileobj=sealed), mode="r|") as tar:
                for member in tar:
                    found = tar.extractfile(member)
                    data = found.read() if found else b""
                    if member.name == hq_keys.FILE:
                        own_keys = _same_hq(data, folder, source)
                    _take(connection, files, member.name, data, source)
        except (tarfile.TarError, EOFError, zlib.error, BadGzipFile, msgspec.DecodeError):
            raise RuleBroken(CUT, file=source) from None
        sealed.drain()
        if own_keys:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(folder / hq_keys.FILE, own_keys)
        is_same = _erase_key(connection) == before
        return generations.begin(connection, marks if is_same else (), now=now, before=stood)


def _erase_key(connection: Connection) -> str | None:
    return connection.execute(select(facts.c.v).where(facts.c.k == "erase_key")).scalar()


def _same_hq(data: bytes, folder: Path, source: Path) -> bytes:
    own = folder / hq_keys.FILE
    if own.exists() and own.read_bytes() != data:
        raise RuleBroken(
            N_("{file} is a backup of another HQ than the one in {folder}. Restore it into an empty folder."),
            file=source,
            folder=folder,
        )
    return data


def _take(connection: Connection, files: Path, name: str, data: bytes, source: Path) -> None:
    kind, _slash, rest = name.partition("/")
    if kind == ROWS:
        table = metadata.tables.get(rest.partition("/")[0])
        if table is None:
            raise RuleBroken(N_("{file} was written by a newer version of HQ. Install that version."), file=source)
        columns, rows = msgspec.json.decode(data)
        if rows:
            connection.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in rows])
    elif kind == FILES and blobs.HASH.fullmatch(rest):
        file = blobs.path(files, rest)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, data)
