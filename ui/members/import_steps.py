"""The row of numbered steps over an import."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from organizer_app.domain.words import translate as _
from ui.shared.icons import pixmap
from ui.shared.labels import label, retone
from ui.shared.layout import Item, row
from ui.shared.style import colour, font, tokens

DOT = 26


class Steps(QFrame):
    """Names of steps with a circle each: a tick for what is done, filled for the present one."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names
        self._dots = [_Dot(number + 1) for number in range(len(names))]
        self._labels: list[QLabel] = [label(name) for name in names]
        parts: list[Item] = []
        for number, (dot, words) in enumerate(zip(self._dots, self._labels, strict=True)):
            if number:
                parts.append((_Line(), 1))
            parts += [dot, words]
        self.setLayout(row(*parts, gap=10))
        self.show_step(0)

    def show_step(self, now: int) -> None:
        """Moves to a step, counted from 0."""
        for number, (dot, words) in enumerate(zip(self._dots, self._labels, strict=True)):
            dot.show_state(number < now, number == now)
            retone(words, "role", "strong" if number == now else "muted")
        text = _("Step {n} of {total}: {name}").format(n=now + 1, total=len(self._names), name=self._names[now])
        self.setAccessibleName(text)


class _Dot(QWidget):
    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._done, self._now = number, False, False
        self.setFixedSize(QSize(DOT, DOT))

    def show_state(self, done: bool, now: bool) -> None:
        self._done, self._now = done, now
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = self._done or self._now
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(t.accent if filled else t.line))
        painter.drawEllipse(QRectF(self.rect()))
        if self._done:
            painter.drawPixmap(5, 5, pixmap("check", t.on_accent, 16))
            return
        painter.setFont(font(12, 600))
        painter.setPen(colour(t.on_accent if filled else t.text2))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(16)
        self.setMaximumWidth(64)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() // 2, self.width(), 1, colour(tokens().line))
