"""A month as a grid with what happens on each day, painted by us, in both languages.

    month = MonthGrid(2026, 12); month.show_items({date(2026, 12, 14): [DayItem("Block camp", "accent", camp.id)]})

`item_opened(key)` on a click or Enter, `day_opened(date)` on a double click or Enter on an empty day. Arrow keys
move the day, Page Up and Down turn the month (`turned(year, month)`).
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from organizer_app.domain.clock import today
from organizer_app.domain.words import DAYS_EN, DAYS_HI, day_text, language, month_text
from organizer_app.domain.words import translate as _
from ui.shared.days import add_months, weeks
from ui.shared.icons import pixmap
from ui.shared.style import colour, font, metrics, tokens

TOP = 30
LINE = 23
FIRST_LINE = 34
SIGN, SECOND = 12, 17  # px: an icon before the words, a second line of them


class DayItem(NamedTuple):
    """Something on a day: what to write, its tone (accent, ok, warn, bad, info, plain), and its key.

    `icon` stands before the text and `state` says the same to a screen reader: a tone alone says nothing.
    """

    text: str
    tone: str
    key: Any
    icon: str = ""
    state: str = ""


def month_title(year: int, month: int) -> str:
    """December 2026 / दिसंबर 2026."""
    return month_text(date(year, month, 1))


def weekday_letters() -> list[str]:
    """The days of the week, short, Monday first: Mon … / सोम …"""
    if language() == "hi":
        return [name.removesuffix("वार") for name in DAYS_HI]
    return [name[:3] for name in DAYS_EN]


class MonthGrid(QWidget):
    """See the module's first lines."""

    item_opened = Signal(object)
    day_opened = Signal(object)
    turned = Signal(int, int)

    def __init__(self, year: int, month: int) -> None:
        super().__init__()
        self.year, self.month = year, month
        self.day = today() if (year, month) == (today().year, today().month) else date(year, month, 1)
        self._items: Mapping[date, Sequence[DayItem]] = {}
        self._places: list[tuple[QRectF, DayItem]] = []
        self._ring = False
        self.setMinimumSize(QSize(560, 380))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(month_title(year, month))

    def show_month(self, year: int, month: int) -> None:
        """Turns to a month; the caller gives its items."""
        self.year, self.month = year, month
        if (self.day.year, self.day.month) != (year, month):
            self.day = date(year, month, 1)
        self.setAccessibleName(month_title(year, month))
        self.update()

    def show_items(self, items: Mapping[date, Sequence[DayItem]]) -> None:
        """What happens on the days, in order."""
        self._items = items
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(900, 560)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grid = weeks(self.year, self.month)
        wide, high = self.width() / 7, (self.height() - TOP) / len(grid)
        painter.setFont(font(12, 500))
        painter.setPen(colour(t.text3))
        for n, word in enumerate(weekday_letters()):
            painter.drawText(QRectF(n * wide + 11, 0, wide - 12, TOP), Qt.AlignmentFlag.AlignVCenter, word)
        self._places = []
        for line, week in enumerate(grid):
            for n, day in enumerate(week):
                self._paint_day(painter, QRectF(n * wide, TOP + line * high, wide, high), day, n)

    def _paint_day(self, painter: QPainter, cell: QRectF, day: date, number: int) -> None:
        t = tokens()
        inside = day.month == self.month
        if not inside:
            painter.fillRect(cell, colour(t.sunk))
        painter.setPen(QPen(colour(t.line), 1))
        painter.drawLine(cell.topLeft(), cell.topRight())
        if number:
            painter.drawLine(cell.topLeft(), cell.bottomLeft())
        spot = QRectF(cell.left() + 7, cell.top() + 5, 24, 24)
        if day == today():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.accent))
            painter.drawEllipse(spot)
        painter.setFont(font(13, 600 if day == today() else 500))
        painter.setPen(colour(t.on_accent if day == today() else t.text2 if inside else t.text3))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if day == self.day and self._ring:
            painter.setPen(QPen(colour(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(2, 2, -2, -2), 6, 6)
        self._paint_items(painter, cell, self._items.get(day, ()))

    def _paint_items(self, painter: QPainter, cell: QRectF, items: Sequence[DayItem]) -> None:
        room = max(1, int((cell.height() - FIRST_LINE - 2) // LINE))
        shown = items if len(items) <= room else items[:room]
        spare = room - len(shown)
        top = cell.top() + FIRST_LINE - 2
        for item in shown:
            shape = QRectF(cell.left() + 6, top, cell.width() - 12, 20)
            if spare and metrics(12, 500).horizontalAdvance(item.text) > _words_room(shape, item):
                shape.setHeight(20 + SECOND)  # a long name stands whole where nothing else wants the room
                spare -= 1
            self._places.append((shape, item))
            _paint_item(painter, shape, item)
            top = shape.bottom() + LINE - 20
        if len(items) > len(shown):
            painter.setFont(font(12, 500))
            painter.setPen(colour(tokens().text3))
            more = _("+{n} more").format(n=len(items) - len(shown))
            corner = QRectF(cell.right() - 84, cell.top() + 5, 76, 24)
            painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, more)

    def _day_at(self, point: QPointF) -> date | None:
        grid = weeks(self.year, self.month)
        line = int((point.y() - TOP) // ((self.height() - TOP) / len(grid)))
        number = int(point.x() // (self.width() / 7))
        return grid[line][number] if 0 <= line < len(grid) and 0 <= number < 7 else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ring = False
        self._select(self._day_at(event.position()) or self.day)
        for shape, item in self._places:
            if shape.contains(event.position()):
                self.item_opened.emit(item.key)
                return

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day and not any(shape.contains(event.position()) for shape, _item in self._places):
            self.day_opened.emit(day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.update()

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        key = Qt.Key(event.key())
        self._ring = True
        if key in steps:
            self._select(self.day + timedelta(steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            year, month = add_months(self.year, self.month, -1 if key == Qt.Key.Key_PageUp else 1)
            self._select(date(year, month, min(self.day.day, 28)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            items = self._items.get(self.day, ())
            if items:
                self.item_opened.emit(items[0].key)
            else:
                self.day_opened.emit(self.day)
        else:
            super().keyPressEvent(event)

    def _select(self, day: date) -> None:
        turn = (day.year, day.month) != (self.year, self.month)
        self.day = day
        if turn:
            self.show_month(day.year, day.month)
            self.turned.emit(day.year, day.month)
        self._describe()
        self.update()

    def _describe(self) -> None:
        items = self._items.get(self.day, ())
        names = [f"{item.text} ({item.state})" if item.state else item.text for item in items]
        self.setAccessibleDescription(": ".join([day_text(self.day, weekday=True), ", ".join(names)]))


def _words_room(shape: QRectF, item: DayItem) -> int:
    """How wide the words of an item may be, in px."""
    return int(shape.width() - 11 - (SIGN + 1) * bool(item.icon))


def _paint_item(painter: QPainter, shape: QRectF, item: DayItem) -> None:
    ink, ground = tokens().tone(item.tone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(shape, 5, 5)
    room = _words_room(shape, item)
    left = shape.right() - 4 - room
    if item.icon:
        painter.drawPixmap(QPointF(shape.left() + 5, shape.top() + 4), pixmap(item.icon, ink, SIGN))
    painter.setFont(font(12, 500))
    painter.setPen(colour(ink))
    for number, words in enumerate(_lines(item.text, room) if shape.height() > 20 else [item.text]):
        text = metrics(12, 500).elidedText(words, Qt.TextElideMode.ElideRight, room)
        line = QRectF(left, shape.top() + 1 + number * SECOND, room, 20)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)


def _lines(text: str, room: int) -> list[str]:
    """A text in two lines, the first as long as fits `room` px."""
    words = text.split(" ")
    fits = metrics(12, 500).horizontalAdvance
    count = max((n for n in range(1, len(words)) if fits(" ".join(words[:n])) <= room), default=len(words))
    return [" ".join(words[:count]), " ".join(words[count:])]
