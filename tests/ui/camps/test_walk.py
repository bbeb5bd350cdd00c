"""Every tab of a camp, full and empty: no clipped word, all controls named and reached, nothing too wide.

The forms of a camp are walked with every other place, in tests/ui/test_tour.py.
"""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication

from organizer_app.domain.words import LANGUAGES
from organizer_app.services import attendance, camps, expenses, invitations, sheets
from tests.ui.camps.conftest import TOMORROW, Seen
from tests.ui.walk import every_look, problems
from ui.start import SIZES

CAMP_TABS = ("sessions", "invitees", "papers", "attendance", "day", "expenses")


@pytest.fixture
def camp(seen: Seen) -> bytes:
    """A camp of four sessions with people, marks, a page back and an expense."""
    made = seen.camp(days=2, invited=40, frozen=True, title="Volunteers' training camp of Kanke and Bundu")
    seen.write(partial(expenses.add, camp=made, kind="food", what="Lunch", amount=1_350_000, day=TOMORROW))
    sheet = seen.read(partial(sheets.latest, camp=made))[0]
    for session in sheet.sessions:
        marks = partial(attendance.mark, serials=range(1, 30), as_="present")
        seen.write(partial(marks, session_id=bytes.fromhex(session)))
    seen.write(partial(sheets.record_return, sheet=sheet.id, page=1, day=TOMORROW.isoformat()))
    return made


def test_all_camps_in_every_look(seen: Seen, qapp: QApplication, camp: bytes) -> None:
    found = [f"{look}: {one}" for look in every_look(seen.window, qapp, "camps") for one in problems(seen.page)]
    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_part_at_both_sizes(seen: Seen, camp: bytes, code: str) -> None:
    empty = seen.camp(days=0, title="Empty")
    seen.window.use_language(code)
    seen.settle()
    for size in SIZES:
        seen.window.resize(*size)
        assert list(_walked(seen, camp, empty)) == [], size


def _walked(seen: Seen, camp: bytes, empty: bytes) -> Iterator[str]:
    for view in ("week", "calendar"):
        seen.page.overview.show_view(view)
        yield from (f"{view}: {one}" for one in problems(seen.page))
    for which, tab in [(which, tab) for which in (camp, empty) for tab in CAMP_TABS]:
        seen.open(which, tab)
        yield from (f"{tab}: {one}" for one in problems(seen.page))


def test_four_sessions_fit_beside_the_pane_on_a_small_screen(seen: Seen) -> None:
    planned = [
        camps.NewSession(TOMORROW, f"{hour}:00", "", "Groups by block: targets and plan") for hour in range(10, 14)
    ]
    add = partial(camps.add, title="Long day", area=seen.district.home, from_on=TOMORROW, to_on=TOMORROW)
    camp = seen.write(partial(add, sessions=planned))
    seen.write(partial(invitations.invite, camp=camp, wanted=30))
    seen.write(partial(sheets.freeze, camp=camp))
    seen.window.resize(*SIZES[1])
    for code in LANGUAGES:
        seen.window.use_language(code)
        seen.settle()
        tab = seen.open(camp, "day")
        tab.close_day()
        seen.settle()
        assert tab._area.widget().minimumSizeHint().width() <= tab._area.viewport().width(), code


def test_every_key_of_the_page_is_listed_once(seen: Seen, camp: bytes) -> None:
    for tab in CAMP_TABS:
        seen.open(camp, tab)
        keys = [key for key, _words in seen.page.keys()]  # noqa: SIM118  # a page's keys are no dict's
        assert len(keys) == len(set(keys)), tab
