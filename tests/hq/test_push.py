"""Push: repeats, merges, conflicts, parked and rejected ops, each on both databases."""

from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from organizer_app.domain.rollups import MEASURES
from organizer_app.hq import applying, checks
from organizer_app.wire.protocol import Refusal, Result
from tests.hq.world import ASHA, BALU, CHAND, DILIP, KHUNTI, MINUTE, RANCHI, START, World

PERSON = {"name": "Asha", "birth_year": 1980}
OF_BOARDS = {"board.members", "board.bearers.secretary", "board.unknown", f"drive.trained.{'ab' * 16}"}
COUNT = {"area_id": DILIP, "measure": "people", "value": 7, "as_of": START}


def test_a_new_record_stands_at_revision_1(world: World) -> None:
    assert world["ranchi"].edits(ASHA, PERSON) == Result("ok", 1, True)
    assert world.doc(ASHA) == PERSON
    assert world.version(RANCHI) == 1


def test_edits_of_one_batch_build_on_one_another(world: World) -> None:
    laptop = world["ranchi"]
    first, second = laptop.op(ASHA, PERSON), laptop.op(ASHA, {"name": "Usha"})
    assert laptop.does(first, second) == [Result("ok", 1, True), Result("ok", 2, True)]
    assert world.doc(ASHA) == PERSON | {"name": "Usha"}
    assert world.version(RANCHI) == 1


def test_a_repeated_request_changes_nothing_and_says_the_same(world: World) -> None:
    laptop = world["ranchi"]
    request = laptop.request(laptop.op(ASHA, PERSON), laptop.op(BALU, {"name": "Balu"}))
    first = laptop.sends(request).res
    assert laptop.sends(request).res == first
    assert world.version(RANCHI) == 2
    assert world.doc(ASHA) == PERSON


def test_a_repeated_op_is_not_clean_for_a_copy_that_went_on(world: World) -> None:
    laptop = world["ranchi"]
    op = laptop.op(ASHA, PERSON)
    laptop.does(op)
    again = laptop.request(laptop.op(ASHA, PERSON, op_id=op.op_id, at_rev=1))
    assert laptop.sends(again).res == [Result("ok", 1, False)]


def test_two_edits_of_a_field_are_a_conflict_with_both_names(world: World) -> None:
    world["ranchi"].edits(ASHA, PERSON)
    world.now += MINUTE
    world["ranchi"].edits(ASHA, {"name": "Usha"}, base=1)
    world.now += MINUTE
    assert world["ranchi2"].edits(ASHA, {"name": "Isha"}, base=1, at=world.now - 10) == Result("conflict", 3, False)
    (found,) = world.conflicts()
    assert (found["kept"], found["lost"]) == ("Isha", "Usha")
    assert (found["kept_usr"], found["lost_usr"]) == ("Ranchi2", "Ranchi")
    assert (found["kept_at"], found["lost_at"], found["at"]) == (world.now - 10, START + MINUTE, world.now - 10)
    assert (found["tbl"], found["rid"], found["field"], found["kind"]) == ("members", ASHA, "name", "field")
    assert (found["status"], found["dev"], found["usr"], found["in"]) == ("open", "ranchi2", "Ranchi2", RANCHI)


def test_an_earlier_edit_that_comes_later_loses_and_is_not_clean(world: World) -> None:
    world["ranchi"].edits(ASHA, PERSON)
    world.now += MINUTE
    world["ranchi"].edits(ASHA, {"name": "Usha"}, base=1)
    assert world["ranchi2"].edits(ASHA, {"name": "Isha"}, base=1, at=START) == Result("conflict", 3, False)
    assert world.doc(ASHA)["name"] == "Usha"
    (found,) = world.conflicts()
    assert (found["kept"], found["lost"], found["kept_usr"], found["lost_usr"]) == ("Usha", "Isha", "Ranchi", "Ranchi2")


def test_a_clock_that_is_years_ahead_wins_nothing(world: World) -> None:
    world["ranchi2"].ahead = 10**11
    world["ranchi"].edits(ASHA, PERSON)
    late = world["ranchi2"].op(ASHA, {"name": "Isha"}, base=1)
    world.now += MINUTE
    world["ranchi"].edits(ASHA, {"name": "Usha"}, base=1)
    world.now += MINUTE
    world["ranchi2"].does(late)
    assert world.doc(ASHA)["name"] == "Usha"


def test_two_laptops_on_different_fields_meet_without_a_conflict(world: World) -> None:
    world["ranchi"].edits(ASHA, PERSON)
    world["ranchi"].edits(ASHA, {"name": "Usha"}, base=1)
    assert world["ranchi2"].edits(ASHA, {"address": "Main Road"}, base=1) == Result("ok", 3, False)
    assert world.doc(ASHA) == PERSON | {"name": "Usha", "address": "Main Road"}
    assert world.conflicts() == []


