"""How many fit is what inviting then finds."""

import pytest

from organizer_app.services import fitting, invitations, posts
from tests.services.world import DISTRICT, KANKE, SC, WOMEN, YOUTH, World


@pytest.mark.parametrize("wing", [None, YOUTH, SC, WOMEN])
@pytest.mark.parametrize("area", [None, DISTRICT, KANKE])
def test_the_count_is_what_an_invitation_would_find(world: World, area: bytes | None, wing: bytes | None) -> None:
    camp = world.camp()
    found = world.read(fitting.count, camp=camp, area=area, wing=wing)
    assert found.already == 0
    if found.people:
        done = world.do(invitations.invite, camp=camp, area=area, wing=wing)
        assert (done.fitting, done.added) == (found.people, found.new)
        assert world.read(fitting.count, camp=camp, area=area, wing=wing).new == 0
    else:
        assert wing == WOMEN


def test_who_is_on_the_list_already_is_told_apart(world: World) -> None:
    camp = world.camp()
    world.do(invitations.invite, camp=camp, area=KANKE, wanted=3)
    found = world.read(fitting.count, camp=camp, area=DISTRICT)
    assert (found.people, found.already, found.new) == (30, 3, 27)


def test_a_post_counts_who_holds_it_once(world: World) -> None:
    camp = world.camp()
    for area in (KANKE, DISTRICT):
        world.do(posts.appoint, member=world.people[0], title="secretary", area=area)
    assert world.read(fitting.count, camp=camp, post="secretary").people == 1
