"""What the laptop sends and what an answer changes, by answers written out by hand."""

import json
from typing import Any

import pytest

from organizer_app.db import facts
from organizer_app.db.migrate import HEAD
from organizer_app.domain.erased_words import SIGN
from organizer_app.sync import client, generations, scope
from organizer_app.sync.shapes import SHAPES
from organizer_app.wire.protocol import Again, Exchange, Result
from tests.sync.laptop import NOW, UP, B, Laptop, answer, full, live, member, ok, rid, row

RAM, SITA = rid("ram"), rid("sita")


@pytest.fixture
def laptop() -> Laptop:
    """A laptop that HQ has answered once."""
    made = Laptop()
    made.apply(answer(cur={B: 0, UP: 0}))
    return made


def synced(laptop: Laptop, record: bytes = RAM, name: str = "राम", rev: int = 1, ver: int = 1) -> None:
    """A member that HQ and the laptop have alike."""
    laptop.ask()
    laptop.apply(answer([live(ver, record, rev, member(name=name))], start={B: ver - 1}))


def name(laptop: Laptop, record: bytes = RAM) -> Any:
    return laptop.one("SELECT name FROM members WHERE id = ?", record)


def test_a_first_request_asks_for_everything() -> None:
    request = Laptop().ask()
    assert (request.v, request.schema, request.gen, request.cur) == (1, int(HEAD), "", {})
    assert (request.ops, request.want) == ([], [])


def test_ops_go_out_in_order_with_what_their_editor_had_seen(laptop: Laptop) -> None:
    laptop.add(RAM)
    laptop.edit(RAM, name="श्याम")
    create, change = laptop.ask().ops
    assert (create.tbl, create.id, create.bucket, create.kind, create.base, create.at_rev) == (
        "members", RAM.hex(), B, "patch", 0, 0,
    )  # fmt: skip
    assert (create.f["name"], create.gen, change.f) == ("राम", "g1", {"name": "श्याम"})
    assert laptop.request.prev == ""
    assert laptop.ask(max_ops=1).ops == [create]


def test_a_clean_ack_gives_the_revision_and_empties_the_outbox(laptop: Laptop) -> None:
    laptop.add(RAM)
    laptop.edit(RAM, name="श्याम")
    ops = laptop.ask().ops
    applied = laptop.apply(answer([row(1, RAM, 2, "same")], res=[ok(1), ok(2)]))
    assert (applied.sent, applied.more, laptop.states()) == (2, False, ["acked", "acked"])
    assert laptop.revision(RAM) == (B, 2)
    laptop.edit(RAM, notes="x")
    request = laptop.ask()
    assert (request.ops[0].base, request.ops[0].at_rev, request.prev) == (2, 2, ops[1].op_id)
    assert {"outbox"} <= applied.tables


def test_a_lost_answer_means_the_same_ops_again(laptop: Laptop) -> None:
    laptop.add(RAM)
    first = laptop.ask()
    assert laptop.ask().ops == first.ops
    assert laptop.ask().prev == first.prev


def test_an_answer_twice_changes_nothing_the_second_time(laptop: Laptop) -> None:
    laptop.add(RAM)
    request = laptop.ask()
    said = answer([row(1, RAM, 1, "same")], res=[ok(1)])
    laptop.apply(said)
    laptop.edit(RAM, name="श्याम")
    later = laptop.ask()
    before = laptop.rows("SELECT * FROM outbox"), laptop.rows("SELECT * FROM members"), laptop.revision(RAM)
    assert laptop.apply(said, request).sent == 0
    assert (laptop.rows("SELECT * FROM outbox"), laptop.rows("SELECT * FROM members"), laptop.revision(RAM)) == before
    assert laptop.ask().prev == later.prev


def test_an_unclean_ack_waits_for_the_row(laptop: Laptop) -> None:
    synced(laptop)
    laptop.edit(RAM, name="श्याम")
    laptop.ask()
    merged = member(name="श्याम", notes="from elsewhere")
    laptop.apply(answer([live(2, RAM, 3, merged)], start={B: 1}, res=[ok(3, clean=False)]))
    assert laptop.revision(RAM) == (B, 3)
    assert laptop.one("SELECT name, notes FROM members") == ("श्याम", "from elsewhere")
    assert laptop.rows("SELECT * FROM want") == []


