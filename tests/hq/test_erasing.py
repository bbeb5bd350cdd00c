"""Erasing is final: nothing of the record is left, nothing brings it back, a restore neither."""

import pytest
from sqlalchemy import inspect, select

from organizer_app.domain.erased_words import SIGN
from organizer_app.hq import erasing, generations, tables
from organizer_app.hq.oplog import history
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import head, oplog
from organizer_app.wire.protocol import NULL, Result
from tests.hq.world import ASHA, BALU, CHAND, DILIP, KHUNTI, MINUTE, RANCHI, World

PERSON = {"name": "Asha Kumari", "address": "Secret Lane"}
TRACES = ("Asha", "Usha", "Isha", "Secret", "Parked")


@pytest.fixture
def erased(world: World) -> World:
    """Asha was in two districts, in a conflict and in a parked edit, and is erased."""
    world.laptop("both", RANCHI, KHUNTI)
    world["ranchi"].edits(ASHA, PERSON)
    world["ranchi"].edits(ASHA, {"name": "Usha"}, base=1)
    world.now += MINUTE
    world["ranchi2"].edits(ASHA, {"name": "Isha"}, base=1)
    world["both"].edits(ASHA, {}, bucket=KHUNTI, base=3)
    world["ranchi"].edits(ASHA, {"address": "Parked"}, base=3)
    assert world["khunti"].does(
        world["khunti"].op(ASHA, {"notes": "Secret last words"}, base=5),
        world["khunti"].op(ASHA, kind="erase", base=6),
        world["khunti"].op(ASHA, {"notes": "Secret after"}, base=6),
    ) == [Result("ok", 6, True), Result("ok", 7, True), Result("erased", 7, False)]
    return world


def everything(world: World) -> str:
    with world.engine.connect() as connection:
        rows = [*connection.execute(select(head)), *connection.execute(select(oplog))]
    return repr(rows)


def test_no_trace_of_it_is_left_in_heads_log_and_conflicts(erased: World) -> None:
    assert [t for t in TRACES if t in everything(erased)] == []
    assert {b: r.state for b, r in erased.heads(ASHA).items()} == {RANCHI: "erased", KHUNTI: "erased"}
    assert erased.conflicts() == []


def test_everybody_who_ever_held_it_is_told(erased: World) -> None:
    for name, bucket in (("ranchi2", RANCHI), ("khunti", KHUNTI)):
        rows = erased[name].pulls().rows[bucket]
        assert {(r.tbl, r.id) for r in rows if r.state == "erased"} >= {("members", ASHA)}
        assert {r.state for r in rows} <= {"erased", "gone"}
        assert all(r.doc == NULL for r in rows)
    (full,) = erased["khunti"].pulls(want=[("members", ASHA, 1)]).full
    assert (full.state, full.doc) == ("erased", NULL)


def test_whoever_wrote_of_them_where_hq_does_not_have_them_is_told_too(world: World) -> None:
    world["ranchi"].edits(ASHA, PERSON)
    said = world["khunti"].edits(ASHA, {"notes": "Secret, from before HQ was restored"}, base=2)
    assert said.status == "parked"
    assert world["ranchi"].edits(ASHA, kind="erase", base=1).status == "ok"
    rows = world["khunti"].pulls().rows[KHUNTI]
    assert [(r.tbl, r.id, r.state) for r in rows] == [("members", ASHA, "erased")]
    assert [t for t in TRACES if t in everything(world)] == []


