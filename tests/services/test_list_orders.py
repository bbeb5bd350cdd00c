"""The orders of a printed list."""

from typing import Any

import pytest

from organizer_app.domain.areas import area_id
from organizer_app.domain.errors import RuleBroken
from organizer_app.services import list_orders, members, members_list, organisation, posts
from tests.services.world import DISTRICT, KANKE, KHUNTI, YOUTH, World


def ordered(world: World, by: str) -> list[tuple[bytes, str]]:
    everybody = world.read(members_list.ids)
    placed = world.read(list_orders.ordered, numbers=everybody, by=by)
    assert sorted(number for number, _group in placed) == sorted(everybody)
    shown = world.read(members_list.rows, numbers=[number for number, _group in placed])
    return [(row.id, group) for row, (_number, group) in zip(shown, placed, strict=True)]


def test_by_name_is_the_order_of_the_table(world: World) -> None:
    everybody = world.read(members_list.ids)
    backwards = world.read(list_orders.ordered, numbers=everybody[::-1], by="name")
    assert [number for number, _group in backwards] == list(everybody)
    world.do(members.archive, ids=[world.people[0]])
    assert len(world.read(list_orders.ordered, numbers=everybody, by="name")) == 29
    with pytest.raises(RuleBroken, match="no order “age”"):
        world.read(list_orders.ordered, numbers=everybody, by="age")


def test_by_place_blocks_stand_together_and_who_lives_nowhere_comes_last(world: World) -> None:
    world.do(members.edit, id=world.people[0], changes={"area": None})
    world.do(members.edit, id=world.people[1], changes={"area": KHUNTI})
    groups = [group for _person, group in ordered(world, "place")]
    assert list(dict.fromkeys(groups)) == ["Khunti", "Kanke", "Namkum", "No place known"]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)
    assert groups[-2:] == ["Namkum", "No place known"]


def test_by_precedence_the_highest_office_of_each_counts(world: World) -> None:
    booth, people = area_id("booth", "S27-063-0001"), world.people
    world.do(organisation.set_home_area, area=DISTRICT)
    for person, title, area, wing in (
        (0, "president", booth, None),
        (0, "secretary", KANKE, None),
        (1, "president", DISTRICT, YOUTH),
        (2, "president", DISTRICT, None),
        (3, "गीत प्रमुख", KANKE, None),
        (4, "vice_president", DISTRICT, None),
        (5, "president", None, None),
    ):
        world.do(posts.appoint, member=people[person], title=title, area=area, wing=wing)
    listed: Any = ordered(world, "precedence")
    assert [person for person, _group in listed[:6]] == [people[n] for n in (2, 1, 4, 0, 3, 5)]
    assert [group for _person, group in listed[:7]] == [
        *("District", "District", "District", "Block", "Block", "Office without a level", "Without an office"),
    ]
