"""Restore: a backup takes the place of the data in the folder, and what was there moves aside, whole.

Everything is read, opened and checked in a folder of its own first. Renaming that folder to `restoring-<time>` decides:
before it nothing has happened, after it `finish_restore` carries on, however often it is stopped.
"""

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from organizer_app.db import os_keyring
from organizer_app.db.backup import FORMAT, MANIFEST, Manifest, copy_hashed
from organizer_app.db.connect import DATABASE, RESTORING, explain
from organizer_app.db.copy import Share, verify
from organizer_app.db.envelope import ENVELOPE, Envelope, decode, read, write
from organizer_app.db.key import open_envelope
from organizer_app.db.migrate import unknown_schema
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import flush, sync_folder, write_whole
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

ASIDE = "before-restore-"
SMALL = 1 << 20  # what is read of a manifest or an envelope, which have some hundred bytes
_NEWER = N_("{file} was written by a newer version of this program. Install that version.")
_SIDES = ("", "-wal", "-shm")  # a write-ahead log that stays behind would be replayed into the restored file


@dataclass(frozen=True)
class Restored:
    """The restored database, its key, and where the earlier data went (None when the folder held none)."""

    path: Path
    key: bytes
    aside: Path | None


def restore(
    file: Path,
    folder: Path,
    *,
    key: bytes | None = None,
    passphrase: str | None = None,
    recovery: str | None = None,
    use_keyring: bool = True,
    known: Collection[str] = os_keyring.KNOWN_GOOD,
    progress: Progress = silent,
) -> Restored:
    """Puts the backup in `file` in place of the folder's data. The caller holds the lock and has closed the database.

    Opened by `key` when the folder is open already, else as `unlock` does. The folder's own envelope stays when the
    same data key is in it, so a passphrase changed since the backup stays changed; the backup's comes when only that
    one opens. Raises RuleBroken, or Cancelled; then the folder's data is untouched.
    """

    def opened(envelope: Envelope) -> bytes:
        return key or open_envelope(
            envelope, file, passphrase=passphrase, recovery=recovery, use_keyring=use_keyring, known=known
        )

    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        work = Path(tempfile.mkdtemp(prefix="restore-", suffix=".part", dir=folder))
        try:
            shipped = _unpack(file, work, Share(progress, 0, 2))
            envelope, data_key = _choose(shipped, folder, opened)
            verify(work / DATABASE, data_key, file, Share(progress, 1, 2))
            if unknown_schema(work / DATABASE, data_key):
                raise RuleBroken(_NEWER, file=file)
            if envelope is shipped:
                write(work / ENVELOPE, shipped)
            sync_folder(work)
            progress.step(1, 1, _("The backup is ready"))  # the last chance to cancel
            work.rename(folder / f"{RESTORING}{_stamp(folder)}")
        finally:
            shutil.rmtree(work, ignore_errors=True)
        sync_folder(folder)
        aside = finish_restore(folder)
    except OSError as error:
        raise explain(error, folder / DATABASE) or error from error
    return Restored(folder / DATABASE, data_key, aside)


def finish_restore(folder: Path) -> Path | None:
    """Carries through a restore that was stopped half-way, and removes one that had not begun.

    The lock calls it, so nobody opens a folder between two states. Returns where the earlier data went, if anywhere.
    """
    for left in folder.glob("restore-*.part"):
        shutil.rmtree(left, ignore_errors=True)
    aside = None
    for ready in sorted(folder.glob(f"{RESTORING}*")):
        aside = _swap(folder, ready)
    return aside


def _swap(folder: Path, ready: Path) -> Path | None:
    """Each step can be done again: while the new database lies in `ready`, the one in the folder is the earlier one."""
    aside = folder / ready.name.replace(RESTORING, ASIDE)
    if (ready / DATABASE).exists():
        for name in (ENVELOPE, *(DATABASE + side for side in _SIDES)):
            earlier = folder / name
            if earlier.exists():
                aside.mkdir(exist_ok=True, mode=0o700)
                if name == ENVELOPE:  # a copy: the data that moves aside stays complete, whichever envelope stays here
                    write_whole(aside / name, earlier.read_bytes())
                else:
                    earlier.replace(aside / name)
        sync_folder(folder)
        (ready / DATABASE).replace(folder / DATABASE)
    if (ready / ENVELOPE).exists():
        (ready / ENVELOPE).replace(folder / ENVELOPE)
    sync_folder(folder)
    shutil.rmtree(ready)
    return aside if aside.exists() else None


def _choose(shipped: Envelope, folder: Path, opened: Callable[[Envelope], bytes]) -> tuple[Envelope, bytes]:
    """The envelope that shall lie in the folder, and the data key out of it."""
    with suppress(RuleBroken):  # none there, damaged, or another passphrase by now
        own = read(folder / ENVELOPE)
        if own.id == shipped.id:
            return own, opened(own)
    return shipped, opened(shipped)


def _unpack(file: Path, work: Path, progress: Progress) -> Envelope:
    """Puts the database of the backup into `work` and returns its envelope. Nothing else is taken out of the zip."""
    broken = RuleBroken(N_("{file} is not a whole backup: it was cut short or changed. Use another backup."), file=file)
    try:
        with zipfile.ZipFile(file) as packed:
            manifest = msgspec.json.decode(_small(packed, MANIFEST), type=Manifest)
            if manifest.format > FORMAT:
                raise RuleBroken(_NEWER, file=file)
            try:
                shipped = decode(_small(packed, ENVELOPE), file)
            except RuleBroken as damaged:  # its sentence is about a key file beside the data, which nobody sees here
                raise broken from damaged
            with packed.open(DATABASE) as source, (work / DATABASE).open("xb") as target:
                sha256 = copy_hashed(
                    source, target, lambda done: progress.step(done, manifest.bytes, _("Reading the backup"))
                )
                flush(target)
    except OSError as error:
        if error.errno is None:  # not the disk but the content: zipfile has no better word for some torn files
            raise broken from error
        raise explain(error, file) or error from error
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError) as error:
        raise broken from error
    if sha256 != manifest.sha256:
        raise broken
    return shipped


def _small(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as f:
        return f.read(SMALL)


def _stamp(folder: Path) -> str:
    """Local time for people, with a number when that second is taken."""
    at = datetime.fromtimestamp(now_ms() / 1000).strftime("%Y-%m-%d-%H%M%S")
    tried = (at, *(f"{at}-{number}" for number in range(2, 1000)))
    return next(stamp for stamp in tried if not (folder / f"{ASIDE}{stamp}").exists())
