"""The list of numbers said: the same people in the same order by whichever way they are read."""

from itertools import product

import pytest
from sqlalchemy import select

from organizer_app.db import indexes
from organizer_app.domain.groups import Filter
from organizer_app.domain.honorifics import titled
from organizer_app.models import GroupCount, Member
from organizer_app.services import groups_said, members, merging
from tests.services.test_groups_counts import say
from tests.services.world import KANKE, NAMKUM, World

KEYS = {
    "keeper": lambda row, person: (person.sort_key, person.n),
    "platform": lambda row, person: row.platform,
    "number": lambda row, person: row.number,
    "on": lambda row, person: row.as_of,
}


@pytest.fixture
def said(world: World) -> World:
    """Numbers of some on two platforms; one who said some is off the roster, two entries of one person are one."""
    for keeper, person in enumerate(world.people[:20]):
        say(world, keeper, keeper * 7 % 5, days_ago=keeper % 3)
        if keeper % 4 == 0:
            say(world, keeper, 3, "telegram")
        if keeper == 9:
            world.do(members.archive, ids=[person])
    world.do(merging.merge, first=world.people[1], second=world.people[2])
    return world


def wanted(world: World, sort: str, descending: bool, chosen: Filter) -> list[tuple[bytes, str]]:
    """Who said what, found one by one."""
    here = {KANKE: (0, 1), NAMKUM: (2, 3)}
    with world.store.reading() as session:
        found = []
        for row, n in session.execute(select(GroupCount, groups_said._N).order_by(groups_said._N)):
            person = session.scalars(select(Member).where(Member.id == row.member_id)).one()
            inside = chosen.area is None or world.people.index(person.id) % 4 in here[chosen.area]
            named = chosen.words.casefold() in person.name.casefold()
            kept = chosen.keeper in (None, person.id) and chosen.platform in ("", row.platform)
            if row.archived_at is person.archived_at is person.merged_into is None and inside and named and kept:
                found.append((n, KEYS[sort](row, person), row.member_id, row.platform))
        found.sort(key=lambda one: one[1], reverse=descending)  # keeps the order in which they were said
        return [(member, platform) for _n, _key, member, platform in found]


def listed(world: World, limit: int | None = None, **asked: object) -> list[tuple[bytes, str]]:
    numbers = world.read(groups_said.ids, limit=limit, **asked)
    return [(row.member_id, row.platform) for row in world.read(groups_said.rows, numbers=numbers)]


@pytest.mark.parametrize("many", [1, groups_said.MANY])
@pytest.mark.parametrize("resting", [False, True])
def test_every_order_and_filter_finds_the_same(
    said: World, monkeypatch: pytest.MonkeyPatch, many: int, resting: bool
) -> None:
    monkeypatch.setattr(groups_said, "MANY", many)
    if resting:  # while a state's list comes in
        pooled = said.store.engine.raw_connection()
        indexes.put_aside(pooled.driver_connection, said.store.turn)
        pooled.close()
    whose = said.member(said.people[4])
    filters = (
        Filter(),
        Filter(area=KANKE),
        Filter(platform="telegram"),
        Filter(area=NAMKUM, platform="whatsapp"),
        Filter(keeper=whose.id),
        Filter(words=whose.name),
    )
    for chosen, sort, descending in product(filters, groups_said.SORTS, (False, True)):
        expected = wanted(said, sort, descending, chosen)
        assert expected
        assert listed(said, chosen=chosen, sort=sort, descending=descending) == expected
        assert listed(said, limit=3, chosen=chosen, sort=sort, descending=descending) == expected[:3]
    assert listed(said, chosen=Filter(unseen=True)) == []


def test_a_file_has_the_same_order_and_names_without_titles(said: World) -> None:
    said.do(members.edit, id=said.people[4], changes={"honorific": "Dr"})
    numbers = said.read(groups_said.ids, chosen=Filter())
    with said.store.reading() as session:
        plain = list(groups_said.plain(session, numbers=numbers))
    rows = said.read(groups_said.rows, numbers=numbers)
    assert [(row.card_no, row.number, row.as_of) for row in rows] == [(o.card_no, o.number, o.as_of) for o in plain]
    assert {row.name for row in rows} - {one.name for one in plain} == {titled("Dr", said.member(said.people[4]).name)}
