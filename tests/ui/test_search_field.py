"""The field over every page says what narrows the list of people when that is in view."""

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import District
from tests.ui.context import context_of
from ui.shared.tasks import Tasks
from ui.start import make_window, settle


def test_on_coming_to_the_people_the_field_has_the_words_that_narrow_them(
    district: District, tasks: Tasks, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    window = make_window(context_of(district, tasks, tmp_path))
    qtbot.addWidget(window)
    window.show()
    settle(qapp, tasks)
    field = window._topbar.search

    def look_for(words: str, on: str) -> None:
        window.go(on)
        field.clear()
        QTest.keyClicks(field, words)
        settle(qapp, tasks)

    look_for("munda", on="home")
    window.go("members")
    settle(qapp, tasks)
    assert field.text() == "", "nobody was looked for here"
    look_for("devi", on="members")
    look_for("munda", on="camps")
    window.go("members")
    settle(qapp, tasks)
    assert (field.text(), window.page().state()["asked"].query) == ("devi", "devi")
    look_for("munda", on="camps")
    window.search_members("munda")
    settle(qapp, tasks)
    assert (field.text(), window.page().state()["asked"].query) == ("munda", "munda")
