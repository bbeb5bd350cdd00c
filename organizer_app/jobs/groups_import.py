"""Reads a file of groups and of numbers said into the register; the same file again changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import Refused
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.importing import groups_lists, rejects
from organizer_app.importing.groups_lists import GroupFile, GroupLine
from organizer_app.jobs.groups_rows import Seen, WrongCell, take

PIECE = 20_000  # rows in one act
EMPTY = N_("{file} has no groups below its headings.")


class Wrong(NamedTuple):
    """Why a row was refused: where it stands, which field of groups_lists.FIELDS, its words, and the sentence."""

    row: int
    field: str
    value: str
    sentence: str


@dataclass(slots=True)
class Imported:
    """How many groups and numbers came in, were changed, stood already; what was refused, and the file of that."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Wrong] = field(default_factory=list)
    rejects: Path | None = None


def run(store: Store, progress: Progress, *, path: Path, rejects_to: Path | None = None) -> Imported:
    """Adds and changes what the rows say; `rejects_to` gets the rows that were refused.

    Raises RuleBroken for a file that is no table of groups. Cancelled, the pieces that were done stay.
    """
    table = groups_lists.read(path)
    if not table.lines:
        raise RuleBroken(EMPTY, file=path.name)
    done, seen = Imported(), Seen()
    for start in range(0, len(table.lines), PIECE):
        piece = table.lines[start : start + PIECE]
        with store.transaction("groups.import", path.name) as session:
            for at, line in enumerate(piece, start):
                if at % 200 == 0:
                    progress.step(at, len(table.lines), _("Reading the list"))
                _take(session, seen, line, done)
    progress.step(len(table.lines), len(table.lines))
    if rejects_to is not None and done.refused:
        _write_rejects(rejects_to, table, done.refused)
        done.rejects = rejects_to
    return done


def _take(session: Session, seen: Seen, line: GroupLine, done: Imported) -> None:
    try:
        how = take(session, seen, line)
    except WrongCell as wrong:
        done.refused.append(Wrong(line.row, wrong.name, line.get(wrong.name), wrong.sentence))
        return
    setattr(done, how, getattr(done, how) + 1)


def told(wrong: Wrong) -> str:
    """The sentence with its heading before it, where it does not begin so by itself."""
    heading = groups_lists.heading(wrong.field)
    return wrong.sentence if wrong.sentence.startswith(f"{heading}:") else f"{heading}: {wrong.sentence}"


def _write_rejects(path: Path, table: GroupFile, refused: Sequence[Wrong]) -> None:
    cells = {line.row: line.cells for line in table.lines}
    lines = (Refused(wrong.row, cells[wrong.row], told(wrong)) for wrong in refused)
    rejects.write(path, lines, table.header, without=table.never)
