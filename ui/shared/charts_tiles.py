"""Districts as tiles that lie as the map does, the darker the more; each with its name and number."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from organizer_app.domain.charts import Tile, level
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from ui.shared.charts import Chart, Spot, ink_on, shade, write
from ui.shared.style import colour, metrics, tokens

HEIGHT, GAP, WIDEST = 44, 4, 118  # px


class Tiles(Chart):
    """See the module's first line. The arrows go to the next tile in their direction."""

    def __init__(self, name: str, nothing: str = "") -> None:
        super().__init__(name, nothing)
        self._tiles: Sequence[Tile] = ()

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Shows these, by row and column."""
        self._tiles = tiles
        self.setFixedHeight((max((tile.row for tile in tiles), default=0) + 1) * (HEIGHT + GAP))
        known = [tile.value for tile in tiles if tile.value is not None]
        words = _("{n} in all").format(n=group_digits(sum(known))) if known else ""
        self.show_changed(words)

    def sizeHint(self) -> QSize:
        return QSize(600, self.height())

    def step(self, key: Qt.Key, count: int) -> int | None:
        if self.at < 0:
            return super().step(key, count)
        here = self._tiles[self.at]
        ways = {Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Up: (0, -1)}
        if key not in ways:
            return super().step(key, count)
        across, down = ways[key]

        def far(tile: Tile) -> tuple[int, int]:
            along = (tile.column - here.column) * across + (tile.row - here.row) * down
            aside = abs((tile.column - here.column) * down) + abs((tile.row - here.row) * across)
            return (aside, along) if across else (along + 2 * aside, aside)

        ahead = [n for n, t in enumerate(self._tiles)
                 if (t.column - here.column) * across + (t.row - here.row) * down > 0]  # fmt: skip
        return min(ahead, key=lambda n: far(self._tiles[n]), default=self.at)

    def spots(self) -> Sequence[Spot]:
        columns = max((tile.column for tile in self._tiles), default=0) + 1
        wide = min(WIDEST, (self.width() - 4) / columns - GAP)
        return [
            Spot(QRectF(2 + t.column * (wide + GAP), 2 + t.row * (HEIGHT + GAP), wide, HEIGHT), said(t), t.code)
            for t in self._tiles
        ]

    def paint(self, painter: QPainter) -> None:
        t = tokens()
        most = max((tile.value or 0 for tile in self._tiles), default=0)
        for tile, spot in zip(self._tiles, self.spots(), strict=True):
            ground = t.surface if tile.value is None else shade(level(tile.value, most))
            ink = t.text3 if tile.value is None else ink_on(ground)
            painter.setPen(QPen(colour(t.edge), 1, Qt.PenStyle.DashLine) if tile.value is None else Qt.PenStyle.NoPen)
            painter.setBrush(colour(ground))
            painter.drawRoundedRect(spot.rect, 5, 5)
            inside = spot.rect.adjusted(6, 4, -3, -4)
            name = _fitted(tile.name, inside.width())
            write(painter, QRectF(inside.left(), inside.top(), inside.width(), 17), name, px=12, weight=500, ink=ink)
            number = "–" if tile.value is None else group_digits(tile.value)
            write(painter, QRectF(inside.left(), inside.top() + 18, inside.width(), 18), number, px=13, ink=ink)


def said(tile: Tile) -> str:
    """A tile in words."""
    if tile.value is None:
        return _("{name}: nothing came yet").format(name=tile.name)
    return f"{tile.name}: {group_digits(tile.value)}"


def _fitted(name: str, room: float) -> str:
    """A name that is too long loses its second part before letters of the first."""
    if metrics(12, 500).horizontalAdvance(name) <= room:
        return name
    first, _rest, second = name.partition(" ")
    short = f"{first[:1]}. {second}" if second and len(second) > len(first) else first
    return short if second else name
