"""The desk: the right camp and session on a day, one act for what was typed, undo of this session's acts only."""

import pytest

from organizer_app.domain.attendance import ABSENT, PRESENT
from organizer_app.domain.errors import RuleBroken
from organizer_app.services import attendance, attendance_desk, camps, day_closes
from organizer_app.services.attendance_desk import Desk, Done
from tests.services.world import DAY, NEXT_DAY, World


def desk(world: World, **asked: object) -> Desk:
    found = world.read(attendance_desk.desk, **({"camp": None, "session_id": None, "day": DAY} | asked))
    assert isinstance(found, Desk)
    return found


def test_without_a_camp_the_desk_is_empty(world: World) -> None:
    assert desk(world) == Desk(())


def test_the_camp_of_the_day_or_the_next_or_the_last(world: World) -> None:
    first, second = world.camp(title="one"), world.camp(title="two", days=(NEXT_DAY,))
    for day, wanted in ((DAY, first), (NEXT_DAY, second), (NEXT_DAY.replace(day=20), second)):
        camp = desk(world, day=day).camp
        assert camp is not None
        assert camp.id == wanted


def test_the_first_session_of_the_day(world: World) -> None:
    camp = world.camp(days=(DAY, NEXT_DAY), sessions=2)
    of_day = desk(world, day=NEXT_DAY).session
    assert of_day is not None
    assert of_day.id == world.session(camp, 3)
    asked = desk(world, camp=camp, session_id=world.session(camp, 2)).session
    assert asked is not None
    assert asked.id == world.session(camp, 2)


def test_a_cancelled_camp_is_left_out_unless_it_was_asked_for(world: World) -> None:
    camp = world.camp()
    world.do(camps.cancel, camp=camp)
    assert desk(world).camp is None
    assert desk(world, camp=camp).camp is not None


def test_what_was_typed_is_one_act(world: World) -> None:
    camp = world.frozen()
    at = world.session(camp)
    world.do(attendance_desk.enter, session_id=at, marks=[5, 6], as_=PRESENT)
    done = world.do(attendance_desk.enter, session_id=at, marks=[1, 2], unmarks=[5], as_=PRESENT)
    assert done == Done(world.last_tx(), (1, 2), (5,))
    assert world.marks(camp) == {1: PRESENT, 2: PRESENT, 6: PRESENT}
    assert world.do(attendance_desk.enter, session_id=at, marks=[1], as_=PRESENT) == Done(None)
    assert world.do(attendance_desk.undo, session_id=at)
    assert world.marks(camp) == {5: PRESENT, 6: PRESENT}


def test_a_number_of_nobody_marks_nothing(world: World) -> None:
    camp = world.frozen()
    with pytest.raises(RuleBroken, match="99"):
        world.do(attendance_desk.enter, session_id=world.session(camp), marks=[1, 99], as_=PRESENT)
    assert world.marks(camp) == {}


def test_undo_is_of_this_session_and_this_operator(world: World) -> None:
    camp = world.frozen()
    first, second = world.session(camp), world.session(camp, 2)
    world.do(attendance_desk.enter, session_id=first, marks=[1], as_=PRESENT)
    world.do(attendance_desk.enter, session_id=second, marks=[2], as_=PRESENT)
    assert world.do(attendance_desk.undo, session_id=first)
    assert (world.marks(camp), world.marks(camp, 2)) == ({}, {2: PRESENT})
    assert not world.do(attendance_desk.undo, session_id=first)
    world.reopen("Birsa")
    assert not world.do(attendance_desk.undo, session_id=second)


def test_everyone_else_is_one_act_too(world: World) -> None:
    camp = world.frozen()
    at = world.session(camp)
    world.do(attendance_desk.enter, session_id=at, marks=[1, 2], as_=PRESENT)
    done = world.do(attendance_desk.enter_rest, session_id=at, as_=ABSENT)
    assert done.marked == tuple(range(3, 11))
    world.do(attendance_desk.undo, session_id=at, tx=done.tx)
    assert world.marks(camp) == {1: PRESENT, 2: PRESENT}


def test_a_closed_day_refuses_undo_too(world: World) -> None:
    camp = world.frozen()
    at = world.session(camp)
    world.do(attendance_desk.enter, session_id=at, marks=[1], as_=PRESENT)
    world.do(day_closes.close, camp=camp, day=DAY, despite="test")
    assert desk(world).closed
    for refused in (attendance_desk.undo, attendance_desk.enter_rest):
        given = {} if refused is attendance_desk.undo else {"as_": ABSENT}
        with pytest.raises(RuleBroken, match="closed"):
            world.do(refused, session_id=at, **given)
    assert world.marks(camp) == {1: PRESENT}


def test_the_roster_is_searched_by_name_and_phone(world: World) -> None:
    assert [m.name for m in world.read(attendance_desk.on_roster, text="Mohan Oraon", limit=1)] == ["Mohan Oraon"]
    assert [m.name for m in world.read(attendance_desk.on_roster, text="9812345003", limit=3)] == ["गीता कुमारी"]


def test_recent_shows_what_the_desk_entered(world: World) -> None:
    camp = world.frozen()
    world.do(attendance_desk.enter, session_id=world.session(camp), marks=[3, 4, 5], as_=PRESENT)
    assert desk(world).recent == world.read(attendance.recent, session_id=world.session(camp))
    assert desk(world).recent[0].marks == ((PRESENT, "3-5"),)
