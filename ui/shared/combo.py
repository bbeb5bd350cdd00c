"""A drop-down list in the window's own look, and the dense popup frame other pickers use."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QListView, QToolTip

from ui.shared.icons import pixmap
from ui.shared.style import colour, font, metrics, tokens
from ui.shared.tokens import CONTROL, RADIUS

LEFT, RIGHT = 11, 32  # px beside the words


class Combo(QComboBox):
    """A QComboBox painted by us; the wheel only turns it while its list is open, so scrolling a form is safe."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._listed = False  # whether it has its list, which is made when it is first opened
        self.setMaxVisibleItems(12)
        self.setAccessibleName(name)
        self.wrong = False

    def sizeHint(self) -> QSize:
        widest = max((metrics(15).horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=60)
        return QSize(min(320, widest + 46), CONTROL)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, CONTROL)

    def showPopup(self) -> None:  # noqa: N802  # Qt's own name
        if not self._listed:
            self._listed = True
            view = QListView()
            view.setFrameShape(QFrame.Shape.NoFrame)
            view.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # a camp has its days at the end
            self.setView(view)
        super().showPopup()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.is_cut():
            QToolTip.showText(event.globalPos(), self.currentText(), self)
            return True
        return super().event(event)

    def is_cut(self) -> bool:
        """Whether the words have no room, and are cut in their middle."""
        return metrics(15).horizontalAdvance(self.currentText()) > self.width() - LEFT - RIGHT

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        width = 2 if focus else 1
        edge = t.accent if focus else t.bad if self.wrong else t.edge if self.isEnabled() else t.line
        half = width / 2
        painter.setPen(QPen(colour(edge), width))
        painter.setBrush(colour(t.surface if self.isEnabled() else t.sunk))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS, RADIUS)
        room = QRect(self.rect()).adjusted(LEFT, 0, -RIGHT, 0)
        words = self.currentText() or self.placeholderText()
        painter.setFont(font(15))
        painter.setPen(colour(t.text if self.currentText() and self.isEnabled() else t.text3))
        shown = metrics(15).elidedText(words, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.drawPixmap(self.width() - 26, (self.height() - 16) // 2, pixmap("chevron-down", t.text2, 16))
