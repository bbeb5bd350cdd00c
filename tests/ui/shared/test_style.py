"""Contrast of every pair that is used, the style sheet, the fonts, the icons."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QPalette, QRawFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from tests.test_translations import catalogue
from ui.shared import style
from ui.shared.buttons import button
from ui.shared.icons import ICONS, icon, pixmap
from ui.shared.layout import box, row
from ui.shared.tokens import AVATARS_DARK, AVATARS_LIGHT, DARK, LIGHT, Tokens, contrast

TEXT = (
    ("text", "surface"), ("text", "bg"), ("text", "sunk"), ("text", "selected"), ("text2", "bg"), ("text2", "side"),
    ("text2", "surface"), ("text2", "hover"), ("text3", "surface"), ("text3", "bg"), ("text3", "selected"),
    ("text3", "sunk"), ("accent", "surface"), ("accent", "bg"), ("accent", "soft"), ("accent", "side"),
    ("on_accent", "accent"), ("on_accent", "accent_hover"), ("ok", "ok_soft"), ("ok", "surface"),
    ("warn", "warn_soft"), ("warn", "surface"), ("bad", "bad_soft"), ("bad", "surface"), ("info", "info_soft"),
    ("info", "surface"), ("on_toast", "toast"), ("toast_action", "toast"),
)  # fmt: skip
SHAPES = (("edge", "surface"), ("fill", "surface"), ("fill", "hover"))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast(theme: Tokens) -> None:
    low = {f"{a} on {b}": contrast(getattr(theme, a), getattr(theme, b)) for a, b in TEXT}
    assert {pair: value for pair, value in low.items() if value < 4.5} == {}
    assert all(contrast(getattr(theme, a), getattr(theme, b)) >= 3 for a, b in SHAPES)
    for ink, ground in AVATARS_DARK if theme.dark else AVATARS_LIGHT:
        assert contrast(ink, ground) >= 4.5


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_knows_all_its_words(theme: Tokens) -> None:
    sheet = style.stylesheet(theme)
    assert "@" not in sheet.split("*/", 1)[1]
    assert theme.accent in sheet


def test_the_font_is_ours_in_three_weights(qapp: QApplication) -> None:
    assert {"Regular", "Medium", "SemiBold"} <= set(QFontDatabase.styles("Mukta"))
    assert qapp.font().family() == "Mukta"
    assert QRawFont.fromFont(style.font(15), QFontDatabase.WritingSystem.Devanagari).familyName() == "Mukta"


def test_no_word_needs_letters_that_our_font_lacks(qapp: QApplication) -> None:
    """A laptop may have no other font: arrows would be empty boxes there."""
    font = QRawFont.fromFont(style.font(15))
    texts = [*catalogue(), *(text for message in catalogue().values() for text in _texts(message.string))]
    lacking = {c: text for text in texts for c in text if not c.isspace() and not font.supportsCharacter(ord(c))}
    assert lacking == {}


def _texts(string: object) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (str(string),)


def test_the_palette_follows_the_theme(qapp: QApplication) -> None:
    style.use(dark=True)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.bg
    style.use(dark=False)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == LIGHT.bg


@pytest.mark.parametrize("kind", ["", "primary", "danger", "ghost", "chip", "state"])
def test_a_button_in_focus_shows_our_ring_alone(qapp: QApplication, qtbot: QtBot, kind: str) -> None:
    window = box(row(button("Leave HQ", kind=kind, icon="cloud-off")), "page")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as after Tab
    made = window.findChildren(QPushButton)[0]
    made.setFocus(Qt.FocusReason.TabFocusReason)
    assert made.hasFocus()
    picture = made.grab().toImage()
    above = {picture.pixelColor(x, 5).name() for x in range(9, picture.width() - 9)}  # between the ring and the words
    assert len(above) == 1, "the style's own frame around the words"


@pytest.mark.parametrize("path", sorted(ICONS.glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_draws_in_the_colour_asked(qapp: QApplication, path: object) -> None:
    name = path.stem  # type: ignore[attr-defined]  # a Path
    source = (ICONS / f"{name}.svg").read_text()
    assert 'viewBox="0 0 24 24"' in source
    assert 'stroke-width="1.75"' in source
    picture = pixmap(name, "#FF0000", 24).toImage()
    inked = [picture.pixelColor(x, y) for x in range(24) for y in range(24)]
    solid = [ink for ink in inked if ink.alpha() > 200]
    assert solid
    assert all(ink.red() > 240 and ink.green() < 20 for ink in solid)


def test_icons_are_made_once(qapp: QApplication) -> None:
    assert pixmap("home", "#123456").cacheKey() == pixmap("home", "#123456").cacheKey()
    assert not icon("home").isNull()
    with pytest.raises(FileNotFoundError):
        pixmap("no such icon")


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_boxes_of_qts_own_dialogs_can_be_seen(qtbot: QtBot, kind: type[QAbstractButton], dark: bool) -> None:
    style.use(dark)
    made = kind("Collate")
    qtbot.addWidget(made)
    for ticked in (False, True):
        made.setChecked(ticked)
        picture = made.grab().toImage()
        edge = [picture.pixelColor(x, picture.height() // 2).name() for x in range(3)]
        assert max(contrast(seen, style.tokens().surface) for seen in edge) >= 3
