"""Substitutes: both stay on record, one row each, the absent one is not expected any more."""

import pytest

from organizer_app.domain.attendance import Line
from organizer_app.domain.errors import RuleBroken
from organizer_app.services import attendance, attendance_desk, day_closes, invitations, substitutes
from tests.services.world import DAY, World


def lines(world: World, camp: bytes) -> dict[int, Line]:
    return {line.serial: line for line in world.read(attendance.lines, camp=camp)}


def test_somebody_new_comes_on_the_next_spare_row(world: World) -> None:
    camp = world.frozen()
    at = world.session(camp)
    done = world.do(
        substitutes.add, camp=camp, instead_of=3, session_ids=[at], name="Zubeida Khatun", phone="9812399999"
    )
    assert done.serial == 11
    of = lines(world, camp)
    assert (of[11].name, of[11].walk_in, of[11].expected) == ("Zubeida Khatun", False, True)
    assert (of[3].state, of[3].expected) == ("substituted", False)
    assert world.marks(camp) == {11: "present"}
    report = world.read(day_closes.report, camp=camp, day=DAY)
    assert (report.came, report.walk_ins) == (1, 0)


def test_somebody_of_the_roster_comes(world: World) -> None:
    camp = world.frozen()
    who = next(m for m in world.people if m not in {line.member_id for line in lines(world, camp).values()})
    at = world.session(camp)
    done = world.do(substitutes.add, camp=camp, instead_of=3, session_ids=[at], member=who, serial=14)
    assert (done.serial, done.known) == (14, True)
    assert lines(world, camp)[14].member_id == who


def test_somebody_who_declined_keeps_the_number_of_the_list(world: World) -> None:
    camp = world.frozen()
    of = lines(world, camp)
    world.do(invitations.answer, camp=camp, members=[of[5].member_id], state="declined")
    at = world.session(camp)
    done = world.do(substitutes.add, camp=camp, instead_of=3, session_ids=[at], member=of[5].member_id)
    assert done.serial == 5
    assert world.marks(camp) == {5: "present"}


@pytest.mark.parametrize("serial", [2, 0])
def test_a_row_of_somebody_else_is_refused(world: World, serial: int) -> None:
    camp = world.frozen()
    before = lines(world, camp)
    with pytest.raises(RuleBroken, match=f"Number {serial}"):
        world.do(substitutes.add, camp=camp, instead_of=3, session_ids=[], name="Zubeida Khatun", serial=serial)
    assert lines(world, camp) == before


def test_who_came_is_not_stood_in_for(world: World) -> None:
    camp = world.frozen()
    at = world.session(camp)
    world.do(attendance_desk.enter, session_id=at, marks=[3], as_="late")
    with pytest.raises(RuleBroken, match="3 is marked as come"):
        world.do(substitutes.add, camp=camp, instead_of=3, session_ids=[at], name="Zubeida Khatun")


def test_who_is_expected_anyway_is_no_substitute(world: World) -> None:
    camp = world.frozen()
    of = lines(world, camp)
    with pytest.raises(RuleBroken, match="already"):
        world.do(substitutes.add, camp=camp, instead_of=3, session_ids=[], member=of[4].member_id)


def test_it_is_undone_as_one_act(world: World) -> None:
    camp = world.frozen()
    before = lines(world, camp)
    world.do(substitutes.add, camp=camp, instead_of=3, session_ids=[world.session(camp)], name="Zubeida Khatun")
    world.undo()
    assert lines(world, camp) == before