def test_the_same_record_entered_on_two_laptops_is_one(world: World) -> None:
    mark = {"session_id": BALU, "member_id": CHAND, "mark": "present", "how": "serial", "at": START}
    world["ranchi"].edits(ASHA, mark, tbl="attendance")
    result = world["ranchi2"].edits(ASHA, mark | {"how": "gate", "at": START + 5}, tbl="attendance")
    assert (result.status, result.rev) == ("ok", 2)
    assert world.conflicts() == []


def test_columns_that_laptops_compute_are_not_stored(world: World) -> None:
    mine = {"sort_key": "asa", "changed_at": 5, "created_by": "x", "bucket": KHUNTI, "id": BALU, "n": 7}
    assert world["ranchi"].edits(ASHA, PERSON | mine) == Result("ok", 1, True)
    assert world.doc(ASHA) == PERSON


def test_a_field_of_a_later_version_is_kept(world: World) -> None:
    world["ranchi"].edits(ASHA, PERSON | {"shoe_size": 41})
    assert world.doc(ASHA)["shoe_size"] == 41


def test_a_resolved_conflict_is_an_ordinary_edit(world: World) -> None:
    world["ranchi"].edits(ASHA, PERSON)
    world["ranchi"].edits(ASHA, {"name": "Usha"}, base=1)
    world["ranchi2"].edits(ASHA, {"name": "Isha"}, base=1)
    row = next(r for r in world["ranchi"].pulls().rows[RANCHI] if r.tbl == "conflicts")
    assert world["ranchi"].edits(row.id, {"status": "theirs"}, tbl="conflicts", base=1) == Result("ok", 2, True)
    assert world.conflicts()[0]["status"] == "theirs"


def test_no_laptop_makes_conflicts(world: World) -> None:
    assert world["ranchi"].edits(BALU, {"status": "open"}, tbl="conflicts").status == "parked"
    assert world.conflicts() == []


def test_a_new_record_that_was_rejected_comes_whole_when_it_is_put_right(world: World) -> None:
    laptop = world["ranchi"]
    wrong, other, right = (
        laptop.op(ASHA, PERSON | {"birth_year": 2**62 + 1}),
        laptop.op(ASHA, {"address": "Main Road"}),
        laptop.op(ASHA, {"birth_year": 1980}),
    )
    results = laptop.does(wrong, other, right)
    assert [r.status for r in results] == ["rejected", "rejected", "ok"]
    assert world.doc(ASHA) == PERSON | {"address": "Main Road", "birth_year": 1980}
    assert laptop.does(laptop.op(BALU, PERSON | {"birth_year": "old"}))[0].status == "rejected"
    assert laptop.edits(BALU, {"birth_year": 1970}).status == "ok"
    assert world.doc(BALU) == PERSON | {"birth_year": 1970}


# --- scope


def test_an_edit_in_a_bucket_that_was_withdrawn_is_shown_to_those_who_hold_it(world: World) -> None:
    world["ranchi2"].edits(ASHA, PERSON)
    world.withdraw("ranchi2", RANCHI)
    assert world["ranchi2"].edits(ASHA, {"name": "Usha"}, base=1) == Result("parked", None, False)
    assert world.doc(ASHA) == PERSON
    (found,) = world.conflicts()
    assert (found["kind"], found["field"], found["lost"], found["in"]) == (
        "out-of-scope",
        "*",
        {"name": "Usha"},
        RANCHI,
    )


@pytest.mark.parametrize("bucket", [KHUNTI, "D999", "hq", "state:20"])
def test_an_edit_in_somebody_elses_bucket_is_kept_in_the_log_alone(world: World, bucket: str) -> None:
    world.laptop("state", "hq", "state:20")
    tbl = "members" if bucket.startswith("D") else "areas"
    laptop = world["ranchi"]
    op = laptop.op(ASHA, {"name_hi": "x"}, bucket=bucket, tbl=tbl)
    assert laptop.does(op) == [Result("parked", None, False)]
    assert world.log(op.op_id).status == "parked"
    assert world.heads(ASHA, tbl) == {}
    assert world.conflicts() == []


def test_a_reader_does_not_write(world: World) -> None:
    world.laptop("reader", RANCHI, mode="ro")
    world["ranchi"].edits(ASHA, PERSON)
    assert world["reader"].edits(ASHA, {"name": "Usha"}, base=1).status == "parked"
    assert world.doc(ASHA) == PERSON