def test_a_late_ack_of_a_row_that_was_rebased_wants_it_again(laptop: Laptop) -> None:
    """The answer was lost; the row came back by another one, with the edit in it, before its ack."""
    synced(laptop)
    laptop.edit(RAM, name="श्याम")
    lost = laptop.ask()
    laptop.apply(answer([live(2, RAM, 5, member(name="मोहन"))], start={B: 1}), Exchange(1, 2, "g1", NOW))
    assert name(laptop) == "श्याम", "unsent as far as the laptop knows"
    applied = laptop.apply(answer(res=[ok(2)], cur={}), lost)
    assert applied.more
    ((table, wanted, nonce),) = laptop.ask().want
    assert (table, wanted) == ("members", RAM.hex())
    laptop.apply(answer(full=[full(RAM, 5, member(name="मोहन"))]))
    assert name(laptop) == "मोहन"
    assert laptop.rows("SELECT * FROM want") == []
    assert 0 <= nonce < 2**62


def test_a_wanted_answer_counts_only_while_it_is_pending(laptop: Laptop) -> None:
    synced(laptop)
    laptop.raw.execute("INSERT INTO want VALUES ('members', ?, 7)", (RAM,))
    old = laptop.ask()
    laptop.raw.execute("UPDATE want SET nonce = 8")
    laptop.apply(answer(full=[full(RAM, 1, member(name="old"))]), old)
    assert name(laptop) == "राम"
    laptop.ask()
    laptop.apply(answer(full=[full(RAM, 1, member(name="new"))]))
    assert name(laptop) == "new"


def test_a_wanted_record_that_hq_has_not_goes_unless_an_edit_waits(laptop: Laptop) -> None:
    for record in (RAM, SITA):
        synced(laptop, record, ver=1 if record == RAM else 2)
        laptop.raw.execute("INSERT INTO want VALUES ('members', ?, 7)", (record,))
    laptop.edit(SITA, name="गीता")
    laptop.ask(max_ops=0)
    laptop.apply(answer(full=[full(r, 0, None, "", "none") for r in (RAM, SITA)]))
    assert laptop.rows("SELECT name FROM members") == [("गीता",)]


def test_rows_up_to_the_cursor_are_passed_over_and_a_gap_is_refused(laptop: Laptop) -> None:
    laptop.apply(answer([live(5, RAM, 3, member(name="new"))]))
    laptop.apply(answer([live(4, RAM, 9, member(name="stale"))], cur={B: 4}))
    assert (name(laptop), laptop.ask().cur[B]) == ("new", 5)
    laptop.apply(answer([live(9, SITA, 1)], start={B: 7}))
    assert laptop.ask().cur[B] == 5
    assert laptop.one("SELECT count(*) FROM members") == 1
    laptop.apply(answer([live(9, SITA, 1)], start={B: 3}))
    assert laptop.ask().cur[B] == 9


def test_rows_of_buckets_that_are_not_granted_are_not_taken(laptop: Laptop) -> None:
    laptop.apply(answer({"D999": [live(1, RAM, 1)]}))
    assert laptop.one("SELECT count(*) FROM members") == 0
    assert "D999" not in laptop.ask().cur


def test_unsent_edits_stand_on_top_of_what_comes(laptop: Laptop) -> None:
    synced(laptop)
    laptop.edit(RAM, name="श्याम")
    laptop.edit(RAM, notes="mine")
    laptop.edit(RAM, notes="")
    laptop.ask()
    laptop.apply(answer([live(2, RAM, 2, member(name="मोहन", place="Kanke", notes="theirs"))], start={B: 1}))
    assert laptop.one("SELECT name, place, notes FROM members") == ("श्याम", "Kanke", "")
    assert laptop.revision(RAM) == (B, 2)
    assert [op.base for op in laptop.ask().ops] == [1, 1, 1]


def test_what_came_is_not_captured_and_what_is_typed_afterwards_is(laptop: Laptop) -> None:
    synced(laptop)
    assert laptop.states() == []
    laptop.edit(RAM, name="श्याम")
    assert laptop.states() == ["waiting"]


def test_gone_applies_only_to_the_bucket_the_record_is_in(laptop: Laptop) -> None:
    laptop.apply(answer({B: [live(1, RAM, 1)], "D341": []}, buckets=[B, "D341"], cur={B: 1, "D341": 0}))
    moved: dict[str, Any] = {"D341": [live(1, RAM, 2)], B: [row(2, RAM, 2, "gone")]}
    laptop.apply(answer(moved, buckets=[B, "D341"], start={B: 1}))
    assert laptop.revision(RAM) == ("D341", 2)
    assert laptop.one("SELECT bucket FROM members") == "D341"
    laptop.apply(answer({"D341": [row(2, RAM, 3, "gone")]}, buckets=[B, "D341"], start={"D341": 1}))
    assert (laptop.one("SELECT count(*) FROM members"), laptop.revision(RAM)) == (0, None)


def test_same_without_the_write_wants_the_row(laptop: Laptop) -> None:
    laptop.apply(answer([row(1, RAM, 4, "same")]))
    assert [w[1] for w in laptop.ask().want] == [RAM.hex()]


