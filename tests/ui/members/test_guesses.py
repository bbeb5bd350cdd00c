"""The guessed names of a selection are confirmed from the list."""

from PySide6.QtCore import Qt

from tests.ui.members.conftest import Desk
from ui.members.guesses import confirm


def test_the_selected_guesses_are_confirmed_and_taken_back(desk: Desk) -> None:
    desk.page.roster.focus_table()
    desk.choose(desk.rows()[0])
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    numbers = list(desk.page.roster.table.selected_ids())
    before = [(row.name_other, row.other_guessed) for row in desk.rows() if row.n in numbers]
    confirm(desk.page)
    desk.rest()
    chosen = [row for row in desk.rows() if row.n in numbers]
    assert all(row.name_other and not row.other_guessed for row in chosen)
    assert desk.page.undo()
    desk.rest()
    assert [(row.name_other, row.other_guessed) for row in desk.rows() if row.n in numbers] == before
