"""Scope moves: a record is in one bucket at a time, and those who held it are told."""

import pytest

from organizer_app.hq import moves
from organizer_app.hq.batch import Batch
from organizer_app.hq.sql import Sql
from organizer_app.wire.protocol import Result
from tests.hq.world import ASHA, BALU, KHUNTI, MINUTE, RANCHI, World

PERSON = {"name": "Asha"}


@pytest.fixture
def both(world: World) -> World:
    """A laptop that writes both districts, and a person in Ranchi with a conflict."""
    world.laptop("both", RANCHI, KHUNTI)
    world["ranchi"].edits(ASHA, PERSON)
    world["ranchi"].edits(ASHA, {"name": "Usha"}, base=1)
    world.now += MINUTE
    world["ranchi2"].edits(ASHA, {"name": "Isha"}, base=1)
    return world


def states(world: World, record: str = ASHA, tbl: str = "members") -> dict[str, tuple[str, int]]:
    return {bucket: (row.state, row.rev) for bucket, row in world.heads(record, tbl).items()}


def test_a_laptop_that_writes_both_buckets_moves_a_record(both: World) -> None:
    assert both["both"].edits(ASHA, {"address": "Khunti"}, bucket=KHUNTI, base=3).status == "ok"
    assert states(both) == {RANCHI: ("gone", 4), KHUNTI: ("live", 5)}
    assert both.heads(ASHA)[RANCHI].moved_to == KHUNTI
    assert both.heads(ASHA)[RANCHI].doc is None
    assert both.doc(ASHA) == {"name": "Isha", "address": "Khunti"}


def test_its_conflicts_go_with_it(both: World) -> None:
    (conflict,) = both.conflicts()
    both["both"].edits(ASHA, {}, bucket=KHUNTI, base=3)
    (moved,) = both.conflicts()
    assert (conflict["in"], moved["in"]) == (RANCHI, KHUNTI)
    gone = {(r.tbl, r.state) for r in both["ranchi"].pulls().rows[RANCHI]}
    assert gone == {("members", "gone"), ("conflicts", "gone")}
    assert {r.tbl for r in both["khunti"].pulls().rows[KHUNTI]} == {"members", "conflicts"}


def test_a_record_moves_back(both: World) -> None:
    both["both"].edits(ASHA, {}, bucket=KHUNTI, base=3)
    assert both["both"].edits(ASHA, {}, bucket=RANCHI, base=5).status == "ok"
    assert states(both)[RANCHI][0] == "live"
    assert states(both)[KHUNTI][0] == "gone"
    assert both.doc(ASHA) == {"name": "Isha"}
    assert both.conflicts()[0]["in"] == RANCHI


def test_an_edit_made_before_the_move_was_seen_follows_the_record(both: World) -> None:
    both["both"].edits(ASHA, {}, bucket=KHUNTI, base=3)
    late = both.laptop("late", RANCHI, KHUNTI)
    assert late.edits(ASHA, {"address": "x"}, bucket=RANCHI, base=3) == Result("ok", 6, False)
    assert states(both)[KHUNTI] == ("live", 6)
    assert both.doc(ASHA)["address"] == "x"


def test_an_edit_by_one_who_lost_sight_of_it_is_kept_for_those_who_hold_it(both: World) -> None:
    both["both"].edits(ASHA, {}, bucket=KHUNTI, base=3)
    assert both["ranchi"].edits(ASHA, {"address": "x"}, base=3) == Result("parked", None, False)
    found = [c for c in both.conflicts() if c["kind"] == "out-of-scope"]
    assert [(c["in"], c["lost"]) for c in found] == [(KHUNTI, {"address": "x"})]
    assert "address" not in both.doc(ASHA)


def test_a_district_does_not_take_a_record_of_another(both: World) -> None:
    both["khunti"].edits(BALU, PERSON)
    assert both["ranchi"].edits(BALU, {"name": "Mine"}, base=1).status == "parked"
    assert states(both, BALU) == {KHUNTI: ("live", 1)}
    assert [c for c in both.conflicts() if c["rid"] == BALU] == []


def test_hq_moves_a_record_itself(both: World) -> None:
    with both.engine.begin() as connection:
        batch = Batch(Sql(connection), [RANCHI, KHUNTI], [("members", ASHA)])
        head = batch.live(("members", ASHA))
        assert head is not None
        moves.move(batch, head, KHUNTI)
        batch.save()
    assert states(both) == {RANCHI: ("gone", 4), KHUNTI: ("live", 4)}
    assert both["ranchi"].pulls().full == []
