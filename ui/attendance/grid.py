"""The numbers of the list, 20 a row as on a register, painted by hand; it scrolls inside `scrolled(grid)`.

`picked(serial)` when a number is clicked or reached with the arrows, `marked(serial, mark)` when a mark's key is
pressed on it ("" takes the mark back), `menu_asked(serial, place)` for the right button.
"""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from organizer_app.domain.attendance import Line
from organizer_app.domain.words import translate as _
from ui.attendance.cells import Look, paint, paint_ring
from ui.attendance.marks import mark_of, state_text
from ui.attendance.names import other_name
from ui.shared.notices import announce

COLUMNS, GAP, PAD, HIGH = 20, 4, 3, 34
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -COLUMNS, Qt.Key.Key_Down: COLUMNS}


class Grid(QWidget):
    """See the module's first lines. Rows nobody has a number in are left out."""

    picked = Signal(int)
    marked = Signal(int, str)
    menu_asked = Signal(int, QPoint)
    left = Signal()  # Esc
    moved = Signal(QRect)  # where the current cell is, to scroll there

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(_("Numbers of the list"))
        self.setMouseTracking(True)
        self.current: int | None = None
        self._lines: dict[int, Line] = {}
        self._marks: Mapping[int, str] = {}
        self._typed: dict[int, str] = {}
        self._rows: list[int] = []

    def show_lines(self, lines: Sequence[Line], marks: Mapping[int, str]) -> None:
        """Shows a list and its marks by serial."""
        before = len(self._rows)
        self._lines = {line.serial: line for line in lines}
        self._marks = marks
        self._rows = sorted({(serial - 1) // COLUMNS for serial in self._lines})
        if self.current not in self._lines:
            self.current = None
        if len(self._rows) != before:
            self.updateGeometry()
            self.setMinimumHeight(self._height())
        self.update()

    def show_marks(self, marks: Mapping[int, str]) -> None:
        """Shows other marks of the same list."""
        self._marks = marks
        self.update()

    def show_typed(self, marks: Collection[int], unmarks: Collection[int]) -> None:
        """Rings what Enter would mark and take back."""
        typed = dict.fromkeys(marks, "mark") | dict.fromkeys(unmarks, "unmark")
        if typed != self._typed:
            self._typed = typed
            self.update()

    def go_to(self, serial: int | None) -> None:
        """Makes a number the current one without a signal, and scrolls to it."""
        self.current = serial if serial in self._lines else None
        self.update()
        if self.current is not None:
            self.moved.emit(self.rect_of(self.current))
            self._tell(self.current)

    def serial_at(self, place: QPoint) -> int | None:
        """The number under a point, None between cells."""
        row, column = (place.y() - PAD) // (HIGH + GAP), int((place.x() - PAD) // self._step())
        if not (0 <= row < len(self._rows) and 0 <= column < COLUMNS):
            return None
        serial = self._rows[row] * COLUMNS + column + 1
        return serial if serial in self._lines and self.rect_of(serial).contains(place) else None

    def rect_of(self, serial: int) -> QRect:
        """Where a number is painted."""
        places, width = self._places()
        row = self._rows.index((serial - 1) // COLUMNS)
        return QRect(places[(serial - 1) % COLUMNS], PAD + row * (HIGH + GAP), width, HIGH)

    def sizeHint(self) -> QSize:
        return QSize(COLUMNS * 40, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(COLUMNS * 24, self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = event.rect()
        first, last = (area.top() - PAD) // (HIGH + GAP), (area.bottom() - PAD) // (HIGH + GAP)
        places, width = self._places()
        for at in range(max(0, first), min(len(self._rows), last + 1)):
            start, top = self._rows[at] * COLUMNS + 1, PAD + at * (HIGH + GAP)
            for column, left in enumerate(places):
                line = self._lines.get(start + column)
                if line is not None:
                    serial = line.serial
                    look = Look(self._marks.get(serial, ""), self._typed.get(serial, ""), line.walk_in, line.expected)
                    paint(painter, QRect(left, top, width, HIGH), str(serial), look)
        if self.current is not None:
            paint_ring(painter, self.rect_of(self.current), self.hasFocus())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS and self._lines:
            self._move(STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._lines:
            self._pick(min(self._lines) if key == Qt.Key.Key_Home else max(self._lines))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif self.current is not None and (mark := mark_of(event)) is not None:
            self.marked.emit(self.current, mark)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        serial = self.serial_at(event.position().toPoint())
        if serial is not None:
            self._pick(serial)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        serial = self.serial_at(event.pos()) if by_mouse else self.current
        if serial is not None:
            self._pick(serial)
            place = event.globalPos() if by_mouse else self.mapToGlobal(self.rect_of(serial).bottomLeft())
            self.menu_asked.emit(serial, place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current is None and self._lines:
            self.go_to(min(self._lines))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            serial = self.serial_at(event.pos())
            QToolTip.showText(event.globalPos(), self.words(serial) if serial else "", self)
            return True
        return super().event(event)

    def words(self, serial: int) -> str:
        """A number and whose it is, for the tooltip and a screen reader."""
        line = self._lines[serial]
        parts = (line.name, other_name(line), line.guardian, line.block, state_text(self._marks.get(serial, "")))
        return f"{serial}  " + ", ".join(part for part in parts if part)

    def _move(self, by: int) -> None:
        known = sorted(self._lines)
        if self.current is None:
            self._pick(known[0])
        elif abs(by) == 1:
            at = known.index(self.current) + by
            self._pick(known[min(max(at, 0), len(known) - 1)])
        else:
            wanted = self.current + by
            while known[0] <= wanted <= known[-1] and wanted not in self._lines:
                wanted += by
            self._pick(wanted if wanted in self._lines else self.current)

    def _pick(self, serial: int) -> None:
        self.go_to(serial)
        self.picked.emit(serial)

    def _tell(self, serial: int) -> None:
        words = self.words(serial)
        self.setAccessibleDescription(words)
        if self.hasFocus():
            announce(self, words)

    def _places(self) -> tuple[list[int], int]:
        """The left edges of a row's cells, and their width."""
        step = self._step()
        return [PAD + round(column * step) for column in range(COLUMNS)], int(step) - GAP

    def _step(self) -> float:
        return (self.width() - 2 * PAD + GAP) / COLUMNS

    def _height(self) -> int:
        return 2 * PAD + len(self._rows) * (HIGH + GAP)
