from sqlalchemy import text

from organizer_app.services import history, laptop_choices, members_list
from tests.services.world import World


def test_what_was_chosen_is_there_after_a_restart_and_is_nobodys_act(world: World) -> None:
    before = world.last_tx()
    assert world.read(laptop_choices.get, screen="roster") is None
    for value in (["name"], ["name", ["phone", 120]]):
        world.do(laptop_choices.keep, screen="roster", value=value)
        world.reopen()
        assert world.read(laptop_choices.get, screen="roster") == value
    assert world.read(laptop_choices.get, screen="camps") is None
    assert world.read(history.acts, limit=1)[0].tx == before
    assert len(world.read(members_list.ids)) == 30


def test_what_cannot_be_read_counts_as_nothing(world: World) -> None:
    world.do(laptop_choices.keep, screen="roster", value=["name"])
    with world.store.applying() as session:
        session.execute(text("UPDATE sync_state SET v = '[' WHERE k = 'screen:roster'"))
    assert world.read(laptop_choices.get, screen="roster") is None
