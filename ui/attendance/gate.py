"""The gate: people whose last four phone digits were typed, listed large; a name or its beginning finds them too.

Four digits that only one person has mark them without Enter, after a moment in which more of a number could come. Of
several with the same four a further digit, 1 to 9, chooses.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
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
MOST_BY_DIGIT = 9
CAP = 26  # px of the key that chooses
PAUSE = 450  # ms after the last digit: whoever types a whole number is quicker


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


def sure(lines: Sequence[Line], text: str) -> tuple[list[Line], Line | None]:
    """`find`, and who is meant without a doubt: alone with these four digits, or chosen by a digit after them."""
    digits = fold(text).replace(" ", "")
    if digits.isdigit() and len(digits) == DIGITS:
        found = find(lines, digits)
        return found, found[0] if len(found) == 1 else None
    if digits.isdigit() and len(digits) == DIGITS + 1:
        several, choice = find(lines, digits[:DIGITS]), int(digits[-1])
        if len(several) > 1 and 1 <= choice <= len(several):
            return several, several[choice - 1]
    return find(lines, text), None


def four(text: str) -> str:
    """The last four digits of a phone in Latin digits when that is all that is typed, else ""."""
    digits = fold(text).replace(" ", "")
    return digits if digits.isdigit() and len(digits) == DIGITS else ""


def chosen_by_digit(people: Sequence[Line], text: str) -> bool:
    """Whether a digit chooses among these people, found for a text."""
    digits = text.replace(" ", "")
    return digits.isdigit() and len(digits) in (DIGITS, DIGITS + 1) and 1 < len(people) <= MOST_BY_DIGIT


def hint(text: str, count: int, *, by_digit: bool) -> str:
    """What the keys do, with so many people found for a text."""
    if not text.strip():
        return _("People with this number or name are listed here")
    if by_digit:
        return _("1 to {n} or arrow keys choose  ·  Enter marks who is highlighted").format(n=count)
    return _("Arrow keys choose  ·  Enter marks who is highlighted")


def _named(line: Line, wanted: str) -> bool:
    return any(f" {fold(name)}".find(f" {wanted}") >= 0 for name in (line.name, other_name(line)))


class GateList(QListView):
    """The people found. `chosen(serial)` on a click, or a moment after somebody is meant without a doubt; the field's
    arrows move the highlight."""

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
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._on_pause)
        self._sure: Line | None = None
        self.clicked.connect(lambda index: self.chosen.emit(self._options.options[index.row()].value))

    def show_people(
        self, lines: Sequence[Line], marks: Mapping[int, str], *, meant: Line | None = None, by_digit: bool = False
    ) -> None:
        """Lists people and highlights who is meant, else the first who has no mark; `by_digit`: each has a digit."""
        self._painter.lines, self._painter.marks, self._painter.by_digit = lines, marks, by_digit
        self._sure = meant
        if meant is None:
            self._pause.stop()
        else:
            self._pause.start()
        self._options.show([Option(line.serial, f"{line.name}, {other_name(line)}", line.guardian) for line in lines])
        wanted = (line is meant if meant else not marks.get(line.serial) for line in lines)
        self._highlight(next((n for n, is_wanted in enumerate(wanted) if is_wanted), 0))

    def step(self, by: int) -> None:
        """Moves the highlight."""
        self._highlight(min(max(self.currentIndex().row() + by, 0), len(self._painter.lines) - 1))

    def highlighted(self) -> Line | None:
        """The person Enter would mark."""
        at = self.currentIndex().row()
        return self._painter.lines[at] if 0 <= at < len(self._painter.lines) else None

    def _on_pause(self) -> None:
        if self._sure is not None and self.isVisible():
            self.chosen.emit(self._sure.serial)

    def _highlight(self, at: int) -> None:
        if self._painter.lines:
            self.setCurrentIndex(self._options.index(at))


class _People(QStyledItemDelegate):
    """Paints a person large: number, initials, name in both scripts, father or husband, block, mark."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self.lines: Sequence[Line] = ()
        self.marks: Mapping[int, str] = {}
        self.by_digit = False

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
        right = PILL + (CAP + 12 if self.by_digit else 0)
        words = QRect(rect.left() + 134, rect.top() + 9, rect.width() - 134 - right, rect.height() - 18)
        top, room = Qt.AlignmentFlag.AlignTop, words.width()
        painter.setPen(colour(t.text))
        name = f"{line.name}   {other_name(line)}"
        painter.drawText(words, top, metrics(20, 600).elidedText(name, Qt.TextElideMode.ElideRight, room))
        about = " · ".join(part for part in (line.guardian, line.block) if part)
        painter.setFont(font(15))
        painter.setPen(colour(t.text2))
        fitted = metrics(15).elidedText(about, Qt.TextElideMode.ElideRight, room)
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom, fitted)
        if self.by_digit:
            cap = QRect(rect.right() - right, rect.center().y() - CAP // 2, CAP, CAP)
            painter.setPen(colour(t.edge))
            painter.setBrush(colour(t.surface))
            painter.drawRoundedRect(cap, 5, 5)
            painter.setFont(font(15, 600))
            painter.setPen(colour(t.text))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        mark = self.marks.get(line.serial, "")
        state = QRect(rect.right() - PILL, rect.top(), PILL - 8, rect.height())
        paint_cell(painter, state, Cell(state_text(mark), kind="pill", tone=ICONS[mark][1] if mark else "plain"))
