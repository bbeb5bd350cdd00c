"""The header of a table: quiet words, an arrow at the sorted column, a click sorts."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from ui.shared.cells import FIRST_INSET, INSET, LEFT
from ui.shared.icons import pixmap
from ui.shared.rows import Column, Rows
from ui.shared.style import colour, font, metrics, tokens

LEAST, LEAST_STRETCHED = 56, 72
LEAST_CHOSEN = 190  # px of what stretches where the person chose so many columns that the table scrolls sideways


class Heading(QHeaderView):
    """`sort_asked(section)` on a click on a column that can be sorted by; once columns are movable, `resized(section,
    width)` and `moved(order)` after the person did so.
    """

    sort_asked = Signal(int)
    resized = Signal(int, int)
    moved = Signal(object)

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.word, self.descending = "", False
        self.setFixedHeight(34)
        self.setMinimumSectionSize(56)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.sectionClicked.connect(self.sort_asked)
        self._placing = False

    def set_movable(self) -> None:
        """Lets a column be dragged to another place and made wider."""
        self.setSectionsMovable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.sectionResized.connect(self._on_resized)
        self.sectionMoved.connect(self._on_moved)

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        if not self._placing and new:
            self.resized.emit(section, new)

    def _on_moved(self) -> None:
        if self._placing:
            return
        order = [self.logicalIndex(place) for place in range(self.count())]
        self._placing = True
        for section in range(self.count()):  # the model takes the new order, so here it is as the model says
            self.moveSection(self.visualIndex(section), section)
        self._placing = False
        self.moved.emit(order)

    def show_sort(self, word: str, descending: bool) -> None:
        """Puts the arrow at the column whose sort word this is."""
        self.word, self.descending = word, descending
        self.viewport().update()

    def stretch(self, width: int) -> None:
        """Gives the columns their widths; those that stretch share what is left, or give up what is missing."""
        columns = self._columns()
        shown = [n for n in range(len(columns)) if not self.isSectionHidden(n)]
        wide = [n for n in shown if columns[n].stretch]
        spare = width - sum(columns[n].width for n in shown)
        least = LEAST_CHOSEN if self.sectionsMovable() else LEAST_STRETCHED
        self._placing = True
        for n in shown:
            share = 0
            if n in wide:
                share = spare // len(wide) + (spare % len(wide) if n == wide[-1] else 0)
            self.resizeSection(n, max(least if n in wide else LEAST, columns[n].width + share))
        self._placing = False

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802  # Qt's own name
        t = tokens()
        column = self._columns()[section]
        painter.save()
        painter.fillRect(rect, colour(t.surface))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour(t.line))
        inside = rect.adjusted(FIRST_INSET if section == 0 else INSET, 0, -6, 0)
        on = bool(column.sort) and column.sort == self.word
        painter.setFont(font(12, 600 if on else 500))
        painter.setPen(colour(t.text if on else t.text3))
        words = metrics(12, 600).elidedText(column.title, Qt.TextElideMode.ElideRight, inside.width() - 16 * on)
        painter.drawText(inside, LEFT, words)
        if on:
            x = inside.left() + metrics(12, 600).horizontalAdvance(words) + 4
            arrow = pixmap("chevron-down" if self.descending else "chevron-up", t.text, 12)
            painter.drawPixmap(x, inside.center().y() - 6, arrow)
        painter.restore()

    def _columns(self) -> tuple[Column, ...]:
        model = self.model()
        return model.columns if isinstance(model, Rows) else ()
