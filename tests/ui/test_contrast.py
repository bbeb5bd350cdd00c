"""Faint text is found in what is drawn; what a field asks for is readable in both themes."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.contrast import faint
from ui.shared import style


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def page(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    before = style.tokens().dark
    style.use(dark=request.param)
    made = QWidget()
    made.resize(400, 200)
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()
    style.use(dark=before)


def put(page: QWidget, *widgets: QWidget) -> list[str]:
    layout = page.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()
    layout.activate()
    return faint(page)


def test_faint_words_are_found_unless_they_are_off_or_large(page: QWidget) -> None:
    pale, off, large = QLabel("Faint नाम"), QLabel("Off"), QLabel("Large")
    for widget, ink in ((pale, "#8A8A8A"), (off, "#8A8A8A"), (large, "#808080")):
        widget.setStyleSheet(f"background: #FFFFFF; color: {ink};")
    large.setStyleSheet(large.styleSheet() + "font-size: 30px;")
    off.setEnabled(False)
    (one,) = put(page, pale, off, large, QLabel("Plain"), QCheckBox("Plain, too"))
    assert one.startswith("faint: 'Faint नाम' has 3.")


def test_what_a_field_asks_for_is_readable(page: QWidget) -> None:
    field = QLineEdit()
    field.setPlaceholderText("Name, phone or card number")
    assert put(page, field, QLineEdit("typed")) == []
