"""Goals by place: whose counts, what can be asked for, sharing out without losing one."""

from datetime import date
from pathlib import Path

import pytest

from organizer_app.db import facts
from organizer_app.domain import drives as templates
from organizer_app.domain.boards import What
from organizer_app.domain.errors import RuleBroken
from organizer_app.models import Area, Target
from organizer_app.services import boards, drives, targets
from tests.services.world import DISTRICT, KANKE, KHUNTI, NAMKUM, OTHER_DISTRICT, STATE, YOUTH, World

TEMPLATE = templates.read(Path("resources/drives/membership.toml").read_text(encoding="utf-8"), "membership.toml")
FIRST, LAST = date(2027, 2, 12), date(2027, 3, 12)
MEMBERS, VOLUNTEERS = What("members"), What("volunteers")
LOK_SABHA = "lok_sabha"


@pytest.fixture
def drive(world: World) -> bytes:
    made: bytes = world.do(drives.begin_from, template=TEMPLATE, area=STATE, year=2027)
    return made


def goals(world: World, drive: bytes, area: bytes) -> dict[What, int]:
    return {what: t.goal for what, t in world.read(targets.of_area, drive=drive, area=area).items()}


def put(world: World, drive: bytes, area: bytes, goal: int, what: What = MEMBERS) -> None:
    world.do(targets.put, drive=drive, area=area, what=what, goal=goal)


def join(world: World, writes: list[str], reads: list[str]) -> None:
    """What HQ says when it takes the laptop in."""
    with world.store.exchanging() as (raw, _):
        for fact, value in (("device", "d1"), ("buckets", writes + reads), ("buckets_ro", reads)):
            text = value if isinstance(value, str) else str(value).replace("'", '"')
            facts.put(raw, fact, text)


def test_a_template_sets_the_goals_of_the_state_and_of_each_seat(world: World, drive: bytes) -> None:
    totals = world.do(targets.from_template, drive=drive, template=TEMPLATE)
    assert totals == {"members": 500_000, "volunteers": 1_000, "bearers": 100, "groups": 5_000_000}
    (seat,) = world.read(targets.lower, area=STATE, level=LOK_SABHA)
    assert goals(world, drive, seat.id) == {VOLUNTEERS: 1_000, What("bearers"): 100}
    one = world.read(drives.get, id=drive)
    assert (one.first, one.last, one.measures) == (FIRST, LAST, ("members", "volunteers", "bearers", "groups"))


def test_what_hq_asks_counts_more_than_a_districts_own(world: World, drive: bytes) -> None:
    put(world, drive, DISTRICT, 900)
    join(world, ["D339", "D339:up"], ["state:20", "hq"])
    with pytest.raises(RuleBroken, match="HQ or the state"):
        put(world, drive, DISTRICT, 500)
    with pytest.raises(RuleBroken, match="HQ or the state"):
        world.do(targets.take_back, drive=drive, area=DISTRICT, what=MEMBERS)
    put(world, drive, KANKE, 300)
    assert goals(world, drive, KANKE) == {MEMBERS: 300}
    with world.store.reading() as session:
        assert {t.bucket for t in session.query(Target)} == {"state:20", "D339"}
    with pytest.raises(RuleBroken, match="another district"):
        put(world, drive, KHUNTI, 300)
    with pytest.raises(RuleBroken, match="set by HQ or the state"):
        world.do(drives.end, id=drive)
    join(world, ["state:20"], [])
    put(world, drive, KANKE, 350)
    assert goals(world, drive, KANKE) == {MEMBERS: 350}, "the state's later word counts"


