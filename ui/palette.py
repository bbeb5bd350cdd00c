"""The list that drops down under the search field: people, camps, places, commands.

The keyboard stays in the field; `move` and `run` are called for its arrows and Enter. `chosen` says that a line was
run, by key or mouse.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from organizer_app.domain.words import translate as _
from ui.palette_lines import Line
from ui.shared.icons import pixmap
from ui.shared.labels import label, paint_avatar
from ui.shared.layout import column
from ui.shared.pieces import paint_pieces, width
from ui.shared.style import colour, tokens

WIDTH, HEADING, ONE, TWO, FOOT = 560, 28, 38, 48, 26
Index = QModelIndex | QPersistentModelIndex


class _Lines(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usable = index.isValid() and self.lines[index.row()].does is not None
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if usable else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.lines[index.row()].spoken() if role in spoken else None


class Palette(QFrame):
    """See the module's first lines."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("palette")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.model = _Lines()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setAccessibleName(_("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.clicked.connect(lambda _index: self.run())
        self._foot = label(_("Arrow keys choose · Enter opens · Esc closes"), "caption")
        self._foot.setContentsMargins(14, 0, 14, 6)
        self.setLayout(column((self.list, 1), self._foot, gap=0, margins=(1, 6, 1, 0)))
        self.hide()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows lines, the first that does something chosen."""
        self.model.show(lines)
        self._choose(next((row for row, line in enumerate(lines) if line.does), -1))

    def place(self, left: int, top: int) -> None:
        """Puts it below the field, inside the window, as high as its lines need and the window allows."""
        window = self._window
        width = min(WIDTH, window.width() - 24)
        needed = sum(_height(line) for line in self.model.lines) + FOOT + 12
        height = min(needed, window.height() - top - 12)
        self.setGeometry(max(12, min(left, window.width() - width - 12)), top, width, height)

    def move_by(self, step: int) -> None:
        """One line down or up, past the headings, round at the ends."""
        usable = [row for row, line in enumerate(self.model.lines) if line.does]
        if usable:
            now = self.list.currentIndex().row()
            at = usable.index(now) + step if now in usable else 0
            self._choose(usable[at % len(usable)])

    def current(self) -> Line | None:
        """The line that Enter runs."""
        row = self.list.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def run(self) -> None:
        """Does what the chosen line says."""
        line = self.current()
        if line is not None and line.does is not None:
            self.chosen.emit()
            line.does()

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row, 0) if row >= 0 else QModelIndex())
        if row >= 0 and not any(line.does for line in self.model.lines[:row]):
            self.list.scrollToTop()


class _Painter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        return QSize(200, _height(model.lines[index.row()]) if isinstance(model, _Lines) else ONE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if isinstance(model, _Lines):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            _paint(painter, option.rect, model.lines[index.row()], chosen)


def _height(line: Line) -> int:
    return HEADING if line.does is None else TWO if line.below else ONE


def _paint(painter: QPainter, rect: QRect, line: Line, chosen: bool) -> None:
    t = tokens()
    if line.does is None:
        paint_pieces(painter, rect.adjusted(14, 6, -14, 0), line.text, 12, t.text3)
        return
    if chosen:
        painter.fillRect(rect, colour(t.selected))
        painter.fillRect(rect.left(), rect.top(), 3, rect.height(), colour(t.accent))
    middle = rect.center().y()
    if line.person:
        paint_avatar(painter, QRectF(rect.left() + 12, middle - 13, 27, 27), line.person)
    else:
        painter.drawPixmap(rect.left() + 17, middle - 8, pixmap(line.icon, t.text2, 18))
    inside = rect.adjusted(50, 0, -14, 0)
    wanted = width(line.right, 13)
    taken = min(wanted, inside.width() * 11 // 20)
    first = inside.adjusted(0, 4, 0, -22) if line.below else inside
    paint_pieces(painter, first.adjusted(0, 0, -taken - 12, 0), line.text, 15, t.text)
    paint_pieces(
        painter, QRect(inside.right() - taken, inside.top(), taken + 1, inside.height()), line.right, 13, t.text2
    )
    if line.below:
        paint_pieces(painter, inside.adjusted(0, 25, -taken - 12, -4), line.below, 13, t.text3)
