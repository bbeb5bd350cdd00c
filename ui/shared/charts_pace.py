"""The pace: what was done, a line with its last day marked, against what was due, a dashed one to the goal."""

from collections.abc import Callable, Sequence
from datetime import date
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from organizer_app.domain.charts import Pace, Point, at, ticks
from organizer_app.domain.words import day_text, group_digits
from organizer_app.domain.words import translate as _
from ui.shared.charts import Chart, Spot, write
from ui.shared.charts_bars import ahead_words
from ui.shared.style import colour, metrics, tokens

HEIGHT, FOOT, TOP, RIGHT = 170, 24, 10, 12
STEP = 5  # days between the days that are named


class PaceLine(Chart):
    """See the module's first line. The arrows go from day to day."""

    def __init__(self, name: str, nothing: str = "") -> None:
        super().__init__(name, nothing)
        self._pace: Pace | None = None
        self.setFixedHeight(HEIGHT)

    def show_pace(self, pace: Pace) -> None:
        """Shows a pace; without a goal it says that there is nothing."""
        self._pace = pace if pace.goal else None
        self.show_changed(summary(pace) if pace.goal else "")

    def sizeHint(self) -> QSize:
        return QSize(420, HEIGHT)

    def spots(self) -> Sequence[Spot]:
        if self._pace is None:
            return []
        x, _y = self._scales(self._pace)
        due = self._pace.due
        wide = x(due[1].day) - x(due[0].day) if len(due) > 1 else 8.0
        room = QRectF(0, TOP, 0, HEIGHT - FOOT - TOP)
        return [
            Spot(QRectF(x(p.day) - wide / 2, room.top(), wide, room.height()), self._said(self._pace, p.day), p.day)
            for p in due
        ]

    def paint(self, painter: QPainter) -> None:
        if self._pace is None:
            return
        t, pace = tokens(), self._pace
        x, y = self._scales(pace)
        left = x(pace.first)
        for number in ticks(_top(pace)):
            painter.setPen(QPen(colour(t.line), 1))
            painter.drawLine(QPointF(left, y(number)), QPointF(self.width() - RIGHT, y(number)))
            where = QRectF(0, y(number) - 10, left - 8, 20)
            write(painter, where, group_digits(number), px=12, ink=t.text3, right=True)
        for point in pace.due[:: _step(pace, x)]:
            words = _short(point.day)
            width = metrics(12).horizontalAdvance(words) + 4
            where = QRectF(min(x(point.day) - width / 2, self.width() - width), HEIGHT - FOOT + 4, width, 18)
            write(painter, where, words, px=12, ink=t.text3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(t.text3), 1.5, Qt.PenStyle.DashLine))
        painter.drawPath(_path(pace.due, x, y))
        if pace.done:
            self._paint_done(painter, pace, x, y)

    def _paint_done(
        self, painter: QPainter, pace: Pace, x: Callable[[date], float], y: Callable[[float], float]
    ) -> None:
        t = tokens()
        line = _path(pace.done, x, y)
        last = QPointF(x(pace.done[-1].day), y(pace.now))
        under = QPainterPath(line)
        under.lineTo(last.x(), y(0))
        under.lineTo(x(pace.first), y(0))
        ground = QColor(colour(t.fill))
        ground.setAlpha(40)
        painter.fillPath(under, ground)
        painter.setPen(QPen(colour(t.fill), 2.5))
        painter.drawPath(line)
        painter.setBrush(colour(t.surface))
        painter.drawEllipse(last, 4.5, 4.5)

    def _scales(self, pace: Pace) -> tuple[Callable[[date], float], Callable[[float], float]]:
        highest = ticks(_top(pace))[-1]
        left = metrics(12).horizontalAdvance(group_digits(highest)) + 12
        days = max(1, (pace.last - pace.first).days)
        wide, high = self.width() - left - RIGHT, HEIGHT - FOOT - TOP
        return (
            lambda day: left + wide * (day - pace.first).days / days,
            lambda number: TOP + high * (1 - number / highest),
        )

    def _said(self, pace: Pace, day: date) -> str:
        due = _("{n} due").format(n=group_digits(at(pace.due, day)))
        if not pace.done or day > pace.done[-1].day:
            return f"{day_text(day)}: {due}"
        done = _("{n} so far").format(n=group_digits(at(pace.done, day)))
        return f"{day_text(day)}: {done}, {due}"


def summary(pace: Pace) -> str:
    """Where it stands: "742 of 4,000, 97 ahead, on course for 4,600"."""
    count = _("{n} of {all}").format(n=group_digits(pace.now), all=group_digits(pace.goal))
    ahead = ahead_words(pace.now - pace.due_now) if pace.on_course is not None else ""
    return ", ".join(filter(None, (count, ahead, course_words(pace))))


def course_words(pace: Pace) -> str:
    """What the last day will see if it goes on so; empty while nobody can say."""
    return "" if pace.on_course is None else _("on course for {n}").format(n=group_digits(pace.on_course))


def _step(pace: Pace, x: Callable[[date], float]) -> int:
    """Days from one that is named to the next: so many that the names stand apart."""
    widest = max(metrics(12).horizontalAdvance(_short(point.day)) for point in pace.due) + 14
    each = (x(pace.last) - x(pace.first)) / max(1, len(pace.due) - 1)
    return max(STEP, STEP * ceil(widest / max(0.5, each) / STEP))


def _top(pace: Pace) -> int:
    return max(pace.goal, pace.now)


def _path(points: Sequence[Point], x: Callable[[date], float], y: Callable[[float], float]) -> QPainterPath:
    path = QPainterPath(QPointF(x(points[0].day), y(points[0].total)))
    for point in points[1:]:
        path.lineTo(x(point.day), y(point.total))
    return path


def _short(day: date) -> str:
    return " ".join(day_text(day).split()[:2])
