"""Numbers of groups as people say them, and how many keep ten: the same numbers as drives count."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.groups import Progress, Said
from organizer_app.domain.ids import natural_id
from organizer_app.models import GroupCount
from organizer_app.services import groups, groups_counts, members, merging, tallies_groups
from tests.services.world import DISTRICT, KANKE, NAMKUM, STATE, World


def say(world: World, keeper: int, number: int, platform: str = "whatsapp", days_ago: int = 0) -> bool:
    on = today() - timedelta(days_ago)
    found: bool = world.do(groups_counts.said, member=world.people[keeper], platform=platform, number=number, on=on)
    return found


def number(world: World, keeper: int) -> int:
    return int(world.read(groups_counts.of_member, member=world.people[keeper]).total)


def test_one_number_for_a_person_and_platform_whoever_writes_it(world: World) -> None:
    assert say(world, 0, 4)
    assert say(world, 0, 6)
    assert say(world, 0, 3, "telegram")
    with world.store.reading() as session:
        rows = session.scalars(select(GroupCount).order_by(GroupCount.platform)).all()
    wanted = [natural_id("groups kept", world.people[0], code) for code in ("telegram", "whatsapp")]
    assert [(row.id, row.number, row.bucket) for row in rows] == [(wanted[0], 3, "D339"), (wanted[1], 6, "D339")]
    assert number(world, 0) == 9


def test_the_same_again_changes_nothing_and_an_older_word_does_not_count(world: World) -> None:
    assert say(world, 0, 4, days_ago=2)
    assert not say(world, 0, 4, days_ago=2)
    assert not say(world, 0, 9, days_ago=3)
    assert number(world, 0) == 4
    assert say(world, 0, 5, days_ago=2)
    assert say(world, 0, 0)
    assert number(world, 0) == 0


def test_what_is_wrong_is_named(world: World) -> None:
    for told, says in (({"number": 10_001}, "How many"), ({"platform": "fax"}, "Platform"), ({"days_ago": -1}, "come")):
        with pytest.raises(RuleBroken, match=says):
            say(world, **({"keeper": 0, "number": 1} | told))
    with pytest.raises(RuleBroken, match="roster"):
        world.do(groups_counts.said, member=b"?" * 16, platform="whatsapp", number=1)


def test_said_and_listed_stand_side_by_side(world: World) -> None:
    say(world, 0, 2)
    for name in ("a", "b", "c"):
        world.do(groups.add, keeper=world.people[0], name=name)
    world.do(groups.add, keeper=world.people[0], name="d", platform="signal")
    kept = world.read(groups_counts.of_member, member=world.people[0])
    assert kept.platforms == (Said("whatsapp", 3, 2, today()), Said("signal", 1))
    assert (kept.listed, kept.said, kept.total, kept.has_ten) == (4, 2, 4, False)


def test_what_is_said_after_two_entries_became_one_counts_alone(world: World) -> None:
    say(world, 0, 12)
    say(world, 1, 15)
    world.do(merging.merge, first=world.people[0], second=world.people[1])
    kept = next(n for n in (0, 1) if world.member(world.people[n]).merged_into is None)
    assert number(world, kept) == 15, "of two numbers of one person the larger"
    assert say(world, kept, 3)
    assert number(world, kept) == 3
    assert not say(world, kept, 3)


def test_ten_each_equals_what_drives_count(world: World) -> None:
    say(world, 0, 12)  # booths 1 and 2 are in Kanke, 3 and 4 in Namkum
    say(world, 1, 4)
    say(world, 1, 5, "telegram")
    say(world, 1, 2, "signal")
    say(world, 2, 0)
    say(world, 3, 3)
    for name in range(5):
        world.do(groups.add, keeper=world.people[3], name=str(name))
    world.do(groups.add, keeper=world.people[4], name="left")
    world.do(members.edit, id=world.people[4], changes={"status": "left"})
    say(world, 5, 7)
    world.do(members.archive, ids=[world.people[5]])
    found = world.read(groups_counts.progress, area=DISTRICT)
    assert found == Progress(none=25, some=2, ten=2, groups=12 + 11 + 5 + 1)
    with world.store.reading() as session:
        kept = list(tallies_groups.kept(session.connection().connection, [today()]))
    assert (sum(one.groups for one in kept), sum(one.keepers for one in kept)) == (found.groups, found.ten)
    parts = [world.read(groups_counts.progress, area=area) for area in (KANKE, NAMKUM)]
    assert tuple(map(sum, zip(*parts, strict=True))) == found
    assert world.read(groups_counts.progress, area=STATE) == world.read(groups_counts.progress, area=None) == found
