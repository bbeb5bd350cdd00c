"""The attendance tab: how each session is marked, and the way to where it is marked."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from organizer_app.services import attendance, camps
from tests.ui.camps.conftest import Other, Seen
from ui.camps.attendance_tab import AttendanceTab


def test_each_session_says_who_came_and_opens_where_it_is_marked(seen: Seen) -> None:
    camp = seen.camp(invited=20, frozen=True)
    first, second = (one.id for one in seen.read(partial(camps.sessions, camp=camp)))
    seen.write(partial(attendance.mark, session_id=first, serials=range(1, 18), as_="present"))
    seen.write(partial(attendance.mark_rest, session_id=first, as_="absent"))
    tab = seen.open(camp, "attendance")
    assert isinstance(tab, AttendanceTab)
    found = [(line.counts.came, line.counts.absent, line.counts.unmarked) for line in tab.table._values]
    assert found == [(17, 3, 0), (0, 0, 20)]
    tab.table.select_row(1)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    seen.settle()
    page = seen.window.page("attendance")
    assert isinstance(page, Other)
    assert page.place == (camp, second)


def test_without_numbers_it_says_what_comes_first(seen: Seen) -> None:
    tab = seen.open(seen.camp(invited=5), "attendance")
    assert tab._stack.currentIndex() == 1
    tab._on_papers()
    seen.settle()
    assert seen.page.detail._choice.chosen() == "papers"