@pytest.mark.parametrize("column", ["member_id", "gone_id"])
@pytest.mark.parametrize("sender", ["ranchi2", "khunti"])  # who may write there, and who may not
def test_what_comes_later_about_somebody_erased_alone_never_comes_to_be(world: World, sender: str, column: str) -> None:
    world["ranchi"].edits(ASHA, PERSON)
    world["ranchi"].edits(BALU, {"name": "Balu"})
    assert world["ranchi"].edits(ASHA, kind="erase", base=1).status == "ok"
    people = {"member_id": BALU, "gone_id": BALU} | {column: ASHA}
    merging = people | {"before": {"name": "Secret"}, "after": {"name": "Asha"}, "moved": {}}
    late = world[sender]
    (said,) = late.does(late.op("e" * 32, merging, tbl="merges", bucket=RANCHI))
    assert said.status == "erased"
    assert late.edits("e" * 32, {"after": {"name": "Asha"}}, tbl="merges", bucket=RANCHI).status == "erased"
    assert [t for t in TRACES if t in everything(world)] == []


@pytest.mark.parametrize("column", ["member_id", "gone_id"])
def test_what_hq_could_not_place_about_somebody_goes_with_them(world: World, column: str) -> None:
    world["ranchi"].edits(ASHA, PERSON)
    people = {"member_id": BALU, "gone_id": BALU} | {column: ASHA}
    merging = people | {"before": {"name": "Secret"}, "after": {"name": "Usha"}, "moved": {}}
    reader = world.laptop("reader", RANCHI, mode="ro")
    (said,) = reader.does(reader.op("e" * 32, merging, tbl="merges", bucket=RANCHI))
    assert said.status == "parked"
    assert "Usha" in everything(world)
    assert world["ranchi"].edits(ASHA, kind="erase", base=1).status == "ok"
    assert [t for t in TRACES if t in everything(world)] == []
    assert world.conflicts() == []


@pytest.mark.parametrize(
    ("table", "column"), [("merges", "gone_id"), ("distinctions", "other_id"), ("consents", "member_id")]
)
def test_what_stands_in_the_log_alone_goes_with_them(world: World, table: str, column: str) -> None:
    """A laptop that never had the bucket can write no conflict there."""
    world["ranchi"].edits(ASHA, PERSON)
    people = {"member_id": BALU, "gone_id": BALU, "other_id": BALU} | {column: ASHA}
    stranger = world["khunti"]
    about = {"how": "Secret", "before": {"name": "Usha"}, **people}
    assert stranger.edits("e" * 32, about, tbl=table, bucket=RANCHI).status == "parked"
    nobody = {"how": f"Balu, {ASHA}", "member_id": BALU}
    assert stranger.edits("f" * 32, nobody, tbl="posts", bucket=RANCHI).status == "parked"
    assert world.conflicts() == []
    assert world["ranchi"].edits(ASHA, kind="erase", base=1).status == "ok"
    assert [t for t in TRACES if t in everything(world)] == []
    assert f"Balu, {ASHA}" in everything(world), "somebody else's stays"
    assert stranger.edits("e" * 32, about, tbl=table, bucket=RANCHI).status == "erased"
    assert [t for t in TRACES if t in everything(world)] == []


def test_the_log_is_not_read_from_end_to_end(world: World) -> None:
    query = "SELECT tbl, id, body FROM oplog WHERE rev IS NULL AND tbl IN ('merges', 'posts') AND body LIKE ?"
    with world.engine.connect() as connection:
        sql = Sql(connection)
        plan = str(sql.rows(f"EXPLAIN {'' if sql.postgres else 'QUERY PLAN'} {query}", "%x%"))
    assert "ix_oplog_untaken" in plan


def test_an_older_hq_gets_the_index(world: World) -> None:
    with world.engine.begin() as connection:
        tables.UNTAKEN.drop(connection)
        tables.create(connection)
        assert "ix_oplog_untaken" in {i["name"] for i in inspect(connection).get_indexes("oplog")}


def test_what_hq_could_not_place_goes_with_them_in_one_exchange(world: World) -> None:
    both = world.laptop("both", RANCHI, KHUNTI)
    both.edits(ASHA, PERSON, bucket=KHUNTI)
    both.edits(BALU, {"name": "Balu"})
    world.grant("both", RANCHI, "ro")
    merging = {"member_id": ASHA, "gone_id": BALU, "before": {"name": "Secret"}, "after": {"name": "Usha"}, "moved": {}}
    said = both.does(
        both.op("e" * 32, merging, tbl="merges", bucket=RANCHI), both.op(ASHA, kind="erase", bucket=KHUNTI, base=1)
    )
    assert [result.status for result in said] == ["parked", "ok"]
    assert [t for t in TRACES if t in everything(world)] == []


