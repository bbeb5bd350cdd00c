"""The roster of a whole state in the window: scrolled, sorted, filtered, typed into, changed together, taken back.

Everything is measured elsewhere (tests/bench/bench_table.py); here it only has to be right.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app.domain.members import MemberRow
from organizer_app.domain.words import N_, group_digits
from organizer_app.services import members_list
from tests.bench import district
from tests.ui.members.conftest import Desk, open_desk
from ui.members.page import MembersPage
from ui.shared.page import PageSpec
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.window import Window

PEOPLE = int(os.environ.get("STATE_PEOPLE", "600000"))  # make prove has time for fewer


@pytest.fixture
def desk_of_a_state(qtbot: QtBot, qapp: QApplication, tmp_path: Path, tasks: Tasks) -> Iterator[Desk]:
    store, home = district.make(tmp_path / "data")
    district.read(store, district.roster(tmp_path, PEOPLE), home)
    records = Records(store, tasks)
    window = Window([PageSpec("members", "users", N_("Members"), lambda shell: MembersPage(shell, records))], tasks)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made = open_desk(window, records, home, qapp)
    made.rest()
    yield made
    made.rest()
    tasks.close()
    store.close()


def _at(desk: Desk, row: int) -> MemberRow:
    """Who stands in a row once it was scrolled to."""
    table = desk.page.roster.table
    table.scrollTo(table.rows.index(row, 0))
    desk.rest()
    value = table.rows.value(row)
    desk.rest()
    found = value or table.rows.value(row)
    assert isinstance(found, MemberRow)
    return found


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_state_is_scrolled_sorted_filtered_typed_into_and_taken_back(desk_of_a_state: Desk) -> None:
    desk = desk_of_a_state
    table, roster = desk.page.roster.table, desk.page.roster
    with desk.records.store.reading() as session:
        everybody = members_list.ids(session)
        wanted = {
            sort: members_list.ids(session, sort=sort, descending=True) for sort in ("area", "phone", "birth_year")
        }
    count = len(everybody)
    assert count > 0.9 * PEOPLE
    assert table.rows.ids() == everybody
    assert roster._total.text() == f"{group_digits(count)} people"

    for row in (0, count // 2, count - 1, count // 3):  # the scrollbar is exact
        assert _at(desk, row).n == everybody[row]
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    desk.rest()
    assert table.rowAt(table.viewport().height() - 2) == count - 1

    roster.columns.use(["name", "phone", "area", "birth_year", "status"])
    desk.rest()
    for sort, order in wanted.items():
        table.sorted.emit(sort, True)
        desk.rest()
        assert table.rows.ids() == order, sort
        assert _at(desk, count // 3).n == order[count // 3]
    table.sorted.emit("name", False)
    desk.rest()

    person = _at(desk, count // 2)
    place = [c.key for c in table.columns()].index("area")
    table.setFocus()
    flags = QItemSelectionModel.SelectionFlag
    table.selectionModel().setCurrentIndex(table.rows.index(count // 2, place), flags.ClearAndSelect | flags.Rows)
    desk.rest()
    QTest.keyClick(table, Qt.Key.Key_F2)
    table.editor._line.setText("Sarjamdih Nowhere")
    QTest.keyClick(table.editor._line, Qt.Key.Key_Return)
    desk.rest()
    assert desk.member(person.id).place == "Sarjamdih Nowhere"
    desk.window.undo()
    desk.rest()
    assert desk.member(person.id).place == person.place

    wing = desk.page.person.wings[0].id
    roster.filter({"wing": [wing]})
    desk.rest()
    with desk.records.store.reading() as session:
        inside = members_list.ids(session, chosen=members_list.Filter(wing=wing))
    assert table.rows.ids() == inside
    assert 0 < len(inside) < count

    table.selectAll()
    assert roster.selection._count.text() == f"{group_digits(len(inside))} people selected"
    next(b for b in roster.selection._buttons if b.text() == "Status").click()
    desk.rest()
    form = desk.page.person.form
    assert form is not None
    form.set_values({"status": "volunteer"})
    form.save()
    desk.rest()
    assert _volunteers(desk) == len(inside)
    desk.window.undo()
    desk.rest()
    assert _volunteers(desk) == 0
    roster.filter({})
    desk.rest()
    assert table.rows.ids() == everybody
    table.selectAll()
    assert len(table.selected_ids()) == count


def _volunteers(desk: Desk) -> int:
    with desk.records.store.reading() as session:
        return members_list.count(session, chosen=members_list.Filter(status="volunteer"))