def test_a_bucket_no_longer_granted_is_purged_and_its_ops_still_sent(laptop: Laptop) -> None:
    synced(laptop)
    laptop.add(SITA)
    laptop.raw.execute("INSERT INTO want VALUES ('members', ?, 7)", (RAM,))
    laptop.ask(max_ops=0)
    applied = laptop.apply(answer(buckets=[UP]))
    assert laptop.one("SELECT count(*) FROM members") == 0
    assert laptop.one("SELECT count(*) FROM member_phones") == 0
    assert [op.bucket for op in laptop.ask().ops] == [B]
    assert (laptop.ask().cur, laptop.ask().want) == ({UP: 0}, [])
    assert "members" in applied.tables
    applied = laptop.apply(answer(res=[Result("parked", None, False)], buckets=[UP]))
    assert (applied.refused, laptop.states()) == (1, ["parked"])


def _parked_in_a_lost_bucket(laptop: Laptop) -> Exchange:
    """Somebody new goes out in a district that the answer takes away; gives the request."""
    laptop.add(RAM)
    asked = laptop.ask()
    laptop.apply(answer(res=[Result("parked", None, False)], buckets=[UP]))
    return asked


def test_what_went_out_in_a_lost_bucket_is_forgotten_with_the_next_answer(laptop: Laptop) -> None:
    first = _parked_in_a_lost_bucket(laptop)
    words = "SELECT count(*) FROM outbox WHERE f LIKE '%राम%'"
    assert (laptop.one("SELECT count(*) FROM members"), laptop.one(words)) == (0, 1)
    assert first.left == {}
    laptop.apply(answer(buckets=[UP]), first)
    assert laptop.one(words) == 1, "HQ may have been restored since it answered what was asked before"
    assert list(laptop.ask().left) == [B]
    laptop.apply(answer(buckets=[UP]))
    assert (laptop.one(words), laptop.ask().left) == (0, {})


def test_what_went_out_in_a_lost_bucket_goes_to_an_hq_that_was_restored_meanwhile(laptop: Laptop) -> None:
    _parked_in_a_lost_bucket(laptop)
    assert generations.change(laptop.raw, "g2")
    (op,) = laptop.ask().ops
    assert (op.bucket, op.f["name"]) == (B, "राम")
    res = [Result("parked", None, False)]
    assert laptop.apply(answer(res=res, buckets=[UP], gen="g2")).more
    laptop.ask()
    laptop.apply(answer(buckets=[UP], gen="g2"))
    assert laptop.one("SELECT count(*) FROM outbox WHERE f LIKE '%राम%'") == 0


def test_what_went_out_in_a_lost_bucket_stays_when_that_is_granted_again(laptop: Laptop) -> None:
    _parked_in_a_lost_bucket(laptop)
    laptop.ask()
    laptop.apply(answer())
    assert laptop.one("SELECT count(*) FROM outbox WHERE f LIKE '%राम%'") == 1
    laptop.ask()
    laptop.apply(answer(buckets=[UP]))
    assert laptop.one("SELECT count(*) FROM outbox WHERE f LIKE '%राम%'") == 0


def test_what_hq_kept_aside_goes_with_a_bucket_that_was_granted_and_never_read(laptop: Laptop) -> None:
    laptop.add(RAM, bucket="camp:x")
    laptop.ask()
    laptop.apply(answer(res=[Result("parked", None, False)], buckets=[B, UP, "camp:x"]))
    assert laptop.one("SELECT count(*) FROM outbox WHERE f LIKE '%राम%'") == 1
    laptop.ask()
    laptop.apply(answer(buckets=[B, UP]))
    assert laptop.one("SELECT count(*) FROM outbox WHERE f LIKE '%राम%'") == 0


def test_what_went_where_a_record_is_goes_with_that_bucket(laptop: Laptop) -> None:
    facts.put_names(laptop.raw, facts.GRANTED, [B, UP])
    synced(laptop)
    laptop.edit(RAM, bucket="D999", name="श्याम")
    (op,) = laptop.ask().ops
    assert op.bucket == B
    laptop.apply(answer([row(2, RAM, 2, "same")], start={B: 1}, res=[ok(2)]))
    laptop.ask()
    laptop.apply(answer(buckets=[UP]))
    assert laptop.one("SELECT count(*) FROM outbox WHERE f LIKE '%श्याम%' OR was LIKE '%राम%'") == 0


def test_an_answer_from_before_a_bucket_was_granted_does_not_take_it_away(laptop: Laptop) -> None:
    old = laptop.ask()
    laptop.apply(answer([live(1, RAM, 1)], buckets=[B, UP], ro=[B]))
    laptop.apply(answer(buckets=[UP]), old)
    assert (laptop.revision(RAM), laptop.one("SELECT v FROM sync_state WHERE k = 'buckets_ro'")) == ((B, 1), f'["{B}"]')
    laptop.ask()
    laptop.apply(answer(buckets=[UP]))
    assert laptop.revision(RAM) is None


