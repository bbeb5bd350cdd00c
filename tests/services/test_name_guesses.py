"""Many guessed names are confirmed at once; what somebody wrote stays, and undo takes it back."""

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.services import members, name_guesses
from tests.services.test_history import state
from tests.services.world import World


def test_guesses_are_confirmed_and_written_names_stay(world: World) -> None:
    people = world.people[:3]  # राम लाल महतो, सीता देवी, Mohan Oraon
    world.do(members.edit, id=people[1], changes={"name_other": "Seetha"})
    before, numbers = state(world), [world.member(who).n for who in people]
    assert world.do(name_guesses.confirm, numbers=numbers) == 2
    assert [world.member(who).name_other for who in people] == ["Ram Lal Mahto", "Seetha", "मोहन उरांव"]
    assert {world.member(who).name_other_state for who in people} == {"confirmed"}
    with pytest.raises(RuleBroken, match="no guess to confirm"):
        world.do(name_guesses.confirm, numbers=numbers)
    world.undo()
    assert state(world) == before


def test_what_is_in_no_script_has_no_guess() -> None:
    assert [name_guesses.guess(name) for name in ("", "12", "Ram राम")] == ["", "", ""]
