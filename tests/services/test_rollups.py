"""What is counted, and what is not said because it would tell of people."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import JSON, insert, update

from organizer_app.domain.areas import area_id
from organizer_app.domain.rollups import COUNTED, Cell, Lists, news
from organizer_app.models import Base, Member, Rollup, SyncState, sent_columns
from organizer_app.models.base import Policy, policy
from organizer_app.services import attendance, day_closes, members, posts, rollup_counts, rollups
from tests.services.world import DAY, DISTRICT, KANKE, NAMKUM, NEXT_DAY, WOMEN, YOUTH, World

AFTER = NEXT_DAY + timedelta(days=5)
BOOTH = area_id("booth", "S27-063-0001")


def counted(world: World, day: date = DAY) -> dict[Cell, int]:
    counts, _lists = world.read(rollup_counts.count, bucket="D339", day=day)
    return dict(counts)


def of(area: bytes, counts: dict[Cell, int]) -> dict[str, int]:
    return {cell.measure: n for cell, n in counts.items() if cell.area == area and cell.wing is None}


def test_people_by_status_and_block(world: World) -> None:
    for number, status in enumerate(("volunteer", "volunteer", "inactive", "died", "expelled")):
        world.do(members.edit, id=world.people[number], changes={"status": status})
    counts = counted(world)
    district = of(DISTRICT, counts)
    assert (district["people"], district["status.member"], district["status.volunteer"]) == (27, 25, 2)
    assert district["status.inactive"] == 1
    assert not {"status.died", "status.expelled", "status.left"} & set(district)
    kanke, namkum = of(KANKE, counts), of(NAMKUM, counts)
    assert kanke["people"] + namkum["people"] == 27
    assert (district["booths"], district["booths_reached"]) == (4, 4)
    assert (district["blocks"], district["blocks_reached"]) == (2, 2)
    assert (kanke["booths"], kanke["booths_reached"]) == (2, 2)


def test_who_was_taken_out_or_merged_counts_no_more(world: World) -> None:
    before = of(DISTRICT, counted(world))["people"]
    world.do(members.archive, ids=world.people[:2])
    with world.store.transaction("test") as session:
        session.execute(update(Member).where(Member.id == world.people[3]).values(merged_into=world.people[4]))
    assert of(DISTRICT, counted(world))["people"] == before - 3


def test_wings_of_the_district_but_none_that_tells_of_a_community(world: World) -> None:
    wings = {cell.wing: n for cell, n in counted(world).items() if cell.wing}
    assert wings == {YOUTH: 10}
    assert WOMEN not in wings
    assert {cell.area for cell in counted(world) if cell.wing} == {DISTRICT}


def test_offices_by_their_code_and_never_in_own_words(world: World) -> None:
    first, second, third = world.people[:3]
    world.do(posts.appoint, member=first, title="president", area=KANKE)
    world.do(posts.appoint, member=first, title="secretary", area=DISTRICT)
    world.do(posts.appoint, member=second, title="Right hand of Sita Devi", area=KANKE)
    world.do(posts.appoint, member=third, title="secretary", area=KANKE, to_on=DAY - timedelta(days=1))
    counts = counted(world)
    district = of(DISTRICT, counts)
    assert {m: n for m, n in district.items() if m.startswith("office.")} == {
        "office.president": 1,
        "office.secretary": 1,
        "office.other": 1,
    }
    assert (district["bearers"], of(KANKE, counts)["bearers"]) == (2, 2)


def test_camps_who_came_and_days_that_nobody_closed(world: World) -> None:
    camp = world.frozen(days=(DAY, NEXT_DAY), people=10)
    planned = of(DISTRICT, counted(world, DAY))
    assert planned["camps_planned"] == 1
    assert not {"camps", "invited", "came", "days_open"} & set(planned)
    world.do(attendance.mark, session_id=world.session(camp), serials=range(1, 7), as_="present")
    world.do(attendance.mark, session_id=world.session(camp, 2), serials=[9], as_="late")
    world.do(attendance.mark, session_id=world.session(camp, 2), serials=[5, 10], as_="excused")
    held = of(DISTRICT, counted(world, AFTER))
    assert (held["camps"], held["invited"], held["came"], held["days_open"]) == (1, 10, 7, 2)
    assert "camps_planned" not in held
    world.do(day_closes.close, camp=camp, day=DAY, despite="a test")
    assert of(DISTRICT, counted(world, AFTER))["days_open"] == 1


def test_only_the_districts_own_records_count(world: World) -> None:
    with world.store.transaction("test") as session:
        session.add(Member(name="Elsewhere", bucket="D341"))
        session.add(Member(name="Nowhere yet"))
    assert of(DISTRICT, counted(world))["people"] == 30


def test_a_person_at_a_place_that_no_list_has_makes_the_lists_short(world: World) -> None:
    assert world.read(rollup_counts.count, bucket="D339", day=DAY)[1].complete
    with world.store.transaction("test") as session:
        session.add(Member(name="Ram", bucket="D339", area_id=area_id("booth", "nobody has it")))
    assert not world.read(rollup_counts.count, bucket="D339", day=DAY)[1].complete


@pytest.mark.parametrize(
    ("cell", "complete", "told"),
    [
        (Cell(DISTRICT, "people"), False, True),
        (Cell(KANKE, "people"), False, False),
        (Cell(KANKE, "people"), True, True),
        (Cell(DISTRICT, "blocks"), False, False),
        (Cell(DISTRICT, "booths_reached"), True, True),
        (Cell(DISTRICT, "booths"), False, False),
        (Cell(DISTRICT, "wing", YOUTH), True, True),
        (Cell(DISTRICT, "wing", WOMEN), True, False),
    ],
)
def test_a_short_list_corrects_nobody(cell: Cell, complete: bool, told: bool) -> None:
    lists = Lists(DISTRICT, {BOOTH: KANKE}, {BOOTH}, {YOUTH}, complete)
    assert news({cell: 5}, {}, lists) == ({cell: 5} if told else {})
    assert news({}, {cell: 5}, lists) == ({cell: 0} if told else {})
    assert news({cell: 5}, {cell: 5}, lists) == {}


def test_a_count_is_a_number_of_a_place_and_nothing_else() -> None:
    """No column of what goes up can hold a person: ids of areas and wings, a word of ours, a day, numbers."""
    table = Base.metadata.tables["rollups"]
    assert set(sent_columns(table)) == {"archived_at", "area_id", "wing_id", "measure", "day", "value", "as_of"}
    assert not any(isinstance(column.type, JSON) for column in table.c if column.name in sent_columns(table))
    silent = {name for name in sent_columns(table) if policy(table, name) is Policy.NEWEST}
    assert silent == {"area_id", "wing_id", "measure", "day", "value", "as_of"}


def test_districts_silent_first_then_by_name(world: World) -> None:
    now = 1_800_000_000_000
    with world.store.applying() as session:
        session.add(SyncState(k="buckets", v=json.dumps(["D339:up", "D341:up", "D345:up", "D999"])))
        for district, ago, people in (("339", 1, 30), ("341", 5, 7)):
            at = now - ago * 86_400_000
            cell = Cell(area_id("district", district), "people")
            session.execute(
                insert(Rollup).values(
                    id=cell.record_id(f"D{district}:up"),
                    bucket=f"D{district}:up",
                    area_id=cell.area,
                    measure="people",
                    value=people,
                    as_of=at,
                    created_at=at,
                    created_by="",
                    changed_at=at,
                    changed_by="",
                )
            )
    found = world.read(rollups.districts, now=now)
    assert [(d.code, d.name, d.silent, d.counts) for d in found] == [
        ("345", "345", True, {}),
        ("341", "Khunti", True, {"people": 7}),
        ("339", "Ranchi", False, {"people": 30}),
    ]


def test_every_day_says_that_it_was_counted(world: World) -> None:
    cell = Cell(DISTRICT, COUNTED)
    assert counted(world, NEXT_DAY)[cell] == counted(world, DAY)[cell] + 1
