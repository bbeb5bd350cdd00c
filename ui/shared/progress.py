"""How far: `Bar`, a thin bar with an optional mark for where today should be, and `JobStrip` for long work.

strip = JobStrip(); strip.follow(tasks.run_long(...), _("Importing the roster"))
"""

import time

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QProgressBar

from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.labels import label
from ui.shared.layout import column, row
from ui.shared.style import colour, tokens
from ui.shared.tasks import Job
from ui.shared.time_left import TimeLeft, left_text


class Bar(QProgressBar):
    """A rounded bar. `expected` puts a thin mark where it should be today. A screen reader gets value and range."""

    def __init__(
        self, value: int = 0, target: int = 1, *, expected: int | None = None, tone: str = "fill", name: str = ""
    ) -> None:
        super().__init__()
        self._expected, self._tone, self._thick = expected, tone, 8
        self.setTextVisible(False)
        self.setFixedHeight(16)
        self.setMinimumWidth(40)
        self.setAccessibleName(name)
        self.show_value(value, target)

    def show_value(self, value: int, target: int) -> None:
        """Sets both; a target of 0 means that the end is not known."""
        self.setRange(0, max(0, target))
        self.setValue(min(value, target))
        self.setAccessibleDescription(f"{group_digits(value)} / {group_digits(target)}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        half = self._thick / 2
        track = QRectF(0, (self.height() - self._thick) / 2, self.width(), self._thick)
        painter.setBrush(colour(t.line if t.dark else t.hover))
        painter.drawRoundedRect(track, half, half)
        end = self.maximum()
        painter.setBrush(colour(str(getattr(t, self._tone))))
        if end == 0:
            painter.drawRoundedRect(
                QRectF(track.width() * 0.35, track.y(), track.width() * 0.3, self._thick), half, half
            )
        elif self.value() > 0:
            width = max(self._thick, track.width() * self.value() / end)
            painter.drawRoundedRect(QRectF(0, track.y(), width, self._thick), half, half)
        if self._expected is not None and end:
            x = min(self.width() - 2, round(self.width() * self._expected / end))
            painter.setBrush(colour(t.text))
            painter.drawRoundedRect(QRectF(x, 0, 2, self.height()), 1, 1)


class JobStrip(QFrame):
    """A long job on the page: what it does, a bar, the time left, Cancel. Hidden until it follows a job."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sunk")
        self._job: Job | None = None
        self._title, self._text, self._left = label("", "strong"), label("", "small"), label("", "small")
        self._bar = Bar()
        self._cancel = button(_("Cancel"), on=self._on_cancel)
        top = row(self._title, None, self._left, gap=12)
        self.setLayout(
            row((column(top, self._bar, self._text, gap=2), 1), self._cancel, gap=16, margins=(16, 10, 12, 10))
        )
        self._left_of = TimeLeft()
        self.hide()

    def follow(self, job: Job, title: str) -> None:
        """Shows a job until it ends."""
        if self._job is not None:
            self._job.progress.disconnect(self._on_progress)
            self._job.ended.disconnect(self._on_ended)
        self._job, self._left_of = job, TimeLeft()
        self._left_of.told(0, 0, time.monotonic())
        self._title.setText(title)
        self._bar.setAccessibleName(title)
        self._text.setText("")
        self._left.setText("")
        self._bar.show_value(0, 0)
        self._cancel.setEnabled(True)
        self._cancel.setText(_("Cancel"))
        job.progress.connect(self._on_progress)
        job.ended.connect(self._on_ended)
        self.setVisible(job.running)

    def _on_progress(self, done: int, total: int, text: str) -> None:
        self._bar.show_value(done, total)
        counted = _("{done} of {total}").format(done=group_digits(done), total=group_digits(total)) if total else ""
        self._text.setText("  ·  ".join(part for part in (text, counted) if part))
        self._left.setText(left_text(self._left_of.told(done, total, time.monotonic())))

    def _on_ended(self) -> None:
        self._job = None
        self.hide()

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._cancel.setEnabled(False)
            self._cancel.setText(_("Stopping…"))
