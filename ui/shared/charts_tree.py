"""A tree of areas with their numbers: `+` or → unfolds one, `−` or ← folds it; each line with a bar beside its like."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF

from organizer_app.domain.charts import Branch, Twig, twigs
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.charts import Chart, Spot, write
from ui.shared.style import colour, metrics, tokens

LINE, INDENT, MARK, BAR = 30, 22, 20, 160  # px


class Tree(Chart):
    """See the module's first line."""

    def __init__(self, name: str, nothing: str = "") -> None:
        super().__init__(name, nothing)
        self._branches: tuple[Branch, ...] = ()
        self._lines: list[Twig] = []
        self.unfolded: frozenset[str] = frozenset()

    def show_branches(self, branches: Iterable[Branch]) -> None:
        """Shows these; what was unfolded stays so."""
        self._branches = tuple(branches)
        self._arrange()

    def fold(self, key: str, *, is_open: bool) -> None:
        """Shows or hides what is in a branch."""
        self.unfolded = self.unfolded | {key} if is_open else self.unfolded - {key}
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(420, self.height())

    def spots(self) -> Sequence[Spot]:
        return [
            Spot(QRectF(2, n * LINE + 1, self.width() - 4, LINE - 2), _said(twig), twig.branch.key)
            for n, twig in enumerate(self._lines)
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = Qt.Key(event.key()), self._lines[self.at] if 0 <= self.at < len(self._lines) else None
        if here is not None and key in (Qt.Key.Key_Right, Qt.Key.Key_Plus) and here.branch.below and not here.is_open:
            self.fold(here.branch.key, is_open=True)
        elif here is not None and key in (Qt.Key.Key_Left, Qt.Key.Key_Minus) and here.is_open:
            self.fold(here.branch.key, is_open=False)
        elif here is not None and key == Qt.Key.Key_Left and here.depth:
            self._go(max(n for n in range(self.at) if self._lines[n].depth < here.depth))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().toPoint())
        super().mousePressEvent(event)
        if at >= 0 and self._lines[at].branch.below:
            self.fold(self._lines[at].branch.key, is_open=not self._lines[at].is_open)

    def paint(self, painter: QPainter) -> None:
        t = tokens()
        most = {d: max(x.branch.value for x in self._lines if x.depth == d) for d in {x.depth for x in self._lines}}
        counts = max(metrics(13).horizontalAdvance(group_digits(x.branch.value)) for x in self._lines) + 4
        bar = min(BAR, self.width() // 4)
        for n, twig in enumerate(self._lines):
            top, left = float(n * LINE), 6.0 + twig.depth * INDENT
            if twig.branch.below:
                _paint_mark(painter, QRectF(left, top + (LINE - 12) / 2, 12, 12), twig.is_open)
            names = QRectF(left + MARK, top, self.width() - left - MARK - bar - counts - 24, LINE)
            write(painter, names, twig.branch.name, px=15, weight=400 if twig.depth else 500)
            track = QRectF(self.width() - bar - counts - 14, top + (LINE - 6) / 2, bar, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.line if t.dark else t.hover))
            painter.drawRoundedRect(track, 3, 3)
            if twig.branch.value:
                width = max(6.0, bar * twig.branch.value / most[twig.depth])
                painter.setBrush(colour(t.fill))
                painter.drawRoundedRect(QRectF(track.left(), track.top(), width, 6), 3, 3)
            where = QRectF(self.width() - counts - 4, top, counts, LINE)
            write(painter, where, group_digits(twig.branch.value), right=True)

    def _arrange(self) -> None:
        self._lines = list(twigs(self._branches, self.unfolded))
        self.setFixedHeight(LINE * max(1, len(self._lines)))
        total = sum(branch.value for branch in self._branches)
        self.show_changed(_("{n} in all").format(n=group_digits(total)) if self._lines else "")


def _said(twig: Twig) -> str:
    words = f"{twig.branch.name}: {group_digits(twig.branch.value)}"
    if not twig.branch.below:
        return words
    inside = ngettext("{n} place in it", "{n} places in it", len(twig.branch.below))
    state = _("open") if twig.is_open else _("folded")
    return f"{words}, {inside.format(n=group_digits(len(twig.branch.below)))}, {state}"


def _paint_mark(painter: QPainter, rect: QRectF, is_open: bool) -> None:
    """A small angle: down when open, right when folded."""
    centre = rect.center()
    points = [(-4, -2), (0, 2), (4, -2)] if is_open else [(-2, -4), (2, 0), (-2, 4)]
    painter.setPen(QPen(colour(tokens().text2), 1.75))
    painter.drawPolyline(QPolygonF([centre + QPointF(x, y) for x, y in points]))
