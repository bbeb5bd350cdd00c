"""The names of levels in the settings: typed, in force on every page, taken back, refused below the field."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from organizer_app.domain.areas import level_name, use_labels
from organizer_app.jobs import level_labels
from tests.conftest import District
from tests.ui.context import context_of
from ui.settings.labels import LabelsSection
from ui.settings.page import SettingsPage
from ui.shared.page import PageSpec
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, district: District, tasks: Tasks, tmp_path: Path) -> Iterator[Window]:
    """The settings on the made-up district, at the names of levels."""
    level_labels.follow(district.store)
    context = context_of(district, tasks, tmp_path)
    made = Window([PageSpec("settings", "settings", "Settings", lambda s: SettingsPage(s, context))], tasks)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.go("settings", "labels")
    settle(qapp, tasks)
    yield made
    settle(qapp, tasks)
    use_labels({})


@pytest.fixture
def rest(qapp: QApplication, tasks: Tasks) -> Callable[[], None]:
    return lambda: settle(qapp, tasks)


def section(window: Window) -> LabelsSection:
    page = window.page()
    assert isinstance(page, SettingsPage)
    found = page.section()
    assert isinstance(found, LabelsSection)
    assert found.form is not None
    return found


def test_a_name_is_in_force_at_once_and_taken_back(window: Window, rest: Callable[[], None]) -> None:
    before = section(window)
    assert before.form is not None
    assert before.form.fields["hi:block"].title == "प्रखंड in Hindi"
    before.form.set_values({"hi:block": "मंडल"})
    before.form.save()
    rest()
    after = section(window)
    assert after is not before, "every page was made anew, for every page names levels"
    assert after.form is not None
    assert after.form.values()["hi:block"] == "मंडल"
    assert level_name("block", "20", lang="hi") == "मंडल"
    assert "stand everywhere" in window.toast.text()
    window.toast.undo()
    rest()
    assert level_name("block", "20", lang="hi") == "प्रखंड"
    form = section(window).form
    assert form is not None
    assert form.values()["hi:block"] == ""


def test_one_word_for_two_levels_is_refused_below_it(window: Window, rest: Callable[[], None]) -> None:
    form = section(window).form
    assert form is not None
    form.set_values({"hi:block": "बूथ"})
    form.save()
    rest()
    below = [w.text() for w in form.fields["hi:block"].findChildren(QLabel)]
    assert any("would stand for two levels" in text for text in below)
    assert level_name("block", "20", lang="hi") == "प्रखंड"


def test_what_was_done_is_said_at_once(window: Window, qapp: QApplication, tasks: Tasks) -> None:
    """A window that ended right after it was asked to say it by a clock that nobody stopped."""

    def written() -> None:
        while tasks.busy():
            qapp.sendPostedEvents(tasks)  # what came back is delivered, no clock runs
            time.sleep(0.001)

    form = section(window).form
    assert form is not None
    form.set_values({"hi:block": "मंडल"})
    form.save()
    written()
    assert window.toast.text() == "The names stand everywhere from now on."
    settle(qapp, tasks)
    window.toast.undo()
    written()
    assert window.toast.text() == "Undone."
    settle(qapp, tasks)
    assert window.toast.text() == "Undone.", "it stays when the pages are made anew"
