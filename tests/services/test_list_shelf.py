"""What the pane of lists shows, and the camps to which a list can be invited."""

from datetime import timedelta

from organizer_app.domain.clock import today
from organizer_app.services import camps, list_shelf, saved_lists
from organizer_app.services.members_where import Filter
from organizer_app.services.saved_filters import Sought
from tests.services.world import DISTRICT, YOUTH, World


def test_lists_with_what_they_find_and_examples(world: World) -> None:
    world.do(saved_lists.save, title="Youth", chosen=Filter(wing=YOUTH))
    name = world.member(world.people[0]).name
    world.do(saved_lists.save, title="By name", chosen=Filter(wing=YOUTH), sought=Sought(name, everywhere=True))
    shelf = world.read(list_shelf.shelf)
    assert [(one.saved.title, one.about, one.people) for one in shelf.lists] == [
        ("By name", f"Found everywhere by “{name}” · Wing: Youth front", 1),
        ("Youth", "Wing: Youth front", 10),
    ]
    assert "Not asked for consent yet" in [ready.title for ready in shelf.examples]


def test_only_camps_to_which_somebody_can_still_be_invited(world: World) -> None:
    ahead, cancelled = world.camp(), world.camp()
    world.do(camps.cancel, camp=cancelled)
    yesterday = today() - timedelta(days=1)
    world.do(camps.add, title="Over", area=DISTRICT, from_on=yesterday, to_on=yesterday, sessions=[])
    assert [camp.id for camp in world.read(list_shelf.camps_ahead)] == [ahead]
