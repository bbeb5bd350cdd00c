"""The sidebar: one line a page with its icon, its key and a count when something waits; icons only when narrow."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QLabel

from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from ui.shared.buttons import KEYBOARD
from ui.shared.icons import pixmap
from ui.shared.labels import label
from ui.shared.layout import column, row
from ui.shared.page import PageSpec
from ui.shared.person import PersonButton
from ui.shared.style import colour, font, metrics, tokens
from ui.shared.tokens import SIDEBAR, SIDEBAR_NARROW

DIGITS = "1234567890"  # with Alt, in the order of the pages; what comes after the tenth has no key


class Line(QAbstractButton):
    """One line of the sidebar."""

    def __init__(self, icon: str, text: str, key: str) -> None:
        super().__init__()
        self._icon, self._count, self._tone, self._ring = icon, 0, "plain", False
        self.setText(text)
        self.setCheckable(True)
        self.setFixedHeight(36)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if key:
            self.setShortcut(key)
        self._tip = f"{text}  ({key})" if key else text
        self.show_count(0, "plain")

    def show_count(self, count: int, tone: str, words: str = "") -> None:
        """How many things wait there, and what they are in words; 0 shows nothing."""
        self._count, self._tone = count, tone
        said = words or group_digits(count)
        self.setAccessibleName(f"{self.text()}, {said}" if count else self.text())
        self.setToolTip(f"{self._tip}\n{words}" if count and words else self._tip)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(190, 36)

    def minimumSizeHint(self) -> QSize:
        return QSize(38, 36)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, on = tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(colour(t.accent), 2) if self._ring else Qt.PenStyle.NoPen)
        ground = (t.soft if t.dark else t.surface) if on else (t.hover if t.dark else t.line)
        painter.setBrush(colour(ground) if on or self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 8, 8)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.accent))
            painter.drawRoundedRect(QRectF(1, 9, 3, self.height() - 18), 1.5, 1.5)
        narrow = self.width() < 90
        x = (self.width() - 18) // 2 if narrow else 13
        painter.drawPixmap(x, (self.height() - 18) // 2, pixmap(self._icon, t.accent if on else t.text2, 18))
        if narrow:
            if self._count:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour(t.tone(self._tone)[0]))
                painter.drawEllipse(QRectF(self.width() - 12, 5, 7, 7))
            return
        weight = 600 if on else 500
        painter.setFont(font(15, weight))
        painter.setPen(colour(t.text if on else t.text2))
        room = self.width() - 80
        words = metrics(15, weight).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(42, 1, room, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        if self._count:
            self._paint_count(painter)

    def _paint_count(self, painter: QPainter) -> None:
        ink, ground = tokens().tone(self._tone)
        text = group_digits(self._count)
        width = max(22, metrics(12, 600).horizontalAdvance(text) + 12)
        shape = QRectF(self.width() - width - 10, (self.height() - 20) / 2, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(shape, 10, 10)
        painter.setFont(font(12, 600))
        painter.setPen(colour(ink))
        painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, text)


class Sidebar(QFrame):
    """The lines of all listed pages, and the person and the district at the foot."""

    def __init__(self, product: str, specs: Sequence[PageSpec], go: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.lines: dict[str, Line] = {}
        self._group = QButtonGroup(self)
        logo = QLabel()
        logo.setPixmap(pixmap("users", tokens().accent, 22))
        self._product = label(product, "heading")
        places = {place: column(gap=3) for place in ("top", "bottom")}
        number = 0
        for spec in specs:
            if not spec.place:
                continue
            number += spec.place == "top"
            digit = DIGITS[number - 1 : number]
            line = Line(
                spec.icon, _(spec.title), ("Alt+" + digit if digit else "") if spec.place == "top" else "Ctrl+,"
            )
            line.clicked.connect(lambda _checked=False, key=spec.key: go(key))
            self._group.addButton(line)
            self.lines[spec.key] = line
            places[spec.place].addWidget(line)
        self.person = PersonButton()
        self.person.hide()
        head = row(logo, self._product, None, gap=10, margins=(10, 2, 0, 14))
        self.setLayout(
            column(head, places["top"], None, places["bottom"], self.person, gap=3, margins=(10, 16, 10, 12))
        )
        self.set_narrow(False)

    def show_page(self, key: str) -> None:
        """Lights a page's line."""
        line = self.lines.get(key)
        if line is not None:
            line.setChecked(True)

    def show_person(self, name: str, where: str) -> None:
        """Whose laptop this is and which district; nothing is shown without a name."""
        self.person.show_person(name, where)
        self.person.setVisible(bool(name or where))

    def set_narrow(self, narrow: bool) -> None:
        """60 px with icons only, or 212 px with words."""
        self.setFixedWidth(SIDEBAR_NARROW if narrow else SIDEBAR)
        self._product.setVisible(not narrow)
