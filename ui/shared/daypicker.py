"""A day in a form: typed as people type it (14/12, १४ दिसंबर, kal, सोमवार) or picked from a small month.

In the field the arrows up and down go by days; F4 opens the month, where days outside the limits can't be picked.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from organizer_app.domain.clock import today
from organizer_app.domain.words import day_text
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.calendar import month_title, weekday_letters
from ui.shared.days import add_months, parse_day, weeks
from ui.shared.field import Field
from ui.shared.icons import icon
from ui.shared.labels import label
from ui.shared.layout import column, row
from ui.shared.style import colour, font, tokens

CELL = 34


class DateField(Field):
    """A day, typed or picked; the value is a date or None."""

    def __init__(
        self, key: str, title: str, *, first: date | None = None, last: date | None = None, **more: Any
    ) -> None:
        super().__init__(key, title, **more)
        self._first, self._last = first, last
        self.input = _DayEdit(self._step)
        self.input.setPlaceholderText(_("dd/mm/yyyy"))
        self.input.textChanged.connect(self._touched)
        self.input.editingFinished.connect(self._tidy)
        pick = self.input.addAction(icon("calendar", tokens().text3), QLineEdit.ActionPosition.TrailingPosition)
        pick.setToolTip(_("Pick a day") + "  (F4)")
        pick.setShortcut("F4")
        pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        pick.triggered.connect(self._open_month)
        self._adopt(self.input)

    def value(self) -> date | None:
        past = self._last is not None and self._last <= today()
        return parse_day(self.input.text(), today(), past=past)

    def is_empty(self) -> bool:
        return not self.input.text().strip()

    def set_value(self, value: date | None) -> None:
        self.input.blockSignals(True)
        self.input.setText("" if value is None else f"{value:%d/%m/%Y}")
        self.input.blockSignals(False)
        self.show_problem("")

    def problem(self) -> str:
        value = self.value()
        if value is None and not self.is_empty():
            return _("Write the day as 14/12/2026.")
        if value and self._first and value < self._first:
            return _("Choose {day} or later.").format(day=day_text(self._first))
        if value and self._last and value > self._last:
            return _("Choose {day} or earlier.").format(day=day_text(self._last))
        return super().problem()

    def _hint_now(self) -> str:
        value = self.value()
        return day_text(value, weekday=True) if value else self._hint

    def _tidy(self) -> None:
        value = self.value()
        if value is not None and not self.problem():
            self.set_value(value)

    def _step(self, days: int) -> None:
        value = self.value()
        if value is not None:
            self._on_picked(_within(value + timedelta(days), self._first, self._last))
        else:
            self._on_picked(_within(today(), self._first, self._last))

    def _open_month(self) -> None:
        day = _within(self.value() or today(), self._first, self._last)
        popup = MonthPopup(day, self, first=self._first, last=self._last)
        popup.picked.connect(self._on_picked)
        popup.adjustSize()
        place = self.input.mapToGlobal(QPoint(0, self.input.height() + 4))
        room = self.screen().availableGeometry()
        if place.y() + popup.height() > room.bottom():
            place = self.input.mapToGlobal(QPoint(0, -popup.height() - 4))
        popup.move(min(place.x(), room.right() - popup.width()), max(room.top(), place.y()))
        popup.show()
        popup.days.setFocus()

    def _on_picked(self, day: date) -> None:
        self.set_value(day)
        self._touched()
        self.input.setFocus()


class _DayEdit(QLineEdit):
    """A line in which the arrows up and down give days to `step`."""

    def __init__(self, step: Callable[[int], None]) -> None:
        super().__init__()
        self._step = step

    def keyPressEvent(self, event: QKeyEvent) -> None:
        days = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if days is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            self._step(days)


def _within(day: date, first: date | None, last: date | None) -> date:
    """The day nearest to a day that is not before `first` or after `last`."""
    low = day if first is None else max(first, day)
    return low if last is None else min(last, low)


class MonthPopup(QFrame):
    """A small month in a popup; `picked(date)` and it closes."""

    picked = Signal(object)

    def __init__(self, day: date, parent: QWidget, *, first: date | None = None, last: date | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        self._title = label("", "strong")
        self.days = _Days(day, first, last)
        self.days.moved.connect(self._show_title)
        self.days.picked.connect(self._on_picked)
        head = row(
            self._title,
            None,
            button(kind="icon", icon="chevron-left", tip=_("Month before"), on=lambda: self.days.turn(-1)),
            button(kind="icon", icon="chevron-right", tip=_("Month after"), on=lambda: self.days.turn(1)),
            gap=2,
        )
        self.setLayout(column(head, self.days, gap=4, margins=(12, 8, 12, 12)))
        self._show_title()

    def _show_title(self) -> None:
        self._title.setText(month_title(self.days.day.year, self.days.day.month))

    def _on_picked(self, day: date) -> None:
        self.picked.emit(day)
        self.close()


class _Days(QWidget):
    moved = Signal()
    picked = Signal(object)

    def __init__(self, day: date, first: date | None, last: date | None) -> None:
        super().__init__()
        self.day, self._first, self._last = day, first, last
        self.setFixedSize(QSize(7 * CELL, 7 * CELL))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pick a day"))

    def turn(self, months: int) -> None:
        """Goes to another month, to the same day if it has one."""
        year, month = add_months(self.day.year, self.day.month, months)
        last = max(day for week in weeks(year, month) for day in week if day.month == month)
        self._go(min(date(year, month, 1) + timedelta(self.day.day - 1), last))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        key = Qt.Key(event.key())
        if key in steps:
            self._go(self.day + timedelta(steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        column_, line = int(event.position().x()) // CELL, int(event.position().y()) // CELL - 1
        grid = weeks(self.day.year, self.day.month)
        if 0 <= line < len(grid) and 0 <= column_ < 7 and self._may(grid[line][column_]):
            self.picked.emit(grid[line][column_])

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = Qt.AlignmentFlag.AlignCenter
        painter.setFont(font(12, 500))
        painter.setPen(colour(t.text3))
        for n, letter in enumerate(weekday_letters()):
            painter.drawText(QRectF(n * CELL, 0, CELL, CELL), centre, letter)
        for line, week in enumerate(weeks(self.day.year, self.day.month), 1):
            for n, day in enumerate(week):
                cell = QRectF(n * CELL, line * CELL, CELL, CELL)
                on = day == self.day
                if on or day == today():
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(colour(t.accent if on else t.soft))
                    painter.drawEllipse(cell.adjusted(2, 2, -2, -2))
                painter.setFont(font(13, 600 if on else 400))
                inside = day.month == self.day.month
                ink = t.on_accent if on else t.line if not self._may(day) else t.text if inside else t.text3
                painter.setPen(colour(ink))
                painter.drawText(cell, centre, str(day.day))

    def _may(self, day: date) -> bool:
        return _within(day, self._first, self._last) == day

    def _go(self, day: date) -> None:
        self.day = _within(day, self._first, self._last)
        self.setAccessibleDescription(day_text(self.day, weekday=True))
        self.update()
        self.moved.emit()
