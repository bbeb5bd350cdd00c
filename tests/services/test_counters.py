"""Honest counters against the people of a small district, and a draw that says nothing of anybody."""

from datetime import timedelta

import pytest

from organizer_app.domain.clock import today
from organizer_app.domain.counters import BURST, SEQUENTIAL, SHARED
from organizer_app.domain.errors import RuleBroken
from organizer_app.models import Camp
from organizer_app.services import attendance, consents, counters, members
from organizer_app.services.members import New
from tests.services.world import DISTRICT, KANKE, OTHER_DISTRICT, World

SINCE = today() - timedelta(3)


def steps(world: World, area: bytes = DISTRICT) -> tuple[int, ...]:
    found = world.read(counters.honest, area=area, since=SINCE, day=today())
    return tuple(found.steps)


def flags(world: World) -> dict[str, int]:
    return {flag: len(who) for flag, who in world.read(counters.flagged, area=DISTRICT, since=SINCE).items()}


def agree(world: World, people: list[bytes], channel: str = "call") -> None:
    for who in people:
        world.do(consents.record, member=who, purpose="organisation", channel=channel, state="given", how="asked")


def test_each_step_is_among_those_of_the_step_before(world: World) -> None:
    assert steps(world) == (30, 30, 0, 0, 0)
    world.do(members.edit, id=world.people[0], changes={"phones": ""})
    world.do(members.edit, id=world.people[1], changes={"status": "lead"})
    agree(world, world.people[:6])
    agree(world, world.people[6:7], "whatsapp")
    camp = world.frozen(days=(today(),), people=30)
    world.do(attendance.mark, session_id=world.session(camp), serials=list(range(1, 31)), as_="present")
    assert steps(world) == (29, 28, 5, 5, 5), "neither the lead nor who has no number"
    with world.store.transaction("camps.edit") as session:
        session.get_one(Camp, camp).kind = "meeting"
    assert steps(world) == (29, 28, 5, 0, 0)
    assert steps(world, OTHER_DISTRICT) == (0, 0, 0, 0, 0)


def test_shared_phones_rows_of_numbers_and_bursts_are_flagged(world: World) -> None:
    assert flags(world) == {SHARED: 0, SEQUENTIAL: 30, BURST: 0}, "the world's phones stand one after the other"
    for number in range(5):
        world.do(members.add, new=New(name=f"Same phone {number}", area=KANKE, phones="9000000001"))
    assert flags(world)[SHARED] == 5
    for number in range(26):
        world.do(members.add, new=New(name=f"At once {number}", area=KANKE))
    assert flags(world)[BURST] == 31
    assert all(not who for who in world.read(counters.flagged, area=DISTRICT, since=today() + timedelta(1)).values())


def test_the_draw_is_of_those_who_agreed_and_can_be_done_again(world: World) -> None:
    with pytest.raises(RuleBroken, match="Nobody here agreed"):
        world.read(counters.sample, area=DISTRICT, since=SINCE, number=5, seed=1)
    agree(world, world.people[:12])
    drawn = world.read(counters.sample, area=DISTRICT, since=SINCE, number=5, seed=1)
    assert drawn == world.read(counters.sample, area=DISTRICT, since=SINCE, number=5, seed=1)
    assert len(set(drawn)) == 5
    others = {tuple(world.read(counters.sample, area=DISTRICT, since=SINCE, number=5, seed=n)) for n in range(8)}
    assert len(others) > 4
    assert len(world.read(counters.sample, area=DISTRICT, since=SINCE, number=50, seed=1)) == 12
    with pytest.raises(RuleBroken, match="1 or more"):
        world.read(counters.sample, area=DISTRICT, since=SINCE, number=0, seed=1)


def test_half_of_the_draw_is_of_those_whom_nothing_flags(world: World) -> None:
    for number in range(10):
        world.do(members.add, new=New(name=f"Plain {number}", area=KANKE, phones=f"90000{number * 37:05}"))
    with world.store.reading() as session:
        everybody = list(session.scalars(counters.select(counters.Member.id)))
        marked = set().union(*counters.flagged(session, area=DISTRICT, since=SINCE).values())
    agree(world, everybody)
    drawn = world.read(counters.sample, area=DISTRICT, since=SINCE, number=10, seed=3)
    assert sum(n in marked for n in drawn) == 5
