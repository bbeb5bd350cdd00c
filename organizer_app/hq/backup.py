"""HQ's backup: every table, the keys and the files in one sealed file, from SQLite or PostgreSQL and into either."""

import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from gzip import GzipFile
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Table, select

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import flush, sync_folder
from organizer_app.domain.words import N_
from organizer_app.hq import blobs
from organizer_app.hq import keys as hq_keys
from organizer_app.hq.sealed_file import MAGIC, SealedWriter
from organizer_app.hq.tables import metadata

PART = 20_000  # rows in one part, so that memory stays small
PACKING = 3
ROWS, FILES = "rows", "files"


@dataclass(frozen=True)
class Made:
    """A backup that was written: rows, files and bytes."""

    path: Path
    rows: int
    files: int
    bytes: int


def write(engine: Engine, folder: Path, dest: Path, passphrase: str, *, files: Path | None) -> Made:
    """Backs up what is there now, while HQ goes on. `files` is the folder of photos and kit files, or None for none.

    Raises RuleBroken; a file of that name that is no backup of HQ is not replaced.
    """
    if dest.exists() and not _is_backup(dest):
        raise RuleBroken(N_("{file} exists and is not a backup. Choose another name."), file=dest)
    part = dest.with_name(f"{dest.name}.part")
    rows = count = 0
    try:
        with part.open("wb") as target:
            sealed = SealedWriter(target, passphrase)
            with (
                GzipFile(fileobj=sealed, mode="wb", compresslevel=PACKING, mtime=0) as packed,
                tarfile.open(fileobj=packed, mode="w|") as tar,
            ):
                _add(tar, hq_keys.FILE, (folder / hq_keys.FILE).read_bytes())
                rows = _add_tables(tar, engine)
                count = _add_files(tar, files) if files else 0
            sealed.finish()
            flush(target)
        part.replace(dest)
        sync_folder(dest.absolute().parent)
    finally:
        part.unlink(missing_ok=True)
    return Made(dest, rows, count, dest.stat().st_size)


def _is_backup(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(len(MAGIC)) == MAGIC


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))


def _add_tables(tar: tarfile.TarFile, engine: Engine) -> int:
    """All tables as one moment saw them."""
    total = 0
    with engine.connect().execution_options(readonly=True) as connection:
        for table in metadata.sorted_tables:
            for number, rows in enumerate(_parts(connection, table)):
                columns = [str(column.name) for column in table.c]
                _add(tar, f"{ROWS}/{table.name}/{number:06}", msgspec.json.encode([columns, rows]))
                total += len(rows)
    return total


def _parts(connection: Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    for part in connection.execute(select(table), execution_options={"yield_per": PART}).partitions():
        yield [tuple(row) for row in part]


def _add_files(tar: tarfile.TarFile, files: Path) -> int:
    found = [file for file in sorted(files.glob("*/*")) if blobs.HASH.fullmatch(file.name)]
    for file in found:
        tar.add(file, f"{FILES}/{file.name}")
    return len(found)
