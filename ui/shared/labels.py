"""Words and small marks: `label(text, "title")`, `pill("Active", "ok")`, `mark("pin")`, `Avatar(name)`.

Roles: display, title, heading, strong, muted, small, caption, field, number, key; none is body text.
Tones: ok, warn, bad, info, accent. Texts are plain, never rich: a name with "<" in it shows as written.
"""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.shared.icons import pixmap
from ui.shared.style import colour, font, tokens
from ui.shared.tokens import AVATARS_DARK, AVATARS_LIGHT

WIDTHS = 64  # how many widths a text remembers its height for


class _Wrapped(QLabel):
    """A text that breaks into lines. How high it is at a width is worked out once: nested layouts ask dozens of times,
    and each time Qt shapes the whole text again, which was half of what some pages took to appear.
    """

    def __init__(self, text: str) -> None:
        self._heights: dict[int, int] = {}
        super().__init__(text)

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            if len(self._heights) == WIDTHS:
                self._heights.clear()
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def setText(self, text: str) -> None:  # noqa: N802  # Qt's own name
        self._heights.clear()
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:  # another font or style
        self._heights.clear()
        super().changeEvent(event)


def label(text: str = "", role: str = "", *, tone: str = "", wrap: bool = False) -> QLabel:
    """A text in a role and a tone; `wrap` lets it break into lines."""
    made = _Wrapped(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


def retone(widget: QWidget, name: str, value: str) -> None:
    """Changes a property the style sheet looks at (tone, pill, wrong) and lets it show."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def pill(text: str, tone: str = "plain") -> QLabel:
    """A small rounded word for a state."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("pill", tone or "plain")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def mark(name: str, tone: str = "", size: int = 18) -> QLabel:
    """An icon that is not a button."""
    made = QLabel()
    t = tokens()
    made.setPixmap(pixmap(name, t.tone(tone)[0] if tone else t.text3, size))
    made.setFixedSize(size, size)
    return made


def badge(name: str, tone: str) -> QLabel:
    """An icon on a tinted rounded square, 34 px, for lists of things that wait."""
    text, ground = tokens().tone(tone)
    made = QLabel()
    made.setFixedSize(34, 34)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setPixmap(pixmap(name, text, 18))
    made.setStyleSheet(f"background: {ground}; border-radius: 9px")
    return made


def initials(name: str) -> str:
    """One or two letters for a name in either script: Ramesh Oraon -> RO, रमेश उरांव -> रउ."""
    return "".join(word[0] for word in name.split()[:2]).upper()


def paint_avatar(painter: QPainter, rect: QRectF, name: str, *, chosen: bool = False) -> None:
    """Paints the round mark with a person's initials; the colour depends on the name alone, unless it is `chosen`."""
    t = tokens()
    pairs = AVATARS_DARK if t.dark else AVATARS_LIGHT
    # The soft ground of what is chosen is one of the colours.
    text, ground = (t.on_accent, t.accent) if chosen else pairs[sum(map(ord, name)) % len(pairs)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    painter.drawEllipse(rect)
    painter.setFont(font(round(rect.height() * 0.4), 600))
    painter.setPen(colour(text))
    painter.drawText(rect.translated(0, rect.height() * 0.03), Qt.AlignmentFlag.AlignCenter, initials(name))


class Avatar(QWidget):
    """The initials of a person in a circle."""

    def __init__(self, name: str, size: int = 34) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_avatar(painter, QRectF(self.rect()), self._name)