def test_a_mark_that_hq_could_not_place_stays_when_they_go(world: World) -> None:
    world["ranchi"].edits(ASHA, PERSON)
    reader = world.laptop("reader", RANCHI, mode="ro")
    mark = {"session_id": "c" * 32, "member_id": ASHA, "mark": "present", "how": "gate", "at": 1, "by": "reader"}
    (said,) = reader.does(reader.op("e" * 32, mark, tbl="attendance", bucket=RANCHI))
    assert said.status == "parked"
    assert world["ranchi"].edits(ASHA, kind="erase", base=1).status == "ok"
    assert [c["tbl"] for c in world.conflicts()] == ["attendance"]
    assert reader.edits("e" * 32, {"mark": "late"}, tbl="attendance", bucket=RANCHI).status == "parked"


def test_with_a_person_goes_what_a_camp_was_told_of_them(world: World) -> None:
    camp = "camp:" + "c" * 32
    world.laptop("state", "state:20")
    slim = {"name": "Slim Asha", "home_bucket": RANCHI, "camp_id": "c" * 32, "area_id": "e" * 32}
    world["ranchi"].edits(ASHA, PERSON)
    state = world["state"]
    state.does(
        state.op("a" * 32, slim | {"member_id": ASHA}, tbl="invitees", bucket=camp),
        state.op("b" * 32, slim | {"member_id": BALU, "name": "Balu"}, tbl="invitees", bucket=camp),
    )
    before = world["ranchi2"].pulls().cur
    assert world["ranchi"].edits(ASHA, kind="erase", base=1).status == "ok"
    assert "Slim Asha" not in everything(world)
    assert "Balu" in everything(world)
    assert {(r.id, r.state) for r in world["ranchi2"].pulls(cur=before).rows[camp]} == {("a" * 32, "erased")}
    assert state.edits("a" * 32, slim | {"member_id": ASHA}, tbl="invitees", bucket=camp).status == "erased"


def test_nothing_is_kept_of_what_would_have_been_rejected(erased: World) -> None:
    op = erased["ranchi2"].op(ASHA, {"notes": "Secret", "birth_year": 2**62 + 1})
    assert erased["ranchi2"].does(op) == [Result("erased", 7, False)]
    assert erased.log(op.op_id).body == "{}"


@pytest.mark.parametrize("bucket", ["D339:up", "local", "no bucket", "D999"])
def test_a_person_whom_hq_never_took_is_forgotten_when_the_laptop_erases_them(world: World, bucket: str) -> None:
    laptop = world["ranchi"]
    first = laptop.edits(ASHA, PERSON, bucket=bucket)
    laptop.edits(BALU, {"name": "Balu"}, bucket=bucket)
    assert first.status == ("parked" if bucket == "D999" else "rejected")
    assert "Asha" in everything(world)
    world["ranchi2"].edits(ASHA, kind="erase", bucket=bucket)
    assert "Asha" in everything(world), "another laptop has no say in it"
    assert laptop.edits(ASHA, kind="erase", bucket=bucket).status == first.status
    assert [t for t in TRACES if t in everything(world)] == []
    assert "Balu" in everything(world)
    assert laptop.edits(ASHA, {"notes": "late"}).status == "erased", "half a person would come"
    assert world["khunti"].edits(ASHA, PERSON).status == "ok", "nor has this one in what others know"


def test_a_person_whom_hq_refused_is_forgotten_in_one_exchange(world: World) -> None:
    laptop = world["ranchi"]
    laptop.does(laptop.op(ASHA, PERSON, bucket="local"), laptop.op(ASHA, kind="erase", bucket="local"))
    assert [t for t in TRACES if t in everything(world)] == []


