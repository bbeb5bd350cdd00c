"""The history of a record, for those who may hold it."""

import pytest

from organizer_app.wire.protocol import Refusal
from tests.hq.world import ASHA, BALU, MINUTE, RANCHI, World


def test_history_tells_each_field_with_old_and_new(world: World) -> None:
    world["ranchi"].edits(ASHA, {"name": "Asha"})
    world.now += MINUTE
    world["ranchi"].edits(ASHA, {"name": "Usha"}, base=1)
    world["ranchi2"].edits(ASHA, {"name": "Isha"}, base=1, at=world.now - 5)
    told = [(c.rev, c.usr, c.dev, c.field, c.old, c.new, c.taken) for c in world.hub.history("ranchi", "members", ASHA)]
    assert told == [
        (1, "Ranchi", "ranchi", "name", None, "Asha", True),
        (2, "Ranchi", "ranchi", "name", "Asha", "Usha", True),
        (3, "Ranchi2", "ranchi2", "name", "Usha", "Isha", False),
    ]


def test_history_of_somebody_elses_record_is_as_of_none(world: World) -> None:
    world["khunti"].edits(ASHA, {"name": "Asha"})
    said = []
    for record in (ASHA, BALU):
        with pytest.raises(Refusal) as refused:
            world.hub.history("ranchi", "members", record)
        said.append((refused.value.status, refused.value.type, refused.value.title, refused.value.extra))
    assert said[0] == said[1]
    assert said[0][0] == 404


def test_history_is_not_for_a_suspended_laptop(world: World) -> None:
    world["ranchi"].edits(ASHA, {"name": "Asha"})
    world.status("ranchi2", "suspended")
    with pytest.raises(Refusal):
        world.hub.history("ranchi2", "members", ASHA)


def test_rejected_ops_are_no_history(world: World) -> None:
    world["ranchi"].edits(ASHA, {"name": "Asha"})
    world["ranchi"].edits(ASHA, {"name": 7}, base=1)
    assert [c.new for c in world.hub.history("ranchi", "members", ASHA)] == ["Asha"]
    assert world.version(RANCHI) == 1
