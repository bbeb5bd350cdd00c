"""Paints a whole table cell by hand: one call a cell instead of seven, one script over the other, pills, initials."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.shared.labels import paint_avatar
from ui.shared.rows import Cell, Rows
from ui.shared.style import colour, font, metrics, tokens
from ui.shared.tokens import ROW

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
INSET = 12
FIRST_INSET = 26


class CellPainter(QStyledItemDelegate):
    """The delegate of `Table`. `hovered` is the row under the pointer, `ring` whether the keyboard is in use."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.hovered = -1
        self.ring = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, Rows):
            return
        t = tokens()
        rect, number = option.rect, index.column()
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, colour(t.selected))
        elif index.row() == self.hovered:
            painter.fillRect(rect, colour(t.sunk))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour(t.line))
        if chosen and number == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour(t.accent))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = rect.adjusted(FIRST_INSET if number == 0 else INSET, 0, -6, 0)
        value = model.value(index.row())
        if value is None:
            _paint_waiting(painter, inside)
        else:
            paint_cell(painter, inside, model.columns[number].cell(value))
        if self.ring and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(t.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(4.5, 2.5, -2.5, -3.5), 5, 5)


def paint_cell(painter: QPainter, rect: QRect, cell: Cell) -> None:
    """Paints one cell's words inside `rect`."""
    if cell.kind == "pill":
        _paint_pill(painter, rect, cell)
        return
    t = tokens()
    if cell.kind == "person":
        paint_avatar(painter, QRectF(rect.left(), rect.center().y() - 15, 31, 31), cell.text)
        rect = rect.adjusted(44, 0, 0, 0)
    align = RIGHT if cell.kind == "number" else LEFT
    ink = t.tone(cell.tone)[0] if cell.tone else t.text2 if cell.kind == "quiet" else t.text
    weight = 500 if cell.kind == "person" else 400
    if cell.below:
        _line(painter, rect.adjusted(0, 3, 0, -21), cell.text, 15, weight, ink, align)
        _line(painter, rect.adjusted(0, 23, 0, -4), cell.below, 13, 400, t.text3, align)
    else:
        _line(painter, rect, cell.text, 15, weight, ink, align)


def _line(painter: QPainter, rect: QRect, text: str, px: int, weight: int, ink: str, align: Qt.AlignmentFlag) -> None:
    painter.setFont(font(px, weight))
    painter.setPen(colour(ink))
    painter.drawText(rect, align, metrics(px, weight).elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))


def _paint_pill(painter: QPainter, rect: QRect, cell: Cell) -> None:
    ink, ground = tokens().tone(cell.tone)
    fitted = metrics(12, 500).elidedText(cell.text, Qt.TextElideMode.ElideRight, rect.width() - 18)
    if not fitted:
        return
    shape = QRectF(rect.left(), rect.center().y() - 10, metrics(12, 500).horizontalAdvance(fitted) + 18, 21)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(shape, 10.5, 10.5)
    painter.setFont(font(12, 500))
    painter.setPen(colour(ink))
    painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, fitted)


def _paint_waiting(painter: QPainter, rect: QRect) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(tokens().hover))
    painter.drawRoundedRect(QRectF(rect.left(), rect.center().y() - 5, min(rect.width() * 0.6, 140), 10), 5, 5)
