"""A table of numbers as shaded cells, the darker the more; an empty one stands out as a frame with a dash."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from organizer_app.domain.charts import Table, level
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from ui.shared.charts import Chart, Spot, ink_on, shade, write
from ui.shared.style import colour, font, metrics, tokens

HEIGHT, HEAD, GAP, NARROWEST, WIDEST = 30, 46, 3, 54, 120  # px
WIDEST_NAME = 170


class Grid(Chart):
    """See the module's first line. The arrows go by rows and columns; a column's name may stand in two lines."""

    def __init__(self, name: str, nothing: str = "") -> None:
        super().__init__(name, nothing)
        self._table = Table((), (), ())

    def show_table(self, table: Table) -> None:
        """Shows this; without rows or columns there is nothing to show."""
        self._table = table if table.rows and table.columns else Table((), (), ())
        self.setFixedHeight(HEAD + len(self._table.rows) * (HEIGHT + GAP) if self._table.rows else 30)
        self.setMinimumWidth(self._left() + len(self._table.columns) * (self._narrowest() + GAP))
        dry = sum(not any(column) for column in zip(*self._table.cells, strict=True))
        told = _("{n} wings, {dry} of them with nobody here")
        self.show_changed(told.format(n=len(self._table.columns), dry=dry) if self._table.rows else "")

    def sizeHint(self) -> QSize:
        return QSize(self._left() + len(self._table.columns) * (WIDEST + GAP), self.height())

    def step(self, key: Qt.Key, count: int) -> int | None:
        wide = len(self._table.columns)
        ways = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: wide, Qt.Key.Key_Up: -wide}
        if self.at < 0 or key not in ways:
            return super().step(key, count)
        to = self.at + ways[key]
        return to if 0 <= to < count else self.at

    def spots(self) -> Sequence[Spot]:
        left, wide = self._left(), self._wide()
        return [
            Spot(
                QRectF(left + c * (wide + GAP), HEAD + r * (HEIGHT + GAP), wide, HEIGHT),
                f"{row}, {column}: {group_digits(self._table.cells[r][c])}",
            )
            for r, row in enumerate(self._table.rows)
            for c, column in enumerate(self._table.columns)
        ]

    def paint(self, painter: QPainter) -> None:
        t = tokens()
        left, wide = self._left(), self._wide()
        most = max((max(row) for row in self._table.cells), default=0)
        for c, name in enumerate(self._table.columns):
            where = QRectF(left + c * (wide + GAP), 2, wide, HEAD - 6)
            painter.setPen(colour(t.text2))
            painter.setFont(font(12))
            painter.drawText(where, int(Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap), name)
        for r, row in enumerate(self._table.rows):
            write(painter, QRectF(4, HEAD + r * (HEIGHT + GAP), left - 12, HEIGHT), row, px=14)
        numbers = [number for row in self._table.cells for number in row]
        for number, spot in zip(numbers, self.spots(), strict=True):
            ground = t.surface if not number else shade(level(number, most))
            painter.setPen(QPen(colour(t.edge), 1, Qt.PenStyle.DashLine) if not number else Qt.PenStyle.NoPen)
            painter.setBrush(colour(ground))
            painter.drawRoundedRect(spot.rect, 4, 4)
            ink = ink_on(ground) if number else t.text3
            words = group_digits(number) if number else "–"
            write(painter, spot.rect.adjusted(4, 0, -8, 0), words, px=13, ink=ink, right=True)

    def _left(self) -> int:
        names = max((metrics(14).horizontalAdvance(name) for name in self._table.rows), default=0)
        return 16 + min(WIDEST_NAME, names)

    def _wide(self) -> float:
        columns = max(1, len(self._table.columns))
        return max(self._narrowest(), min(WIDEST, (self.width() - self._left() - 4) / columns - GAP))

    def _narrowest(self) -> int:
        """As wide as the longest word over a column."""
        words = (word for name in self._table.columns for word in name.split())
        return max(NARROWEST, *(metrics(12).horizontalAdvance(word) + 6 for word in words), 0)
