"""The one big field, and the line under it that says whom Enter would mark.

A scanner types a number and Enter into the same field. A wrong number beeps, stays selected and marks nothing.
"""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from ui.attendance.typed import qt_span
from ui.shared.notices import announce
from ui.shared.style import colour, font, metrics, tokens

PARTS_GAP = 8


class EntryField(QLineEdit):
    """`entered(text)` on Enter, `undo_asked` on Ctrl+Z when nothing is typed, `stepped(by)` on arrows up and down."""

    entered = Signal(str)
    undo_asked = Signal()
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("big")

    def refuse(self, sentence: str, start: int, end: int) -> None:
        """Beeps and selects what is wrong, so that typing replaces it. `start` and `end` count characters."""
        QApplication.beep()
        place, length = qt_span(self.text(), start, end)
        self.setSelection(place, length)
        announce(self, sentence)

    def empty(self) -> None:
        """Takes what was typed away, for good: Ctrl+Z then is about marks again."""
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit(self.text())
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.text():
            self.undo_asked.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.empty()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class PreviewLine(QWidget):
    """One painted line: a number, whose it is, who else; or a hint; or what is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts: list[tuple[str, str, int]] = []

    def show_person(self, number: int, name: str, other: str, about: str) -> None:
        """A number's person, with more about them ("+5", "came already")."""
        t = tokens()
        parts = [(str(number), t.text, 600), (name, t.text, 500), (other, t.text2, 400), (about, t.accent, 500)]
        self._show([part for part in parts if part[0]])

    def show_hint(self, words: str) -> None:
        """What can be typed here."""
        self._show([(words, tokens().text3, 400)])

    def show_problem(self, sentence: str) -> None:
        """What is wrong with what is typed."""
        self._show([(sentence, tokens().bad, 500)])

    def text(self) -> str:
        """What it says."""
        return " ".join(words for words, _ink, _weight in self._parts)

    def sizeHint(self) -> QSize:
        return QSize(300, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, room = 0, self.width()
        for words, ink, weight in self._parts:
            size = metrics(15, weight)
            fitted = size.elidedText(words, Qt.TextElideMode.ElideRight, room - left)
            painter.setFont(font(15, weight))
            painter.setPen(colour(ink))
            painter.drawText(QRect(left, 0, room - left, self.height()), Qt.AlignmentFlag.AlignVCenter, fitted)
            left += size.horizontalAdvance(fitted) + PARTS_GAP

    def _show(self, parts: list[tuple[str, str, int]]) -> None:
        self._parts = parts
        self.setAccessibleName(self.text())
        self.setToolTip(self.text())
        self.update()
