"""Bars with a dark mark where today should be, one a line: `chart.show_bars([BarValue("Pindra", 148, 500, 81)])`."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from organizer_app.domain.charts import BarValue
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from ui.shared.charts import Chart, Spot, write
from ui.shared.style import colour, metrics, tokens

LINE, THICK, GAP = 30, 8, 16
WIDEST_NAME = 0.34  # of the width


class Bars(Chart):
    """See the module's first line. A bar without a target is as long as it is beside the longest one."""

    def __init__(self, name: str, nothing: str = "") -> None:
        super().__init__(name, nothing)
        self._bars: Sequence[BarValue] = ()
        self._longest = 1

    def show_bars(self, bars: Sequence[BarValue]) -> None:
        """Shows these, in this order."""
        self._bars = bars
        self._longest = max((bar.value for bar in bars), default=1) or 1
        self.setFixedHeight(LINE * max(1, len(bars)))
        self.show_changed(", ".join(f"{bar.name} {_count(bar)}" for bar in bars[:3]))

    def sizeHint(self) -> QSize:
        return QSize(420, self.height())

    def spots(self) -> Sequence[Spot]:
        return [
            Spot(QRectF(2, n * LINE + 2, self.width() - 4, LINE - 4), said(bar), bar.name)
            for n, bar in enumerate(self._bars)
        ]

    def paint(self, painter: QPainter) -> None:
        names = max(metrics(15).horizontalAdvance(bar.name) for bar in self._bars) + 2
        left = 4 + min(names, round(self.width() * WIDEST_NAME)) + GAP
        counts = max(metrics(13).horizontalAdvance(_count(bar)) for bar in self._bars) + 2
        moved = max((metrics(13).horizontalAdvance(_moved(bar)) for bar in self._bars), default=0)
        right = counts + GAP + (moved + GAP if moved else 0)
        for n, bar in enumerate(self._bars):
            line = QRectF(0, n * LINE, self.width(), LINE)
            track = QRectF(left, line.top() + (LINE - THICK) / 2, max(20, line.width() - left - right), THICK)
            write(painter, QRectF(4, line.top(), left - GAP - 4, LINE), bar.name, px=15)
            self._paint_bar(painter, track, bar)
            write(painter, QRectF(track.right() + GAP, line.top(), counts, LINE), _count(bar), right=True)
            if bar.ahead is not None:
                ink = tokens().ok if bar.ahead >= 0 else tokens().warn
                where = QRectF(line.right() - moved - 4, line.top(), moved, LINE)
                write(painter, where, _moved(bar), weight=500, ink=ink, right=True)

    def _paint_bar(self, painter: QPainter, track: QRectF, bar: BarValue) -> None:
        t = tokens()
        half = THICK / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(t.line if t.dark else t.hover))
        painter.drawRoundedRect(track, half, half)
        whole = bar.target or self._longest
        if bar.value > 0:
            width = min(track.width(), max(float(THICK), track.width() * bar.value / whole))
            behind = bar.ahead is not None and bar.ahead < 0
            painter.setBrush(colour(t.warn if behind else t.fill))
            painter.drawRoundedRect(QRectF(track.left(), track.top(), width, THICK), half, half)
        if bar.due is not None:
            x = min(track.right() - 2, track.left() + track.width() * bar.due / whole)
            painter.setBrush(colour(t.text))
            painter.drawRoundedRect(QRectF(x, track.top() - 4, 2, THICK + 8), 1, 1)


def said(bar: BarValue) -> str:
    """A bar in words: "Pindra: 148 of 500, 67 ahead"."""
    count = group_digits(bar.value)
    words = (
        _("{name}: {n} of {all}").format(name=bar.name, n=count, all=group_digits(bar.target))
        if bar.target
        else f"{bar.name}: {count}"
    )
    return words if bar.ahead is None else f"{words}, {ahead_words(bar.ahead)}"


def ahead_words(ahead: int) -> str:
    """How far from what is due today."""
    if ahead == 0:
        return _("on course")
    if ahead > 0:
        return _("{n} ahead").format(n=group_digits(ahead))
    return _("{n} behind").format(n=group_digits(-ahead))


def _count(bar: BarValue) -> str:
    return f"{group_digits(bar.value)} / {group_digits(bar.target)}" if bar.target else group_digits(bar.value)


def _moved(bar: BarValue) -> str:
    if bar.ahead is None:
        return ""
    return f"+{group_digits(bar.ahead)}" if bar.ahead >= 0 else f"−{group_digits(-bar.ahead)}"
