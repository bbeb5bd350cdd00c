"""Marks from laptop to laptop in a file, where there is no network: written with a code, looked at, and taken in."""

from dataclasses import dataclass
from pathlib import Path

from organizer_app.db.connect import explain
from organizer_app.db.store import Store
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.jobs.files import require_replaceable, write_file
from organizer_app.services import marks_exchange, marks_taking
from organizer_app.services.marks_exchange import READ
from organizer_app.services.marks_taking import Taking
from organizer_app.wire import marks_file
from organizer_app.wire.marks_file import Marks

_TAKEN = N_("{file} exists and is no file of marks. Choose another name.")


@dataclass(frozen=True, slots=True)
class Written:
    """A file for the other laptop: where, the code that opens it, and what is in it."""

    file: Path
    code: str
    marks: int
    listed: int
    bytes: int


def write(store: Store, progress: Progress = silent, *, camp: bytes, file: Path) -> Written:
    """Writes a camp's marks, walk-ins and substitutes into a file under a new code. Raises RuleBroken."""
    with store.reading() as session:
        session.info["user"] = store.operator
        given = marks_exchange.gather(session, camp=camp)
    code = marks_file.new_code()
    data = marks_file.pack(given, code)
    require_replaceable(file, marks_file.START, _TAKEN)
    write_file(file, data)
    progress.step(1, 1)
    return Written(file, code, sum(not m.gone for m in given.marks), len(given.listed), len(data))


def look(store: Store, progress: Progress = silent, *, file: Path, code: str) -> Taking:  # noqa: ARG001  # a job's shape
    """What taking a file in would change; nothing is written. Raises RuleBroken."""
    given = opened(file, code)
    with store.reading() as session:
        return marks_taking.look(session, given=given)


def read(store: Store, progress: Progress = silent, *, file: Path, code: str) -> Taking:  # noqa: ARG001  # a job's shape
    """Takes a file in as one act that can be undone; again, or in another order, changes nothing more."""
    given = opened(file, code)
    with store.transaction(READ, given.title) as session:
        return marks_taking.take(session, given=given)


def opened(file: Path, code: str) -> Marks:
    """What is in a file. Raises RuleBroken."""
    code = marks_file.read_code(code)  # before anything is read: a slip of the finger is told at once
    try:
        with file.open("rb") as source:
            data = source.read(marks_file.MAX_FILE + 1)
    except OSError as error:
        raise explain(error, file) or error from error
    return marks_file.unpack(data, code, file.name)


def suggested_name(title: str, day: str) -> str:
    """A name for a camp's file: "शिविर 2026-12-14.organizer-marks", without signs that a pendrive refuses."""
    kept = "".join(c if c not in '\\/:*?"<>|' and c.isprintable() else " " for c in title)
    return f"{' '.join(kept.split())[:60]} {day}{marks_file.ENDING}"