def test_the_local_bucket_is_never_sent_nor_purged(laptop: Laptop) -> None:
    laptop.add(RAM, bucket="local")
    assert laptop.ask().ops == []
    laptop.apply(answer(buckets=[UP]))
    assert name(laptop) == "राम"
    assert not laptop.apply(answer(buckets=[UP])).more
    laptop.edit(RAM, bucket=B)
    (op,) = laptop.ask().ops
    assert (op.bucket, op.f["name"]) == (B, "राम")


def test_what_was_typed_before_a_record_had_a_place_goes_with_its_bucket(
    laptop: Laptop,
) -> None:
    laptop.add(RAM, bucket="local")
    laptop.add(SITA, name="सीता", bucket="local")
    laptop.edit(RAM, bucket=B)
    laptop.ask()
    laptop.apply(answer(res=[ok(1)]))
    assert laptop.one("SELECT group_concat(bucket) FROM outbox WHERE f LIKE '%राम%'") == f"local,{B}"
    laptop.ask()
    laptop.apply(answer(buckets=[UP]))
    assert laptop.one("SELECT count(*) FROM outbox WHERE f LIKE '%राम%' OR was LIKE '%राम%'") == 0
    assert laptop.one("SELECT count(*) FROM outbox WHERE state = 'waiting' AND f <> '{}'") == 1


def test_a_record_without_a_place_that_hq_knows_is_sent_where_hq_has_it(laptop: Laptop) -> None:
    laptop.add(RAM, name="श्याम", bucket="local")
    laptop.apply(answer([live(1, RAM, 1, member(name="राम", place="Kanke"))]))
    assert laptop.one("SELECT name, bucket FROM members") == ("श्याम", B)
    assert [op.bucket for op in laptop.ask().ops] == [B]


def test_what_was_typed_before_a_record_had_a_place_is_not_laid_over_hqs(laptop: Laptop) -> None:
    laptop.add(RAM, bucket="local")
    laptop.edit(RAM, birth_year=1980)
    laptop.edit(RAM, birth_year=None)
    laptop.edit(RAM, bucket=B)
    laptop.apply(answer([live(1, RAM, 1, member(birth_year=1999))]))
    assert laptop.one("SELECT birth_year FROM members") == 1999, "the op that is sent says nothing of it"


def test_people_of_a_district_never_held_wait_here_and_block_nobody(laptop: Laptop) -> None:
    facts.put_names(laptop.raw, facts.HELD, [B, UP])
    laptop.add(RAM, bucket="D999")
    laptop.edit(RAM, notes="x")
    assert laptop.ask().ops == []
    assert not laptop.apply(answer()).more
    laptop.add(SITA)
    (op,) = laptop.ask().ops
    assert op.id == SITA.hex()
    laptop.apply(answer(res=[ok(1)]))
    laptop.apply(answer(buckets=[B, UP, "D999"]))
    assert [o.bucket for o in laptop.ask().ops] == ["D999", "D999"], "once the district is granted"
    laptop.apply(answer(buckets=[B, UP]), Exchange(1, 2, "g1", NOW))
    assert [o.bucket for o in laptop.ask().ops] == ["D999", "D999"], "HQ knows what to do with what was held once"


def test_people_whose_place_is_put_right_are_sent_there_whole(laptop: Laptop) -> None:
    facts.put_names(laptop.raw, facts.HELD, [B, UP])
    laptop.add(RAM, bucket="D999")
    laptop.edit(RAM, bucket=B, place="Kanke")
    create, move = laptop.ask().ops
    assert (create.bucket, create.f["name"], move.bucket) == (B, "राम", B)


def test_what_hq_had_once_is_sent_even_to_a_district_never_held(laptop: Laptop) -> None:
    facts.put_names(laptop.raw, facts.HELD, [B, UP])
    laptop.add(RAM)
    laptop.edit(RAM, bucket="D999")
    laptop.ask(max_ops=1)
    laptop.apply(answer(res=[ok(1)]))
    laptop.apply(answer([row(2, RAM, 2, "erased")]), Exchange(1, 2, "g1", NOW))
    assert len(laptop.ask().ops) == 1, "HQ answers that it is erased, and nothing waits any more"


def test_a_record_stays_where_hq_has_it_until_hq_moves_it(laptop: Laptop) -> None:
    synced(laptop)
    laptop.edit(RAM, bucket="D341", place="Khunti")
    (op,) = laptop.ask().ops
    assert op.bucket == B
    laptop.apply(answer([row(2, RAM, 2, "same")], start={B: 1}, res=[ok(2)]))
    assert laptop.one("SELECT bucket, place FROM members") == (B, "Khunti")


