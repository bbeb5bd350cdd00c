"""Where everything stands on an attendance sheet, in millimetres from the top left of the page.

Layout version 1 (paper-loop rules 0-6). The sheet is printed and a photo of it is read back with these same numbers:
they never change; a change is layout version 2, and both are read.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from organizer_app.domain.sheets import LAYOUT, ROWS_LANDSCAPE, ROWS_PORTRAIT, SESSIONS_PORTRAIT

PaperName = Literal["a4", "legal"]
PAPERS: dict[str, tuple[float, float]] = {"a4": (210.0, 297.0), "legal": (215.9, 355.6)}

GRID_LINE = 0.15
BOX, BOX_LINE, BOX_COLUMN = 5.0, 0.5, 9.0  # the box is measured along the middle of its line
CORNER, CORNER_HOLE, CORNER_INSET = 6.0, 2.0, 12.0  # side, diameter of the white hole, centre from both edges
MARK_HEIGHT, MARK_NARROW, MARK_WIDE = 2.0, 3.0, 4.6
MARK_INSET, MARK_STEP = 9.4, 22.0  # side marks: centre from the edge; marks above and below: about this far apart
QR_MODULE, QR_MODULES, QR_QUIET = 0.8, 21, 4
QR_SIDE = QR_MODULE * QR_MODULES
QR_INSET = 18.8  # from the side edge, beside the corner square
ROW_HEIGHT = 8.4
MARGIN = 14.0
TABLE_TOP, TABLE_HEAD, TOTALS = 33.2, 11.4, 7.0
_EDGE_MARK_GAP = 2.6  # from the table to the middle of the marks above and below it
_LEGAL_FOOT = 30.0
# Any five neighbours of this cycle occur once (a maximal sequence of length 31), so marks read one row off disagree.
_ROW_CODE = (0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0, 1)


class Mark(NamedTuple):
    """A solid rectangle by its centre."""

    x: float
    y: float
    width: float
    height: float


class Cell(NamedTuple):
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The geometry of a sheet with so many sessions. Rows and sessions count from 0. `marked` is False on legal."""

    sessions: int
    width: float
    height: float
    rows: int
    row_height: float
    columns: tuple[float, float, float, float]
    marked: bool

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    @property
    def left(self) -> float:
        return MARGIN

    @property
    def right(self) -> float:
        return self.width - MARGIN

    @property
    def body_top(self) -> float:
        return TABLE_TOP + TABLE_HEAD

    @property
    def body_bottom(self) -> float:
        return self.body_top + self.rows * self.row_height

    @property
    def totals_bottom(self) -> float:
        return self.body_bottom + TOTALS

    @property
    def column_edges(self) -> tuple[float, ...]:
        """Left edges of serial, name, place, office, and of the first session."""
        edges = [self.left]
        for width in self.columns:
            edges.append(edges[-1] + width)
        return tuple(edges)

    @property
    def session_width(self) -> float:
        return (self.right - self.left - sum(self.columns)) / self.sessions

    def row_top(self, row: int) -> float:
        return self.body_top + row * self.row_height

    def session_left(self, session: int) -> float:
        return self.left + sum(self.columns) + session * self.session_width

    def box(self, row: int, session: int) -> tuple[float, float]:
        """The centre of a tick box."""
        return self.session_left(session) + BOX_COLUMN / 2, self.row_top(row) + self.row_height / 2

    def signature(self, row: int, session: int) -> Cell:
        """The cell a person signs in, right of the tick box."""
        top, left = self.row_top(row), self.session_left(session)
        return Cell(left + BOX_COLUMN, top, left + self.session_width, top + self.row_height)

    def corners(self) -> tuple[tuple[float, float], ...]:
        """The centres of the corner squares: top left, top right, bottom left, bottom right."""
        far_x, far_y = self.width - CORNER_INSET, self.height - CORNER_INSET
        return (CORNER_INSET, CORNER_INSET), (far_x, CORNER_INSET), (CORNER_INSET, far_y), (far_x, far_y)

    def qr(self, corner: str) -> Cell:
        """The modules of QR "A" (top right) or "B" (bottom left), without the quiet zone."""
        reach = CORNER_INSET - CORNER / 2
        if corner == "A":
            left, top = self.width - QR_INSET - QR_SIDE, reach
        else:
            left, top = QR_INSET, self.height - self._qr_foot - QR_SIDE
        return Cell(left, top, left + QR_SIDE, top + QR_SIDE)

    @property
    def _qr_foot(self) -> float:
        return 6.4 if self.landscape else 9.2

    def side_marks(self) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
        """One mark a row on the left and on the right; where the left is wide the right is narrow."""
        sides = []
        for x, flip in ((MARK_INSET, 0), (self.width - MARK_INSET, 1)):
            marks = []
            for row in range(self.rows):
                wide = _ROW_CODE[row] ^ flip
                y = self.row_top(row) + self.row_height / 2
                marks.append(Mark(x, y, MARK_WIDE if wide else MARK_NARROW, MARK_HEIGHT))
            sides.append(tuple(marks))
        return sides[0], sides[1]

    def edge_marks(self) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
        """Marks above and below the table, except where they would touch the quiet zone of a QR."""
        count = round((self.right - self.left) / MARK_STEP)
        step = (self.right - self.left) / count
        lines = []
        for y in (TABLE_TOP - _EDGE_MARK_GAP, self.totals_bottom + _EDGE_MARK_GAP):
            marks = (Mark(self.left + i * step, y, MARK_NARROW, MARK_HEIGHT) for i in range(count + 1))
            lines.append(tuple(m for m in marks if not self._disturbs_qr(m)))
        return lines[0], lines[1]

    def _disturbs_qr(self, mark: Mark) -> bool:
        quiet = QR_MODULE * QR_QUIET
        for cell in (self.qr("A"), self.qr("B")):
            beside = mark.x + mark.width / 2 <= cell.left - quiet or mark.x - mark.width / 2 >= cell.right + quiet
            clear = mark.y + mark.height / 2 <= cell.top - quiet or mark.y - mark.height / 2 >= cell.bottom + quiet
            if not (beside or clear):
                return True
        return False


_COLUMNS = {
    1: (8.0, 58.0, 36.0, 30.0),
    2: (8.0, 47.0, 30.0, 28.0),
    3: (8.0, 56.0, 35.0, 31.0),
    4: (8.0, 52.0, 32.0, 30.0),
}


def layout(sessions: int, paper: PaperName = "a4", *, version: int = LAYOUT) -> SheetLayout:
    """The layout of a sheet for 1 to 4 sessions. Raises ValueError for anything that was never printed.

    Legal paper carries the same rows a page, taller, and no marks: it is not read back.
    """
    if version != LAYOUT or sessions not in _COLUMNS or paper not in PAPERS:
        raise ValueError((version, sessions, paper))
    turned = sessions > SESSIONS_PORTRAIT
    width, height = sorted(PAPERS[paper], reverse=turned)
    rows = ROWS_LANDSCAPE if turned else ROWS_PORTRAIT
    row_height = ROW_HEIGHT
    columns = _COLUMNS[sessions]
    if paper != "a4":
        row_height = (height - TABLE_TOP - TABLE_HEAD - TOTALS - _LEGAL_FOOT) / rows
        wider = width - sorted(PAPERS["a4"], reverse=turned)[0]
        columns = (columns[0], columns[1] + wider / 3, columns[2] + wider / 4, columns[3])
    return SheetLayout(sessions, width, height, rows, row_height, columns, paper == "a4")
