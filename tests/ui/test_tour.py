"""The walk over every place of the window: nothing clipped, everything named and reached, nothing too wide or faint.

Who adds a page, a tab or a section adds a stop to ui/tour.py; a page without one is found here.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app.domain.made_up_roster import write_roster
from tests.conftest import District
from tests.ui.context import context_of
from tests.ui.contrast import faint
from tests.ui.walk import every_look, problems
from ui.application import SIZES, settle
from ui.camps.overview import VIEWS
from ui.pages_list import PAGES
from ui.settings.page import SECTIONS
from ui.shared.tasks import Tasks
from ui.start import make_window
from ui.tour import Stop, stops, visit
from ui.window import Window

Toured = tuple[Window, list[Stop]]


@pytest.fixture
def toured(district: District, tasks: Tasks, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Toured]:
    context = context_of(district, tasks, tmp_path)
    write_roster(tmp_path / "roster.csv", 60, 7)
    window = make_window(context)
    qtbot.addWidget(window)
    window.show()
    settle(qapp, tasks)
    yield window, list(stops(context, tmp_path / "roster.csv", window.page_keys()))
    settle(qapp, tasks)


def test_every_page_and_every_part_of_it_has_a_stop(toured: Toured) -> None:
    _window, found = toured
    assert {stop.page for stop in found if stop.name == stop.page} == {page[0] for page in PAGES}
    places = {(stop.page, stop.place) for stop in found if isinstance(stop.place, str)}
    assert {("settings", section[0]) for section in SECTIONS[1:]} <= places
    assert {("camps", view) for view in VIEWS[1:]} <= places


@pytest.mark.slow
@pytest.mark.parametrize("page", [page[0] for page in PAGES])
def test_every_place_is_whole_in_every_look(toured: Toured, qapp: QApplication, page: str) -> None:
    window, found = toured
    here = [stop for stop in found if stop.page == page]
    wrong = []
    for look in every_look(window, qapp, page):
        is_wide = window.width() == SIZES[0][0]  # contrast is the same in both sizes, and is measured once
        for stop in here:
            visit(window, stop, partial(settle, qapp, window.tasks))
            found_wrong = [*problems(window.page()), *(faint(window) if is_wide else ())]
            wrong += [f"{stop.name}, {look}: {one}" for one in found_wrong]
    assert wrong == []