@pytest.mark.parametrize("kind", ["patch", "erase"])
def test_nothing_brings_it_back(erased: World, kind: str) -> None:
    op = erased["ranchi2"].op(ASHA, PERSON, kind=kind)
    assert erased["ranchi2"].does(op) == [Result("erased", 7, False)]
    assert erased.log(op.op_id).body == "{}"
    assert "Asha" not in everything(erased)


def test_a_record_that_hq_never_had_can_be_erased(world: World) -> None:
    assert world["ranchi"].edits(BALU, kind="erase") == Result("ok", 1, True)
    assert world["ranchi2"].edits(BALU, PERSON).status == "erased"


def test_nobody_erases_in_a_bucket_that_is_not_theirs(world: World) -> None:
    world["khunti"].edits(ASHA, PERSON)
    assert world["ranchi"].edits(ASHA, kind="erase", base=1).status == "parked"
    assert world["ranchi"].edits(ASHA, kind="erase", base=1, bucket=KHUNTI).status == "parked"
    assert world.doc(ASHA) == PERSON


def test_one_record_is_erased_and_no_other(erased: World) -> None:
    assert erased["khunti"].edits(BALU, {"name": "Balu"}) == Result("ok", 1, True)
    assert erased.doc(BALU) == {"name": "Balu"}


def test_a_restore_obeys_what_was_erased_since_the_backup(world: World) -> None:
    world["ranchi"].edits(ASHA, PERSON)
    key = world.fact("erase_key")
    mark = erasing.mark(key, ("members", ASHA))
    unborn = erasing.mark(key, ("members", BALU))
    assert ASHA not in mark
    with world.engine.begin() as connection:
        old = world.gen
        world.gen = generations.begin(connection, [(mark, 5), (unborn, 6)], now=world.now)
        assert erasing.marks(connection) == [(mark, 5), (unborn, 6)]
    assert world.gen != old
    assert {r.state for r in world.heads(ASHA).values()} == {"erased"}
    assert "Asha" not in everything(world)
    told = world["ranchi2"].pulls(want=[("members", BALU, 7), ("members", CHAND, 8)]).full
    assert [(one.id, one.state, one.bucket in world["ranchi2"].pulls().buckets) for one in told] == [
        (BALU, "erased", True),
        (CHAND, "none", False),
    ]
    assert world["ranchi2"].edits(BALU, PERSON) == Result("erased", None, False)
    assert world.heads(BALU) == {}


def test_a_restore_brings_no_edit_back_that_was_only_shown_as_a_conflict(world: World) -> None:
    world.status("ranchi", "suspended")
    assert world["ranchi"].edits(ASHA, PERSON).status == "parked"
    assert "Asha" in everything(world)
    mark = erasing.mark(world.fact("erase_key"), ("members", ASHA))
    with world.engine.begin() as connection:
        world.gen = generations.begin(connection, [(mark, 5)], now=world.now)
    assert [t for t in TRACES if t in everything(world)] == []
    assert world.conflicts() == []
    assert {r.state for r in world["ranchi2"].pulls().rows[RANCHI]} == {"erased"}


def test_marks_survive_being_given_twice(erased: World) -> None:
    with erased.engine.begin() as connection:
        known = erasing.marks(connection)
        assert len(known) == 1
        assert erasing.reapply(connection, known, now=erased.now) == 1
        assert erasing.marks(connection) == known
        version = Sql(connection).rows("SELECT ver FROM bucket WHERE id = ?", RANCHI)
    assert erased.version(RANCHI) == version[0][0]


