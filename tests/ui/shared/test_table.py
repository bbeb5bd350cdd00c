"""The table: Qt's own model tester, paging, growing, selection, sorting, keys, and 600,000 rows."""

from array import array
from collections.abc import Sequence
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.sample import Person, columns, people
from ui.shared.rows import KEPT, PAGE, Rows
from ui.shared.table import Table
from ui.shared.tasks import Tasks
from ui.start import settle


def ids(count: int) -> "array[int]":
    return array("q", range(1, count + 1))


def shown(qtbot: QtBot, table: Table) -> Table:
    qtbot.addWidget(table)
    table.resize(900, 600)
    table.show()
    qtbot.waitExposed(table)
    return table


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, qapp: QApplication) -> None:
    rows = Rows(columns(), people)
    qtmodeltester.check(rows)
    rows.set_ids(ids(300))
    qtmodeltester.check(rows, force_py=True)
    rows.grow(ids(500))
    rows.reload()
    assert rows.rowCount() == 500


def test_pages_are_fetched_when_looked_at_and_forgotten(qapp: QApplication) -> None:
    asked: list[int] = []

    def fetch(wanted: Sequence[int]) -> list[Person]:
        asked.append(wanted[0] // PAGE)
        return people(wanted)

    rows = Rows(columns(), fetch)
    rows.set_ids(array("q", range(PAGE * 200)))
    for page in range(100):
        assert rows.value(page * PAGE).id == page * PAGE
    assert asked == list(range(100))
    assert len(rows._pages) == KEPT
    rows.value(99 * PAGE)
    assert len(asked) == 100
    rows.value(0)
    assert len(asked) == 101


def test_what_is_on_screen_is_fetched_by_one_question(qtbot: QtBot, qapp: QApplication, tasks: Tasks) -> None:
    asked: list[list[int]] = []

    def fetch(wanted: Sequence[int]) -> list[Person]:
        asked.append(list(wanted))
        return people(wanted)

    table = shown(qtbot, Table("Members", columns(), fetch=fetch, tasks=tasks))
    table.rows.set_ids(ids(PAGE * 50))
    settle(qapp, tasks)
    for row in (20 * PAGE - 5, 40 * PAGE + 1, 30 * PAGE - 1):  # across two pages, inside of one, across two
        asked.clear()
        table.verticalScrollBar().setValue(row)
        settle(qapp, tasks)
        seen = range(table.rowAt(0), table.rowAt(table.viewport().height() - 1) + 1)
        (fetched,) = asked
        assert {number - 1 for number in fetched} >= set(seen)
        assert len(fetched) == PAGE * (2 if row % PAGE > 1 else 1)
        assert [table.rows.value(n).id for n in seen] == [n + 1 for n in seen]
    asked.clear()
    for row in (100, 200, 300, 1_000):  # a drag: only what is seen in the end is fetched besides the first
        table.verticalScrollBar().setValue(row)
    settle(qapp, tasks)
    assert len(asked) <= 4
    assert 1_001 in asked[1]


def test_growing_keeps_what_is_shown(qapp: QApplication) -> None:
    rows = Rows(columns(), people)
    rows.set_ids(ids(200))
    assert rows.value(199).id == 200
    assert rows.grow(ids(1_000))
    assert rows.value(200).id == 201
    assert not rows.grow(array("q", [5, 6]))
    assert rows.rowCount() == 1_000
    assert rows.row_of(1_000) == 999
    assert rows.row_of(-5) == -1


def test_a_view_is_painted_without_asking_the_model_for_each_cell(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    count = Rows.columnCount
    monkeypatch.setattr(Rows, "columnCount", lambda rows, *parent: asked.append(1) or count(rows, *parent))
    table = shown(qtbot, Table("Members", columns(), fetch=people))
    table.rows.set_ids(ids(300))
    table.grab()
    asked.clear()
    table.viewport().grab()
    assert len(asked) < 10  # a worker that computes may come in between at each of them


def test_someone_who_is_gone_is_an_empty_row(qapp: QApplication) -> None:
    rows = Rows(columns(), lambda wanted: [None for _id in wanted])
    rows.set_ids(ids(3))
    assert rows.value(1) is None
    assert rows.data(rows.index(1, 0)) is None


def test_first_rows_then_all_of_them(qtbot: QtBot, qapp: QApplication, tasks: Tasks) -> None:
    table = shown(qtbot, Table("Members", columns(), fetch=people, tasks=tasks))
    counted: list[int] = []
    table.counted.connect(counted.append)
    table.show_ids(partial(ids, 200), partial(ids, 5_000))
    settle(qapp, tasks)
    assert counted == [5_000]
    assert table.rows.rowCount() == 5_000
    assert table.verticalScrollBar().maximum() > 4_900


def test_selection_and_place_survive_a_refresh(qtbot: QtBot, qapp: QApplication, tasks: Tasks) -> None:
    table = shown(qtbot, Table("Members", columns(), fetch=people, tasks=tasks))
    table.show_ids(partial(ids, 200), partial(ids, 5_000))
    settle(qapp, tasks)
    table.select_id(3_000)
    settle(qapp, tasks)
    scroll = table.verticalScrollBar().value()
    table.refresh_ids(partial(array, "q", range(2, 5_001)))
    settle(qapp, tasks)
    assert table.current_id() == 3_000
    assert table.verticalScrollBar().value() == scroll
    assert table.current() == people([3_000])[0]


@pytest.mark.parametrize(("wanted", "found"), [(6, 6), (99, 3)])
def test_a_row_that_comes_only_with_a_refresh_is_gone_to(
    qtbot: QtBot, qapp: QApplication, tasks: Tasks, wanted: int, found: int
) -> None:
    table = shown(qtbot, Table("Members", columns(), fetch=people, tasks=tasks))
    table.show_ids(partial(ids, 5), partial(ids, 5))
    settle(qapp, tasks)
    table.select_id(3)
    table.refresh_ids(partial(ids, 6))
    table.go_to(table.place() | {"id": wanted, "scroll": None})
    settle(qapp, tasks)
    assert table.current_id() == found


def test_a_search_that_still_finds_the_person_keeps_the_selection(
    qtbot: QtBot, qapp: QApplication, tasks: Tasks
) -> None:
    table = shown(qtbot, Table("Members", columns(), fetch=people, tasks=tasks))
    chosen: list[object] = []
    table.show_ids(partial(ids, 200), partial(ids, 400))
    settle(qapp, tasks)
    table.select_id(30)
    table.show_ids(partial(array, "q", [10, 30]), partial(array, "q", [10, 30]))
    settle(qapp, tasks)
    assert table.current_id() == 30
    table.chosen.connect(chosen.append)
    table.show_ids(partial(array, "q"), partial(array, "q"))
    settle(qapp, tasks)
    assert chosen[-1] is None


def test_a_changed_row_shows_its_new_words_without_flicker(qtbot: QtBot, qapp: QApplication, tasks: Tasks) -> None:
    names = ["old"]
    make = lambda wanted: [p._replace(name=names[0]) for p in people(wanted)]  # noqa: E731  # one line is clearer
    table = shown(qtbot, Table("Members", columns(), fetch=make, tasks=tasks))
    table.show_ids(partial(ids, 20), partial(ids, 20))
    settle(qapp, tasks)
    names[0] = "new"
    table.reload()
    assert table.rows.value(0).name == "old"  # until the new one is there
    settle(qapp, tasks)
    assert table.rows.value(0).name == "new"


def test_values_in_memory(qtbot: QtBot, qapp: QApplication) -> None:
    table = shown(qtbot, Table("Camps", columns()))
    chosen: list[object] = []
    table.chosen.connect(chosen.append)
    table.set_values(people(range(5)))
    table.select_row(2)
    assert chosen[-1] == people([2])[0]
    table.set_values(people(range(10, 14)))
    assert chosen[-1] == people([12])[0]
    table.set_values([])
    assert chosen[-1] is None


def test_keys_and_mouse(qtbot: QtBot, qapp: QApplication) -> None:
    table = shown(qtbot, Table("Members", columns()))
    table.set_values(people(range(50)))
    opened, asked, menus = [], [], []
    table.opened.connect(opened.append)
    table.sorted.connect(lambda word, down: asked.append((word, down)))
    table.menu_asked.connect(lambda value, _at: menus.append(value))
    table.activateWindow()
    assert QTest.qWaitForWindowActive(table)
    table.clearFocus()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.currentIndex().row() == 0
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == people([1])
    QTest.keyClick(table, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)  # can't be sorted by
    QTest.mouseClick(table.horizontalHeader().viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert asked == [("place", False), ("place", True), ("name", False)]
    spot = table.visualRect(table.rows.index(3, 0)).center()
    qapp.sendEvent(table.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, spot))
    assert menus == people([3])
    table.selectAll()
    assert list(table.selected_ids()) == list(range(50))


def test_narrow_tables_leave_columns_out(qtbot: QtBot, qapp: QApplication) -> None:
    table = shown(qtbot, Table("Members", columns()))
    table.set_values(people(range(5)))
    assert not table.isColumnHidden(3)
    table.resize(600, 400)
    qapp.processEvents()
    assert table.isColumnHidden(3)
    assert table.horizontalScrollBar().maximum() == 0
    shown_widths = [table.columnWidth(n) for n in range(5) if not table.isColumnHidden(n)]
    assert sum(shown_widths) == table.viewport().width()


@pytest.mark.parametrize("count", [600_000])
def test_six_hundred_thousand_rows(qtbot: QtBot, qapp: QApplication, tasks: Tasks, count: int) -> None:
    table = shown(qtbot, Table("Members", columns(), fetch=people, tasks=tasks))
    every = ids(count)
    table.show_ids(lambda: every[:200], lambda: every)
    settle(qapp, tasks)
    table.verticalScrollBar().setValue(count // 2)
    settle(qapp, tasks)
    assert table.rows.value(count // 2) is not None
    assert len(table.rows._pages) < 6