@pytest.mark.parametrize(
    ("area", "what", "goal", "said"),
    [
        (DISTRICT, What("trained"), 5, "not counted in the drive"),
        (DISTRICT, What("groups", YOUTH), 5, "not counted by wing"),
        (DISTRICT, What("members", post="president"), 5, "not counted by office"),
        (DISTRICT, MEMBERS, -1, "whole number"),
        (DISTRICT, What("members", first=date(2027, 2, 1)), 5, "not within the drive"),
        (DISTRICT, What("members", first=date(2027, 3, 1), last=date(2027, 2, 20)), 5, "not within the drive"),
    ],
)
def test_what_can_not_be_asked_is_said(
    world: World, drive: bytes, area: bytes, what: What, goal: int, said: str
) -> None:
    with pytest.raises(RuleBroken, match=said):
        put(world, drive, area, goal, what)
    assert goals(world, drive, area) == {}


def test_a_place_outside_of_the_drive_has_no_goal(world: World) -> None:
    own = world.do(drives.begin, area=DISTRICT, title_hi="", title_en="Own", first=FIRST, last=LAST)
    with pytest.raises(RuleBroken, match="does not lie in"):
        put(world, own, KHUNTI, 5)
    put(world, own, KANKE, 5, What("members", YOUTH, first=FIRST, last=date(2027, 2, 19)))
    assert goals(world, own, KANKE) == {What("members", YOUTH, "", FIRST, date(2027, 2, 19)): 5}


def test_a_goal_is_shared_out_equally_or_by_population_and_the_rest_is_said(world: World, drive: bytes) -> None:
    with pytest.raises(RuleBroken, match="No goal is set"):
        world.read(targets.shares, drive=drive, area=STATE, what=MEMBERS, how="equal")
    put(world, drive, STATE, 1_001)
    with pytest.raises(RuleBroken, match="population of Khunti, Ranchi is not known"):
        world.read(targets.shares, drive=drive, area=STATE, what=MEMBERS, how="population")
    equal = world.read(targets.shares, drive=drive, area=STATE, what=MEMBERS, how="equal")
    assert {s.name: s.goal for s in equal} == {"Khunti": 501, "Ranchi": 500}
    with world.store.applying() as session:
        session.get(Area, DISTRICT).population = 3_000_000
        session.get(Area, OTHER_DISTRICT).population = 500_000
    shares = world.read(targets.shares, drive=drive, area=STATE, what=MEMBERS, how="population")
    assert {s.name: s.goal for s in shares} == {"Khunti": 143, "Ranchi": 858}
    assert world.read(targets.left_over, drive=drive, area=STATE, what=MEMBERS) is None
    by_hand = {shares[0].area: 143, shares[1].area: 900}
    world.do(targets.share_out, drive=drive, what=MEMBERS, goals=by_hand, how="hand")
    assert world.read(targets.left_over, drive=drive, area=STATE, what=MEMBERS) == -42
    world.undo()
    assert goals(world, drive, DISTRICT) == {}


def test_one_wrong_number_sets_none(world: World, drive: bytes) -> None:
    with pytest.raises(RuleBroken, match="whole number"):
        world.do(targets.share_out, drive=drive, what=MEMBERS, goals={KANKE: 5, NAMKUM: -1}, how="hand")
    assert goals(world, drive, KANKE) == {}


def test_a_goal_is_taken_back_and_set_again(world: World, drive: bytes) -> None:
    put(world, drive, KANKE, 300)
    world.do(targets.take_back, drive=drive, area=KANKE, what=MEMBERS)
    world.do(targets.take_back, drive=drive, area=KANKE, what=MEMBERS)
    assert goals(world, drive, KANKE) == {}
    put(world, drive, KANKE, 0)
    assert goals(world, drive, KANKE) == {MEMBERS: 0}


def test_a_place_without_a_goal_says_so_and_gives_no_pace(world: World, drive: bytes) -> None:
    board = world.read(boards.board, drive=drive, area=KANKE, day=date(2027, 2, 20))
    assert [(s.what.measure, s.goal, s.pace, s.due, s.ahead) for s in board.standings][:1] == [
        ("members", None, None, None, None)
    ]
    assert board.counted_at is None
