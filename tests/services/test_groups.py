"""The register of groups: adding, finding, changing, and what goes along with the person who keeps them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.groups import Filter, GroupRow
from organizer_app.models import Group, GroupCount
from organizer_app.services import erasing, groups, groups_counts, members, merging, merging_records
from organizer_app.services.members import New
from tests.services.world import DISTRICT, KANKE, KHUNTI, NAMKUM, OTHER_DISTRICT, World


def add(world: World, keeper: int = 0, name: str = "Booth 7", **more: object) -> bytes:
    made: bytes = world.do(groups.add, keeper=world.people[keeper], name=name, **more)
    return made


def listed(world: World, **chosen: object) -> list[str]:
    wanted = Filter(**chosen)  # type: ignore[arg-type]
    numbers = world.read(groups.ids, chosen=wanted)
    assert world.read(groups.count, chosen=wanted) == len(numbers)
    return [row.name for row in world.read(groups.rows, numbers=numbers)]


def test_a_group_is_kept_as_it_was_told_in_the_bucket_of_its_keeper(world: World) -> None:
    ends = today() + timedelta(3)
    made = add(
        world, platform="telegram", area=KANKE, language="sat", size=240, link=" https://t.me/+abc ", expires=ends
    )
    row = world.read(groups.get, id=made)
    assert isinstance(row, GroupRow)
    assert (row.keeper, row.keeper_place, row.phone) == ("राम लाल महतो", "हरिपुर", "+919812345000")
    assert (row.name, row.platform, row.area, row.language, row.size) == ("Booth 7", "telegram", "Kanke", "sat", 240)
    assert (row.link, row.expires_on, row.checked_on) == ("https://t.me/+abc", ends, None)
    with world.store.reading() as session:
        assert session.scalars(select(Group.bucket)).all() == ["D339"]
    placeless = world.do(members.add, new=New(name="Nobody knows where"))
    world.do(groups.add, keeper=placeless, name="Somewhere")
    with world.store.reading() as session:
        assert session.scalar(select(Group.bucket).where(Group.member_id == placeless)) == "local"


def test_without_a_place_it_is_for_where_the_keeper_lives(world: World) -> None:
    assert world.read(groups.get, id=add(world)).area_id == world.member(world.people[0]).area_id


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"name": " "}, "Name: type"),
        ({"platform": "fax"}, "Platform: “fax”"),
        ({"size": 0}, "People in it"),
        ({"link": "http://x.in"}, "Link: it begins"),
        ({"checked": today() + timedelta(1)}, "still to come"),
        ({"area": b"?" * 16}, "not in the list"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(world: World, more: dict[str, object], says: str) -> None:
    with pytest.raises(RuleBroken, match=says):
        add(world, **more)  # type: ignore[arg-type]
    assert listed(world) == []
    with pytest.raises(RuleBroken, match="not on the roster"):
        world.do(groups.add, keeper=b"?" * 16, name="x")


def test_filters_find_what_they_say(world: World) -> None:
    now = today()
    add(world, 0, "A", platform="telegram", language="hi", expires=now + timedelta(7), checked=now)
    add(world, 1, "B", area=KHUNTI, expires=now + timedelta(8), checked=now - timedelta(30))
    add(world, 2, "C 100%", language="hi", checked=now - timedelta(31))
    add(world, 2, "D 1000", area=NAMKUM, expires=now - timedelta(400))
    assert listed(world) == ["A", "B", "C 100%", "D 1000"]
    assert listed(world, keeper=world.people[2]) == ["C 100%", "D 1000"]
    assert listed(world, platform="telegram") == ["A"]
    assert listed(world, area=OTHER_DISTRICT) == ["B"]
    assert listed(world, area=DISTRICT) == ["A", "C 100%", "D 1000"]
    assert listed(world, language="hi") == ["A", "C 100%"]
    assert listed(world, ending=True) == ["A", "D 1000"]
    assert listed(world, unseen=True) == ["C 100%", "D 1000"]
    assert listed(world, words="100%") == ["C 100%"]
    assert listed(world, words="mohan") == ["C 100%", "D 1000"], "by the keeper's name"
    assert listed(world, words="सीता", platform="telegram") == []
    assert [row.name for row in world.read(groups.ending, day=now)] == ["D 1000", "A"]


def test_sorted_with_what_is_not_known_at_the_end(world: World) -> None:
    add(world, 0, "A", size=5)
    add(world, 1, "B")
    add(world, 2, "C", size=50)
    for descending, wanted in ((False, ["A", "C", "B"]), (True, ["C", "A", "B"])):
        numbers = world.read(groups.ids, sort="size", descending=descending)
        assert [row.name for row in world.read(groups.rows, numbers=numbers)] == wanted
    numbers = world.read(groups.ids, limit=1, offset=1)
    assert [row.name for row in world.read(groups.rows, numbers=numbers)] == ["B"]


def test_changed_taken_out_and_brought_back(world: World) -> None:
    made = add(world, size=10, link="https://t.me/x")
    world.do(groups.edit, id=made, changes={"name": "New", "size": None, "link": "", "keeper": world.people[3]})
    row = world.read(groups.get, id=made)
    assert (row.name, row.size, row.link, row.member_id) == ("New", None, "", world.people[3])
    with pytest.raises(RuleBroken, match="“colour” is not a field"):
        world.do(groups.edit, id=made, changes={"colour": "red"})
    number = world.read(groups.ids)
    assert world.do(groups.archive, ids_=[made]) == 1
    assert listed(world) == []
    assert world.read(groups.rows, numbers=number) == (None,)
    with pytest.raises(RuleBroken, match="taken out"):
        world.read(groups.get, id=made)
    world.undo()
    assert listed(world) == ["New"]


def test_somebody_saw_it_and_an_older_day_does_not_undo_that(world: World) -> None:
    made = add(world)
    world.do(groups.checked, id=made)
    world.do(groups.checked, id=made, on=today() - timedelta(5))
    row = world.read(groups.get, id=made)
    assert (row.checked_on, row.checked_by) == (today(), "Asha")
    with pytest.raises(RuleBroken, match="still to come"):
        world.do(groups.checked, id=made, on=today() + timedelta(1))


def test_groups_go_along_when_two_entries_become_one_and_back(world: World) -> None:
    kept, gone = world.people[:2]
    group = add(world, 1)
    world.do(groups_counts.said, member=gone, platform="whatsapp", number=8)
    world.do(merging.merge, first=kept, second=gone, choices={"name": kept})
    (into,) = [one for one in (kept, gone) if world.member(one).merged_into is None]
    other = gone if into == kept else kept
    assert world.read(groups.get, id=group).member_id == into
    assert world.read(groups_counts.of_member, member=into).total == 8
    assert world.read(groups_counts.progress, area=DISTRICT)[1:] == (1, 0, 8)
    with world.store.transaction("late") as session:  # as another laptop wrote it that did not know
        session.add(Group(member_id=other, name="Late", bucket="D339"))
    with world.store.upkeep() as session:
        assert merging_records.settle(session) == 1
    assert [row.name for row in world.read(groups.of_member, member=into)] == ["Booth 7", "Late"]
    world.do(merging.unmerge, entry=other)
    assert world.read(groups_counts.of_member, member=gone).said == 8
    assert world.read(groups.get, id=group).member_id == gone


def test_groups_go_along_into_another_district(world: World) -> None:
    add(world)
    world.do(groups_counts.said, member=world.people[0], platform="signal", number=2)
    world.do(members.edit, id=world.people[0], changes={"area": KHUNTI})
    with world.store.reading() as session:
        assert session.scalars(select(Group.bucket)).all() == ["D341"]
        assert session.scalars(select(GroupCount.bucket)).all() == ["D341"]


def test_who_is_erased_leaves_no_group(world: World) -> None:
    add(world)
    add(world, 1, "Stays")
    world.do(groups_counts.said, member=world.people[0], platform="signal", number=2)
    world.do(erasing.erase, member=world.people[0], reason="asked")
    with world.store.reading() as session:
        assert session.scalars(select(Group.name)).all() == ["Stays"]
        assert session.scalars(select(GroupCount.id)).all() == []


def test_who_is_off_the_roster_is_on_no_list_of_groups(world: World) -> None:
    add(world)
    world.do(members.archive, ids=[world.people[0]])
    assert listed(world) == []
