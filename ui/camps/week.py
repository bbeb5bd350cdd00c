"""A week in seven columns: the sessions of all camps at their hours, painted by us.

`item_opened(camp id)` on a click or Enter, `day_opened(date)` on a double click or Enter on an empty day. Left and
Right move the day, Up and Down go through its sessions, Page Up and Down turn the week (`turned()`).
"""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from organizer_app.domain.clock import today
from organizer_app.domain.words import day_text
from ui.camps.week_blocks import Block, monday
from ui.shared.calendar import weekday_letters
from ui.shared.icons import pixmap
from ui.shared.style import colour, font, metrics, tokens

HEAD, LEFT, ALL_DAY = 46, 48, 24
FROM, TO = 8, 18  # o'clock; more is shown when something is earlier or later
SIGN = 13
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -7, Qt.Key.Key_PageDown: 7}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class WeekGrid(QWidget):
    """See the module's first lines. `day` is the chosen day, `first` the Monday of the week shown."""

    item_opened = Signal(object)
    day_opened = Signal(object)
    turned = Signal()

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day, self.first = day, monday(day)
        self._blocks: Sequence[Block] = ()
        self._at: int | None = None  # which block of the chosen day the keyboard is on
        self._ring = False
        self.setMinimumSize(QSize(560, 380))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._describe()

    def show_day(self, day: date) -> None:
        """Chooses a day and turns to its week; the caller gives its blocks."""
        turned = monday(day) != self.first
        self.day, self.first, self._at = day, monday(day), None
        if turned:
            self.turned.emit()
        self._describe()
        self.update()

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """What happens in the week shown."""
        self._blocks = blocks
        self._at = None
        self._describe()
        self.update()

    def of_day(self) -> list[Block]:
        """The blocks of the chosen day, in the order of the arrow keys."""
        return [block for block in self._blocks if block.day == self.day]

    def sizeHint(self) -> QSize:
        return QSize(900, 560)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(7):
            self._paint_day(painter, number)
        top, first, last = self._top(), *self._hours()
        for hour in range(first, last + 1):
            y = self._y(hour * 60)
            painter.setPen(QPen(colour(t.line), 1))
            painter.drawLine(QPointF(LEFT, y), QPointF(self.width(), y))
            if hour < last:
                painter.setFont(font(12))
                painter.setPen(colour(t.text3))
                painter.drawText(QRectF(0, y + 2, LEFT - 8, 18), Qt.AlignmentFlag.AlignRight, f"{hour}:00")
        painter.setPen(QPen(colour(t.line), 1))
        for number in range(7):
            x = LEFT + number * self._wide()
            painter.drawLine(QPointF(x, 0 if number else top), QPointF(x, self.height()))
        chosen = self.of_day()[self._at] if self._at is not None else None
        for block in self._blocks:
            self._paint_block(painter, block, block is chosen and self._ring)

    def _paint_day(self, painter: QPainter, number: int) -> None:
        t, day = tokens(), self.first + timedelta(number)
        cell = QRectF(LEFT + number * self._wide(), 0, self._wide(), self.height())
        if day.weekday() == 6:
            painter.fillRect(cell, colour(t.sunk))
        is_today = day == today()
        painter.setFont(font(12, 500))
        painter.setPen(colour(t.accent if is_today else t.text3))
        weekday = QRectF(cell.left() + 42, 0, cell.width() - 44, HEAD)
        painter.drawText(weekday, Qt.AlignmentFlag.AlignVCenter, weekday_letters()[number])
        spot = QRectF(cell.left() + 9, HEAD / 2 - 13, 26, 26)
        if is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.accent))
            painter.drawEllipse(spot)
        painter.setFont(font(15, 600))
        painter.setPen(colour(t.on_accent if is_today else t.text2))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if day == self.day and self._ring and self._at is None:
            painter.setPen(QPen(colour(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(2, 2, -2, -2), 6, 6)

    def _paint_block(self, painter: QPainter, block: Block, is_chosen: bool) -> None:
        t, shape = tokens(), self._shape(block)
        ink, ground = t.tone("warn" if block.clash else block.tone)
        painter.setPen(QPen(colour(t.accent), 2) if is_chosen else QPen(colour(t.surface), 1))
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(shape, 5, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ink))
        painter.drawRoundedRect(QRectF(shape.left() + 1, shape.top() + 1, 3, shape.height() - 2), 1.5, 1.5)
        inside = shape.adjusted(9, 2, -4, -2)
        painter.setClipRect(inside)
        if block.clash:
            place = QPointF(inside.right() - SIGN, inside.top() + 2)
            painter.drawPixmap(place, pixmap("alert", ink, SIGN))
            inside.setRight(inside.right() - SIGN - 2)
        line = metrics(12, 500).lineSpacing()
        texts = (block.below, block.title) if block.below else (block.title,)
        for number, text in enumerate(texts):
            room = QRectF(inside.left(), inside.top() + number * line, inside.width(), line)
            if number and room.bottom() > inside.bottom() + 2:
                break
            painter.setFont(font(12, 500))
            painter.setPen(colour(ink if not number else t.text))
            fitted = metrics(12, 500).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, fitted)
        painter.setClipping(False)

    def _shape(self, block: Block) -> QRectF:
        wide = (self._wide() - 6) / block.lanes
        left = LEFT + (block.day - self.first).days * self._wide() + 3 + block.lane * wide
        if not block.ends:
            return QRectF(left, HEAD, wide - 2, ALL_DAY - 3)
        top, bottom = self._y(block.starts), self._y(block.ends)
        return QRectF(left, top + 1, wide - 2, max(18.0, bottom - top - 2))

    def _wide(self) -> float:
        return (self.width() - LEFT) / 7

    def _top(self) -> int:
        return HEAD + (ALL_DAY if any(not block.ends for block in self._blocks) else 0)

    def _hours(self) -> tuple[int, int]:
        timed = [block for block in self._blocks if block.ends]
        first = min((block.starts // 60 for block in timed), default=FROM)
        last = max((-(-block.ends // 60) for block in timed), default=TO)
        return min(first, FROM), max(last, TO)

    def _y(self, minute: int) -> float:
        first, last = self._hours()
        return self._top() + (minute / 60 - first) * (self.height() - self._top() - 1) / (last - first)

    def _block_at(self, point: QPointF) -> Block | None:
        return next((block for block in reversed(self._blocks) if self._shape(block).contains(point)), None)

    def _day_at(self, point: QPointF) -> date:
        return self.first + timedelta(min(6, max(0, int((point.x() - LEFT) // self._wide()))))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            block = self._block_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), _told(block) if block else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ring = False
        self.show_day(self._day_at(event.position()))
        block = self._block_at(event.position())
        if block is not None:
            self.item_opened.emit(block.camp)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._block_at(event.position()) is None:
            self.day_opened.emit(self._day_at(event.position()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in TAB
        self.update()

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, found = Qt.Key(event.key()), self.of_day()
        self._ring = True
        if key in STEPS:
            self.show_day(self.day + timedelta(STEPS[key]))
        elif key == Qt.Key.Key_Down and found:
            self._choose(0 if self._at is None else min(self._at + 1, len(found) - 1))
        elif key == Qt.Key.Key_Up and found:
            self._choose(self._at - 1 if self._at else None)
        elif key in ENTER and found:
            self.item_opened.emit(found[self._at or 0].camp)
        elif key in ENTER:
            self.day_opened.emit(self.day)
        else:
            super().keyPressEvent(event)

    def _choose(self, at: int | None) -> None:
        self._at = at
        self._describe()
        self.update()

    def _describe(self) -> None:
        last = self.first + timedelta(6)
        self.setAccessibleName(f"{day_text(self.first)} – {day_text(last)}")
        chosen = self.of_day() if self._at is None else [self.of_day()[self._at]]
        said = "; ".join(_told(block) for block in chosen)
        self.setAccessibleDescription(": ".join(filter(None, (day_text(self.day, weekday=True), said))))


def _told(block: Block) -> str:
    return "\n".join(filter(None, (block.below, block.title, block.venue, ", ".join(block.trainers), block.clash)))
