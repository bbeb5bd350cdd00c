"""What all charts share: values found by arrow keys, said by screen readers, shown as a tooltip under the pointer.

A chart paints itself and says where each value stands (`spots`). Tab comes to it once; the arrows, Home and End go from
value to value, Enter opens one (`opened(key)`). Without values it shows one sentence that says what will be here.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from organizer_app.domain.charts import LEVELS
from ui.shared.buttons import KEYBOARD
from ui.shared.notices import announce
from ui.shared.style import colour, font, metrics, tokens
from ui.shared.tokens import contrast

SHARES = (0.16, 0.36, 0.78, 1.0)  # of the full colour, by level; at two thirds and at nine tenths no ink is read


class Spot(NamedTuple):
    """Where a value stands, what is said of it, and what `opened` gives for it."""

    rect: QRectF
    words: str
    key: Any = None


class Chart(QWidget):
    """See the module's first lines. A kind gives `spots()` and `paint(painter)`, and calls `show_changed`."""

    opened = Signal(object)

    def __init__(self, name: str, nothing: str = "") -> None:
        super().__init__()
        self._nothing, self._summary = nothing, ""
        self.at = -1  # the spot the keyboard is on
        self._ring = False
        self.setAccessibleName(name)
        self.setMouseTracking(False)

    def spots(self) -> Sequence[Spot]:
        """The values with their places, in the order of the arrows."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Paints the chart; the ring around the value in focus is painted by this class."""
        raise NotImplementedError

    def show_changed(self, summary: str) -> None:
        """Called when the values are new: one sentence about all of them, for whoever does not see them."""
        self._summary = summary
        count = len(self.spots())
        self.at = min(self.at, count - 1)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if count else Qt.FocusPolicy.NoFocus)
        self._describe()
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """What is said of the value in focus, or of all."""
        spots = self.spots()
        return spots[self.at].words if 0 <= self.at < len(spots) else self._summary or self._nothing

    def step(self, key: Qt.Key, count: int) -> int | None:
        """The spot an arrow goes to; None for a key that is not one of ours."""
        forward = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if key in forward:
            return max(0, min(count - 1, self.at + forward[key]))
        return {Qt.Key.Key_Home: 0, Qt.Key.Key_End: count - 1}.get(key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spots = self.spots()
        if not spots:
            painter.setFont(font(13))
            painter.setPen(colour(tokens().text3))
            how = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), int(how), self._nothing)
            return
        self.paint(painter)
        if self._ring and 0 <= self.at < len(spots):
            painter.setPen(QPen(colour(tokens().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(spots[self.at].rect.adjusted(-1, -1, 1, 1), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        spots = self.spots()
        key = Qt.Key(event.key())
        to = self.step(key, len(spots)) if spots else None
        if to is not None:
            self._go(to)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and 0 <= self.at < len(spots):
            self.opened.emit(spots[self.at].key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().toPoint())
        if at >= 0:
            self.at = at
            self._describe()
            self.opened.emit(self.spots()[at].key)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._at(event.pos())
            if at >= 0:
                QToolTip.showText(event.globalPos(), self.spots()[at].words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = event.reason() in KEYBOARD
        if self._ring and self.at < 0:
            self.at = 0
            self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        QToolTip.hideText()
        self.update()

    def _go(self, at: int) -> None:
        self.at, self._ring = at, True
        self._describe()
        self.update()
        spot = self.spots()[at]
        announce(self, spot.words)
        QToolTip.showText(self.mapToGlobal(spot.rect.bottomLeft().toPoint()), spot.words, self)

    def _at(self, point: QPoint) -> int:
        return next((n for n, spot in enumerate(self.spots()) if spot.rect.contains(point)), -1)

    def _describe(self) -> None:
        said = self.words()
        self.setAccessibleDescription(f"{said}. {self._summary}" if said != self._summary and self._summary else said)


def shade(level: int) -> str:
    """The ground of a level, 0 to LEVELS: from the colour of an empty track to the full colour of a bar."""
    t = tokens()
    if level <= 0:
        return t.line if t.dark else t.hover
    return mixed(t.surface, t.fill, SHARES[min(level, LEVELS) - 1])


def ink_on(ground: str) -> str:
    """The ink that is read best on a ground."""
    t = tokens()
    return max((t.text, t.on_accent, t.surface), key=lambda ink: contrast(ink, ground))


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, as "#RRGGBB"; a share of 1 is the other one."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def write(
    painter: QPainter, rect: QRectF, text: str, *, px: int = 13, weight: int = 400, ink: str = "", right: bool = False
) -> None:
    """Writes one line, cut with … where there is no room."""
    painter.setFont(font(px, weight))
    painter.setPen(colour(ink or tokens().text))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    fitted = metrics(px, weight).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, fitted)
