"""One place of the tour, and how a person comes to what is not there when a page opens."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication

from ui.shared.buttons import Segments
from ui.shared.table import Table

Open = Callable[[Any], object]


class Stop(NamedTuple):
    """One place: its name, the page, the place on it, and what is pressed there (it is given the page, and may say
    False where there is nothing to press). Of what is `seldom` seen no picture is kept.
    """

    name: str
    page: str
    place: Any = None
    then: Open | None = None
    seldom: bool = False


def press(key: str, *, row: bool = False) -> Open:
    """Presses the button that has a key, if `row` with the first row of the table selected."""
    return partial(_press, QKeySequence(key), row)


def choose(segments: Segments, key: str) -> None:
    """Chooses one of several side by side, as a person does."""
    segments.choose(key)
    segments.picked.emit(key)


def _press(key: QKeySequence, row: bool, page: Any) -> bool:
    QApplication.processEvents()  # what was only just put into a pane is not visible before
    tables = (table for table in page.findChildren(Table) if table.isVisible())
    if row and (table := next(tables, None)) is not None:
        table.select_row(0)
    found = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.shortcut() == key]
    for one in found[:1]:
        one.click()
    return bool(found)
