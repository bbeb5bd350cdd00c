"""The shell: pages on first visit, switching language and theme in place, keys, refresh, fit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from organizer_app.domain.words import language, ngettext
from tests.ui.sample import SampleMembers
from tests.ui.walk import every_look, problems
from ui.shared.page import Page
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window


def members(window: Window) -> SampleMembers:
    page = window.page("members")
    assert isinstance(page, SampleMembers)
    return page


def press(window: Window, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.windowHandle(), key, held)


def test_pages_are_made_on_the_first_visit(window: Window) -> None:
    assert set(window._pages) == {"members"}
    window.go("camps")
    assert set(window._pages) == {"members", "camps"}


@pytest.mark.parametrize("key", ["members", "form", "camps", "settings"])
def test_every_page_in_every_look_is_whole(window: Window, qapp: QApplication, key: str) -> None:
    found = [f"{look}: {one}" for look in every_look(window, qapp, key) for one in problems(window.page())]
    assert found == []


def test_the_shell_itself_is_whole(window: Window, qapp: QApplication) -> None:
    for look in every_look(window, qapp, "camps"):
        assert problems(window.centralWidget()) == [], look


def test_the_walk_finds_what_is_wrong(window: Window, qapp: QApplication) -> None:
    window.go("settings")
    page = window.page()
    long, field = QLabel("words that do not fit", page), QLineEdit(page)
    long.setGeometry(0, 0, 30, 10)
    field.setGeometry(page.width() - 10, 100, 80, 30)
    wide = QLabel("outside", page)
    wide.setGeometry(page.width() - 5, 0, 100, 30)
    for part in (long, field, wide):
        part.show()
    settle(qapp, window.tasks)
    found = problems(page)
    assert any("clipped" in one for one in found)
    assert any("no accessible name" in one for one in found)
    assert any("too wide" in one for one in found)


def test_switching_language_keeps_place_and_selection(window: Window, qapp: QApplication) -> None:
    page = members(window)
    page.table.select_id(1_500)
    page.filters.choose({"block": ["Bundu"]})
    settle(qapp, window.tasks)
    scroll = page.table.verticalScrollBar().value()
    window.use_language("hi")
    settle(qapp, window.tasks)
    again = members(window)
    assert language() == "hi"
    assert again is not page
    assert again.table.current_id() == 1_500
    assert again.table.verticalScrollBar().value() == scroll
    assert again.filters.chosen() == {"block": ["Bundu"]}
    assert window.windowTitle() == "सदस्य – संगठक"


def test_dark_is_dark(window: Window, qapp: QApplication) -> None:
    window.use_theme(True)
    settle(qapp, window.tasks)
    picture = window.grab().toImage()
    corner = QColor(picture.pixel(picture.width() // 2, 40))
    assert corner.lightness() < 60


def test_keys_of_the_shell(window: Window, qapp: QApplication, qtbot: QtBot) -> None:
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.key == "camps")
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window._topbar.search)
    press(window, Qt.Key.Key_F1)
    qtbot.waitUntil(window._body.is_open)
    assert window._pane.title() == "Keys"
    press(window, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: not window._body.is_open())
    press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window._topbar.search.placeholderText().startswith("व्यक्ति"))


def test_undo_with_the_key_and_with_f6(window: Window, qtbot: QtBot) -> None:
    undone: list[int] = []
    window.say("12 people marked", undo=lambda: undone.append(1))
    assert window.toast.text() == "12 people marked"
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: undone == [1])
    window.say("again", undo=lambda: undone.append(2))
    press(window, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.toast._button)
    QTest.keyClick(window.toast._button, Qt.Key.Key_Space)
    assert undone == [1, 2]
    assert window.toast.text() == ""


def test_search_goes_to_the_page_or_to_members(window: Window, qapp: QApplication) -> None:
    window.go("camps")
    window._topbar.search.setText("nobody")
    QTest.keyClick(window._topbar.search, Qt.Key.Key_Return)
    settle(qapp, window.tasks)
    assert window.key == "members"
    assert members(window).stack.currentIndex() == 1


def test_only_what_shows_the_change_is_refreshed(window: Window, tasks: Tasks, qapp: QApplication) -> None:
    page = members(window)
    before = page.refreshed
    tasks.changed.emit(frozenset({"camp"}))
    assert page.refreshed == before
    tasks.changed.emit(frozenset({"member", "camp"}))
    assert page.refreshed == before + 1
    window.go("camps")
    tasks.changed.emit(frozenset({"member"}))
    assert page.refreshed == before + 1
    window.go("members")
    assert page.refreshed == before + 2


def test_a_failure_nobody_took_is_said(window: Window, tasks: Tasks, qapp: QApplication) -> None:
    tasks.run(lambda: 1 / 0)
    settle(qapp, tasks)
    assert window.toast.text().startswith("This could not be finished")


def test_qts_own_menu_speaks_hindi(window: Window, qapp: QApplication) -> None:
    window.use_language("hi")
    settle(qapp, window.tasks)
    menu = window._topbar.search.createStandardContextMenu()
    assert isinstance(menu, QMenu)
    words = " ".join(action.text() for action in menu.actions())
    menu.deleteLater()
    assert "चिपकाएँ" in words
    assert "Paste" not in words


def test_the_sidebar_is_narrow_on_a_narrow_window(window: Window, qapp: QApplication) -> None:
    window.resize(1093, 614)
    assert window._sidebar.width() == 60
    window.resize(1366, 768)
    assert window._sidebar.width() == 212


def test_counts_stay_when_the_window_is_built_anew(window: Window, qapp: QApplication) -> None:
    window.show_count("camps", 1_234, "warn")
    window.show_count("members", 2, "plain", lambda: ngettext("{n} more", "{n} more", 2).format(n=2))
    window.use_theme(True)
    window.use_language("hi")
    settle(qapp, window.tasks)
    lines = window._sidebar.lines
    assert lines["camps"].accessibleName() == f"{lines['camps'].text()}, 1,234"
    assert lines["members"].accessibleName().endswith(", 2 और")
    assert lines["members"].toolTip().endswith("\n2 और")


def test_a_page_asks_for_nothing_it_does_not_need(window: Window) -> None:
    page = Page(window)
    assert (page.state(), page.keys(), page.search("x"), page.undo()) == ({}, [], False, False)
    page.restore({})
    page.refresh()
    page.open_place(None)
    page.deleteLater()


def test_pages_made_anew_leave_what_stands_around_them(window: Window, qapp: QApplication) -> None:
    """As when the data is open: who types into the search field meanwhile goes on typing."""
    before, field = window.page(), window._topbar.search
    window.show_keys()
    field.setFocus()
    QTest.keyClicks(field, "sun")
    window.renew()
    settle(qapp, window.tasks)
    assert window.page() is not before
    assert not isValid(before)
    assert (window._topbar.search, field.text(), field.hasFocus()) == (field, "sun", True)
    assert members(window).query == "sun"
    assert not window._body.is_open()
