"""Numbers of drives against independent counts of the same records."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from organizer_app.domain.boards import What
from organizer_app.domain.clock import today
from organizer_app.domain.ids import natural_id
from organizer_app.jobs import tallies as job
from organizer_app.models import Area, Camp, Group, GroupCount
from organizer_app.services import attendance, boards, drives, members, posts, tallies, targets
from organizer_app.services.members import New
from tests.services.world import ASSEMBLY, DISTRICT, KANKE, NAMKUM, OTHER_DISTRICT, STATE, YOUTH, World

MEMBERS = What("members")
LIVES = """(SELECT count(*) FROM members m WHERE m.archived_at IS NULL AND m.merged_into IS NULL
    AND m.status IN ({status})
    AND m.area_id IN (SELECT below FROM area_paths WHERE above = :area AND tree = 'place'))"""


@pytest.fixture
def drive(world: World) -> bytes:
    day = today()
    made: bytes = world.do(
        drives.begin, area=STATE, title_hi="", title_en="Drive", first=day - timedelta(3), last=day + timedelta(6)
    )
    return made


def hold(world: World, camp: bytes) -> None:
    with world.store.transaction("camps.edit") as session:
        session.get_one(Camp, camp).status = "held"


def now(world: World, drive: bytes, area: bytes) -> dict[str, int]:
    job.refresh(world.store)
    board = world.read(boards.board, drive=drive, area=area, day=today())
    return {s.name: s.now for s in board.standings}


def counted(world: World, sql: str, area: bytes) -> int:
    with world.store.reading() as session:
        return int(session.scalar(text(f"SELECT {sql}"), {"area": area}))


def test_members_and_volunteers_equal_an_independent_count_everywhere(world: World, drive: bytes) -> None:
    world.do(members.edit, id=world.people[0], changes={"status": "volunteer"})
    world.do(members.edit, id=world.people[1], changes={"status": "lead"})
    world.do(members.edit, id=world.people[2], changes={"status": "left"})
    with world.store.reading() as session:
        levels = ("state", "district", "block", "booth")
        places = [area.id for area in session.query(Area).filter(Area.level.in_(levels))]
    for area in places:
        found = now(world, drive, area)
        assert found["Members"] == counted(world, LIVES.format(status="'member', 'volunteer'"), area)
        assert found["Volunteers"] == counted(world, LIVES.format(status="'volunteer'"), area)
    assert now(world, drive, STATE)["Members"] == 28


def test_who_votes_nowhere_known_is_unknown_and_in_no_seat(world: World, drive: bytes) -> None:
    world.do(members.add, new=New(name="Nobody knows where", area=KANKE))
    world.do(members.add, new=New(name="Nor this", area=None))
    world.do(members.add, new=New(name="Votes there", area=None, seat=ASSEMBLY))
    assert now(world, drive, ASSEMBLY)["Members"] == 31
    board = world.read(boards.board, drive=drive, area=ASSEMBLY, day=today())
    assert board.unknown == 2
    assert world.read(boards.board, drive=drive, area=DISTRICT, day=today()).unknown == 2
    assert now(world, drive, STATE)["Members"] == 32, "once in the state, whichever tree knows them"


def test_a_bearer_with_two_offices_is_one(world: World, drive: bytes) -> None:
    one, two, out = world.people[:3]
    world.do(posts.appoint, member=one, title="president", area=KANKE)
    world.do(posts.appoint, member=one, title="treasurer", area=DISTRICT, wing=YOUTH)
    world.do(posts.appoint, member=two, title="secretary", area=DISTRICT)
    world.do(posts.appoint, member=out, title="secretary", area=DISTRICT, to_on=today() - timedelta(1))
    assert now(world, drive, DISTRICT)["Office bearers"] == 2
    assert now(world, drive, OTHER_DISTRICT)["Office bearers"] == 0
    world.do(targets.put, drive=drive, area=DISTRICT, what=What("bearers", post="secretary"), goal=3)
    world.do(targets.put, drive=drive, area=DISTRICT, what=What("bearers", YOUTH), goal=3)
    world.do(targets.put, drive=drive, area=DISTRICT, what=What("members", YOUTH), goal=30)
    found = now(world, drive, DISTRICT)
    assert found["Office bearers: Secretary"] == 1
    assert found["Office bearers: Youth front"] == 1
    assert found["Members: Youth front"] == counted(
        world, f"(SELECT count(*) FROM member_wings WHERE wing_id = '{YOUTH.hex()}')", DISTRICT
    )


def test_trained_and_camps_are_of_the_drive(world: World, drive: bytes) -> None:
    for day in (today(), today() - timedelta(10)):
        camp = world.frozen(days=(day,), sessions=2)
        for number in (1, 2):
            world.do(attendance.mark, session_id=world.session(camp, number), serials=[1, 2, 3], as_="present")
        hold(world, camp)
    meeting = world.frozen(days=(today(),), kind="meeting", title="Meeting")
    world.do(attendance.mark, session_id=world.session(meeting), serials=[4, 5], as_="present")
    found = now(world, drive, DISTRICT)
    assert found["People trained"] == 3
    assert found["Camps held"] == 1


def test_groups_said_and_listed_are_the_same_groups(world: World, drive: bytes) -> None:
    one, two, three = world.people[:3]

    def keep(session, said, listed):  # type: ignore[no-untyped-def]  # three lines of a test
        for member, number in said.items():
            identity = natural_id("groups kept", member, "whatsapp")
            session.add(GroupCount(id=identity, member_id=member, platform="whatsapp", number=number, as_of=today()))
        for member, number in listed.items():
            session.add_all(Group(member_id=member, platform="whatsapp") for _ in range(number))

    with world.store.transaction("groups.add") as session:
        keep(session, {one: 10, two: 4}, {})
    found = now(world, drive, DISTRICT)
    assert (found["Groups kept"], found["People with ten groups"]) == (14, 1)
    with world.store.transaction("groups.add") as session:
        keep(session, {}, {two: 6, three: 12})
    found = now(world, drive, DISTRICT)
    assert (found["Groups kept"], found["People with ten groups"]) == (28, 2)


def test_nothing_is_counted_twice_while_nothing_changes(world: World, drive: bytes) -> None:
    assert job.refresh(world.store)
    assert not job.refresh(world.store)
    world.do(members.edit, id=world.people[0], changes={"status": "left"})
    assert job.refresh(world.store)
    assert now(world, drive, STATE)["Members"] == 29
    with world.store.reading() as session:
        assert tallies.NOW in {row[0] for row in session.execute(text("SELECT DISTINCT day FROM tallies"))}


def test_days_add_up_and_the_goal_is_paced_from_what_was_there(world: World, drive: bytes) -> None:
    world.do(targets.put, drive=drive, area=DISTRICT, what=MEMBERS, goal=130)
    job.refresh(world.store)
    (standing,) = [
        s for s in world.read(boards.board, drive=drive, area=DISTRICT, day=today()).standings if s.what == MEMBERS
    ]
    assert standing.pace is not None
    assert [point.total for point in standing.pace.done] == [0, 0, 0, 30], "the world was made today"
    assert standing.due == 130 * 4 // 10
    assert standing.ahead == 30 - 52
    assert standing.needed == -(-100 // 6)
    lower = world.read(boards.below, drive=drive, area=DISTRICT, what=MEMBERS, day=today())
    assert {one.name: one.now for one in lower} == {
        "Kanke": counted(world, LIVES.format(status="'member'"), KANKE),
        "Namkum": counted(world, LIVES.format(status="'member'"), NAMKUM),
    }


def test_a_drive_that_is_over_counts_what_came_till_its_end(world: World) -> None:
    day = today()
    over = world.do(
        drives.begin, area=STATE, title_hi="", title_en="Over", first=day - timedelta(9), last=day - timedelta(1)
    )
    assert now(world, over, DISTRICT)["Members"] == 0
