"""Pull: what a laptop gets, in pages, and what it does not get."""

from typing import Any

import pytest
from sqlalchemy import Engine, event

from organizer_app.hq import checks, pull
from organizer_app.hq.sql import Sql
from organizer_app.wire.protocol import NULL, Answer, Full, Refusal, check
from tests.hq.world import ASHA, BALU, CHAND, DILIP, KHUNTI, RANCHI, World

PERSON = {"name": "Asha", "birth_year": 1980}


def told(answer: Answer, bucket: str = RANCHI) -> list[tuple[int, str, str]]:
    return [(row.ver, row.id, row.state) for row in answer.rows.get(bucket, [])]


def three(world: World) -> None:
    for record in (ASHA, BALU, CHAND):
        world["ranchi"].edits(record, PERSON)


def test_the_first_pull_brings_everything_of_ones_own_buckets(world: World) -> None:
    three(world)
    world["khunti"].edits(DILIP, PERSON)
    answer = world["ranchi2"].pulls()
    assert told(answer) == [(1, ASHA, "live"), (2, BALU, "live"), (3, CHAND, "live")]
    assert bytes(answer.rows[RANCHI][0].doc) == b'{"name":"Asha","birth_year":1980}'
    assert list(answer.rows) == [RANCHI]
    assert (answer.cur, answer.from_, answer.more) == ({RANCHI: 3}, {RANCHI: 0}, False)
    assert (answer.buckets, answer.ro, answer.gen, answer.now) == ([RANCHI], [], world.gen, world.now)


def test_a_page_ends_at_max_and_the_next_goes_on(world: World) -> None:
    three(world)
    first = world["ranchi2"].pulls(max=2)
    assert (told(first), first.cur, first.more) == ([(1, ASHA, "live"), (2, BALU, "live")], {RANCHI: 2}, True)
    second = world["ranchi2"].pulls(max=2, cur=first.cur)
    assert (told(second), second.cur, second.more) == ([(3, CHAND, "live")], {RANCHI: 3}, False)
    assert second.from_ == {RANCHI: 2}
    assert world["ranchi2"].pulls(max=2, cur=second.cur).rows == {}


def test_a_page_goes_over_several_buckets(world: World) -> None:
    world.grant("ranchi2", KHUNTI)
    three(world)
    world["khunti"].edits(DILIP, PERSON)
    cur: dict[str, int] = {}
    seen = []
    for _page in range(4):
        answer = world["ranchi2"].pulls(max=1, cur=cur)
        cur = answer.cur
        seen += [row.id for rows in answer.rows.values() for row in rows]
    assert seen == [ASHA, BALU, CHAND, DILIP]
    assert not answer.more


def test_a_page_ends_by_bytes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    three(world)
    monkeypatch.setattr(pull, "PAGE_BYTES", 40)
    first = world["ranchi2"].pulls()
    assert (len(told(first)), first.more) == (2, True)
    assert told(world["ranchi2"].pulls(cur=first.cur)) == [(3, CHAND, "live")]


def test_with_max_0_nothing_comes_but_there_is_more(world: World) -> None:
    three(world)
    answer = world["ranchi2"].pulls(max=0)
    assert (answer.rows, answer.cur, answer.more) == ({}, {RANCHI: 0}, True)


def test_ones_own_clean_edits_come_back_as_same(world: World) -> None:
    three(world)
    world["ranchi2"].edits(BALU, {"name": "B"}, base=1)
    answer = world["ranchi"].pulls()
    assert told(answer) == [(1, ASHA, "same"), (3, CHAND, "same"), (4, BALU, "live")]
    assert [row.doc for row in answer.rows[RANCHI][:2]] == [NULL, NULL]


def test_ones_own_edit_that_met_another_comes_back_whole(world: World) -> None:
    world["ranchi"].edits(ASHA, PERSON)
    world["ranchi2"].edits(ASHA, {"address": "x"}, base=1)
    world["ranchi"].edits(ASHA, {"name": "Usha"}, base=1)
    assert told(world["ranchi"].pulls()) == [(3, ASHA, "live")]


def test_push_and_pull_go_in_one(world: World) -> None:
    three(world)
    laptop = world["ranchi2"]
    answer = laptop.sends(laptop.request(laptop.op(DILIP, PERSON)))
    assert [r.status for r in answer.res] == ["ok"]
    assert told(answer)[-1] == (4, DILIP, "same")


def test_a_withdrawn_bucket_is_neither_named_nor_sent(world: World) -> None:
    three(world)
    world.grant("ranchi2", KHUNTI, "ro")
    world.withdraw("ranchi2", RANCHI)
    answer = world["ranchi2"].pulls(cur={RANCHI: 1})
    assert (answer.rows, answer.buckets, answer.ro, answer.cur) == ({}, [KHUNTI], [KHUNTI], {KHUNTI: 0})


def test_wanted_records_come_in_the_order_asked_for(world: World) -> None:
    three(world)
    world["khunti"].edits(DILIP, PERSON)
    answer = world["ranchi"].pulls(want=[("members", CHAND, 7), ("members", DILIP, 8), ("members", ASHA, 9)])
    assert [(f.id, f.state, f.bucket, f.rev) for f in answer.full] == [
        (CHAND, "live", RANCHI, 1),
        (DILIP, "none", "", -1),
        (ASHA, "live", RANCHI, 1),
    ]
    assert bytes(answer.full[0].doc) == b'{"name":"Asha","birth_year":1980}'


