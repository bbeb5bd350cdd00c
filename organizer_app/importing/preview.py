"""A look at a roster file before anything is written."""

from itertools import islice
from pathlib import Path

from organizer_app.domain.imports import Preview
from organizer_app.importing import kruti_dev
from organizer_app.importing.columns import guess, legacy_columns
from organizer_app.importing.headings import in_unicode
from organizer_app.importing.tables import Table, open_table, text_of

_JUDGED = 200


def preview(path: Path | str, *, sheet: str | None = None, samples: int = 20) -> Preview:
    """What a file holds and how its columns are understood, with its first `samples` rows that aren't blank.

    Raises RuleBroken for what is no table, as `tables.open_table` does.
    """
    return of_table(open_table(path, sheet=sheet), samples=samples)


def of_table(table: Table, *, samples: int = 20) -> Preview:
    """The same for a table already open."""
    legacy = legacy_columns(islice(table.rows(), _JUDGED), table.width)
    rows = (tuple(map(text_of, row.cells)) for row in islice(table.rows(), _JUDGED))
    filled = (cells for cells in rows if any(cell.strip() for cell in cells))
    total, exact = table.total()
    return Preview(
        path=table.path,
        kind=table.kind,
        sheets=table.sheets,
        sheet=table.sheet,
        encoding=table.encoding,
        delimiter=table.delimiter,
        header_row=table.header_row,
        header=tuple(map(in_unicode, table.header)),
        mapping=guess(table),
        samples=tuple(
            tuple(_shown(cell, place in legacy) for place, cell in enumerate(cells))
            for cells in islice(filled, samples)
        ),
        legacy=legacy,
        total=total,
        exact=exact,
    )


def _shown(text: str, in_legacy_column: bool) -> str:
    if in_legacy_column and kruti_dev.is_legacy(text, in_legacy_column=True):
        return kruti_dev.to_unicode(text)
    return text
