"""Backup: one file that holds a checked copy of the database and of its key envelope.

The file is a plain zip, not compressed since encrypted bytes don't shrink: database, envelope, and a manifest with the
hash of the database. One thing to carry, and any unzip tool takes it apart (docs/decisions/003-keys.md).
"""

import hashlib
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from organizer_app.db.connect import DATABASE, explain
from organizer_app.db.copy import Share, backup_database
from organizer_app.db.envelope import ENVELOPE, encode, read
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import flush, sync_folder
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

ENDING = ".organizer-backup.zip"
MANIFEST = "manifest.json"
FORMAT = 1
DAY_SECONDS = 24 * 3600
_CHUNK = 1 << 20


class Manifest(msgspec.Struct, frozen=True):
    """What a backup says of itself: `made_at` in ms UTC; `bytes` and `sha256` (hex) of the database inside."""

    format: int
    made_at: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Backup:
    """A backup that was written and read back; `bytes` and `sha256` are of the whole file."""

    path: Path
    bytes: int
    sha256: str
    made_at: int


def backup(folder: Path, key: bytes, dest: Path, progress: Progress = silent) -> Backup:
    """Backs the data folder up into the file `dest`, while others may be writing.

    The copy is checked before it gets its name, so a file called `dest` is a whole backup. An older backup of that name
    is replaced, any other file is not. Raises RuleBroken, or Cancelled; then `dest` is as it was.
    """
    if dest.exists() and not is_backup(dest):
        raise RuleBroken(N_("{file} exists and is not a backup. Choose another name."), file=dest)
    envelope = encode(read(folder / ENVELOPE))
    _sweep(folder)
    part = dest.with_name(f"{dest.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix="backup-", suffix=".part", dir=folder) as work:
            database = Path(work) / DATABASE
            backup_database(folder / DATABASE, key, database, Share(progress, 0, 2))
            manifest = _pack(database, envelope, part, Share(progress, 2, 4))
        made = _read_back(part, manifest, dest, Share(progress, 3, 4))
        progress.step(1, 1, _("The backup is ready"))  # the last chance to cancel
        part.replace(dest)
        sync_folder(dest.parent)
    except OSError as error:
        raise explain(error, dest) or error from error
    finally:
        part.unlink(missing_ok=True)
    return made


def is_backup(file: Path) -> bool:
    """True when the file is a zip with our manifest in it, readable or not."""
    try:
        with zipfile.ZipFile(file) as packed:
            return MANIFEST in packed.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def copy_hashed(source: IO[bytes], target: IO[bytes] | None, tell: Callable[[int], None]) -> str:
    """Copies in pieces, or only reads; calls `tell` with the bytes done. Returns the SHA-256 in hex."""
    digest, done = hashlib.sha256(), 0
    while piece := source.read(_CHUNK):
        digest.update(piece)
        if target:
            target.write(piece)
        done += len(piece)
        tell(done)
    return digest.hexdigest()


def _pack(database: Path, envelope: bytes, part: Path, progress: Progress) -> Manifest:
    size = database.stat().st_size
    with part.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
            with database.open("rb") as source, packed.open(DATABASE, "w", force_zip64=True) as target:
                sha256 = copy_hashed(source, target, lambda done: progress.step(done, size, _("Writing the backup")))
            packed.writestr(ENVELOPE, envelope)
            manifest = Manifest(FORMAT, now_ms(), size, sha256)
            packed.writestr(MANIFEST, msgspec.json.encode(manifest))
        flush(file)
    return manifest


def _read_back(part: Path, manifest: Manifest, dest: Path, progress: Progress) -> Backup:
    """A worn pendrive takes bytes and gives others: so the file is read once more before it counts."""
    size, text = part.stat().st_size, _("Reading the backup")
    try:
        with zipfile.ZipFile(part) as packed, packed.open(DATABASE) as f:
            same = copy_hashed(f, None, lambda done: progress.step(done, 2 * size, text)) == manifest.sha256
    except zipfile.BadZipFile:
        same = False
    if not same:
        raise RuleBroken(N_("{file} was not written correctly. Use another disk or pendrive."), file=dest)
    with part.open("rb") as f:
        whole = copy_hashed(f, None, lambda done: progress.step(size + done, 2 * size, text))
    return Backup(dest, size, whole, manifest.made_at)


def _sweep(folder: Path) -> None:
    """Removes what a backup left that was killed; a younger one may be another command's, still at work."""
    for left in folder.glob("backup-*.part"):
        if time.time() - left.stat().st_mtime > DAY_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
