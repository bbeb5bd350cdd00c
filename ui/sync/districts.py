"""A state's look at its districts: what each counted and when, those not heard of first. Numbers, without people."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame

from organizer_app.domain.rollups import (
    BEARERS,
    BLOCKS,
    BLOCKS_REACHED,
    BOOTHS,
    BOOTHS_REACHED,
    CAME,
    CAMPS,
    DAYS_OPEN,
    PEOPLE,
    DistrictNumbers,
    measure_name,
)
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.cards import heading_row
from ui.shared.labels import label, pill
from ui.shared.layout import column
from ui.shared.rows import Cell, Column
from ui.shared.table import Table
from ui.shared.tokens import ROW
from ui.shared.when import said_when

LEAST = 2  # districts; with one of its own a laptop has better places to look
SHOWN = 8  # rows; the rest is scrolled to
HEAD = 36  # px


class Districts(QFrame):
    """The card; hidden on a laptop that holds the counts of fewer than LEAST districts."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.table = Table(_("Numbers from the districts"), _columns())
        self._silent = pill("", "warn")
        told = _("Counts alone, without people. They come by themselves with each district's sync.")
        head = heading_row(label(_("Numbers from the districts"), "heading"), self._silent, None)
        words = column(head, label(told, "small", wrap=True), gap=2, margins=(26, 9, 26, 8))
        self.setLayout(column(words, self.table, margins=(1, 1, 1, 1)))
        self.hide()

    def show_districts(self, found: Sequence[DistrictNumbers]) -> None:
        """Shows what came; the district chosen stays chosen by its place in the list."""
        self.setVisible(len(found) >= LEAST)
        if self.isHidden():
            return
        silent = sum(one.silent for one in found)
        self._silent.setVisible(silent > 0)
        self._silent.setText(ngettext("{n} silent", "{n} silent", silent).format(n=group_digits(silent)))
        self.table.set_values(found)
        self.table.setFixedHeight(HEAD + ROW * min(len(found), SHOWN))


def _columns() -> list[Column]:
    return [
        Column(_("District"), _district, 190, stretch=True),
        Column(measure_name(PEOPLE), lambda one: _number(one, PEOPLE), 92),
        Column(measure_name(BEARERS), lambda one: _number(one, BEARERS), 108),
        Column(_("Blocks"), lambda one: _reached(one, BLOCKS_REACHED, BLOCKS), 104),
        Column(_("Booths"), lambda one: _reached(one, BOOTHS_REACHED, BOOTHS), 132),
        Column(measure_name(CAMPS), lambda one: _number(one, CAMPS), 92, from_width=760),
        Column(measure_name(CAME), lambda one: _number(one, CAME), 136, from_width=860),
        Column(measure_name(DAYS_OPEN), _open_days, 116, from_width=1000),
    ]


def _district(one: DistrictNumbers) -> Cell:
    if one.as_of is None:
        return Cell(one.name, _("Nothing came yet"), tone="warn")
    return Cell(one.name, said_when(one.as_of), tone="warn" if one.silent else "")


def _number(one: DistrictNumbers, measure: str) -> Cell:
    return Cell(group_digits(one.counts.get(measure, 0)) if one.counts else "–", kind="quiet")


def _reached(one: DistrictNumbers, part: str, whole: str) -> Cell:
    """How many of how many; of an unknown whole only the part."""
    if not one.counts.get(whole):
        return _number(one, part)
    reached, of = one.counts.get(part, 0), one.counts[whole]
    return Cell(_("{n} of {all}").format(n=group_digits(reached), all=group_digits(of)), kind="quiet")


def _open_days(one: DistrictNumbers) -> Cell:
    number = one.counts.get(DAYS_OPEN, 0)
    return Cell(group_digits(number), kind="quiet", tone="warn") if number else _number(one, DAYS_OPEN)
