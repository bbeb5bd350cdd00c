import pytest
from sqlalchemy import select, text, update

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_, in_language
from organizer_app.models import Outbox, SyncState
from organizer_app.models.capture import REFUSED, SENDABLE
from organizer_app.services import members, sync_state
from tests.services.world import World


def refuse(world: World, state: str, why: str | None) -> str:
    world.do(members.edit, id=world.people[0], changes={"notes": "x", "card_no": "C7"})
    with world.store.applying() as session:
        op = session.scalars(select(Outbox).order_by(Outbox.seq.desc())).first()
        assert op is not None
        op.state, op.why = state, why
        return op.op_id


def test_before_joining_nothing_is_wrong(world: World) -> None:
    short = world.read(sync_state.standing)
    assert (short.hq, short.waiting, short.conflicts, short.refused, short.exchanged_at, short.error) == (
        "", 30, 0, 0, None, "",
    )  # fmt: skip


def test_what_waits_is_counted_by_kind_and_people_without_a_place_beside_it(world: World) -> None:
    world.do(members.add, new=members.New(name="कोई"))
    assert world.read(sync_state.overview).waiting == (), "a whole roster waits where there is no HQ yet: not counted"
    world.do(sync_state.note_joined, hq="https://hq.example", device="d1")
    seen = world.read(sync_state.overview)
    assert seen.unplaced == 1
    assert [(w.tbl, w.count) for w in seen.waiting] == [("members", 30)]
    assert 0 < seen.waiting[0].first_at <= seen.waiting[0].last_at


def test_counting_reads_only_small_indexes(world: World) -> None:
    with world.store.reading() as session:
        query = "EXPLAIN QUERY PLAN SELECT count(*) FROM outbox WHERE "
        assert "COVERING INDEX ix_outbox_waiting" in str(session.execute(text(query + SENDABLE)).all())
        assert "USING INDEX ix_outbox_refused" in str(session.execute(text(query + REFUSED)).all())


def test_joining_is_remembered(world: World) -> None:
    told: list[frozenset[str]] = []
    world.store.listen(told.append)
    world.do(sync_state.note_joined, hq="https://hq.example", device="d1")
    assert world.read(sync_state.standing).hq == "https://hq.example"
    assert "sync_state" in told[-1]


def test_the_last_failure_is_told_in_the_language_in_force(world: World) -> None:
    world.do(sync_state.note_failure, error=RuleBroken(N_("{day} is closed already."), day="x"))
    assert world.read(sync_state.standing).error == "x is closed already."
    with in_language("hi"):
        assert world.read(sync_state.standing).error != "x is closed already."


def test_what_hq_refused_is_told_with_its_reason_until_it_is_seen(world: World) -> None:
    refused = refuse(world, "refused", "HQ does not know this kind of change.")
    world.do(members.edit, id=world.people[0], changes={"notes": "", "card_no": ""})
    parked = refuse(world, "parked", None)
    first, second = world.read(sync_state.overview).refused
    assert (first.op_id, first.state) == (parked, "parked")
    assert first.why.startswith("HQ keeps it aside")
    assert (second.name, second.why) == ("राम लाल महतो", "HQ does not know this kind of change.")
    assert set(second.fields) == {("Note", "x"), ("Card number", "C7")}
    assert world.read(sync_state.standing).refused == 2
    world.do(sync_state.dismiss, op_id=refused)
    assert [r.op_id for r in world.read(sync_state.overview).refused] == [parked]
    with pytest.raises(RuleBroken, match="not in the list"):
        world.do(sync_state.dismiss, op_id=refused)


def test_buckets_are_those_of_the_last_answer(world: World) -> None:
    with world.store.applying() as session:
        session.add_all([SyncState(k="buckets", v='["D339","hq"]'), SyncState(k="buckets_ro", v='["hq"]')])
        session.add(SyncState(k="exchanged_at", v="5"))
        session.execute(update(Outbox).values(state="acked"))
    seen = world.read(sync_state.overview)
    assert (seen.buckets, seen.ro, seen.standing.exchanged_at, seen.standing.waiting) == (("D339", "hq"), ("hq",), 5, 0)


def test_what_is_never_sent_does_not_count_as_waiting(world: World) -> None:
    with world.store.applying() as session:
        session.add(SyncState(k="buckets_held", v='["D339"]'))
        first = session.scalars(select(Outbox).order_by(Outbox.seq)).first()
        assert first is not None
        first.bucket = "D999"
    world.do(sync_state.note_joined, hq="https://hq.example", device="d1")
    seen = world.read(sync_state.overview)
    assert (seen.standing.waiting, seen.unplaced, seen.elsewhere) == (29, 0, 1)
    assert sum(kind.count for kind in seen.waiting) == 29
