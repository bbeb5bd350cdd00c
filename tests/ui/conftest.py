"""One application with our fonts and look for all window tests; every test begins in English and light."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from organizer_app.domain.words import use_language
from tests.ui.sample import specs
from ui.collector import collecting
from ui.shared import style
from ui.shared.qt_words import use_locale
from ui.shared.tasks import Tasks
from ui.start import make_application, settle
from ui.window import Window


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application("en", dark=False)


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QtBot:
    """pytest-qt's, holding the widgets until they are closed.

    It knows them by weak references alone: a page that is only a cycle of references when the test's own frame is gone
    may be collected in the middle of its last painting, and the process with it.
    """
    kept: list[QWidget] = []
    add = qtbot.addWidget

    def keep(widget: QWidget, **more: Any) -> None:
        kept.append(widget)
        add(widget, **more)

    monkeypatch.setattr(qtbot, "addWidget", keep)
    return qtbot


@pytest.fixture(autouse=True)
def english_and_light(qapp: QApplication) -> None:
    use_language("en")
    use_locale()
    if style.tokens().dark:
        style.use(dark=False)


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """As in the program, no worker collects garbage: it would delete widgets."""
    made = Tasks()
    with collecting(made.busy):
        yield made
        made.close()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tasks: Tasks) -> Iterator[Window]:
    """A window of sample pages, shown and at rest."""
    made = Window(specs(count=2_000), tasks)
    made.show_person("Savita Kujur", "Ranchi")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    settle(qapp, tasks)
    yield made
    settle(qapp, tasks)
