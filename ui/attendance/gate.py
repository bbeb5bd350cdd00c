"""The gate: people whose last four phone digits were typed, listed large; a name or its beginning finds them too."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from organizer_app.domain.attendance import Line
from organizer_app.domain.names import fold
from organizer_app.domain.words import translate as _
from ui.attendance.marks import ICONS, state_text
from ui.attendance.names import other_name
from ui.shared.cells import paint_cell
from ui.shared.field import Option
from ui.shared.labels import paint_avatar
from ui.shared.pick import Options
from ui.shared.rows import Cell
from ui.shared.style import colour, font, metrics, tokens

DIGITS, HIGH, SHOWN, PILL = 4, 76, 30, 140


def find(lines: Sequence[Line], text: str) -> list[Line]:
    """The people for the last four digits of a phone, whole or begun, in digits of either script; or for a name."""
    wanted = fold(text)
    digits = wanted.replace(" ", "")
    if not wanted:
        return []
    if digits.isdigit():
        tail = digits[-DIGITS:]
        return [line for line in lines if any(four.startswith(tail) for four in line.last_four)][:SHOWN]
    return [line for line in lines if _named(line, wanted)][:SHOWN]


def _named(line: Line, wanted: str) -> bool:
    return any(f" {fold(name)}".find(f" {wanted}") >= 0 for name in (line.name, other_name(line)))


class GateList(QListView):
    """The people found. `chosen(serial)` on a click; the field's arrows move the highlight."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("People found"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._options = Options()
        self.setModel(self._options)
        self._painter = _People(self)
        self.setItemDelegate(self._painter)
        self.clicked.connect(lambda index: self.chosen.emit(self._options.options[index.row()].value))

    def show_people(self, lines: Sequence[Line], marks: Mapping[int, str]) -> None:
        """Lists people and highlights the first who has no mark."""
        self._painter.lines, self._painter.marks = lines, marks
        self._options.show([Option(line.serial, f"{line.name}, {other_name(line)}", line.guardian) for line in lines])
        first = next((n for n, line in enumerate(lines) if not marks.get(line.serial)), 0)
        self._highlight(first)

    def step(self, by: int) -> None:
        """Moves the highlight."""
        self._highlight(min(max(self.currentIndex().row() + by, 0), len(self._painter.lines) - 1))

    def highlighted(self) -> Line | None:
        """The person Enter would mark."""
        at = self.currentIndex().row()
        return self._painter.lines[at] if 0 <= at < len(self._painter.lines) else None

    def _highlight(self, at: int) -> None:
        if self._painter.lines:
            self.setCurrentIndex(self._options.index(at))


class _People(QStyledItemDelegate):
    """Paints a person large: number, initials, name in both scripts, father or husband, block, mark."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self.lines: Sequence[Line] = ()
        self.marks: Mapping[int, str] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, HIGH)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        t, line, rect = tokens(), self.lines[index.row()], QRect(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour(t.selected))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour(t.accent))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour(t.line))
        painter.setFont(font(20, 600))
        painter.setPen(colour(t.accent))
        number = QRect(rect.left() + 12, rect.top(), 56, rect.height())
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(line.serial))
        paint_avatar(painter, QRect(rect.left() + 78, rect.center().y() - 21, 42, 42).toRectF(), line.name)
        words = QRect(rect.left() + 134, rect.top() + 9, rect.width() - 134 - PILL, rect.height() - 18)
        top, room = Qt.AlignmentFlag.AlignTop, words.width()
        painter.setPen(colour(t.text))
        name = f"{line.name}   {other_name(line)}"
        painter.drawText(words, top, metrics(20, 600).elidedText(name, Qt.TextElideMode.ElideRight, room))
        about = " · ".join(part for part in (line.guardian, line.block) if part)
        painter.setFont(font(15))
        painter.setPen(colour(t.text2))
        fitted = metrics(15).elidedText(about, Qt.TextElideMode.ElideRight, room)
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, fitted)
        mark = self.marks.get(line.serial, "")
        state = QRect(rect.right() - PILL, rect.top(), PILL - 8, rect.height())
        paint_cell(painter, state, Cell(state_text(mark), kind="pill", tone=ICONS[mark][1] if mark else "plain"))
