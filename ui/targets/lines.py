"""The lines of a board: what is counted, a bar with today's mark; below it what is due, needed, to be expected."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from organizer_app.domain.boards import Standing, What
from organizer_app.domain.charts import BarValue
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from ui.shared.charts import Spot, write
from ui.shared.charts_bars import Bars, ahead_words, said
from ui.shared.charts_pace import course_words
from ui.shared.style import colour, metrics, tokens

HIGH, TOP, EDGE, SPACE = 62, 8, 14, 16
WIDEST_NAME = 0.36  # of the width
GOAL_KEY = "Ctrl+Shift+G"


class Lines(Bars):
    """`show_standings(...)`; `opened(what)` when a line is chosen, by click or Enter."""

    def __init__(self) -> None:
        super().__init__(_("How far"), _("Nothing is counted in this drive."))
        self._lines: Sequence[Standing] = ()
        self._words: list[str] = []
        self._chosen: What | None = None

    def show_standings(self, standings: Sequence[Standing], day: date) -> None:
        """Shows these, in this order, as they are on a day."""
        self._lines = standings
        self._words = [words(one, day) for one in standings]
        self.show_bars([bar(one.name, one.now, one.goal, one.due) for one in standings])
        self.setFixedHeight(HIGH * max(1, len(standings)))

    def choose(self, what: What | None) -> None:
        """Marks a line as the one that is looked at."""
        self._chosen = what
        self.at = next((n for n, one in enumerate(self._lines) if one.what == what), self.at)
        self.update()

    def spots(self) -> Sequence[Spot]:
        return [
            Spot(QRectF(2, n * HIGH + 2, self.width() - 4, HIGH - 4), f"{said(one)}. {self._words[n]}", line.what)
            for n, (one, line) in enumerate(zip(self._bars, self._lines, strict=True))
        ]

    def paint(self, painter: QPainter) -> None:
        t, wide = tokens(), self.width()
        names = max(metrics(15, 500).horizontalAdvance(one.name) for one in self._bars) + 2
        left = EDGE + min(names, round(wide * WIDEST_NAME)) + SPACE
        counts = max(metrics(15, 500).horizontalAdvance(count(one)) for one in self._bars) + 2
        for n, (one, line) in enumerate(zip(self._bars, self._lines, strict=True)):
            top = n * HIGH
            if line.what == self._chosen:
                painter.fillRect(QRectF(0, top, wide, HIGH), colour(t.hover))
                painter.fillRect(QRectF(0, top, 3, HIGH), colour(t.accent))
            if n:
                painter.fillRect(QRectF(EDGE, top, wide - 2 * EDGE, 1), colour(t.line))
            write(painter, QRectF(EDGE, top + TOP, left - SPACE - EDGE, 24), one.name, px=15, weight=500)
            track = QRectF(left, top + TOP + 8, max(20, wide - left - counts - SPACE - EDGE), 8)
            self._paint_bar(painter, track, one)
            where = QRectF(track.right() + SPACE, top + TOP, counts, 24)
            write(painter, where, count(one), px=15, weight=500, right=True)
            behind = one.ahead is not None and one.ahead < 0
            painter.setPen(Qt.PenStyle.NoPen)
            below = QRectF(EDGE, top + TOP + 25, wide - 2 * EDGE, 22)
            write(painter, below, self._words[n], ink=t.warn if behind else t.text2)


def bar(name: str, now: int, goal: int | None, due: int | None) -> BarValue:
    """A standing as a bar."""
    return BarValue(name, now, goal or 0, due)


def count(one: BarValue) -> str:
    """ "148 / 500", or the number alone where there is no goal."""
    return f"{group_digits(one.value)} / {group_digits(one.target)}" if one.due is not None else group_digits(one.value)


def words(one: Standing, day: date) -> str:
    """What is due, how far from it, what is needed a working day, and where it leads; or how a goal is set."""
    if one.pace is None or one.due is None or one.goal is None:
        return _("No goal is set. Choose the line, then “Set the goal” ({key}).").format(key=GOAL_KEY)
    told = [_("{n} due today").format(n=group_digits(one.due)), ahead_words(one.ahead or 0)]
    if one.now >= one.goal:
        told.append(_("goal reached"))
    elif one.needed is not None and day <= one.pace.last:
        told.append(_("{n} a working day needed").format(n=group_digits(one.needed)))
    return "  ·  ".join(filter(None, (*told, course_words(one.pace))))
