"""A file of goals: one a row (place, measure, goal), or a place a row and a measure a column."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from organizer_app.domain.boards import MEASURES, measure_name
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import LANGUAGES, N_, in_language
from organizer_app.importing.area_columns import cell_text, folded
from organizer_app.importing.tables import open_table

_HEADINGS = {
    "area": ("area", "place", "code", "area code", "क्षेत्र", "स्थान", "जगह", "कोड"),
    "measure": ("measure", "what is counted", "what", "क्या गिना जाता है", "किसका", "गिनती"),
    "goal": ("goal", "target", "लक्ष्य"),
    "wing": ("wing", "front", "मोर्चा", "प्रकोष्ठ"),
    "post": ("post", "office", "पद"),
    "first": ("from", "first day", "से", "पहला दिन"),
    "last": ("to", "until", "last day", "तक", "आख़िरी दिन"),
}
_LOOKED_AT = 30  # rows in which the headings are looked for
_NO_HEADINGS = N_(
    "{file} has no row of headings for goals. Write one: area, measure, goal; or area and a column for each measure."
)


class GoalRow(NamedTuple):
    """One goal in the words of the file; `row` as a spreadsheet counts, `measure` a code where a column names it."""

    row: int
    area: str
    measure: str
    goal: str
    wing: str = ""
    post: str = ""
    first: str = ""
    last: str = ""


def read(path: Path) -> tuple[GoalRow, ...]:
    """Every goal of a file; an empty cell below a measure is none. Raises RuleBroken for what is no table of goals."""
    found: list[GoalRow] = []
    named: dict[str, int] = {}
    columns: dict[str, int] = {}
    for row in open_table(path).every():
        cells = [cell_text(cell) for cell in row.cells]
        if not named:
            named, columns = _headings(cells)
            if not named and row.number > _LOOKED_AT:
                break
        elif any(cells):
            found += _goals(row.number, cells, named, columns)
    if not named:
        raise RuleBroken(_NO_HEADINGS, file=path.name)
    return tuple(found)


def measure_code(text: str) -> str:
    """The measure that words in either language mean; "" for none of them."""
    return _measures().get(folded(text), "")


def _measures() -> dict[str, str]:
    known = {folded(measure): measure for measure in MEASURES}
    for language in LANGUAGES:
        with in_language(language):
            known |= {folded(measure_name(measure)): measure for measure in MEASURES}
    return known


def _headings(cells: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Where each field stands, and each measure that has a column; nothing when the row is no row of headings."""
    words = {folded(word): field for field, known in _HEADINGS.items() for word in known}
    named: dict[str, int] = {}
    columns: dict[str, int] = {}
    measures = _measures()
    for place, cell in enumerate(cells):
        if field := words.get(folded(cell)):
            named.setdefault(field, place)
        elif measure := measures.get(folded(cell)):
            columns.setdefault(measure, place)
    whole = "area" in named and ({"measure", "goal"} <= named.keys() or bool(columns))
    return (named, columns) if whole else ({}, {})


def _goals(number: int, cells: Sequence[str], named: dict[str, int], columns: dict[str, int]) -> Iterator[GoalRow]:
    def text(field: str) -> str:
        place = named.get(field)
        return cells[place] if place is not None and place < len(cells) else ""

    rest = text("wing"), text("post"), text("first"), text("last")
    if columns:
        for measure, place in columns.items():
            if place < len(cells) and cells[place]:
                yield GoalRow(number, text("area"), measure, cells[place], *rest)
    elif any(text(field) for field in named):
        yield GoalRow(number, text("area"), text("measure"), text("goal"), *rest)
