"""The fault of PySide6 6.12 on Python 3.10 and 3.11: a reference to None lost at every Qt call that returns None,
and an abort after some thousand calls. Fifty ordinary window tests passed on that pair; this one does not."""

import sys

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.sample import columns, people
from ui.shared.table import Table


def test_twenty_thousand_calls_that_return_none(qtbot: QtBot, qapp: QApplication) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(20_000):
        assert label.setText(str(number % 7)) is None
    assert abs(sys.getrefcount(None) - before) < 5_000


def test_two_hundred_frames_of_scrolling(qtbot: QtBot, qapp: QApplication) -> None:
    table = Table("Members", columns())
    qtbot.addWidget(table)
    table.resize(900, 600)
    table.show()
    table.set_values(people(range(3_000)))
    before = sys.getrefcount(None)
    for frame in range(200):
        table.verticalScrollBar().setValue(frame * 13)
        table.viewport().repaint()
    assert abs(sys.getrefcount(None) - before) < 5_000
