"""Columns of the roster: chosen, dragged, widened, remembered; cells typed into; chips with counts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from organizer_app.domain.members import MemberRow
from organizer_app.services import laptop_choices, members, members_list
from tests.ui.members.conftest import Desk
from ui.members.columns import USUAL, columns, keep, shown
from ui.members.roster_columns import RosterColumns
from ui.shared.table import Table


def _table(desk: Desk) -> Table:
    return desk.page.roster.table


def _keys(desk: Desk) -> list[str]:
    return desk.page.roster.columns.keys()


def _kept(desk: Desk) -> object:
    with desk.records.store.reading() as session:
        return laptop_choices.get(session, screen="roster")


def _column(desk: Desk, key: str) -> int:
    return _keys(desk).index(key)


def _type_into(desk: Desk, row: int, key: str, text: str) -> QLineEdit:
    table = _table(desk)
    table.setFocus()
    table.setCurrentIndex(table.rows.index(row, _column(desk, key)))
    desk.rest()
    QTest.keyClick(table, Qt.Key.Key_F2)
    assert table.editor.is_open()
    line = table.editor._line
    line.setText(text)
    return line


def test_columns_are_chosen_and_there_again_after_a_restart(desk: Desk) -> None:
    assert _keys(desk) == list(USUAL)
    desk.page.roster.columns.choose()
    menu = desk.page.roster.columns.menu
    assert not menu._actions["name"].isEnabled()
    menu._actions["guardian"].trigger()
    menu._actions["phone"].trigger()
    menu.close()
    desk.rest()
    assert _keys(desk) == ["name", "area", "office", "status", "guardian"]
    first = desk.rows()[0]
    assert _table(desk).rows.index(0, 4).data() == (first.guardian or "—")
    again = RosterColumns(_table(desk), columns({}), desk.records)
    again.read()
    desk.rest()
    assert again.keys() == ["name", "area", "office", "status", "guardian"]


def test_a_column_is_dragged_and_widened(desk: Desk) -> None:
    heading = _table(desk).horizontalHeader()
    heading.moveSection(4, 1)
    desk.rest()
    assert _keys(desk) == ["name", "status", "phone", "area", "office"]
    assert [heading.logicalIndex(place) for place in range(5)] == [0, 1, 2, 3, 4]
    heading.resizeSection(_column(desk, "area"), 222)
    desk.rest()
    assert dict(map(tuple, _kept(desk)))["area"] == 222  # type: ignore[call-overload]  # a list of pairs
    assert heading.sectionSize(_column(desk, "area")) == 222


@pytest.mark.parametrize("kept", [None, [], "x", [["gone", 5]], [["name", "wide"]], [["name"]]])
def test_what_cannot_be_used_gives_the_usual_columns(kept: object) -> None:
    assert [c.key for c in shown(columns({}), kept)] == list(USUAL)  # type: ignore[arg-type]  # from a file


def test_the_name_is_always_there_and_every_key_has_its_column() -> None:
    known = columns({})
    assert [c.key for c in shown(known, [["phone", 90]])] == ["name", "phone"]
    assert len({c.key for c in known}) == len(known)
    assert {c.sort for c in known} - {""} <= set(members_list.SORTS)
    assert shown(known, keep(known)) == known


def test_every_column_shows_somebody_of_whom_nothing_is_known() -> None:
    for column in columns({}):
        assert column.cell(MemberRow(1, b"1", "Asha")).text


def test_the_selection_stays_when_columns_change(desk: Desk) -> None:
    table = _table(desk)
    table.selectAll()
    count = table.selected_count()
    desk.page.roster.columns.use(["name", "card_no"])
    desk.rest()
    assert table.selected_count() == count == len(desk.rows())


def test_a_cell_is_typed_into_saved_and_taken_back(desk: Desk) -> None:
    row = desk.rows()[2]
    line = _type_into(desk, 2, "area", "Sarjamdih")
    QTest.keyClick(line, Qt.Key.Key_Return)
    desk.rest()
    assert not _table(desk).editor.is_open()
    assert desk.member(row.id).place == "Sarjamdih"
    desk.window.undo()
    desk.rest()
    assert desk.member(row.id).place == row.place


def test_a_refusal_stays_in_the_cell(desk: Desk) -> None:
    desk.page.roster.columns.use(["name", "birth_year"])
    desk.rest()
    row = desk.rows()[1]
    line = _type_into(desk, 1, "birth_year", "1700")
    QTest.keyClick(line, Qt.Key.Key_Return)
    desk.rest()
    editor = _table(desk).editor
    assert editor.is_open()
    assert editor._sentence.text() == "Birth year: 1700 can't be right."
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not editor.is_open()
    assert desk.member(row.id).birth_year == row.birth_year


def test_tab_goes_on_to_the_next_cell_that_can_be_typed_into(desk: Desk) -> None:
    row = desk.rows()[0]
    editor = _table(desk).editor
    line = _type_into(desk, 0, "name", "Aarti Devi")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    desk.rest()
    assert desk.member(row.id).name == "Aarti Devi"
    assert editor.is_open()
    assert editor._section == _column(desk, "phone")
    QTest.keyClick(editor._line, Qt.Key.Key_Tab)
    QTest.keyClick(editor._line, Qt.Key.Key_Tab)
    desk.rest()
    assert editor._section == _column(desk, "status"), "an office is not typed"
    assert editor._list.currentData() == row.status
    editor._list.setCurrentIndex(editor._list.findData("volunteer"))
    QTest.keyClick(editor._list, Qt.Key.Key_Return)
    desk.rest()
    assert desk.member(row.id).status == "volunteer"


def test_what_has_consequences_is_not_typed(desk: Desk) -> None:
    row = desk.rows()[0]
    with desk.records.store.transaction("members.edit") as session:
        members.edit(session, id=row.id, changes={"status": "left", "phones": "98123 45678, 98123 45679"})
    desk.rest()
    table = _table(desk)
    for key in ("status", "phone", "office"):
        assert not table.editor.can_open(table.rows.index(0, _column(desk, key))), key


def test_a_chip_counts_when_its_menu_opens(desk: Desk) -> None:
    bar = desk.page.roster.filters
    bar._menus["status"].aboutToShow.emit()
    desk.rest()
    told = {value: action.text() for value, action in bar._actions["status"]}
    assert told["member"] == f"Member\t{len(desk.rows())}"
    assert told["left"] == "Left\t0"
    bar._menus["source"].aboutToShow.emit()
    desk.rest()
    (source,) = {value for value, _action in bar._actions["source"]}
    bar._on_picked("source", source, True)
    desk.rest()
    assert desk.page.roster.table.rows.rowCount() == len([r for r in desk.rows() if r.source == source]) > 0


def test_a_count_of_an_older_question_is_dropped(desk: Desk) -> None:
    bar = desk.page.roster.filters
    bar._menus["status"].aboutToShow.emit()
    before = [action.text() for _value, action in bar._actions["status"]]
    desk.page.roster.filter({"trained": ["yes"]})
    desk.rest()
    assert [action.text() for _value, action in bar._actions["status"]] == before
