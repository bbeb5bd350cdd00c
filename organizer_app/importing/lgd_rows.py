"""Rows of LGD's downloads: each names one place and, beside it, the wider ones it lies in."""

import re
from collections.abc import Iterable, Iterator, Mapping

from organizer_app.domain.areas import AreaLine, level_order
from organizer_app.domain.imports import Problem, Row
from organizer_app.domain.words import N_
from organizer_app.importing.area_columns import CHAIN, Columns
from organizer_app.importing.area_parents import Draft, Key

NO_CODE = N_("Row {row}: “{value}” has no code. Fill in {field}.")
NOT_A_NUMBER = N_("Row {row}: {field} “{value}” is not a number, as LGD's codes are. Check the cell.")

_PARENTS = {
    "district": ("state",),
    "tehsil": ("district", "state"),
    "block": ("district", "state"),
    "panchayat": ("block", "tehsil", "district", "state"),
    "town": ("district", "state"),
    "village": ("panchayat", "block", "tehsil", "district", "state"),
}
_STEP = re.compile(r"\s*([^/()]+?)\s*\(([^()]+)\)\s*(?:/|$)")
_STEP_LEVELS = {
    "state": "state",
    "district": "district",
    "sub-district": "tehsil",
    "subdistrict": "tehsil",
    "block": "block",
}
_URBAN = re.compile("municip|nagar|town|urban|cantonment|corporation", re.IGNORECASE)
_COUNCIL = re.compile("district|zill?a|intermediate|block|janpad|samit|taluk", re.IGNORECASE)


def drafts(
    rows: Iterable[Row], columns: Columns, known: Mapping[Key, AreaLine], problems: list[Problem]
) -> Iterator[Draft]:
    """The places of an LGD list; the wider places of its rows come along where `known` lacks them.

    Councils of a district or block are passed over: they are offices, their places stand in other lists.
    """
    target = columns.levels[-1]
    repeated: set[Key] = set()
    for row in rows:
        codes = {level: columns.text(row.cells, level, "code") for level in columns.levels}
        wrong = [level for level, code in codes.items() if code and not code.isdecimal()]
        name = columns.text(row.cells, target, "name_en") or columns.text(row.cells, target, "name_hi")
        kind = columns.text(row.cells, "panchayat", "type")
        if not (codes[target] or name) or (target == "panchayat" and _is_council(kind)):
            continue  # no place of its own: a total, a note below the list, a council
        if wrong:
            heading = columns.heading(wrong[0], "code")
            problems.append(Problem(row.number, heading, codes[wrong[0]], NOT_A_NUMBER))
            continue
        keys = {level: (level, str(int(code))) for level, code in codes.items() if code.strip("0")}
        if target not in keys:
            problems.append(Problem(row.number, columns.heading(target, "code"), name, NO_CODE))
            continue
        for level in CHAIN[: CHAIN.index(target)]:
            if level in keys and keys[level] not in known and keys[level] not in repeated:
                repeated.add(keys[level])
                wider = _draft(row, columns, keys, level)
                if wider.line.name_en or wider.line.name_hi:
                    yield wider
        if target == "panchayat" and _URBAN.search(kind):
            keys["town"] = ("town", keys[target][1])
            yield _draft(row, columns, keys, "town", column=target)
        else:
            yield _draft(row, columns, keys, target)


def _is_council(kind: str) -> bool:
    return bool(_COUNCIL.search(kind)) and not _URBAN.search(kind)


def _draft(row: Row, columns: Columns, keys: Mapping[str, Key], level: str, *, column: str = "") -> Draft:
    above = [parent for parent in _PARENTS.get(level, ()) if parent in keys]
    steps = _STEP.findall(columns.text(row.cells, "", "hierarchy"))
    chain = [(_STEP_LEVELS[words.casefold()], name) for name, words in steps if words.casefold() in _STEP_LEVELS]
    return Draft(
        row.number,
        AreaLine(
            *keys[level],
            name_en=columns.text(row.cells, column or level, "name_en"),
            name_hi=columns.text(row.cells, column or level, "name_hi"),
        ),
        parents=tuple(keys[parent] for parent in above[:1]),
        above=() if above else tuple(step for step in chain if level_order(step[0]) < level_order(level)),
        parent_field=columns.heading(above[0], "code") if above else columns.heading("", "hierarchy"),
    )
