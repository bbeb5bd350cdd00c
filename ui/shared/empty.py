"""An empty place that teaches the first step: what belongs here, and one button that begins it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.shared.icons import pixmap
from ui.shared.labels import label
from ui.shared.layout import box, column, row
from ui.shared.style import colour, tokens


def empty(icon: str, title: str, text: str, *buttons: QPushButton) -> QFrame:
    """An icon in a ring, a title, one or two sentences, and the button or buttons, in the middle of the place."""
    heading, words = label(title, "heading", wrap=True), label(text, "muted", wrap=True)
    for part in (heading, words):
        part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        part.setFixedWidth(420)
    middle = [_Ring(icon), heading, words]
    lines = [row(None, part, None) for part in middle]
    return box(column(None, lines[0], 8, lines[1], lines[2], 10, row(None, *buttons, None), None, gap=6))


class _Ring(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(QSize(72, 72))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(t.soft))
        painter.drawEllipse(QRectF(self.rect()))
        painter.drawPixmap(22, 22, pixmap(self._icon, t.accent, 28))
