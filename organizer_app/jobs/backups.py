"""Backups a person asks for, and when the last one was made."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from organizer_app.db.backup import ENDING, Backup, backup
from organizer_app.db.copy import Share
from organizer_app.db.store import Store
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_

RECORD = "last-backup.json"


class LastBackup(msgspec.Struct, frozen=True):
    """When (ms UTC), where, and how large in bytes."""

    at: int
    file: str
    bytes: int


def make(store: Store, progress: Progress = silent, *, dest: Path) -> LastBackup:
    """Writes a verified backup to a file, or under a dated name into a folder, and remembers it. A file that is owed to
    be written anew, because somebody was erased, is so first, when the disk has room for it.

    Raises RuleBroken when it would lie beside the data itself, where a broken disk takes both; or Cancelled.
    """
    file = dest / suggested_name() if dest.is_dir() else dest
    if store.folder.absolute() in file.absolute().parents:
        raise RuleBroken(
            N_("{file} lies in the data folder itself. Choose a pendrive or another disk."), file=file.name
        )
    if store.is_untidy():
        with suppress(RuleBroken):  # stays owed; the backup holds no such copies anyway
            store.write_anew(Share(progress, 0, 2))
        progress = Share(progress, 1, 2)
    return remember(store.folder, backup(store.folder, store.key, file, progress))


def remember(folder: Path, made: Backup) -> LastBackup:
    """Notes a backup of this data folder, so that the window can say when the last one was made."""
    last = LastBackup(made.made_at, str(made.path.absolute()), made.bytes)
    write_whole(folder / RECORD, msgspec.json.encode(last))
    return last


def last(folder: Path) -> LastBackup | None:
    """The last backup of this data folder; None when there was none, or nobody knows."""
    try:
        return msgspec.json.decode((folder / RECORD).read_bytes(), type=LastBackup)
    except (OSError, msgspec.DecodeError):
        return None


def suggested_name() -> str:
    """A dated name for a backup: "2026-11-22-0930.organizer-backup.zip"."""
    return datetime.fromtimestamp(now_ms() / 1000).strftime("%Y-%m-%d-%H%M") + ENDING