def test_what_comes_down_shows_no_conflicts_of_its_readers(world: World) -> None:
    world.grant("ranchi", "state:20", "ro")
    assert (
        world["ranchi"].edits(ASHA, {"level": "block", "code": "1"}, tbl="areas", bucket="state:20").status == "parked"
    )
    assert world.conflicts() == []


def test_a_suspended_laptop_sends_and_gets_nothing(world: World) -> None:
    world["ranchi"].edits(ASHA, PERSON)
    world.status("ranchi2", "suspended")
    answer = world["ranchi2"].sends(world["ranchi2"].request(world["ranchi2"].op(ASHA, {"name": "Usha"}, base=1)))
    assert answer.res == [Result("parked", None, False)]
    assert (answer.rows, answer.cur, answer.buckets) == ({}, {}, [RANCHI])
    assert [c["lost"] for c in world.conflicts()] == [{"name": "Usha"}]
    with pytest.raises(Refusal) as refused:
        world["ranchi2"].pulls()
    assert (refused.value.status, refused.value.type) == (403, "device-suspended")


# --- rejected


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"tbl": "members", "bucket": "D339:up"}, checks.WRONG_BUCKET),
        ({"tbl": "no_such_table"}, checks.UNKNOWN_TABLE),
        ({"bucket": "local"}, checks.WRONG_BUCKET),
        ({"kind": "delete"}, checks.UNKNOWN_KIND),
        ({"id": "x"}, checks.NOT_AN_ID),
        ({"fields": {"name": 7}}, checks.UNREADABLE),
        ({"fields": {"name": None}}, checks.UNREADABLE),
        ({"fields": {"birth_year": 2**70}}, checks.UNREADABLE),
        ({"fields": {"area_id": "zz"}}, checks.UNREADABLE),
        ({"fields": {"phones": "none"}}, checks.UNREADABLE),
        ({"fields": {"phones": {}}}, checks.UNREADABLE),
        ({"tbl": "camps", "fields": {"districts": []}}, checks.UNREADABLE),
        ({"tbl": "sheets", "fields": {"counted": [1]}}, checks.UNREADABLE),
        ({"tbl": "rollups", "bucket": "D339:up", "fields": COUNT | {"measure": "Asha Kumari"}}, checks.UNREADABLE),
        ({"tbl": "rollups", "bucket": "D339:up", "fields": COUNT | {"measure": "board.Asha"}}, checks.UNREADABLE),
        (
            {"tbl": "rollups", "bucket": "D339:up", "fields": COUNT | {"measure": "drive.trained.asha"}},
            checks.UNREADABLE,
        ),
        ({"tbl": "directive_answers", "bucket": "D339", "fields": {"text": "done"}}, checks.WRONG_BUCKET),
        ({"fields": {"notes": "x" * (checks.MAX_TEXT + 1)}}, checks.TOO_LARGE),
    ],
)
def test_a_broken_op_is_rejected_alone_with_a_sentence(world: World, other: dict[str, Any], why: str) -> None:
    laptop, other = world["ranchi"], dict(other)
    broken = laptop.op(other.pop("id", ASHA), other.pop("fields", PERSON), **other)
    results = laptop.does(laptop.op(BALU, {"name": "Balu"}), broken, laptop.op(CHAND, {"name": "Chand"}))
    assert results == [Result("ok", 1, True), Result("rejected", None, False, why), Result("ok", 1, True)]
    assert world.log(broken.op_id).why == why
    assert laptop.does(broken)[0] == results[1]


def test_a_count_of_every_measure_there_is_comes_in(world: World) -> None:
    world.grant("ranchi", "D339:up")
    laptop = world["ranchi"]
    ops = [
        laptop.op(f"{number:032x}", COUNT | {"measure": word}, tbl="rollups", bucket="D339:up")
        for number, word in enumerate(sorted(MEASURES | OF_BOARDS))
    ]
    assert {r.status for r in laptop.does(*ops)} == {"ok"}
    assert [
        r.status for r in laptop.does(laptop.op(f"{0:032x}", {"measure": "x"}, tbl="rollups", bucket="D339:up"))
    ] == ["rejected"]


def test_a_new_record_that_was_too_large_comes_whole_when_it_is_put_right(world: World) -> None:
    laptop, long = world["ranchi"], "x" * (checks.MAX_TEXT + 1)
    large = laptop.op(ASHA, PERSON | {"notes": long})
    results = laptop.does(large, laptop.op(ASHA, {"address": "Main Road"}), laptop.op(ASHA, {"notes": "short"}))
    assert [(r.status, r.why) for r in results] == [
        ("rejected", checks.TOO_LARGE),
        ("rejected", checks.TOO_LARGE),
        ("ok", ""),
    ]
    assert world.doc(ASHA) == PERSON | {"address": "Main Road", "notes": "short"}
    assert len(world.log(large.op_id).body) < 200


