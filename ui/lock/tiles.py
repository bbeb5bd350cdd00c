"""Who works here, as large tiles: the initials, the name, the role. One of them is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from organizer_app.domain.operators import Operator
from organizer_app.domain.roles import role_name
from ui.shared.buttons import KEYBOARD
from ui.shared.labels import paint_avatar
from ui.shared.layout import Flow
from ui.shared.style import colour, font, metrics, tokens

WIDE, HIGH, ROUND = 240, 64, 38  # px


class Tile(QAbstractButton):
    """One person."""

    def __init__(self, one: Operator) -> None:
        super().__init__()
        self.one, self._ring = one, False
        self.setText(one.name)
        self.setAccessibleName(f"{one.name}, {role_name(one.role)}")
        self.setToolTip(one.name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(WIDE, HIGH)

    def sizeHint(self) -> QSize:
        return QSize(WIDE, HIGH)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, on = tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = t.accent if on or self._ring else t.line
        painter.setPen(QPen(colour(edge), 2 if on or self._ring else 1))
        painter.setBrush(colour(t.soft if on else t.hover if self.underMouse() else t.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        paint_avatar(painter, QRectF(12, (HIGH - ROUND) / 2, ROUND, ROUND), self.one.name, chosen=on)
        left, room = 12 + ROUND + 12, WIDE - ROUND - 36
        for text, size, weight, ink, top in (
            (self.one.name, 15, 600, t.text, 9),
            (role_name(self.one.role), 13, 400, t.text2, 33),
        ):
            painter.setFont(font(size, weight))
            painter.setPen(colour(ink))
            words = metrics(size, weight).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, top, room, 24), Qt.AlignmentFlag.AlignVCenter, words)


class Tiles(QWidget):
    """All of them. `picked(Operator)` when the person chooses."""

    picked = Signal(object)

    def __init__(self, people: Sequence[Operator], chosen: bytes | None = None) -> None:
        super().__init__()
        self.tiles = [Tile(one) for one in people]
        self._group = QButtonGroup(self)
        for number, tile in enumerate(self.tiles):
            self._group.addButton(tile, number)
            tile.setChecked(tile.one.id == chosen or len(self.tiles) == 1)
        self._group.idClicked.connect(lambda number: self.picked.emit(self.tiles[number].one))
        self.setLayout(Flow(*self.tiles, gap=10))

    def chosen(self) -> Operator | None:
        """Who is chosen."""
        number = self._group.checkedId()
        return self.tiles[number].one if number >= 0 else None
