"""The counts beside the names in the sidebar: what they are made of, when they are asked for, how they are told."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app.domain.clock import today
from organizer_app.domain.home import Waits
from organizer_app.domain.words import use_language
from organizer_app.jobs import made_up
from tests.conftest import District
from ui.counting import Counting, camps_words, directives_words, members_words
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window


@pytest.fixture
def counting(window: Window, qapp: QApplication, tasks: Tasks, district: District) -> Iterator[Counting]:
    made = Counting(Records(district.store, tasks), window)
    made._soon.setInterval(30)
    made.begin()
    yield made
    made.stop()
    settle(qapp, tasks)


def name(window: Window, key: str) -> str:
    return window._sidebar.lines[key].accessibleName()


def test_a_camp_is_counted_once_it_is_written(
    counting: Counting, window: Window, district: District, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: not counting._soon.isActive())
    asked: list[int] = []
    counting._soon.timeout.connect(lambda: asked.append(1))
    for days in (0, 0, -3):
        made_up.plan_camp(district.store, area=district.home, seed=1, day=today() + timedelta(days))
    qtbot.waitUntil(lambda: name(window, "camps") == "Camps, 2 camps today, 1 day is not closed")
    assert window._sidebar.lines["camps"]._tone == "warn"
    assert len(asked) < 3, "several changes are counted together"
    asked.clear()
    counting._records.tasks.changed.emit(frozenset({"attendance"}))
    assert not counting._soon.isActive(), "a mark changes none of them"


def test_words() -> None:
    assert camps_words(Waits(today=1)) == "1 camp today"
    assert members_words(Waits(duplicates=3)) == "3 people may stand here twice"
    assert directives_words(Waits(directives=2)) == "2 directives wait"
    use_language("hi")
    assert camps_words(Waits(2, 1)) == "आज 2 शिविर, 1 दिन बंद नहीं हुआ"
