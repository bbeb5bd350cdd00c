"""Who works at a laptop is told by organisers: HQ takes it from nobody it knows to be something else."""

from typing import Any

from organizer_app.hq.operators import NOT_ORGANISER
from organizer_app.wire.protocol import Result
from tests.hq.world import ASHA, BALU, CHAND, DILIP, KHUNTI, World

OK = Result("ok", 1, True)
REFUSED = Result("rejected", None, False, NOT_ORGANISER)


def of(name: str, role: str) -> dict[str, Any]:
    return {"name": name, "role": role, "from_on": "2026-11-22", "to_on": None, "archived_at": None}


def test_the_first_one_comes_from_whoever_sits_there_and_lets_others_in(world: World) -> None:
    laptop = world["ranchi"]
    assert laptop.edits(ASHA, of("Asha", "organiser"), tbl="operators", usr="office") == OK
    assert laptop.edits(BALU, of("Balu", "operator"), tbl="operators", usr="Asha") == OK
    assert laptop.edits(CHAND, of("Chand", "viewer"), tbl="operators", usr="Balu") == REFUSED
    assert laptop.edits(BALU, {"role": "organiser"}, tbl="operators", usr=" balu", base=1) == REFUSED
    assert laptop.edits(DILIP, {"name": "Dilip"}, usr="Balu") == Result("ok", 1, True), "the roster is his work"
    assert world.doc(BALU, "operators")["role"] == "operator"


def test_what_the_same_request_said_before_counts(world: World) -> None:
    laptop = world["ranchi"]
    ops = [
        laptop.op(ASHA, of("Asha", "organiser"), tbl="operators", usr="office"),
        laptop.op(BALU, of("Balu", "checker"), tbl="operators", usr="Asha"),
        laptop.op(CHAND, of("Chand", "viewer"), tbl="operators", usr="Balu"),
        laptop.op(BALU, {"role": "organiser"}, tbl="operators", usr="Asha", base=1),
        laptop.op(CHAND, of("Chand", "viewer"), tbl="operators", usr="Balu"),
    ]
    assert [result.status for result in laptop.does(*ops)] == ["ok", "ok", "rejected", "ok", "ok"]


def test_another_districts_names_say_nothing(world: World) -> None:
    assert world["khunti"].edits(ASHA, of("Balu", "viewer"), tbl="operators", usr="office") == OK
    assert set(world.heads(ASHA, "operators")) == {KHUNTI}
    assert world["ranchi"].edits(BALU, of("Balu", "organiser"), tbl="operators", usr="Balu") == OK


def test_who_was_put_out_since_is_still_known_by_what_they_were(world: World) -> None:
    laptop = world["ranchi"]
    laptop.edits(ASHA, of("Asha", "organiser") | {"to_on": "2026-11-22"}, tbl="operators", usr="office")
    assert laptop.edits(BALU, of("Balu", "operator"), tbl="operators", usr="Asha") == OK, "made before she went"