def test_what_hq_refused_stays_here_with_the_reason(laptop: Laptop) -> None:
    laptop.add(RAM)
    laptop.ask()
    applied = laptop.apply(answer(res=[Result("rejected", None, False, "name: too long.")]))
    assert (applied.refused, applied.more) == (1, False)
    assert laptop.one("SELECT state, why FROM outbox") == ("refused", "name: too long.")
    assert name(laptop) == "राम"
    synced(laptop, SITA)
    laptop.edit(SITA, name="x")
    laptop.ask()
    laptop.apply(answer(res=[Result("rejected", None, False, "no")]))
    assert [w[1] for w in laptop.ask().want] == [SITA.hex()], "HQ's version stands, the refused one is in the outbox"


def test_an_erased_person_is_blanked_everywhere(laptop: Laptop) -> None:
    phones = [{"number": "+919812345678", "kind": "mobile", "problem": ""}]
    laptop.apply(answer([live(1, RAM, 1, member(phones=phones)), live(2, SITA, 1)]))
    laptop.raw.execute(
        "INSERT INTO acts(tx, at, usr, verb, about, first_seq, last_seq) VALUES (9, 1, '', '', 'राम', 1, 1)"
    )
    laptop.raw.execute("UPDATE capture SET tx = 9")
    laptop.edit(RAM, name="राम जी")
    laptop.raw.execute("INSERT INTO import_seen VALUES (x'01', ?)", (RAM,))
    clash = {"tbl": "members", "rid": RAM.hex(), "field": "name", "kept": "राम", "lost": "रामू", "status": "open"}
    laptop.apply(answer([live(3, rid("clash"), 1, clash, "conflicts")], start={B: 2}), Laptop().request)
    applied = laptop.apply(answer([row(4, RAM, 2, "erased")], start={B: 3}), Laptop().request)
    assert name(laptop) is None
    assert laptop.one("SELECT count(*) FROM member_phones") == 0
    assert laptop.rows("SELECT f, was, state FROM outbox") == [("{}", "{}", "waiting")]
    assert laptop.one("SELECT about FROM acts") == SIGN
    assert laptop.one("SELECT member_id FROM import_seen") == bytes(16)
    assert laptop.one("SELECT kept, lost FROM conflicts") == (None, None)
    assert laptop.revision(RAM) is None
    assert "members" in applied.tables
    laptop.ask()
    laptop.apply(answer(res=[Result("erased", None, False)]))
    assert laptop.states() == ["erased"]
    assert name(laptop, SITA) == "राम"
    tables = laptop.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'member_search%'")
    dump = "\n".join(str(laptop.rows(f"SELECT * FROM {table}")) for (table,) in tables)
    assert "राम जी" not in dump
    assert "9812345678" not in dump


def test_erasing_here_is_sent_and_what_comes_meanwhile_does_not_bring_it_back(laptop: Laptop) -> None:
    synced(laptop)
    laptop.raw.execute("DELETE FROM members WHERE id = ?", (RAM,))
    (op,) = laptop.ask().ops
    assert (op.kind, op.bucket, op.base) == ("erase", B, 1)
    laptop.apply(answer([live(2, RAM, 2, member(notes="late"))], start={B: 1}), Laptop().request)
    assert name(laptop) is None
    laptop.ask()
    laptop.apply(answer([row(3, RAM, 3, "erased")], start={B: 2}, res=[Result("erased", 3, False)]))
    assert (name(laptop), laptop.revision(RAM), laptop.states()) == (None, None, ["erased"])


