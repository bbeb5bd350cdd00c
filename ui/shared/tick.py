"""A box to tick, painted in our tokens: the style's own has no visible edge under our style sheet."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from ui.shared.icons import pixmap
from ui.shared.ring import Ringed
from ui.shared.style import colour, font, metrics, tokens

BOX, GAP, HEIGHT = 20, 10, 30


class Tick(Ringed, QCheckBox):
    """A sentence with a box before it; a click anywhere on it or the space bar ticks."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(BOX + GAP + metrics(15).horizontalAdvance(self.text()) + 4, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, on = tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - BOX) / 2
        edge = t.text if self.ring else t.accent if on else t.edge
        half = 1.0 if self.ring else 0.5
        painter.setPen(QPen(colour(edge), 2 * half))
        painter.setBrush(colour(t.accent if on else t.surface))
        painter.drawRoundedRect(QRectF(0, top, BOX, BOX).adjusted(half, half, -half, -half), 5, 5)
        if on:
            painter.drawPixmap(2, round(top) + 2, pixmap("check", t.on_accent, 16))
        painter.setFont(font(15))
        painter.setPen(colour(t.text if self.isEnabled() else t.text3))
        room = QRectF(BOX + GAP, 0, self.width() - BOX - GAP, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
