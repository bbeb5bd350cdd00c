"""Backups a person asks for: where they go on this laptop, and when the last one was made."""

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

RECORD, KEPT = "last-backup.json", "backup-folder.json"


class LastBackup(msgspec.Struct, frozen=True):
    """When (ms UTC), where, and how large in bytes."""

    at: int
    file: str
    bytes: int


def make(store: Store, progress: Progress = silent, *, dest: Path | None = None) -> LastBackup:
    """Writes a verified backup to a file, or under a dated name into a folder, the kept one by default, and remembers
    it. A file that is owed to be written anew, because somebody was erased, is so first, when the disk has room for it.

    Raises RuleBroken when it would lie beside the data itself, where a broken disk takes both, or when the kept folder
    is not there; or Cancelled.
    """
    dest = dest or in_kept_folder(store.folder)
    file = dest / suggested_name() if dest.is_dir() else dest
    _refuse_data_folder(store.folder, file)
    if store.is_untidy():
        with suppress(RuleBroken):  # stays owed; the backup holds no such copies anyway
            store.write_anew(Share(progress, 0, 2))
        progress = Share(progress, 1, 2)
    return remember(store.folder, backup(store.folder, store.key, file, progress))


def keep_folder(store: Store, progress: Progress = silent, *, dest: Path) -> Path:
    """Keeps the folder that backups of this data go to; beside the data, so that it is this laptop's own.

    Raises RuleBroken for a folder within the data folder, or one that is not there.
    """
    progress.step(0, 0)
    _refuse_data_folder(store.folder, dest / KEPT, dest)
    if not dest.is_dir():
        raise _not_there(dest)
    write_whole(store.folder / KEPT, msgspec.json.encode(str(dest.absolute())))
    return dest


def kept_folder(folder: Path) -> Path | None:
    """Where backups of this data folder go, there or not; None when nobody chose."""
    try:
        return Path(msgspec.json.decode((folder / KEPT).read_bytes(), type=str))
    except (OSError, msgspec.DecodeError):
        return None


def in_kept_folder(folder: Path) -> Path:
    """A file with a dated name in the folder that backups go to. Raises RuleBroken when it is not there, or none is."""
    kept = kept_folder(folder)
    if kept is None:
        raise RuleBroken(N_("No folder for backups was chosen on this laptop yet. Choose one."))
    if not kept.is_dir():
        raise _not_there(kept)
    return kept / suggested_name()


def _not_there(folder: Path) -> RuleBroken:
    return RuleBroken(
        N_("{folder} is not there now. Put the pendrive in and try again, or choose another place."), folder=folder
    )


def _refuse_data_folder(data: Path, file: Path, named: Path | None = None) -> None:
    if data.resolve() in file.resolve().parents:
        raise RuleBroken(
            N_("{file} lies in the data folder itself. Choose a pendrive or another disk."), file=(named or file).name
        )


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
