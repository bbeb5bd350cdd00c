"""Lists that come with the program."""

import pytest

from organizer_app.domain.areas import area_id
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import use_language
from organizer_app.models import SavedList
from organizer_app.services import members, members_list, posts, ready_lists, saved_lists
from organizer_app.services.saved_filters import Sought
from tests.services.world import KANKE, World


def test_only_examples_that_find_somebody_and_are_not_saved_yet(world: World) -> None:
    assert [(r.title, r.people) for r in world.read(ready_lists.offered)] == [("Not asked for consent yet", 30)]
    world.do(posts.appoint, member=world.people[0], title="president", area=area_id("booth", "S27-063-0001"))
    world.do(members.edit, id=world.people[1], changes={"area": KANKE, "phones": "12"})
    offered = world.read(ready_lists.offered)
    assert [(r.title, r.people) for r in offered] == [
        ("Booth presidents without training", 1),
        ("Phone numbers to ask for again", 1),
        ("People without a booth", 1),
        ("Not asked for consent yet", 30),
    ]
    for one in offered:
        assert world.read(members_list.count, chosen=one.chosen) == one.people
    world.do(saved_lists.save, title="Ram of ours", chosen=offered[0].chosen, sought=Sought("ram"))
    assert offered[0].title in [r.title for r in world.read(ready_lists.offered)], "only some of them are on that list"
    world.do(saved_lists.save, title="Ours", chosen=offered[0].chosen)
    assert offered[0].title not in [r.title for r in world.read(ready_lists.offered)]


def test_an_example_is_found_by_its_name_in_either_language_after_the_saved_ones(world: World) -> None:
    found = world.read(ready_lists.find, name="people WITHOUT a booth")
    assert found.chosen.no_booth
    use_language("hi")
    assert world.read(ready_lists.find, name="People without a booth").title == "जिनका बूथ पता नहीं"
    assert world.read(ready_lists.find, name="जिनका बूथ पता नहीं").chosen == found.chosen
    use_language("en")
    identity = world.do(saved_lists.save, title="People without a booth")
    assert world.read(ready_lists.find, name="People without a booth").id == identity
    with pytest.raises(RuleBroken, match="No list is called “Nothing”"):
        world.read(ready_lists.find, name="Nothing")
    with world.store.transaction("x") as session:
        session.get(SavedList, identity).chosen = {"newer": 1}  # type: ignore[union-attr]  # it was made just now
    with pytest.raises(RuleBroken, match="newer version"):
        world.read(ready_lists.find, name="People without a booth")
