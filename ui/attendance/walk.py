"""One by one: the present person large, in both scripts, and one key for each mark; the next without a mark follows."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame

from organizer_app.domain.attendance import Line
from organizer_app.domain.words import translate as _
from ui.attendance.marks import BUTTONS, ICONS, mark_of, state_text
from ui.attendance.names import other_name
from ui.shared.buttons import button
from ui.shared.labels import label, retone
from ui.shared.layout import column, row
from ui.shared.notices import announce
from ui.shared.style import colour, tokens
from ui.shared.tokens import CARD_RADIUS

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Walk(QFrame):
    """`marked(serial, mark)` on a mark's key, `moved(serial)` when another person is in view."""

    marked = Signal(int, str)
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("One by one"))
        self.current: int | None = None
        self._lines: list[Line] = []
        self._marks: Mapping[int, str] = {}
        self._number = label("", "display", tone="accent")
        self._name, self._other = label("", "display", wrap=True), label("", "title", wrap=True)
        self._about, self._state = label("", "small", wrap=True), label("", "strong")
        self._number.setMinimumWidth(64)
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = []
        for mark, text, key, icon in BUTTONS:
            made = button(_(text), icon=icon, tip=f"{_(text)}  ({_(key)})", on=partial(self._mark, mark))
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are the panel's; Tab goes on to the grid
            self._buttons.append(made)
        who = column(row((self._name, 1), self._state, gap=12), self._other, self._about, gap=0)
        top = row(self._number, (who, 1), gap=14)
        self.setLayout(column(top, row(*self._buttons, None, gap=8), gap=8, margins=(16, 8, 16, 12)))

    def show_lines(self, lines: Sequence[Line], marks: Mapping[int, str]) -> None:
        """Shows a list; begins with the first who has no mark."""
        self._lines, self._marks = list(lines), marks
        if self.current not in {line.serial for line in self._lines}:
            self.current = self._unmarked(0) or (self._lines[0].serial if self._lines else None)
        self._show()

    def go_to(self, serial: int) -> None:
        """Shows one person."""
        self.current = serial
        self._show()

    def take(self, serial: int, mark: str) -> None:
        """After a mark was given: on to the next who has none, else to the next."""
        if mark and serial == self.current:
            at = self._at() + 1
            following = self._unmarked(at) or self._unmarked(0)
            if following is None and at < len(self._lines):
                following = self._lines[at].serial
            self.current = following or self.current
            self.moved.emit(self.current)
        self._show()
        announce(self, f"{self._number.text()} {self._name.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS and self._lines:
            at = min(max(self._at() + STEPS[key], 0), len(self._lines) - 1)
            self.go_to(self._lines[at].serial)
            self.moved.emit(self.current)
        elif self.current is not None and (mark := mark_of(event)) is not None:
            self._mark(mark)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, focus = tokens(), self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(t.accent if focus else t.edge), 2 if focus else 1))
        painter.setBrush(colour(t.surface))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), CARD_RADIUS, CARD_RADIUS)

    def _mark(self, mark: str) -> None:
        if self.current is not None:
            self.marked.emit(self.current, mark)

    def _at(self) -> int:
        return next((n for n, line in enumerate(self._lines) if line.serial == self.current), 0)

    def _unmarked(self, start: int) -> int | None:
        """The first from a place in the list who is expected and has no mark."""
        rest = self._lines[start:]
        return next((line.serial for line in rest if line.expected and not self._marks.get(line.serial)), None)

    def _show(self) -> None:
        line = next((line for line in self._lines if line.serial == self.current), None)
        if line is None:
            return
        mark = self._marks.get(line.serial, "")
        self._number.setText(str(line.serial))
        self._name.setText(line.name)
        self._other.setText(other_name(line))
        self._other.setVisible(bool(self._other.text()))
        self._about.setText(" · ".join(part for part in (line.guardian, line.block) if part) or " ")
        self._state.setText(state_text(mark))
        retone(self._state, "tone", ICONS[mark][1] if mark else "")
        self.setAccessibleDescription(f"{line.serial} {line.name}, {state_text(mark)}")
