"""Area lists: our own packs and LGD's downloads (State, District, Sub-district, Block, Village, local body)."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from organizer_app.domain.areas import LEVELS, AreaLine, level_order
from organizer_app.domain.digits import latin_digits
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import Problem, Row
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.importing import lgd_rows
from organizer_app.importing.area_columns import BESIDE, PACK, Columns, data_rows, every_row, find_columns
from organizer_app.importing.area_parents import AreaList, Draft, Key, place
from organizer_app.importing.lgd_rows import NO_CODE

HEADING_WITHIN = 30  # rows; LGD puts a title, a date and a note above its headings

_SEATS = ("lok_sabha", "vidhan_sabha")

NO_NAME = N_("Row {row}: “{value}” has no name. Fill in {field}.")
NO_LEVEL = N_("Row {row}: “{value}” has no level, such as district or block.")
NO_NUMBER = N_("Row {row}: “{value}” is no population. The place is taken without one.")
TWICE = N_("Row {row}: {field} “{value}” stands in this file twice. Only the first is taken.")
NO_HINDI = N_("From row {row} on, {value} places have no Hindi name. The English one is shown until it is added.")
NO_ENGLISH = N_("From row {row} on, {value} places have no English name. The Hindi one is shown until it is added.")


def read(path: Path, *, known: Iterable[AreaLine] = (), progress: Progress = silent) -> AreaList:
    """The places of a list (CSV, TSV, XLSX, XLS or ODS), each under a parent of this list or of `known`.

    `known` is what is in the database: give it all, because what the file does not say (a Hindi name, the division
    of a district) is kept from it, and wider places that LGD repeats in each row are taken only when it lacks them.
    Rows that can't be placed or named are left out, each with a Problem. Raises RuleBroken when the file can't be
    read or is not an area list, or Cancelled.
    """
    before = {line.key: line for line in known}
    rows = every_row(path, progress)
    columns = _columns(rows, path)
    problems: list[Problem] = []
    read_rows = _pack if columns.is_pack else lgd_rows.drafts
    drafts = list(
        _once(read_rows(data_rows(rows, columns.headings), columns, before, problems), columns, before, problems)
    )
    lines, orphans = place(drafts, before)
    problems += orphans
    problems.sort(key=lambda problem: problem.row)
    problems += _one_script(drafts, lines)
    return AreaList(tuple(lines), tuple(problems))


def _columns(rows: Iterator[Row], path: Path) -> Columns:
    for row in islice(rows, HEADING_WITHIN):
        if columns := find_columns(row.cells):
            return columns
    raise RuleBroken(
        N_("{file}: no row has the headings of an area list. Use LGD's own download, or name the columns {columns}."),
        file=path.name,
        columns=", ".join(PACK),
    )


def _pack(
    rows: Iterable[Row], columns: Columns, known: Mapping[Key, AreaLine], problems: list[Problem]
) -> Iterator[Draft]:
    texts = [(row.number, [columns.text(row.cells, "", part) for part in (*PACK, *BESIDE)]) for row in rows]
    levels = sorted({text[0] for _, text in texts} | {level for level, _ in known}, key=level_order, reverse=True)
    for row, (level, code, name_en, name_hi, parent, seat, district, people) in texts:
        if not level or not code:
            field, msgid = ("code", NO_CODE) if level else ("level", NO_LEVEL)
            problems.append(Problem(row, field, name_en or name_hi or code, msgid))
            continue
        own = level not in LEVELS
        wider = [w for w in levels if w not in _SEATS and (own or level_order(w) < level_order(level))] or ["state"]
        over = {"lok_sabha": ("state",), "vidhan_sabha": ("lok_sabha",)}.get(level, ("vidhan_sabha", "lok_sabha"))
        yield Draft(
            row,
            AreaLine(level, code, name_en, name_hi, district_code=district, population=_people(row, people, problems)),
            parents=tuple((w, parent) for w in wider if (w, parent) != (level, code)) if parent else (),
            seats=tuple((w, seat) for w in over) if seat else (),
            parent_field="parent",
            seat_field="constituency",
        )


def _people(row: int, text: str, problems: list[Problem]) -> int | None:
    """A population as written, with commas or in Devanagari digits; None for none, and with a problem for no number."""
    digits = latin_digits(text).replace(",", "").replace(" ", "")
    if text and not (digits.isascii() and digits.isdecimal()):
        problems.append(Problem(row, "population", text, NO_NUMBER))
        return None
    return int(digits) if text else None


def _once(
    drafts: Iterable[Draft], columns: Columns, known: Mapping[Key, AreaLine], problems: list[Problem]
) -> Iterator[Draft]:
    """The drafts that have a name and a code of their own; a problem for each of the others."""
    taken: set[Key] = set()
    for draft in drafts:
        line, level = draft.line, "" if columns.is_pack else draft.line.level
        if line.key in taken:
            problems.append(Problem(draft.row, columns.heading(level, "code"), line.code, TWICE))
        elif not (line.name_en or line.name_hi or line.key in known):
            problems.append(Problem(draft.row, columns.heading(level, "name_en"), line.code, NO_NAME))
        else:
            taken.add(line.key)
            yield draft


def _one_script(drafts: Iterable[Draft], lines: Iterable[AreaLine]) -> Iterator[Problem]:
    """One problem for all places that lack the Hindi name, and one for the English."""
    row_of = {draft.line.key: draft.row for draft in drafts}
    for part, msgid in (("name_hi", NO_HINDI), ("name_en", NO_ENGLISH)):
        rows = [row_of[line.key] for line in lines if not getattr(line, part)]
        if rows:
            yield Problem(min(rows), part, str(len(rows)), msgid)
