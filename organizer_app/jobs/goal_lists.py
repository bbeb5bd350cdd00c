"""Sets the goals of a file: all of them or, when one row is wrong, none; and says where they don't add up."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from organizer_app.db.store import Store
from organizer_app.domain import times
from organizer_app.domain.boards import What, measure_name
from organizer_app.domain.digits import latin_digits
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.members import office_code
from organizer_app.domain.words import N_, group_digits
from organizer_app.domain.words import translate as _
from organizer_app.importing import goal_lists
from organizer_app.importing.goal_lists import GoalRow
from organizer_app.services import areas, targets, wings

EMPTY = N_("{file} has no goals below its headings.")
REFUSED = N_("{file}, row {row}: {problem} No goal of the file was set.")
UNKNOWN_MEASURE = N_("“{value}” is not counted in drives.")
NO_NUMBER = N_("Goal: “{value}” is no whole number.")
TWICE = N_("This goal stands in row {row} too, with another number. Leave one.")


class Wrong(NamedTuple):
    """A row that is wrong, and why, in the language in force."""

    row: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Goals:
    """How many goals a file set, what is wrong in its rows (then none was set), and what does not add up."""

    set: int
    problems: tuple[Wrong, ...] = ()
    notes: tuple[str, ...] = ()


def read_in(store: Store, path: Path, *, drive: bytes) -> Goals:
    """Sets every goal of a file in one act. Raises RuleBroken for a file that is no table of goals."""
    rows = goal_lists.read(path)
    if not rows:
        raise RuleBroken(EMPTY, file=path.name)
    with store.reading() as session:
        meant, problems = _meant(session, rows)
    if problems:
        return Goals(0, tuple(problems))
    with store.transaction("targets.share_out", path.name) as session:
        for row, (area, what), goal in meant:
            try:
                targets.put(session, drive=drive, area=area, what=what, goal=goal)
            except RuleBroken as broken:
                raise RuleBroken(REFUSED, file=path.name, row=row, problem=str(broken)) from None
    with store.reading() as session:
        return Goals(len(meant), notes=tuple(_notes(session, drive, [cell for _row, cell, _goal in meant])))


Cell = tuple[bytes, What]


def _meant(session: Session, rows: tuple[GoalRow, ...]) -> tuple[list[tuple[int, Cell, int]], list[Wrong]]:
    found: dict[Cell, tuple[int, int]] = {}
    problems: list[Wrong] = []
    for row in rows:
        try:
            cell, goal = _cell(session, row), _number(row)
            known = found.setdefault(cell, (row.row, goal))
            if known[1] != goal:
                raise RuleBroken(TWICE, row=known[0])
        except RuleBroken as broken:
            problems.append(Wrong(row.row, str(broken)))
    return [(row, cell, goal) for cell, (row, goal) in found.items()], problems


def _cell(session: Session, row: GoalRow) -> Cell:
    measure = goal_lists.measure_code(row.measure)
    if not measure:
        raise RuleBroken(UNKNOWN_MEASURE, value=row.measure)
    area = areas.find(session, code=row.area).id
    wing = wings.find(session, name=row.wing).id if row.wing else b""
    first, last = (times.day(text) if text else None for text in (row.first, row.last))
    return area, What(measure, wing, office_code(row.post) if row.post else "", first, last)


def _number(row: GoalRow) -> int:
    text = latin_digits(row.goal).replace(",", "").replace(" ", "")
    if not text.isascii() or not text.isdecimal():
        raise RuleBroken(NO_NUMBER, value=row.goal)
    return int(text)


def _notes(session: Session, drive: bytes, cells: list[Cell]) -> list[str]:
    """Where goals of the places below don't add up to that of the place above."""
    parents = {areas.get(session, id=area).parent_id for area, _what in cells} - {None}
    found = []
    for what in dict.fromkeys(what for _area, what in cells):
        for parent in parents:
            over = targets.left_over(session, drive=drive, area=parent, what=what) if parent else None
            if over:
                told = (
                    _("{measure}: the places below {area} add up to {n} less than its goal.")
                    if over > 0
                    else _("{measure}: the places below {area} add up to {n} more than its goal.")
                )
                name = areas.get(session, id=parent).name if parent else ""
                found.append(told.format(measure=measure_name(what.measure), area=name, n=group_digits(abs(over))))
    return found
