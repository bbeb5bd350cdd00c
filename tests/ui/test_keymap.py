"""The map of keys: every page's, each key once; a key in a tooltip is listed; ? is a letter while somebody types."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import District
from tests.printing.pdf_reading import pdfium_text
from tests.ui.context import context_of
from tests.ui.walk import problems
from ui.shared.keymap import KeyMap, keys_of, plain
from ui.shared.preview import Preview
from ui.shared.tasks import Tasks
from ui.shared.tokens import SIDEBAR
from ui.start import make_window, settle
from ui.window import Window

TOLD = re.compile(r"  \(([^()]+)\)$")


@pytest.fixture
def real(qtbot: QtBot, qapp: QApplication, tasks: Tasks, district: District, tmp_path: Path) -> Iterator[Window]:
    """The window with all its pages on the made-up district."""
    made = make_window(context_of(district, tasks, tmp_path))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    settle(qapp, tasks)
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    yield made
    settle(qapp, tasks)


def key_map(window: Window) -> KeyMap:
    found = window.findChildren(KeyMap)
    assert len(found) == 1
    return found[0]


def test_every_page_lists_the_keys_it_shows_and_gives_none_to_two(real: Window, qapp: QApplication) -> None:
    for name in real.page_keys():
        real.go(name)
        settle(qapp, real.tasks)
        page = real.page()
        listed = Counter(plain(key.key) for key in keys_of(page, page.keys()))
        assert [key for key, times in listed.items() if times > 1] == [], name
        for widget in page.findChildren(QWidget):
            told = TOLD.search(widget.toolTip())
            if told and widget.isVisible():
                assert plain(told[1]) in listed, f"{name}: {widget.toolTip()}"
        assert all(key.words.strip() for key in keys_of(page, page.keys())), name
        assert clashes(page) == [], name


def clashes(page: QWidget) -> list[str]:
    """Keys that two visible things of a page wait for, so that Qt would do neither."""
    bound: list[str] = []
    for shortcut in page.findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and owner.isVisible() and shortcut.isEnabled():
            bound.append(shortcut.key().toString())
    buttons = (b for b in page.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled())
    bound += [b.shortcut().toString() for b in buttons if not b.shortcut().isEmpty()]
    return [key for key, times in Counter(bound).items() if times > 1]


def test_the_map_opens_with_f1_and_is_searched(real: Window, qtbot: QtBot) -> None:
    QTest.keyClick(real.windowHandle(), Qt.Key.Key_F1)
    qtbot.waitUntil(real._body.is_open)
    listed = key_map(real)
    words = {key.words for key in listed.shown()}
    assert {"Mark attendance", "New camp", "Members", "Hindi or English", "Settings"} <= words
    qtbot.waitUntil(lambda: QApplication.focusWidget() is listed.field)
    QTest.keyClicks(listed.field, "attend")
    assert {key.words for key in listed.shown()} == {"Mark attendance", "Attendance"}
    listed.field.setText("ctrl+m")
    assert [key.words for key in listed.shown()] == ["Mark attendance"]
    listed.field.setText("no such thing")
    assert listed.shown() == []
    QTest.keyClick(listed.field, Qt.Key.Key_Escape)
    assert not real._body.is_open()


def test_the_map_covers_no_page_and_every_page_is_whole_beside_it(real: Window, qapp: QApplication) -> None:
    real.resize(1366, 768)
    for name in real.page_keys():
        real.go(name)
        settle(qapp, real.tasks)
        real.show_keys()
        settle(qapp, real.tasks)
        assert real._pane is not None
        assert not real._pane.geometry().intersects(real._body.body.geometry()), name
        assert problems(real.centralWidget()) == [], name
        real.show_keys()
    assert real._sidebar.width() == SIDEBAR


def test_what_a_key_does_is_said_once_and_all_lines_begin_at_one_place(real: Window, qapp: QApplication) -> None:
    real.go("attendance")
    real.show_keys()
    settle(qapp, real.tasks)
    words = [w for w in key_map(real).findChildren(QLabel) if w.isVisible() and not w.property("role")]
    assert len({w.mapTo(real, QPoint()).x() for w in words}) == 1
    twice = [text for text, times in Counter(w.text() for w in words).items() if times > 1]
    assert twice == []
    key_map(real).field.setText("?")
    settle(qapp, real.tasks)
    (both,) = key_map(real).shown()
    assert both.words == "Show all keys"
    caps = [w for w in key_map(real).findChildren(QLabel) if w.isVisible() and w.property("role") == "key"]
    assert [w.text() for w in caps] == ["F1", "?"]


def test_a_question_mark_and_escape_work_on_every_page(real: Window, qapp: QApplication, qtbot: QtBot) -> None:
    for name in real.page_keys():
        real.go(name)
        settle(qapp, real.tasks)
        if not isinstance(QApplication.focusWidget(), QLineEdit):  # the field of the attendance has the keyboard
            QTest.keyClick(real.windowHandle(), "?")
        else:
            QTest.keyClick(real.windowHandle(), Qt.Key.Key_F1)
        assert real._body.is_open(), name
        settle(qapp, real.tasks)
        QTest.keyClick(real.windowHandle(), Qt.Key.Key_Escape)
        assert not real._body.is_open(), name
        settle(qapp, real.tasks)
        focused = QApplication.focusWidget()
        assert focused is not None, name
        assert real.page().isAncestorOf(focused) or focused is real.page(), f"{name}: {focused}"
        assert real.key == name


def test_the_map_goes_with_its_page(real: Window) -> None:
    real.does("keys")
    assert real._body.is_open()
    real.go("members")
    assert not real._body.is_open()


def test_a_question_mark_is_a_letter_in_a_field(real: Window, qtbot: QtBot) -> None:
    search = real._topbar.search
    search.setFocus()
    QTest.keyClick(real.windowHandle(), "?")
    assert search.text() == "?"
    assert not real._body.is_open()
    search.clear()
    real.page().findChildren(QPushButton)[0].setFocus()
    QTest.keyClick(real.windowHandle(), Qt.Key.Key_Question)
    qtbot.waitUntil(real._body.is_open)
    QTest.keyClick(key_map(real).field, "?")
    assert key_map(real).field.text() == "?"


def test_one_spelling_of_a_key() -> None:
    assert plain("Ctrl+Enter") == plain("Ctrl+Return")
    assert plain("?") == QKeySequence("?").toString()


def test_the_map_is_printed(real: Window, qapp: QApplication) -> None:
    real.go("attendance")
    settle(qapp, real.tasks)
    real.show_keys()
    (paper,) = [b for b in real.findChildren(QPushButton) if b.text() == "Print" and b.isVisible()]
    paper.click()
    settle(qapp, real.tasks)
    (preview,) = [p for p in real.findChildren(Preview) if p.isVisible()]
    text = pdfium_text(preview._pdf)
    missing = [key for _title, keys in key_map(real).parts() for key in keys if key.shown() not in text]
    assert missing == []
    preview.closed.emit()
    settle(qapp, real.tasks)
    assert real.page().isVisible()
