"""The card under the lines: day by day as a calendar, the districts as a map of tiles, wings by place as a table."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from organizer_app.domain.boards import Board, Standing
from organizer_app.domain.drive_pictures import Pictures
from organizer_app.domain.tiles import read
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from organizer_app.services import drive_pictures
from organizer_app.services.tallies import COARSE
from ui.shared.buttons import Segments
from ui.shared.cards import heading_row
from ui.shared.charts_grid import Grid
from ui.shared.charts_heat import HeatMap
from ui.shared.charts_tiles import Tiles
from ui.shared.keymap import bind
from ui.shared.labels import label
from ui.shared.layout import column, scrolled
from ui.shared.records import Records
from ui.shared.style import RESOURCES

DAYS, MAP, WINGS = "days", "map", "wings"
NEXT_VIEW = "Ctrl+L"
BAR = 14  # px of the scroll bar under many wings


class PicturesCard(QFrame):
    """`place_asked(id)` when a district is chosen."""

    place_asked = Signal(object)

    def __init__(self, records: Records) -> None:
        super().__init__()
        self.setObjectName("card")
        self._records = records
        self.found: Pictures | None = None
        self._codes: dict[str, bytes] = {}
        self._what, self._has_days = "", False
        self._spots = read((RESOURCES / "tiles.csv").read_text(encoding="utf-8").splitlines())
        self._said = label("", "small", wrap=True)
        self.views = Segments([(DAYS, _("Days"), ""), (MAP, _("Map"), ""), (WINGS, _("Wings"), "")], name=_("View"))
        self.views.setToolTip(_("Days, map or wings") + f"  ({NEXT_VIEW})")
        self.views.picked.connect(self._show)
        bind(self, NEXT_VIEW, _("Days, map or wings"), self.next_view)
        self.heat = HeatMap(_("Day by day"), group_digits)
        self.tiles = Tiles(_("Districts"), _("The map is of districts: look at a state or a division."))
        self.tiles.opened.connect(self._on_tile)
        self.grid = Grid(_("Wings by place"), _("No place below this one is in the area list."))
        self._wide = _across(self.grid)
        head = heading_row(label(_("At a glance"), "heading"), None, self.views)
        self.setLayout(column(head, self._said, self.heat, self.tiles, self._wide, gap=6, margins=(18, 8, 18, 12)))

    def ask(self, board: Board, one: Standing) -> None:
        """Reads what belongs to a line of a board; the wings are counted beside everything else."""
        if board.drive is None:
            return
        work = partial(drive_pictures.gather, drive=board.drive.id, area=board.area, what=one.what, day=board.day)
        show = partial(self._on_found, board, one)
        self._records.read(work, done=show, owner=self, latest="pictures", beside=True)

    def next_view(self) -> None:
        """The view after the one that shows."""
        order = (DAYS, MAP, WINGS)
        self.views.choose(order[(order.index(self.views.chosen()) + 1) % len(order)])
        self._show()

    def _on_found(self, board: Board, one: Standing, found: Pictures) -> None:
        if board.drive is None:
            return
        self.found = found
        self._codes = {code: below.area for code, below in found.districts}
        drive = board.drive
        self.heat.show_days(found.inside, first=drive.first, last=min(drive.last, max(board.day, drive.first)))
        self.tiles.show_tiles(found.tiles(self._spots))
        self.grid.show_table(found.table)
        self._wide.setFixedHeight(self.grid.height() + BAR)
        self._what, self._has_days = one.name, board.level in COARSE
        self._show()

    def _show(self, _view: str = "") -> None:
        view = self.views.chosen()
        words = {
            DAYS: _("New on each day: {what}. The darker, the more."),
            MAP: _("So far: {what}. The darker, the more; a frame is one with no number."),
            WINGS: _("Members and volunteers of each wing by place; a frame is one with nobody."),
        }
        if view == DAYS and not self.heat.spots():
            nothing = _("Nothing new on these days: {what}."), _("Single days are kept down to the block, not below.")
            words[DAYS] = nothing[0] if self._has_days else nothing[1]
        self._said.setText(words[view].format(what=self._what))
        self.heat.setVisible(view == DAYS and bool(self.heat.spots()))
        self.tiles.setVisible(view == MAP)
        self._wide.setVisible(view == WINGS)

    def _on_tile(self, code: str) -> None:
        if code in self._codes:
            self.place_asked.emit(self._codes[code])


def _across(content: QWidget) -> QScrollArea:
    """The content, moved sideways where it is too wide; up and down the page moves."""
    area = scrolled(content)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setProperty("across", True)  # told apart from what moves sideways by mistake
    return area
