"""Words of which some are marked: written side by side, the marked ones bold and in the accent."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from ui.shared.style import colour, font, metrics, tokens

Piece = tuple[str, bool]  # some words, and whether they are marked
MARKED = 600  # the weight


def cut(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """A text cut where it is marked."""
    pieces: list[Piece] = []
    at = 0
    for start, end in sorted(spans):
        if start >= at:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    pieces.append((text[at:], False))
    return tuple(piece for piece in pieces if piece[0])


def width(pieces: Sequence[Piece], px: int) -> int:
    """How wide they are, in pixels."""
    return sum(metrics(px, MARKED if marked else 400).horizontalAdvance(text) for text, marked in pieces) + 1


def paint_pieces(painter: QPainter, rect: QRect, pieces: Sequence[Piece], px: int, ink: str, weight: int = 400) -> None:
    """Writes them from the left, cut with … where there is no room."""
    left = rect.left()
    for text, marked in pieces:
        room = rect.right() - left + 1
        if room < px:
            return
        heavy = MARKED if marked else weight
        painter.setFont(font(px, heavy))
        painter.setPen(colour(tokens().accent if marked else ink))
        fitted = metrics(px, heavy).elidedText(text, Qt.TextElideMode.ElideRight, room)
        where = QRect(left, rect.top(), room, rect.height())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitted)
        left += metrics(px, heavy).horizontalAdvance(text)
