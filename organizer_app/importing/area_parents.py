"""Placing the lines of an area list under their parents; what has no known parent is named, not guessed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from organizer_app.domain.areas import LEVELS, AreaLine, level_order
from organizer_app.domain.imports import Problem
from organizer_app.domain.words import N_
from organizer_app.importing.area_columns import folded

Key = tuple[str, str]  # level, code

NOT_KNOWN = N_("Row {row}: {field} “{value}” is not in this file nor in the area list. Import the wider list first.")


@dataclass(frozen=True, slots=True)
class AreaList:
    """What a file gave: places, wider before narrower, and what was left out or is doubtful."""

    lines: tuple[AreaLine, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A line whose parents are still to be found: the first of `parents` and `seats` that exists is taken.

    `above` is a chain of names instead, nearest first: (level, name). The fields are the words above the columns.
    """

    row: int
    line: AreaLine
    parents: tuple[Key, ...] = ()
    seats: tuple[Key, ...] = ()
    above: tuple[Key, ...] = ()
    parent_field: str = ""
    seat_field: str = ""


def place(drafts: Sequence[Draft], known: Mapping[Key, AreaLine]) -> tuple[list[AreaLine], list[Problem]]:
    """The lines that have their parents in `known` or in the list itself, and a problem for each of the others."""
    placed: dict[Key, AreaLine] = {}
    names = _by_name(known.values())
    pending: Sequence[Draft] = sorted(drafts, key=lambda d: level_order(d.line.level))
    while pending:
        left = []
        for draft in pending:
            line = _placed(draft, placed, known, names)
            if line is None:
                left.append(draft)
            else:
                placed[line.key] = line
                names.setdefault((line.level, folded(line.name_en)), []).append(line)
        if len(left) == len(pending):
            break
        pending = left
    return list(placed.values()), [_orphan(draft, placed, known) for draft in pending]


def _placed(
    draft: Draft, placed: Mapping[Key, AreaLine], known: Mapping[Key, AreaLine], names: Mapping[Key, list[AreaLine]]
) -> AreaLine | None:
    def first(keys: Iterable[Key]) -> AreaLine | None:
        return next((found for key in keys if (found := placed.get(key) or known.get(key))), None)

    parent, seat = first(draft.parents), first(draft.seats)
    if draft.above and parent is None:
        parent = _named(draft.above, names, placed, known)
    if (parent is None and (draft.parents or draft.above)) or (seat is None and draft.seats):
        return None
    line = draft.line
    if parent is seat is None and line.level in LEVELS[1:] and line.key not in known:
        return None
    if parent:
        line = replace(line, parent_level=parent.level, parent_code=parent.code)
    if seat:
        line = replace(line, constituency_level=seat.level, constituency_code=seat.code)
    state = line.code if line.level == "state" else next((p.state_code for p in (parent, seat) if p), "")
    return _kept(replace(line, state_code=state), known.get(line.key))


def _kept(line: AreaLine, before: AreaLine | None) -> AreaLine:
    """What a list does not say stays as it was: names, the assembly, and a parent nearer than the list's."""
    if before is None:
        return line
    nearer = before.parent_code and level_order(before.parent_level) > level_order(line.parent_level)
    keep_seat = not line.constituency_code
    return replace(
        line,
        name_en=line.name_en or before.name_en,
        name_hi=line.name_hi or before.name_hi,
        parent_level=before.parent_level if nearer or not line.parent_code else line.parent_level,
        parent_code=before.parent_code if nearer or not line.parent_code else line.parent_code,
        constituency_level=before.constituency_level if keep_seat else line.constituency_level,
        constituency_code=before.constituency_code if keep_seat else line.constituency_code,
        district_code=line.district_code or before.district_code,
        state_code=line.state_code or before.state_code,
    )


def _by_name(lines: Iterable[AreaLine]) -> dict[Key, list[AreaLine]]:
    names: dict[Key, list[AreaLine]] = {}
    for line in lines:
        names.setdefault((line.level, folded(line.name_en)), []).append(line)
    return names


def _named(
    above: Sequence[Key],
    names: Mapping[Key, list[AreaLine]],
    placed: Mapping[Key, AreaLine],
    known: Mapping[Key, AreaLine],
) -> AreaLine | None:
    """The one place of a name whose own parents bear the names that follow; None when none or several fit."""

    def fits(line: AreaLine, chain: Sequence[Key]) -> bool:
        wanted = dict(chain)
        step: AreaLine | None = line
        while step is not None and wanted:
            if step.level in wanted and folded(wanted.pop(step.level)) != folded(step.name_en):
                return False
            key = (step.parent_level, step.parent_code)
            step = placed.get(key) or known.get(key)
        return True

    level, name = above[0]
    fitting = {line.key: line for line in names.get((level, folded(name)), []) if fits(line, above)}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _orphan(draft: Draft, placed: Mapping[Key, AreaLine], known: Mapping[Key, AreaLine]) -> Problem:
    def unknown(keys: Sequence[Key]) -> bool:
        return bool(keys) and not any(key in placed or key in known for key in keys)

    if unknown(draft.parents):
        field, value = draft.parent_field, draft.parents[0][1]
    elif unknown(draft.seats):
        field, value = draft.seat_field, draft.seats[0][1]
    elif draft.above:
        field, value = draft.parent_field, " / ".join(name for _, name in draft.above)
    else:
        msgid = N_("Row {row}: nothing says where “{value}” lies. Add its parent.")
        return Problem(draft.row, "parent", draft.line.code, msgid)
    return Problem(draft.row, field, value, NOT_KNOWN)
