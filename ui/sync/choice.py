"""One of two values to keep: a round mark painted in our tokens, and its words; a click on either marks it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QWidget

from ui.shared.layout import Item, row
from ui.shared.ring import Ringed
from ui.shared.style import colour, tokens

RING, HEIGHT = 18, 26


class Mark(Ringed, QRadioButton):
    """The round mark alone; the style's own has no visible edge under our style sheet."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(RING + 2, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, on = tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2.5 if self.ring else 2.0 if on else 1.0
        painter.setPen(QPen(colour(t.text if self.ring else t.accent if on else t.edge), wide))
        painter.setBrush(colour(t.surface))
        ring = QRectF(1, (self.height() - RING) / 2 - 1.5, RING, RING).adjusted(
            wide / 2, wide / 2, -wide / 2, -wide / 2
        )
        painter.drawEllipse(ring)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.accent))
            painter.drawEllipse(ring.center(), 4.5, 4.5)


class Choice(QWidget):
    """A mark with its words."""

    def __init__(self, mark: Mark, *items: Item) -> None:
        super().__init__()
        self._mark = mark
        self.setLayout(row(mark, *items, gap=8))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._mark.setChecked(True)
