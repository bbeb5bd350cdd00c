"""What the pane of lists shows, and inviting the people of a list."""

from datetime import timedelta

from organizer_app.domain.clock import today
from organizer_app.services import camps, invitations, list_shelf, members, members_list, saved_lists
from organizer_app.services.members_where import Filter
from tests.services.world import DISTRICT, YOUTH, World


def test_lists_with_what_they_find_and_examples(world: World) -> None:
    world.do(saved_lists.save, title="Youth", chosen=Filter(wing=YOUTH))
    shelf = world.read(list_shelf.shelf)
    assert [(one.saved.title, one.about, one.people) for one in shelf.lists] == [("Youth", "Wing: Youth front", 10)]
    assert "Not asked for consent yet" in [ready.title for ready in shelf.examples]


def test_the_people_of_a_list_are_invited_and_undone_in_one_act(world: World) -> None:
    camp = world.camp()
    world.do(members.edit, id=world.people[0], changes={"status": "left"})
    numbers = world.read(members_list.ids, chosen=Filter(wing=YOUTH))
    invited = world.do(list_shelf.invite, camp=camp, numbers=numbers)
    assert (invited.added, invited.already, invited.fitting) == (9, 0, 9)
    world.undo()
    assert world.read(invitations.rows, camp=camp) == ()
    world.do(list_shelf.invite, camp=camp, numbers=numbers)
    assert world.do(list_shelf.invite, camp=camp, numbers=numbers).already == 9


def test_only_camps_to_which_somebody_can_still_be_invited(world: World) -> None:
    ahead, cancelled = world.camp(), world.camp()
    world.do(camps.cancel, camp=cancelled)
    yesterday = today() - timedelta(days=1)
    world.do(camps.add, title="Over", area=DISTRICT, from_on=yesterday, to_on=yesterday, sessions=[])
    assert [camp.id for camp in world.read(list_shelf.camps_ahead)] == [ahead]
