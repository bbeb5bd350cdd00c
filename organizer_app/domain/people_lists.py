"""A list of people for paper, frozen: what its columns are, and what stands in each row, ready to print."""

from dataclasses import dataclass

Cell = tuple[str, str]
"""A line and a small one under it; what is empty is left out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a cell a column. Rows with the same `group` stand together under it as their heading."""

    cells: tuple[Cell, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """What goes on paper. `columns` are keys of domain.list_columns.ON_PAPER; a serial stands before them.

    `about` says in words whom the list holds, `facts` stands below the title on every page, `note` at the foot.
    """

    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    about: str = ""
    facts: str = ""
    note: str = ""