def test_nothing_is_written_when_the_middle_fails(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop.add(RAM)
    laptop.ask()
    before = list(laptop.raw.iterdump()) if hasattr(laptop.raw, "iterdump") else laptop.states()
    monkeypatch.setattr(scope, "save_cursors", lambda *_: (_ for _ in ()).throw(KeyError("bug")))
    with pytest.raises(KeyError):
        laptop.apply(answer([live(1, SITA, 1)], res=[ok(1)]))
    monkeypatch.undo()
    assert (list(laptop.raw.iterdump()) if hasattr(laptop.raw, "iterdump") else laptop.states()) == before
    assert laptop.one("SELECT applying + bulk FROM capture") == 0


def test_an_answer_of_another_generation_changes_nothing(laptop: Laptop) -> None:
    laptop.add(RAM)
    laptop.ask()
    assert laptop.apply(answer([live(1, SITA, 1)], res=[ok(1)], gen="g0")).more
    assert (laptop.states(), laptop.ask().cur[B]) == (["waiting"], 0)


def test_a_new_generation_sends_again_pulls_again_and_sweeps(laptop: Laptop) -> None:
    laptop.add(RAM)
    ops = laptop.ask().ops
    laptop.apply(answer([row(1, RAM, 1, "same")], res=[ok(1)]))
    synced(laptop, SITA, name="सीता", ver=2)
    assert generations.change(laptop.raw, "g2")
    assert not generations.change(laptop.raw, "g2")
    request = laptop.ask()
    assert (request.gen, request.prev, request.cur) == ("g2", "", {B: 0, UP: 0})
    assert [(op.op_id, op.gen, op.at_rev) for op in request.ops] == [(ops[0].op_id, "g1", -3)]  # revision 1 of g1
    laptop.apply(answer([live(1, RAM, 1)], res=[ok(1, clean=False)], gen="g2"))
    laptop.ask()
    laptop.apply(answer(gen="g2", start={B: 1}))
    assert [w[1] for w in laptop.ask().want] == [SITA.hex()], "HQ did not name her again"
    laptop.apply(answer(gen="g2", start={B: 1}, full=[full(SITA, 0, None, "", "none")]))
    assert laptop.rows("SELECT name FROM members") == [("राम",)]
    laptop.edit(RAM, notes="x")
    assert laptop.ask().ops[0].gen == "g2"


def test_an_edit_tells_a_restored_hq_what_its_editor_had_seen_before(laptop: Laptop) -> None:
    synced(laptop)
    laptop.edit(RAM, notes="seen")
    laptop.ask()
    laptop.apply(answer(start={B: 1}, res=[ok(2)]))
    generations.change(laptop.raw, "g2")
    laptop.edit(RAM, notes="before HQ named him again")
    first, second = laptop.ask().ops
    assert (first.gen, first.base, first.again) == ("g1", 1, Again({"notes": ""}, {"g1": 2}, ["notes"]))
    assert (second.gen, second.base, second.again) == ("g1", 2, Again({"notes": "seen"}, {}, []))
    generations.change(laptop.raw, "g3")
    assert [(op.gen, op.base) for op in laptop.ask().ops] == [("g1", 1), ("g1", 2)]


def test_what_was_blanked_with_somebody_erased_is_named_and_not_sent_again(laptop: Laptop) -> None:
    laptop.add(RAM)
    laptop.add(SITA)
    first, second = laptop.ask().ops
    laptop.apply(answer([row(1, RAM, 1, "same"), row(2, SITA, 1, "same")], res=[ok(1), ok(1)]))
    laptop.apply(answer([row(3, SITA, 2, "erased")], start={B: 2}))
    generations.change(laptop.raw, "g2")
    laptop.edit(RAM, notes="x")
    request = laptop.ask()
    assert (request.ops[0].op_id, len(request.ops)) == (first.op_id, 2)
    assert request.passed == [second.op_id]
    laptop.apply(answer(res=[ok(1), ok(2)], gen="g2"))
    laptop.edit(RAM, notes="y")
    assert laptop.ask().passed == []


def test_records_older_than_what_anybody_keeps_are_sent_again_whole(laptop: Laptop) -> None:
    synced(laptop)
    laptop.now += generations.KEEP_MS + 1
    synced(laptop, SITA, ver=2)
    generations.change(laptop.raw, "g2")
    laptop.ask()
    assert laptop.apply(answer(gen="g2")).more
    (op,) = laptop.ask().ops
    assert (op.id, op.f["name"], op.base, op.at_rev, op.at, op.gen) == (RAM.hex(), "राम", 0, 0, NOW, "g2")
    assert [w[1] for w in laptop.request.want] == [SITA.hex()]


def test_the_first_generation_requeues_nothing() -> None:
    fresh = Laptop()
    fresh.add(RAM)
    assert generations.change(fresh.raw, "g1")
    request = fresh.ask()
    assert (request.gen, request.ops[0].gen) == ("g1", "g1"), "typed before joining, and clean all the same"
    fresh.apply(answer([row(1, RAM, 1, "same")], res=[ok(1)]))
    assert fresh.revision(RAM) == (B, 1)


def test_ops_of_hq_are_forgotten_after_90_days_by_its_clock(laptop: Laptop) -> None:
    laptop.raw.execute(
        "INSERT INTO acts(tx, at, usr, verb, about, first_seq, last_seq) VALUES (1, 1, '', '', '', 1, 1)"
    )
    laptop.add(RAM)
    (op,) = laptop.ask().ops
    laptop.apply(answer([row(1, RAM, 1, "same")], res=[ok(1)]))
    laptop.now += 10 * generations.KEEP_MS
    laptop.apply(answer(start={B: 1}), Laptop().request)
    assert laptop.states() == ["acked"], "a clock that jumps forgets nothing"
    laptop.apply(answer(start={B: 1}, now=NOW + generations.KEEP_MS + 1), Laptop().request)
    assert (laptop.states(), laptop.rows("SELECT * FROM acts")) == ([], [])
    laptop.edit(RAM, name="श्याम")
    assert laptop.ask().prev == op.op_id
    generations.change(laptop.raw, "g2")
    assert laptop.ask().prev == op.op_id


def test_the_idle_check_is_made_once_a_day_when_all_is_quiet(laptop: Laptop) -> None:
    synced(laptop)
    assert laptop.ask().chk == {}
    laptop.now += 86_400_000
    request = laptop.ask()
    assert request.chk.keys() == {B, UP}
    assert request.chk[B][0] == 1
    laptop.apply(answer(start={B: 1}))
    assert laptop.ask().chk == {}
    laptop.now += 86_400_000
    assert laptop.ask().chk != {}
    laptop.edit(RAM, name="x")
    assert laptop.ask().chk == {}


def test_a_difference_that_the_idle_check_found_is_read_again(laptop: Laptop) -> None:
    synced(laptop)
    synced(laptop, SITA, ver=2)
    laptop.raw.execute("UPDATE capture SET applying = 1")
    laptop.raw.execute("UPDATE members SET name = 'rotten' WHERE id = ?", (RAM,))
    laptop.raw.execute("UPDATE capture SET applying = 0")
    laptop.now += 86_400_000
    laptop.ask()
    assert laptop.apply(answer(start={B: 2}, recheck=[B])).more
    assert laptop.ask().cur[B] == 0
    laptop.apply(answer([live(1, RAM, 1, member(name="राम"))]))
    assert name(laptop) == "राम"
    assert [w[1] for w in laptop.ask().want] == [SITA.hex()]
    laptop.apply(answer(start={B: 1}, full=[full(SITA, 1, member(name="सीता"))]))
    assert name(laptop, SITA) == "सीता"
    assert not laptop.apply(answer(start={B: 1}), Laptop().request).more


def test_fields_of_a_newer_server_are_kept_beside_the_record(laptop: Laptop) -> None:
    laptop.apply(answer([live(1, RAM, 1, member(shoe_size=42, search_keys="planted", n=7))]))
    assert json.loads(laptop.one("SELECT _extra FROM members")) == {"shoe_size": 42}
    assert laptop.one("SELECT search_keys FROM members") != "planted"


def test_tables_of_a_newer_server_are_passed_over_and_read_after_an_update(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shape = SHAPES["wings"]
    monkeypatch.delitem(SHAPES, "wings")
    wing = {"kind": "front", "code": "youth", "name_hi": "युवा", "name_en": "Youth", "sort_order": 1, "on_paper": True}
    laptop.apply(answer([live(1, RAM, 1, wing, "wings"), live(2, SITA, 1)]))
    assert laptop.revision(RAM, "wings") == (B, 1), "counted in the idle check"
    assert laptop.ask().cur[B] == 2
    monkeypatch.setitem(SHAPES, "wings", shape)
    facts.put(laptop.raw, facts.SCHEMA, 1)
    laptop.apply(answer(start={B: 2}))
    assert laptop.ask().cur[B] == 0
    laptop.apply(answer([live(1, RAM, 1, wing, "wings"), live(2, SITA, 1)]))
    assert laptop.one("SELECT name_en, on_paper FROM wings") == ("Youth", 1)
    assert facts.get(laptop.raw, facts.UNKNOWN) == ""


def test_fields_that_this_program_learns_go_to_their_columns(laptop: Laptop) -> None:
    laptop.apply(answer([live(1, RAM, 1, member(shoe_size=42))]))
    laptop.raw.execute(
        """UPDATE members SET _extra = '{"shoe_size":42,"card_no":"C7","birth_year":"x","area_id":null}'"""
    )
    laptop.apply(answer(start={B: 1}))
    assert laptop.one("SELECT card_no FROM members") == "", "once for each version of the program"
    facts.put(laptop.raw, facts.SCHEMA, 1)
    laptop.apply(answer(start={B: 1}))
    assert laptop.one("SELECT card_no, birth_year FROM members") == ("C7", None)
    assert json.loads(laptop.one("SELECT _extra FROM members")) == {"shoe_size": 42, "birth_year": "x"}
    assert laptop.states() == []


@pytest.mark.parametrize(
    "broken",
    [{"birth_year": "x"}, {"phones": "x"}, {"name": 5}, {"area_id": "zz"}, {"birth_year": 2**70}, {"area_id": "aa"}],
)
def test_a_record_that_does_not_fit_is_passed_over_alone(laptop: Laptop, broken: dict[str, Any]) -> None:
    applied = laptop.apply(answer([live(1, RAM, 1, member(**broken)), live(2, SITA, 1)]))
    assert applied.unreadable == (("members", RAM),)
    assert laptop.rows("SELECT id FROM members") == [(SITA,)]
    assert (laptop.revision(RAM), laptop.ask().cur[B]) == (None, 2)


def test_search_phones_and_wings_are_right_after_a_pull(laptop: Laptop) -> None:
    phones = [{"number": "+919812345678", "kind": "mobile", "problem": ""}]
    laptop.apply(answer([live(1, RAM, 1, member(name="राम लाल", phones=phones, wings=["aa"])), live(2, SITA, 1)]))
    tail = "SELECT number FROM member_phones WHERE tail LIKE '8765%'"
    match = "SELECT count(*) FROM member_search WHERE member_search MATCH ?"
    key = laptop.one("SELECT search_keys FROM members WHERE id = ?", RAM).split()[0]
    assert laptop.one(tail) == "+919812345678"
    assert laptop.one(match, key) == 2
    assert laptop.one("SELECT wing_id FROM member_wings") == "aa"
    laptop.apply(answer([live(3, RAM, 2, member(name="गीता", wings=["bb"]))], start={B: 2}))
    assert laptop.one(match, key) == 1
    assert laptop.one("SELECT count(*) FROM member_phones") == 0
    assert laptop.one("SELECT wing_id FROM member_wings") == "bb"
    laptop.raw.execute("INSERT INTO member_search(member_search, rank) VALUES ('integrity-check', 1)")
    laptop.apply(answer([row(4, RAM, 3, "gone")], start={B: 3}))
    laptop.raw.execute("INSERT INTO member_search(member_search, rank) VALUES ('integrity-check', 1)")


def test_people_without_a_place_are_asked_for_when_hq_is_another_one(laptop: Laptop) -> None:
    laptop.add(RAM, bucket="local")
    laptop.edit(RAM, birth_year=1980)
    laptop.add(SITA, name="सीता", bucket="local")
    assert laptop.ask().want == []
    generations.change(laptop.raw, "g2")
    assert {w[1] for w in laptop.ask().want} == {RAM.hex(), SITA.hex()}
    laptop.apply(answer(gen="g2", full=[full(RAM, -1, None, B, "erased"), full(SITA, -1, None, "", "none")]))
    assert laptop.one("SELECT group_concat(name) FROM members") == "सीता"
    assert laptop.one("SELECT count(*) FROM outbox WHERE f LIKE '%राम%' OR was LIKE '%राम%'") == 0
    assert laptop.ask().want == []


def test_local_columns_stay_as_they_are(laptop: Laptop) -> None:
    laptop.raw.execute("UPDATE capture SET applying = 1")
    laptop.raw.execute(
        "INSERT INTO organisations(id, bucket, name_hi, name_en, labels, home_area_id, created_at, created_by, "
        "changed_at, changed_by) VALUES (?, ?, '', '', '{}', x'01', 5, 'Asha', 5, 'Asha')",
        (RAM, B),
    )
    laptop.raw.execute("UPDATE capture SET applying = 0")
    laptop.apply(answer([live(1, RAM, 1, {"name_hi": "संगठन", "name_en": "Org", "labels": {"a": 1}}, "organisations")]))
    assert laptop.one("SELECT name_hi, home_area_id, created_at, created_by, changed_at FROM organisations") == (
        "संगठन", b"\x01", 5, "Asha", NOW,
    )  # fmt: skip


def test_places_that_come_are_in_their_trees_at_once(laptop: Laptop) -> None:
    district = {"level": "district", "code": "339", "name_hi": "रांची", "name_en": "Ranchi"}
    block = {"level": "block", "code": "1", "name_hi": "कांके", "name_en": "Kanke", "parent_id": RAM.hex()}
    laptop.apply(answer([live(1, RAM, 1, district, "areas"), live(2, SITA, 1, block, "areas")]))
    assert laptop.one("SELECT depth FROM area_paths WHERE above = ? AND below = ?", RAM, SITA) == 1


def test_what_is_granted_is_remembered(laptop: Laptop) -> None:
    laptop.apply(answer(buckets=[B, UP, "hq"], ro=["hq"]))
    assert facts.names(laptop.raw, facts.GRANTED) == [B, UP, "hq"]
    assert facts.names(laptop.raw, facts.READ_ONLY) == ["hq"]


def test_an_exchange_is_limited_by_bytes(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("organizer_app.sync.outgoing.MAX_BYTES", 100)
    laptop.add(RAM, notes="x" * 500)
    laptop.add(SITA)
    assert [op.id for op in laptop.ask().ops] == [RAM.hex()]


def test_the_schema_is_the_newest_step() -> None:
    assert int(HEAD) == client.SCHEMA
