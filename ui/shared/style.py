"""The look in force: fonts, palette and style sheet made from the tokens.

`tokens()` is what painting code asks for colours; `use(dark)` changes the theme of the whole application;
`font(px, weight)` and `metrics(px, weight)` are cached and shared by everything painted by hand.
"""

import re
from functools import cache
from pathlib import Path

import fontpkg_mukta
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

import resources
from ui.shared.tokens import DARK, FAMILY, LIGHT, Tokens

RESOURCES = Path(resources.__file__).parent
WEIGHTS = ("Regular", "Medium", "SemiBold")

_now = LIGHT


def tokens() -> Tokens:
    """The colours in force."""
    return _now


def use(dark: bool) -> None:
    """Light or dark for the whole application; pages that were painted before must be built again."""
    global _now
    _now = DARK if dark else LIGHT
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setPalette(palette(_now))
        app.setStyleSheet(stylesheet(_now))


def load_fonts() -> None:
    """Loads Mukta in three weights and makes it the application's font. Raises OSError when a file can't be read."""
    folder = Path(fontpkg_mukta.ROOT) / "files"
    for weight in WEIGHTS:
        path = folder / f"{FAMILY}-{weight}.ttf"
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise OSError(f"font not readable: {path}")
    QApplication.setFont(font(15))


@cache
def font(px: int, weight: int = 400) -> QFont:
    """Mukta at a size in pixels. The value is shared: copy it before changing it."""
    made = QFont(FAMILY)
    made.setPixelSize(px)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@cache
def metrics(px: int, weight: int = 400) -> QFontMetrics:
    """The metrics of `font(px, weight)`."""
    return QFontMetrics(font(px, weight))


@cache
def colour(value: str) -> QColor:
    """A QColor of "#RRGGBB", shared."""
    return QColor(value)


def palette(t: Tokens) -> QPalette:
    """The palette of a theme, for what Fusion paints itself."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for which, value in {
        role.Window: t.bg, role.WindowText: t.text, role.Base: t.surface, role.AlternateBase: t.sunk,
        role.Text: t.text, role.Button: t.surface, role.ButtonText: t.text, role.BrightText: t.bad,
        role.Highlight: t.accent, role.HighlightedText: t.on_accent, role.ToolTipBase: t.text,
        role.ToolTipText: t.surface, role.PlaceholderText: t.text3, role.Link: t.accent, role.Accent: t.accent,
        role.Light: t.surface, role.Midlight: t.line, role.Mid: t.line, role.Dark: t.edge, role.Shadow: t.edge,
    }.items():  # fmt: skip
        made.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, which, QColor(t.text3))
    return made


def stylesheet(t: Tokens) -> str:
    """The style sheet with the theme's colours. Raises KeyError for a token that does not exist."""
    values = {f"@{name}": value for name, value in t._asdict().items() if isinstance(value, str)}
    return re.sub(r"@[a-z_0-9]+", lambda found: values[found.group()], _template())


@cache
def _template() -> str:
    return (RESOURCES / "style.qss").read_text(encoding="utf-8")
