"""The calendar as a heat map: a column a week, a row a weekday, the darker the more."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from organizer_app.domain.charts import level
from organizer_app.domain.clock import today
from organizer_app.domain.words import MONTHS_EN, MONTHS_HI, day_text, language
from organizer_app.domain.words import translate as _
from ui.shared.calendar import weekday_letters
from ui.shared.charts import Chart, Spot, ink_on, shade, write
from ui.shared.style import colour, font, metrics, tokens

TOP, GAP, SMALLEST, LARGEST = 20, 3, 11, 22  # px
NAMED = (0, 2, 4)  # Monday, Wednesday, Friday


class HeatMap(Chart):
    """Weeks side by side. `words(count)` says a number: "2 camps". The arrows go by days and by weeks."""

    def __init__(self, name: str, words: Callable[[int], str], nothing: str = "") -> None:
        super().__init__(name, nothing)
        self._words = words
        self._counts: Mapping[date, int] = {}
        self._days: list[date] = []

    def show_days(self, counts: Mapping[date, int], *, first: date, last: date) -> None:
        """Shows the weeks from that of `first` to that of `last`; with no count at all there is nothing to show."""
        monday = first - timedelta(first.weekday())
        self._counts = counts
        self._days = [monday + timedelta(n) for n in range((last - monday).days + 1)] if counts else []
        if self._days and self.at < 0 and today() in self._days:
            self.at = self._days.index(today())
        total = sum(counts.values())
        self.setMinimumHeight(TOP + 7 * (SMALLEST + GAP) if counts else 24)
        self.show_changed(_("{count} in all").format(count=self._words(total)) if counts else "")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return TOP + ceil(7 * (self._cell(width) + GAP)) if self._days else 24

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def step(self, key: Qt.Key, count: int) -> int | None:
        weeks = {Qt.Key.Key_Right: 7, Qt.Key.Key_Left: -7, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in weeks:
            to = self.at + weeks[key]
            return to if 0 <= to < count else self.at
        return super().step(key, count)

    def spots(self) -> Sequence[Spot]:
        cell, left = self._cell(self.width()), self._left()
        found = []
        for n, day in enumerate(self._days):
            place = QRectF(left + n // 7 * (cell + GAP), TOP + n % 7 * (cell + GAP), cell, cell)
            found.append(Spot(place, f"{day_text(day, weekday=True)}: {self._said(day)}", day))
        return found

    def paint(self, painter: QPainter) -> None:
        t, most = tokens(), max(self._counts.values())
        cell = self._cell(self.width())
        for number in NAMED:
            where = QRectF(0, TOP + number * (cell + GAP), self._left() - 6, cell)
            write(painter, where, weekday_letters()[number], px=12, ink=t.text3)
        after = 0.0
        for spot in self.spots():
            day: date = spot.key
            count = self._counts.get(day, 0)
            ground = shade(level(count, most))
            painter.setPen(QPen(colour(t.text), 1.5) if day == today() else Qt.PenStyle.NoPen)
            painter.setBrush(colour(ground))
            painter.drawRoundedRect(spot.rect, 3, 3)
            if count > 1 and cell >= 15:
                painter.setFont(font(11, 500))
                painter.setPen(colour(ink_on(ground)))
                painter.drawText(spot.rect, Qt.AlignmentFlag.AlignCenter, str(count))
            if day.day <= 7 and day.weekday() == 0 and spot.rect.left() >= after:
                name = (MONTHS_HI if language() == "hi" else MONTHS_EN)[day.month - 1]
                name = name if language() == "hi" else name[:3]
                width = metrics(12).horizontalAdvance(name) + 6
                write(painter, QRectF(spot.rect.left(), 0, width, TOP - 2), name, px=12, ink=t.text3)
                after = spot.rect.left() + width

    def _said(self, day: date) -> str:
        count = self._counts.get(day, 0)
        return self._words(count) if count else _("nothing")

    def _left(self) -> float:
        return max(metrics(12).horizontalAdvance(weekday_letters()[n]) for n in NAMED) + 10

    def _cell(self, width: int) -> float:
        weeks = max(1, -(-len(self._days) // 7))
        return max(SMALLEST, min(LARGEST, (width - self._left() - 2) / weeks - GAP))
