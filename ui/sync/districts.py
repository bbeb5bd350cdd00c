"""A state's look at its districts: what each counted and when, those not heard of first. Numbers, without people.

The same numbers as a list, as tiles that lie as the map does, as bars, and as a tree down to the blocks.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QWidget

from organizer_app.domain.charts import BarValue, Branch
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
from organizer_app.domain.tiles import read, tiles
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.buttons import Segments
from ui.shared.cards import heading_row
from ui.shared.charts_bars import Bars
from ui.shared.charts_tiles import Tiles
from ui.shared.charts_tree import Tree
from ui.shared.combo import Combo
from ui.shared.keymap import bind
from ui.shared.labels import label, pill
from ui.shared.layout import box, column
from ui.shared.rows import Cell, Column
from ui.shared.style import RESOURCES
from ui.shared.table import Table
from ui.shared.tokens import ROW
from ui.shared.when import said_when

LEAST = 2  # districts; with one of its own a laptop has better places to look
SHOWN = 8  # rows; the rest is scrolled to
HEAD = 36  # px


LIST, TILES, BARS, TREE = "list", "tiles", "bars", "tree"
NEXT_VIEW = "Ctrl+L"
SHOWABLE = (PEOPLE, BEARERS, BLOCKS_REACHED, BOOTHS_REACHED, CAMPS, CAME, DAYS_OPEN)
WHOLE = {BLOCKS_REACHED: BLOCKS, BOOTHS_REACHED: BOOTHS}


class Districts(QFrame):
    """The card; hidden, and without anything in it, on a laptop with the counts of fewer than LEAST districts."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._found: Sequence[DistrictNumbers] = ()
        self._was: tuple[str, int, frozenset[str]] = (LIST, 0, frozenset())  # where to go back when it is filled
        self.hide()

    def _fill(self) -> None:
        title, nothing = _("Numbers from the districts"), _("Nothing came yet")
        self.table = Table(title, _columns())
        self._silent = pill("", "warn")
        told = _("Counts alone, without people. They come by themselves with each district's sync.")
        self.views = Segments(
            [(LIST, _("List"), ""), (TILES, _("Map"), ""), (BARS, _("Bars"), ""), (TREE, _("Blocks"), "")],
            name=_("View"),
        )
        self.views.setToolTip(_("List, map, bars or blocks") + f"  ({NEXT_VIEW})")
        bind(self, NEXT_VIEW, _("List, map, bars or blocks"), self.next_view)
        self.views.picked.connect(self._show)
        self.measure = Combo(_("What is counted"))
        for measure in SHOWABLE:
            self.measure.addItem(measure_name(measure))
        self.tiles, self.bars, self.tree = Tiles(title, nothing), Bars(title, nothing), Tree(title, nothing)
        self._spots = read((RESOURCES / "tiles.csv").read_text(encoding="utf-8").splitlines())
        head = heading_row(label(title, "heading"), self._silent, None, self.measure, self.views)
        words = column(head, label(told, "small", wrap=True), gap=2, margins=(26, 9, 26, 8))
        self._charts = box(column(self.tiles, self.bars, self.tree, margins=(24, 4, 24, 14)))
        self.setLayout(column(words, self.table, self._charts, margins=(1, 1, 1, 1)))
        self._go_back()
        self.measure.currentIndexChanged.connect(self._show)

    def show_districts(self, found: Sequence[DistrictNumbers]) -> None:
        """Shows what came; the district chosen stays chosen by its place in the list."""
        enough = len(found) >= LEAST
        if enough and self.layout() is None:
            self._fill()
        self.setVisible(enough)
        if not enough:
            return
        self._found = found
        silent = sum(one.silent for one in found)
        self._silent.setVisible(silent > 0)
        self._silent.setText(ngettext("{n} silent", "{n} silent", silent).format(n=group_digits(silent)))
        self.table.set_values(found)
        self.table.setFixedHeight(HEAD + ROW * min(len(found), SHOWN))
        self._show()

    def next_view(self) -> None:
        """The view after the one that shows; after the last the first."""
        order = (LIST, TILES, BARS, TREE)
        self.views.choose(order[(order.index(self.views.chosen()) + 1) % len(order)])
        self._show()

    def state(self) -> tuple[str, int, frozenset[str]]:
        """Which view, of what, and which districts are unfolded."""
        if self.layout() is None:
            return self._was
        return self.views.chosen(), self.measure.currentIndex(), self.tree.unfolded

    def restore(self, state: tuple[str, int, frozenset[str]]) -> None:
        """Goes back there, or as soon as there are numbers."""
        self._was = state
        if self.layout() is not None:
            self._go_back()

    def _go_back(self) -> None:
        view, at, self.tree.unfolded = self._was
        self.views.choose(view)
        self.measure.setCurrentIndex(at)

    def _show(self) -> None:
        view, measure = self.views.chosen(), SHOWABLE[self.measure.currentIndex()]
        self.measure.setVisible(view != LIST)
        self.table.setVisible(view == LIST)
        self._charts.setVisible(view != LIST)
        charts: dict[str, QWidget] = {TILES: self.tiles, BARS: self.bars, TREE: self.tree}
        for key, chart in charts.items():
            chart.setVisible(key == view)
        if view == TILES:
            self.tiles.show_tiles(tiles(self._found, measure, self._spots))
        elif view == BARS:
            self.bars.show_bars(bars(self._found, measure))
        elif view == TREE:
            self.tree.show_branches(branches(self._found, measure))


def bars(found: Sequence[DistrictNumbers], measure: str) -> list[BarValue]:
    """A bar for each district that was heard of, the most first; of a whole where one is known."""
    values = [
        BarValue(d.name, d.counts.get(measure, 0), d.counts.get(WHOLE.get(measure, ""), 0)) for d in found if d.counts
    ]
    return sorted(values, key=lambda bar: (-bar.value, bar.name))


def branches(found: Sequence[DistrictNumbers], measure: str) -> list[Branch]:
    """The districts by name with their blocks; without them for what isn't counted by block."""
    made = [Branch(d.code, d.name, d.counts.get(measure, 0), _blocks(d, measure)) for d in found if d.counts]
    return sorted(made, key=lambda branch: branch.name)


def _blocks(district: DistrictNumbers, measure: str) -> tuple[Branch, ...]:
    if not any(measure in block.counts for block in district.blocks):
        return ()
    return tuple(Branch(b.id.hex(), b.name, b.counts.get(measure, 0)) for b in district.blocks if b.name)


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
