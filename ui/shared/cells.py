"""Paints whole table rows by hand: one script over the other, pills, initials, bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.shared.labels import paint_avatar
from ui.shared.pieces import cut, paint_pieces
from ui.shared.rows import Cell, Rows, Spans
from ui.shared.style import colour, font, metrics, tokens
from ui.shared.tokens import ROW

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
INSET = 12
FIRST_INSET = 26


class Place(NamedTuple):
    """Where a column stands in the view, in pixels."""

    number: int
    left: int
    width: int


@dataclass
class RowPainter:
    """Paints the rows of `Table`. `hovered` is the row under the pointer, `ring` whether the keyboard is in use."""

    hovered: int = -1
    ring: bool = False

    def paint(self, painter: QPainter, rows: Rows, row: int, top: int, places: Sequence[Place], chosen: bool) -> None:
        """Paints one row from `top` on in the columns of `places`, which stand side by side."""
        t = tokens()
        left, right = places[0].left, places[-1].left + places[-1].width
        if chosen or row == self.hovered:
            painter.fillRect(left, top, right - left, ROW, colour(t.selected if chosen else t.sunk))
        painter.fillRect(left, top + ROW - 1, right - left, 1, colour(t.line))
        if chosen and places[0].number == 0:
            painter.fillRect(left, top, 3, ROW, colour(t.accent))
        value = rows.value(row)
        for place in places:
            inset = FIRST_INSET if place.number == 0 else INSET
            inside = QRect(place.left + inset, top, place.width - inset - 6, ROW)
            if value is None:
                _paint_waiting(painter, inside)
            else:
                paint_cell(painter, inside, rows.columns[place.number].cell(value))

    def paint_ring(self, painter: QPainter, rect: QRect) -> None:
        """Paints the mark of the cell that the keyboard is at, while it is in use."""
        if self.ring:
            painter.setPen(QPen(colour(tokens().accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(4.5, 2.5, -2.5, -3.5), 5, 5)


def paint_cell(painter: QPainter, rect: QRect, cell: Cell) -> None:
    """Paints one cell's words inside `rect`."""
    if cell.kind == "pill":
        _paint_pill(painter, rect, cell)
        return
    if cell.kind == "bar":
        _paint_bar(painter, rect, cell)
        return
    t = tokens()
    if cell.kind == "person":
        paint_avatar(painter, QRectF(rect.left(), rect.center().y() - 15, 31, 31), cell.text)
        rect = rect.adjusted(44, 0, 0, 0)
    align = RIGHT if cell.kind == "number" else LEFT
    ink = t.tone(cell.tone)[0] if cell.tone else t.text2 if cell.kind == "quiet" else t.text
    weight = 500 if cell.kind == "person" else 400
    if cell.below:
        _line(painter, rect.adjusted(0, 3, 0, -21), cell.text, 15, weight, ink, align, cell.marked)
        _line(painter, rect.adjusted(0, 23, 0, -4), cell.below, 13, 400, t.text3, align, cell.marked_below)
    else:
        _line(painter, rect, cell.text, 15, weight, ink, align, cell.marked)


def _line(
    painter: QPainter,
    rect: QRect,
    text: str,
    px: int,
    weight: int,
    ink: str,
    align: Qt.AlignmentFlag,
    marked: Spans = (),
) -> None:
    if marked:
        paint_pieces(painter, rect, cut(text, marked), px, ink, weight)
        return
    painter.setFont(font(px, weight))
    painter.setPen(colour(ink))
    painter.drawText(rect, align, _fitted(text, px, weight, rect.width()))


@lru_cache(4096)
def _fitted(text: str, px: int, weight: int, width: int) -> str:
    return metrics(px, weight).elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(512)
def _width(text: str) -> int:
    return metrics(12, 500).horizontalAdvance(text)


def _paint_pill(painter: QPainter, rect: QRect, cell: Cell) -> None:
    ink, ground = tokens().tone(cell.tone)
    fitted = _fitted(cell.text, 12, 500, rect.width() - 18)
    if not fitted:
        return
    shape = QRectF(rect.left(), rect.center().y() - 10, _width(fitted) + 18, 21)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(shape, 10.5, 10.5)
    painter.setFont(font(12, 500))
    painter.setPen(colour(ink))
    painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, fitted)


def _paint_bar(painter: QPainter, rect: QRect, cell: Cell) -> None:
    t = tokens()
    _line(painter, rect.adjusted(0, 5, 0, -20), cell.text, 13, 400, t.text2, LEFT)
    track = QRectF(rect.left(), rect.top() + 30, min(rect.width(), 140), 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(t.line if t.dark else t.hover))
    painter.drawRoundedRect(track, 3, 3)
    if cell.share > 0:
        painter.setBrush(colour(t.fill))
        painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(max(6.0, track.width() * min(cell.share, 1)), 6)), 3, 3)


def _paint_waiting(painter: QPainter, rect: QRect) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(tokens().hover))
    painter.drawRoundedRect(QRectF(rect.left(), rect.center().y() - 5, min(rect.width() * 0.6, 140), 10), 5, 5)