def test_forbidden_and_absent_are_the_same_in_words_and_in_questions(world: World) -> None:
    world["khunti"].edits(DILIP, PERSON)
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(world.engine, "before_cursor_execute", note)
    try:
        found = []
        for record in (DILIP, CHAND):
            asked.clear()
            full = world["ranchi"].pulls(want=[("members", record, 1)]).full
            found.append((list(asked), [(f.bucket, f.ver, f.rev, f.state, f.doc) for f in full]))
        assert found[0] == found[1]
        written = []
        for bucket in (KHUNTI, "D999"):
            asked.clear()
            result = world["ranchi"].edits(CHAND, PERSON, bucket=bucket)
            written.append((list(asked), result))
        assert written[0] == written[1]
    finally:
        event.remove(world.engine, "before_cursor_execute", note)


def test_a_page_is_read_by_its_index_without_sorting_the_bucket(world: World) -> None:
    three(world)
    with world.engine.connect() as connection:
        sql = Sql(connection)
        word = "EXPLAIN" if sql.postgres else "EXPLAIN QUERY PLAN"
        plan = repr(sql.rows(f"{word} {pull.READ}", "ranchi", "ranchi", RANCHI, 0, 200))
    assert "head_pkey" in plan or "PRIMARY KEY" in plan
    assert not any(bad in plan for bad in ("Sort", "Seq Scan", "Bitmap", "TEMP B-TREE", "SCAN"))


def test_no_statement_is_dear_enough_to_be_compiled_first(postgres_engine: Engine) -> None:
    with postgres_engine.connect() as connection:
        assert "JIT" not in repr(Sql(connection).rows("EXPLAIN SELECT k, v FROM facts ORDER BY v"))


def test_the_idle_check_names_the_bucket_that_differs(world: World) -> None:
    three(world)
    world["ranchi2"].edits(BALU, {"name": "B"}, base=1)
    held = check([(ASHA, 1), (BALU, 2), (CHAND, 1)])
    asks = world["ranchi2"]
    assert asks.pulls(cur={RANCHI: 4}, chk={RANCHI: held}).recheck == []
    assert asks.pulls(cur={RANCHI: 4}, chk={RANCHI: check([(ASHA, 1)])}).recheck == [RANCHI]
    assert asks.pulls(cur={RANCHI: 3}, chk={RANCHI: check([(ASHA, 1)])}).recheck == []
    assert asks.pulls(cur={RANCHI: 4}, chk={KHUNTI: (0, "0" * 16)}).recheck == []


# --- refused


def test_an_unknown_laptop_is_not_told_that_it_was_revoked(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        world["nobody"].pulls()
    assert (refused.value.status, refused.value.type) == (401, "token-invalid")
    world.status("ranchi", "revoked")
    with pytest.raises(Refusal) as refused:
        world["ranchi"].edits(ASHA, PERSON)
    assert (refused.value.status, refused.value.type) == (401, "device-revoked")
    assert world.heads(ASHA) == {}


def test_an_old_generation_is_named_the_new_one_and_nothing_is_taken(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        world["ranchi"].edits(ASHA, PERSON, gen="g-old"), world["ranchi"].pulls(gen="g-old")
    assert (refused.value.status, refused.value.type) == (409, "generation-changed")
    assert refused.value.extra == {"gen": world.gen}


def test_a_cursor_beyond_the_bucket_is_expired(world: World) -> None:
    three(world)
    laptop = world["ranchi2"]
    with pytest.raises(Refusal) as refused:
        laptop.sends(laptop.request(laptop.op(DILIP, PERSON), cur={RANCHI: 9}))
    assert (refused.value.status, refused.value.type) == (410, "cursor-expired")
    assert refused.value.extra == {"buckets": [RANCHI]}
    assert world.heads(DILIP) == {}


@pytest.mark.parametrize("schema", [checks.SCHEMA + 1, checks.OLDEST - 1])
def test_a_program_too_far_apart_sends_and_gets_nothing(world: World, schema: int) -> None:
    three(world)
    laptop = world["ranchi2"]
    answer = laptop.sends(laptop.request(laptop.op(DILIP, PERSON), schema=schema))
    assert ([r.status for r in answer.res], answer.rows, answer.buckets) == (["ok"], {}, [RANCHI])
    with pytest.raises(Refusal) as refused:
        laptop.pulls(schema=schema)
    assert (refused.value.status, refused.value.type) == (426, "upgrade-required")
    assert refused.value.extra == {"schema": {"min": checks.OLDEST, "max": checks.SCHEMA}}


def test_another_protocol_is_refused(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        world["ranchi"].pulls(v=2)
    assert refused.value.status == 426


def test_an_answer_says_none_for_what_is_gone(world: World) -> None:
    assert world["ranchi"].pulls(want=[("members", ASHA, 1)]).full == [Full("", 0, "members", ASHA, -1, "none", NULL)]
