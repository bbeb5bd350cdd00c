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
from organizer_app.domain.words import LANGUAGES, use_language
from organizer_app.jobs.opening import DataFolder
from organizer_app.settings import load
from tests.conftest import District
from tests.ui.context import context_of
from tests.ui.contrast import faint
from tests.ui.walk import every_look, problems
from ui.application import SIZES, settle
from ui.camps.overview import VIEWS
from ui.choices import Choices
from ui.pages_list import PAGES
from ui.settings.page import SECTIONS
from ui.shared import style
from ui.shared.tasks import Tasks
from ui.start import make_window
from ui.tour import Stop, gate_views, stops, visit
from ui.welcome.gate import Gate
from ui.welcome.views import Busy, View
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


def _views(of: type[View]) -> set[type[View]]:
    return {one for kind in of.__subclasses__() for one in {kind, *_views(kind)} if one.__module__.startswith("ui.")}


@pytest.mark.slow
def test_every_view_before_the_window_is_whole_in_every_look(
    tasks: Tasks, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    choices = Choices(load({}, usual_data=tmp_path / "data", usual_file=tmp_path / "settings.json"))
    wrong, seen = [], set()
    for code in LANGUAGES:
        use_language(code)
        for dark in (False, True):
            style.use(dark)
            gate = Gate(tasks, choices, lambda _made_up: DataFolder(tmp_path / "none"))
            qtbot.addWidget(gate)
            gate.show()
            gate.begin()
            settle(qapp, tasks)
            for name, view in gate_views(gate).items():
                gate.show_view(view)
                seen.add(type(gate.view))
                for width, height in SIZES:
                    gate.resize(width, height)
                    settle(qapp, tasks)
                    look = f"{name} {code} {'dark' if dark else 'light'} {width}x{height}"
                    found = [*problems(gate), *(faint(gate) if width == SIZES[0][0] else ())]
                    wrong += [f"{look}: {one}" for one in found]
    assert wrong == []
    assert seen == _views(View) - {Busy}