def test_a_text_that_comes_without_the_name_blanks_the_log_before_it(world: World) -> None:
    world["ranchi"].edits(BALU, {"name": "Balu", "notes": "ask Asha Kumari"})
    world["ranchi"].edits(BALU, {"notes": "ask Asha Kumari again", "place": "Kanke"}, base=1)
    world["ranchi"].edits(BALU, {"notes": f"ask {SIGN} again"}, base=2)
    assert "Asha" not in everything(world)
    assert world.doc(BALU) == {"name": "Balu", "notes": f"ask {SIGN} again", "place": "Kanke"}
    with world.engine.connect() as connection:
        told = oplog_of(Sql(connection), BALU)
    assert told == [
        ("name", None, "Balu"),
        ("notes", None, f"ask {SIGN} again"),
        ("notes", f"ask {SIGN} again", f"ask {SIGN} again"),
        ("place", None, "Kanke"),
        ("notes", f"ask {SIGN} again", f"ask {SIGN} again"),
    ]
    world["ranchi"].edits(BALU, {"notes": "new words"}, base=3)
    assert world.doc(BALU)["notes"] == "new words"
    assert "new words" in everything(world)


def oplog_of(sql: Sql, record_id: str) -> list[tuple[str, object, object]]:
    return [(change.field, change.old, change.new) for change in history(sql, "members", record_id)]


def test_with_an_entry_that_was_merged_goes_the_one_that_is_kept(world: World) -> None:
    ranchi = world["ranchi"]
    for person, into in ((ASHA, None), (BALU, ASHA), (CHAND, BALU), (DILIP, None)):
        ranchi.edits(person, {"name": f"Secret {person}", "merged_into": into})
    for merge, kept, gone in (("a" * 32, ASHA, BALU), ("b" * 32, BALU, CHAND)):
        doc = {"member_id": kept, "gone_id": gone, "before": {"name": "Secret"}, "after": {}, "moved": {}}
        ranchi.edits(merge, doc, tbl="merges")
    ranchi.edits(DILIP, {"merged_into": ASHA}, base=1)
    ranchi.edits(DILIP, {"merged_into": None}, base=2)
    assert world["ranchi2"].edits(BALU, kind="erase", base=1).status == "ok"
    states = {person: {h.state for h in world.heads(person).values()} for person in (ASHA, BALU, CHAND, DILIP)}
    assert states == {ASHA: {"erased"}, BALU: {"erased"}, CHAND: {"erased"}, DILIP: {"live"}}
    assert ranchi.edits(ASHA, {"name": "Secret"}, base=1).status == "erased"
    assert everything(world).count("Secret") == 2, "Dilip, who was taken apart, in the record and in the log"


def test_with_a_person_go_merges_and_the_entries_merged_into_theirs(world: World) -> None:
    ranchi = world["ranchi"]
    for person in (ASHA, BALU, CHAND, DILIP):
        ranchi.edits(person, {"name": f"Person {person}", "notes": "Secret"})
    said = {"before": {"name": "Secret"}, "after": {}, "moved": {}}
    merges = {"a" * 32: (ASHA, BALU, None), "b" * 32: (BALU, CHAND, None), "c" * 32: (ASHA, DILIP, 99)}
    for merge, (kept, gone, undone) in merges.items():
        doc = said | {"member_id": kept, "gone_id": gone, "undone_at": undone}
        assert ranchi.edits(merge, doc, tbl="merges").status == "ok"
    ranchi.edits("d" * 32, {"member_id": DILIP, "other_id": ASHA}, tbl="distinctions")
    before = world["ranchi2"].pulls().cur
    assert ranchi.edits(ASHA, kind="erase", base=1).status == "ok"
    rows = {(r.tbl, r.id): r.state for r in world["ranchi2"].pulls(cur=before).rows[RANCHI]}
    assert rows == dict.fromkeys(
        [("members", p) for p in (ASHA, BALU, CHAND)]
        + [("merges", merge) for merge in merges]
        + [("distinctions", "d" * 32)],
        "erased",
    ), "who was taken apart again is somebody else"
    assert everything(world).count("Secret") == 2, "Dilip's note, in the record and in the log"
