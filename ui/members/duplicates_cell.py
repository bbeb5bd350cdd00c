"""One value of a field that may be taken: a mark and the words, in a frame that is filled once it is taken."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from organizer_app.domain.words import translate as _
from organizer_app.services.duplicates_pair import Line
from ui.members.titles import title
from ui.shared.icons import pixmap
from ui.shared.ring import Ringed
from ui.shared.style import colour, font, metrics, tokens

HEIGHT, MARK, LEFT = 36, 16, 13


class ValueCell(Ringed, QAbstractButton):
    """See the module's first line. `focused` when the keyboard comes."""

    focused = Signal()

    def __init__(self, line: Line, side: int, name: str) -> None:
        super().__init__()
        self._many = line.many
        text = line.texts[side].replace("\n", " ")
        self.setText(text or "–")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(120)
        self.setAccessibleName(f"{title(line.field)}: {text or _('(empty)')}, {name}")
        self.setToolTip(f"{text or _('(empty)')}  ({side + 1})")

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, on = tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2.0 if self.ring else 1.0
        painter.setPen(QPen(colour(t.text if self.ring else t.accent if on else t.line), wide))
        painter.setBrush(colour(t.soft if on else t.hover if self.underMouse() else t.surface))
        frame = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.drawRoundedRect(frame, 7, 7)
        self._paint_mark(painter, on)
        painter.setFont(font(15))
        painter.setPen(colour(t.text if self.text() != "–" else t.text3))
        left = LEFT + MARK + 9
        room = QRectF(left, 0, self.width() - left - 10, self.height())
        words = metrics(15).elidedText(self.text(), Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_mark(self, painter: QPainter, on: bool) -> None:
        t = tokens()
        place = QRectF(LEFT, (self.height() - MARK) / 2, MARK, MARK)
        painter.setPen(QPen(colour(t.accent if on else t.edge), 1.5))
        painter.setBrush(colour(t.accent if on and self._many else t.surface))
        if not self._many:
            painter.drawEllipse(place.adjusted(0.75, 0.75, -0.75, -0.75))
            if on:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour(t.accent))
                painter.drawEllipse(place.center(), 4, 4)
            return
        painter.drawRoundedRect(place.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
        if on:
            painter.drawPixmap(round(place.x()) + 1, round(place.y()) + 1, pixmap("check", t.on_accent, MARK - 2))
