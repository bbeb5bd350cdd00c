"""A checked copy of the database at one moment, without stopping those who write."""

from pathlib import Path

from sqlcipher3 import dbapi2

from organizer_app.db.check import faults
from organizer_app.db.connect import connect, explain
from organizer_app.domain.errors import Cancelled, RuleBroken
from organizer_app.domain.files import flush
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

OPCODES = 200_000  # of SQLite's machine between two looks at the cancel button: some milliseconds


class Share(Progress):
    """One of `count` equal shares of a longer job."""

    def __init__(self, whole: Progress, index: int, count: int) -> None:
        self._whole, self._index, self._count = whole, index, count

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        part = 1000 * min(done, total) // total if total else 0
        self._whole.step(1000 * self._index + part, 1000 * self._count, text)


def backup_database(path: Path, key: bytes, dest: Path, progress: Progress = silent) -> None:
    """Copies the database into `dest`, opened by the same key, checked from end to end. Replaces an older `dest`.

    Raises RuleBroken, or Cancelled; then `dest` is as it was. Sentences name `path`: a bad copy means a bad original.
    """
    if not path.exists():
        raise RuleBroken(N_("There is no {file} to back up."), file=path)
    part = dest.with_name(f"{dest.name}.copy")
    try:
        part.unlink(missing_ok=True)
        source = connect(path, key)
        try:
            with Watched(source, Share(progress, 0, 2), _("Copying the data"), part, path.stat().st_size):
                source.execute("VACUUM INTO ?", (str(part),))
        finally:
            source.close()
        verify(part, key, path, Share(progress, 1, 2))
        with part.open("rb+") as f:
            flush(f)
        part.replace(dest)
    except (dbapi2.Error, OSError) as error:
        raise explain(error, path) or error from error
    finally:
        part.unlink(missing_ok=True)


def verify(database: Path, key: bytes, named: Path, progress: Progress = silent) -> None:
    """Checks a copy that nobody else uses and leaves it as a single file. Raises RuleBroken, naming `named`."""
    try:
        connection = connect(database, key)
    except RuleBroken as broken:
        raise RuleBroken(broken.msgid, file=named) from broken
    try:
        with Watched(connection, progress, _("Checking the copy")):
            finding = next(faults(connection, named, deep=True), None)
        if finding:
            raise RuleBroken("{finding}", finding=finding)
        connection.execute("PRAGMA journal_mode=delete")
    finally:
        connection.close()


class Watched:
    """Lets a person cancel one long statement, and shows how far a copy has grown."""

    def __init__(
        self, connection: dbapi2.Connection, progress: Progress, text: str, grows: Path | None = None, size: int = 0
    ) -> None:
        self._connection, self._progress, self._text = connection, progress, text
        self._grows, self._size = grows, size
        self._cancelled: Cancelled | None = None

    def __enter__(self) -> None:
        self._progress.step(0, self._size, self._text)
        self._connection.set_progress_handler(self._look, OPCODES)

    def __exit__(self, _kind: object, _error: object, _trace: object) -> None:
        self._connection.set_progress_handler(None, 0)
        if self._cancelled:
            raise self._cancelled  # what SQLite raised is only "interrupted"

    def _look(self) -> bool:
        try:
            grown = self._grows.stat().st_size if self._grows and self._grows.exists() else 0
            self._progress.step(grown, self._size, self._text)
        except Cancelled as cancelled:
            self._cancelled = cancelled
        return self._cancelled is not None
