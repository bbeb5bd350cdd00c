"""The walk over every place of the window: nothing clipped, everything named and reached, nothing too wide or faint.

Who adds a page, a tab or a section adds a stop to ui/tour.py; a page without one is found here.
"""

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from shutil import copytree

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import ui
from organizer_app.db.store import Store
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.domain.words import LANGUAGES, use_language
from organizer_app.jobs import duplicates
from organizer_app.jobs.first_run import make_made_up
from organizer_app.jobs.opening import DataFolder
from organizer_app.services import saved_lists
from organizer_app.settings import load
from tests.conftest import District, Template
from tests.ui.context import context_of
from tests.ui.contrast import faint
from tests.ui.walk import every_look, problems, strays
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
MEMBERS = 120
# What no stop shows, and why.
NOT_TOURED = {
    "ui.camps.districts.DistrictsField": "asked for camps above a district alone: tests/ui/camps/test_above_a_district",
    "ui.lock.screen.Screen": "the frame over the whole window, for the views of the gate: tests/ui/lock",
    "ui.members.column_menu.ColumnMenu": "a menu, a window of its own: tests/ui/members/test_columns",
    "ui.members.menu.PersonMenu": "a menu: tests/ui/members/test_menu",
    "ui.pages_list.Opening": "stands while the data is being opened: tests/ui/test_window",
    "ui.shared.cell_editor.CellEditor": "over a cell, where Tab goes on to the next cell: tests/ui/shared/test_table",
    "ui.shared.chips.StayMenu": "a menu: tests/ui/shared/test_parts",
    "ui.shared.daypicker.MonthPopup": "a window of its own below a field: tests/ui/shared/test_form",
    "ui.shared.daypicker._Days": "in MonthPopup",
    "ui.shared.notices.Toast": "comes after an act, and goes: tests/ui/shared/test_parts",
    "ui.shared.progress.JobStrip": "only while work is under way: tests/ui/shared/test_parts",
    "ui.shared.rights.Refused": "what another role may not: tests/ui/test_rights",
    "ui.warroom.wall.Wall": "a window of its own over another screen: tests/ui/warroom",
    "ui.welcome.views.Busy": "only while work is under way: tests/ui/welcome",
}


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The made-up district with its camps, a list that was saved, and the pairs that are somebody twice."""
    use_language("en")
    folder = DataFolder(tmp_path_factory.mktemp("tour") / "data", operator="Asha")
    make_made_up(folder, members=MEMBERS)
    duplicates.run(folder.store)
    with folder.store.transaction("lists.save") as session:
        saved_lists.save(session, title="Booth presidents of Kanke and Bundu without training")
    found = Template(folder.path, folder.store.key, b"")
    folder.close()
    return found


@pytest.fixture
def toured(made_up: Template, tasks: Tasks, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Toured]:
    store = Store(copytree(made_up.folder, tmp_path / "copy"), made_up.key, operator="Asha")
    context = context_of(District(store, made_up.home), tasks, tmp_path)
    write_roster(tmp_path / "roster.csv", 60, 7)
    window = make_window(context)
    window.show_person("Asha", "Ranchi")
    qtbot.addWidget(window)
    window.show()
    settle(qapp, tasks)
    yield window, list(stops(context, tmp_path / "roster.csv", window.page_keys()))
    settle(qapp, tasks)
    store.close()


def test_every_page_and_every_part_of_it_has_a_stop(toured: Toured) -> None:
    _window, found = toured
    assert len({stop.name for stop in found}) == len(found)
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
            if stop.seldom and not is_wide and style.tokens().dark:
                continue  # its sizes are those of the light theme
            is_there = visit(window, stop, partial(settle, qapp, window.tasks))
            found_wrong = [*(faint(window) if is_wide else ()), *problems(window.page())]
            wrong += [f"{stop.name}, {look}: {one}" for one in found_wrong]
            wrong += [] if is_there else [f"{stop.name}, {look}: nothing to press"]
    assert wrong == []


@pytest.mark.slow
def test_every_part_of_the_window_is_seen_alive(
    toured: Toured, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    window, found = toured
    gate = Gate(window.tasks, Choices(load({}, data=tmp_path)), lambda _made_up: DataFolder(tmp_path / "none"))
    qtbot.addWidget(gate)
    seen: set[type] = {Window, Gate}
    for stop in found:
        visit(window, stop, partial(settle, qapp, window.tasks))
        seen |= {type(part) for part in window.findChildren(QWidget) if part.isVisible()}
    assert {type(one) for one in strays()} == {Window, Gate}
    gate.show()
    gate.begin()
    for view in gate_views(gate).values():
        gate.show_view(view)
        settle(qapp, window.tasks)
        seen |= {type(part) for part in gate.findChildren(QWidget) if part.isVisible()}
    for module in walk_packages(ui.__path__, "ui."):
        import_module(module.name)
    ours = {kind for kind in _kinds(QWidget) if not seen & _kinds(kind)}  # a base is seen in what is made of it
    assert {f"{kind.__module__}.{kind.__qualname__}" for kind in ours - seen} == set(NOT_TOURED)


def _kinds(of: type) -> set[type]:
    """Everything of ours that is made of a kind."""
    return {one for kind in of.__subclasses__() for one in {kind, *_kinds(kind)} if one.__module__.startswith("ui.")}


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
    assert seen == _kinds(View) - {Busy}
