"""Paints one number of the grid. Shape tells as much as colour does: filled, crossed out, cut corner, dashed, round.

Came is filled, late is filled with its corner cut, absent is struck through, excused is dashed, no mark is an
outline; a walk-in is round; somebody who is not expected (a substitute came, taken off the list) is faint.
"""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF, QStaticText
from PySide6.QtWidgets import QWidget

from organizer_app.domain.attendance import ABSENT, CAME, EXCUSED, LATE
from ui.shared.style import colour, font, tokens
from ui.shared.tokens import Tokens

ROUND = 6


class Look(NamedTuple):
    """How one number looks: its mark ("" for none), what is being typed about it, and who it is."""

    mark: str = ""
    typed: str = ""  # "mark" or "unmark": what Enter would do
    walk_in: bool = False
    expected: bool = True


def paint(painter: QPainter, rect: QRect, text: str, look: Look) -> None:
    """Paints a number in its cell. Grounds and numbers are kept: a list of 600 is painted within a frame."""
    t, ratio = tokens(), painter.device().devicePixelRatioF()
    painter.drawPixmap(rect.topLeft(), _ground(look, rect.width(), rect.height(), ratio, t.dark))
    painter.setFont(font(13, 500 if look.mark else 400))
    painter.setPen(colour(_ink(look, t)))
    words, size = _words(text, 500 if look.mark else 400)
    painter.drawStaticText(
        QPointF(rect.x() + (rect.width() - size.width()) / 2, rect.y() + (rect.height() - size.height()) / 2), words
    )


def _ink(look: Look, t: Tokens) -> str:
    if look.mark in CAME:
        return t.on_accent
    if look.mark:
        return t.bad if look.mark == ABSENT else t.info
    return t.text2 if look.expected else t.text3


@lru_cache(maxsize=4096)
def _words(text: str, weight: int) -> tuple[QStaticText, QSizeF]:
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(font=font(13, weight))
    return made, made.size()


@lru_cache(maxsize=256)
def _ground(look: Look, width: int, height: int, ratio: float, _dark: bool) -> QPixmap:
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_ground(painter, QRectF(0, 0, width, height), look, tokens())
    painter.end()
    return made


def _paint_ground(painter: QPainter, rect: QRectF, look: Look, t: Tokens) -> None:
    radius = min(rect.width(), rect.height()) / 2 if look.walk_in else ROUND
    ground, edge, style = t.surface, t.line, Qt.PenStyle.SolidLine
    if look.mark in CAME:
        ground, edge = t.fill, t.fill
    elif look.mark == ABSENT:
        ground, edge = t.bad_soft, t.bad_soft
    elif look.mark == EXCUSED:
        ground, edge, style = t.info_soft, t.info, Qt.PenStyle.DashLine
    elif not look.expected:
        ground, edge, style = t.sunk, t.line, Qt.PenStyle.DotLine
    painter.setPen(QPen(colour(edge), 1, style))
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    if look.mark == LATE:
        _cut_corner(painter, rect)
    if look.mark == ABSENT:
        painter.setPen(QPen(_faint(t.bad), 1.2))
        painter.drawLine(rect.bottomLeft() + QPointF(6, -6), rect.topRight() + QPointF(-6, 6))
    if look.typed:
        wanted = look.typed == "mark"
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if look.mark:
            painter.setPen(QPen(colour(t.surface), 5))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
        line = Qt.PenStyle.SolidLine if wanted else Qt.PenStyle.DashLine
        painter.setPen(QPen(colour(t.accent if wanted else t.bad), 2, line))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def paint_ring(painter: QPainter, rect: QRect, focused: bool) -> None:
    """Paints where the person is: around the cell, so that its mark stays whole."""
    t = tokens()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(t.accent if focused else t.edge), 2))
    painter.drawRoundedRect(rect.adjusted(-2, -2, 1, 1), ROUND + 2, ROUND + 2)


def _cut_corner(painter: QPainter, rect: QRectF) -> None:
    """A late mark: a corner in the warning's colour, divided by the ground."""
    t, size = tokens(), rect.height() * 0.36
    corner = rect.topRight()
    painter.setPen(QPen(colour(t.surface), 1.5))
    painter.setBrush(colour(t.warn))
    painter.drawPolygon(QPolygonF([corner - QPointF(size, 0), corner, corner + QPointF(0, size)]))


def _faint(value: str) -> QColor:
    """A colour so thin that a number over it stays readable."""
    made = QColor(value)
    made.setAlphaF(0.55)
    return made


class Swatch(QWidget):
    """A small empty cell beside a word that says what it means."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(18, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter, self.rect(), "", self._look)