def test_an_op_that_raises_is_rejected_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop = world["ranchi"]
    create = applying.create

    def breaks(work: Any, op: Any, *rest: Any) -> Result:
        if op.id == ASHA:
            raise ValueError("poison")
        return create(work, op, *rest)

    monkeypatch.setattr(applying, "create", breaks)
    broken = laptop.op(ASHA, PERSON)
    request = laptop.request(laptop.op(BALU, {"name": "Balu"}), broken, laptop.op(CHAND, {"name": "Chand"}))
    results = laptop.sends(request).res
    assert [r.status for r in results] == ["ok", "rejected", "ok"]
    assert results[1].why == checks.NOT_STORED
    assert world.log(broken.op_id).status == "rejected"
    assert [world.heads(i) == {} for i in (ASHA, BALU, CHAND)] == [True, False, False]
    assert laptop.sends(request).res == results
    assert laptop.edits(BALU, {"name": "B"}, base=1) == Result("ok", 2, True)


def test_a_database_that_is_away_rejects_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: Any) -> Result:
        raise OperationalError("statement", None, OSError("away"))

    monkeypatch.setattr(applying, "create", breaks)
    laptop = world["ranchi"]
    op = laptop.op(ASHA, PERSON)
    with pytest.raises(OperationalError):
        laptop.does(op)
    assert world.log(op.op_id) is None
    monkeypatch.undo()
    assert laptop.does(op) == [Result("ok", 1, True)]


def test_a_table_of_a_later_version_is_kept(world: World) -> None:
    laptop = world["ranchi"]
    answer = laptop.sends(laptop.request(laptop.op(ASHA, {"x": [1]}, tbl="new_things"), schema=checks.SCHEMA + 1))
    assert answer.res == [Result("ok", 1, True)]
    assert (answer.rows, answer.cur) == ({}, {})
    assert world.doc(ASHA, "new_things") == {"x": [1]}


# --- streams and generations


def test_a_laptop_that_forgot_its_last_op_is_somebody_else(world: World) -> None:
    laptop = world["ranchi"]
    laptop.edits(ASHA, PERSON)
    backup = laptop.prev
    laptop.edits(ASHA, {"name": "Usha"}, base=1)
    laptop.prev = backup
    world.now += MINUTE
    assert laptop.edits(ASHA, {"name": "Isha"}, base=1).status == "conflict"
    assert [c["lost"] for c in world.conflicts()] == ["Usha"]


def test_a_laptop_that_knows_its_last_op_overwrites_itself(world: World) -> None:
    laptop = world["ranchi"]
    laptop.edits(ASHA, PERSON)
    laptop.edits(ASHA, {"name": "Usha"}, base=1)
    assert laptop.edits(ASHA, {"name": "Isha"}, base=1).status == "ok"
    assert world.conflicts() == []


def test_a_laptop_whose_last_op_was_blanked_with_somebody_erased_overwrites_itself(world: World) -> None:
    """It knows that it sent something then, and never sends it again: after a restore, too."""
    laptop = world["ranchi"]
    first = laptop.op(ASHA, PERSON)
    blanked = laptop.op(BALU, PERSON)
    laptop.does(first, blanked)
    laptop.prev = ""
    later = laptop.op(ASHA, {"name": "Isha"}, base=0)
    assert [r.status for r in laptop.does(first, later, passed=[blanked.op_id])] == ["ok", "ok"]
    assert world.conflicts() == []


def test_what_came_out_of_its_order_is_repeated_without_becoming_somebody_elses(world: World) -> None:
    """What waited for a district went last, and stands first when everything is sent again in two requests."""
    laptop = world["ranchi"]
    waited, second, third = laptop.op(ASHA, PERSON), laptop.op(BALU, PERSON), laptop.op(CHAND, PERSON)
    laptop.does(second, third)
    laptop.does(waited)
    laptop.prev = ""
    laptop.does(waited, second)
    later = laptop.op(ASHA, {"name": "Isha"}, base=0)
    assert [r.status for r in laptop.does(third, later)] == ["ok", "ok"]
    assert world.conflicts() == []


def test_an_op_of_an_old_generation_has_seen_nothing(world: World) -> None:
    world["ranchi"].edits(ASHA, PERSON)
    world["ranchi"].edits(ASHA, {"name": "Usha"}, base=1)
    world.now += MINUTE
    result = world["ranchi2"].edits(ASHA, {"name": "Isha"}, base=2, gen="g-before")
    assert (result.status, result.clean) == ("conflict", False)


def test_an_op_made_before_the_laptop_joined_is_clean(world: World) -> None:
    assert world["ranchi"].edits(ASHA, PERSON, gen="") == Result("ok", 1, True)
