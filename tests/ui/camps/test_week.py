"""The week: sessions at their hours, side by side where they overlap; who and what is wanted twice; the keyboard."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from organizer_app.domain import roles
from organizer_app.domain.camps import Camp, Session
from organizer_app.domain.roles import May, why_not
from organizer_app.services import camps
from tests.ui.camps.conftest import TOMORROW, Seen
from ui.camps.plan_form import PlanForm
from ui.camps.week_blocks import Block, blocks, clashes, monday
from ui.shared.form import Form

DAY = date(2026, 12, 16)


def camp(name: str, *hours: str, venue: str = "", trainer: str = "", status: str = "planned") -> Camp:
    """A camp on one day; hours such as "10:00-12:00" or "10:00"."""
    names = (trainer,) if trainer else ()
    planned = tuple(
        Session(f"{name}{n}".encode(), DAY, *hour.partition("-")[::2], f"Part {n}", names)
        for n, hour in enumerate(hours, 1)
    )
    return Camp(name.encode(), "training", name, "block", b"a", "Kanke", venue, DAY, DAY, status, sessions=planned)


def test_a_week_holds_the_sessions_of_its_seven_days() -> None:
    whole = [camp("A", "10:00-12:00", "13:30"), camp("B")]
    found = blocks(whole, monday(DAY))
    assert [(b.title, b.starts, b.ends) for b in found] == [("B", 0, 0), ("A", 600, 720), ("A", 810, 870)]
    assert blocks(whole, monday(DAY) - timedelta(7)) == []


def test_a_hall_or_a_trainer_wanted_twice_is_said_once() -> None:
    one, other = camp("A", "10:00-12:00", venue="Town hall"), camp("B", "11:00-12:00", venue="town  hall")
    assert [b.clash for b in blocks([one, other], monday(DAY))] == [
        "Town hall is wanted for A and for B at the same time."
    ] * 2
    assert len(clashes(blocks([one, other], monday(DAY)))) == 1
    teaching = [camp("A", "10:00-12:00", trainer="Asha"), camp("B", "11:00-12:00", trainer="asha")]
    assert "Asha is to teach in A and in B" in clashes(blocks(teaching, monday(DAY)))[0]


def test_what_follows_what_is_elsewhere_and_what_is_cancelled_does_not_clash() -> None:
    hall = camp("A", "10:00-12:00", venue="Town hall")
    for other in (
        camp("B", "12:00-13:00", venue="Town hall"),
        camp("B", "10:00-12:00", venue="School"),
        camp("B", "10:00-12:00", venue="Town hall", status="cancelled"),
        camp("B", "10:00-12:00"),
    ):
        assert clashes(blocks([hall, other], monday(DAY))) == []


@given(st.lists(st.tuples(st.integers(0, 22), st.integers(1, 59)), max_size=9))
def test_no_two_blocks_lie_on_one_another(hours: list[tuple[int, int]]) -> None:
    many = [camp(str(n), f"{hour:02}:00-{hour + 1:02}:{more:02}") for n, (hour, more) in enumerate(hours)]
    found = blocks([*many, camp("none"), camp("none too")], monday(DAY))

    def over(a: Block, b: Block) -> bool:
        return (a.starts < b.ends and b.starts < a.ends) or a.ends == b.ends == 0

    for n, block in enumerate(found):
        assert 0 <= block.lane < block.lanes
        assert not any(over(block, b) and (b.lane == block.lane or b.lanes != block.lanes) for b in found[:n])


def test_the_keyboard_goes_through_the_week(seen: Seen) -> None:
    first = seen.camp(title="First")
    second = seen.camp(title="Second")
    seen.settle()
    overview = seen.page.overview
    overview.show_view("week")
    week = overview.week
    week.show_day(TOMORROW)
    assert overview._clashes.count() > 0, "one hall and one trainer for both is said"
    week.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(week, Qt.Key.Key_Left)
    assert week.of_day() == []
    QTest.keyClick(week, Qt.Key.Key_Right)
    assert [block.camp for block in week.of_day()] == [first, second] * 2
    for _step in range(2):
        QTest.keyClick(week, Qt.Key.Key_Down)
    assert "Second" in week.accessibleDescription()
    QTest.keyClick(week, Qt.Key.Key_Return)
    seen.settle()
    assert seen.page.detail.camp is not None
    assert seen.page.detail.camp.id == second
    seen.page.show_all()
    title = overview._title.text()
    QTest.keyClick(week, Qt.Key.Key_PageDown)
    assert overview._title.text() != title
    assert week.of_day() == []
    QTest.keyClick(week, Qt.Key.Key_Return)
    seen.settle()
    plan = next(f for f in seen.page.findChildren(Form) if isinstance(f, PlanForm) and f.isVisible())
    assert plan.fields["from_on"].value() == TOMORROW + timedelta(7)
    overview._to_today()
    assert week.day == TOMORROW - timedelta(1)


@pytest.fixture
def viewer() -> Iterator[None]:
    roles.use_role(roles.VIEWER)
    yield
    roles.use_role(roles.ORGANISER)


@pytest.mark.parametrize("view", ["week", "calendar"])
def test_who_may_not_plan_is_told_so_on_an_empty_day(seen: Seen, viewer: None, view: str) -> None:
    overview = seen.page.overview
    overview.show_view(view)
    grid = overview.week if view == "week" else overview.month
    grid.day_opened.emit(TOMORROW)
    seen.settle()
    assert not [f for f in seen.page.findChildren(Form) if isinstance(f, PlanForm) and f.isVisible()]
    assert seen.window.toast.text() == why_not(May.CHANGE)


def test_the_view_and_the_week_are_kept_over_a_language_switch(seen: Seen) -> None:
    add = partial(camps.add, title="Far", area=seen.district.home, from_on=TOMORROW, to_on=TOMORROW)
    seen.write(add, "camps.add")
    seen.page.open_place("week")
    seen.page.overview.week.show_day(TOMORROW + timedelta(7))
    seen.window.use_language("hi")
    seen.settle()
    assert seen.page.overview._views.chosen() == "week"
    assert seen.page.overview.week.day == TOMORROW + timedelta(7)
