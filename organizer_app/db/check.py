"""Is the file whole? The quick look takes seconds on a big district, the deep one some times as long."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from organizer_app.db.connect import connect, explain
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

MOST = 20  # findings; a torn file has thousands, and they all say the same


@dataclass(frozen=True)
class Report:
    """What a check found: sentences as shown; none when all is well."""

    findings: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """True when nothing was found."""
        return not self.findings


def check(path: Path, key: bytes, *, deep: bool = False) -> Report:
    """Checks the structure; `deep` also the seal of every page, every index against its table, and references.

    Raises RuleBroken when there is no file or it does not open at all.
    """
    if not path.exists():
        raise RuleBroken(N_("There is no {file} to check. Restore a backup."), file=path)
    connection = connect(path, key)
    try:
        found: list[str] = []
        for finding in faults(connection, path, deep=deep):
            found.append(finding)
            if len(found) == MOST:
                break
        return Report(tuple(found))
    finally:
        connection.close()


def faults(connection: dbapi2.Connection, path: Path, *, deep: bool) -> Iterator[str]:
    """The findings of an open connection, one by one; `path` is what they name."""
    damaged = _("{file} is damaged: {detail}. Restore the last backup.")
    asked = ("cipher_integrity_check", "integrity_check") if deep else ("quick_check",)
    for pragma in asked:
        try:
            for (detail,) in connection.execute(f"PRAGMA {pragma}"):
                if detail != "ok":
                    yield damaged.format(file=path, detail=detail)
        except dbapi2.DatabaseError as error:  # a page so broken that even the check can't read it
            if explain(error, path) is None:
                raise
            yield damaged.format(file=path, detail=error)
            return
    if deep:
        for table, row, parent, _number in connection.execute("PRAGMA foreign_key_check"):
            yield _("{file}: row {row} of {table} points to a row of {parent} that is not there.").format(
                file=path, row=row, table=table, parent=parent
            )


def ended_uncleanly(path: Path) -> bool:
    """True when the last copy of the program was killed or lost power. Ask while holding the lock, before opening."""
    wal = path.with_name(f"{path.name}-wal")
    return wal.exists() and wal.stat().st_size > 0
