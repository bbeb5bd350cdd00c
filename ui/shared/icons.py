"""Our own stroke icons (resources/icons/*.svg, 24 x 24, 1.75 px), recoloured and cached.

`pixmap(name, colour, size)` for painting, `icon(name, colour)` for buttons and menus. A colour is "#RRGGBB";
without one it is the quiet text colour of the theme in force.
"""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.shared.style import RESOURCES, tokens

ICONS = RESOURCES / "icons"


def pixmap(name: str, colour: str = "", size: int = 18, gap: int = 0) -> QPixmap:
    """One icon, sharp at the densest screen's scale. `gap` adds clear pixels on the right.

    Raises FileNotFoundError for a name that has no file.
    """
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return _render(name, colour or tokens().text2, size, gap, ratio)


def icon(name: str, colour: str = "", size: int = 18, gap: int = 0) -> QIcon:
    """The icon for a button or a menu. A QPushButton leaves only 4 px before its text: `gap` widens that."""
    return QIcon(pixmap(name, colour, size, gap))


@cache
def _render(name: str, colour: str, size: int, gap: int, ratio: float) -> QPixmap:
    svg = _source(name).replace("currentColor", colour)
    made = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


@cache
def _source(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8")
