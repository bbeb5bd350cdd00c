"""New records of an import: made without merging, as the long way round would make them."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer_app.domain.merge import Edit, created_meta
from organizer_app.hq import applying, checks, database, plain
from organizer_app.wire.protocol import Result
from tests.hq.world import ASHA, BALU, CHAND, DILIP, KHUNTI, MINUTE, RANCHI, World


@pytest.fixture
def long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may go the long way round."""

    def breaks(*_given: Any, **_more: Any) -> Result:
        raise AssertionError("not plain")

    monkeypatch.setattr(applying, "apply", breaks)


def whole(**more: Any) -> dict[str, Any]:
    """All fields of a person that are never NULL."""
    types = checks.shapes()["members"].types
    return {name: [] if kinds[0] is list else "x" for name, kinds in types.items() if type(None) not in kinds} | more


@pytest.mark.usefixtures("long_way")
def test_a_whole_new_record_is_plain(world: World) -> None:
    laptop = world["ranchi"]
    ops = [laptop.op(i, whole()) for i in (ASHA, BALU)]
    assert laptop.does(*ops) == [Result("ok", 1, True)] * 2
    assert world.doc(BALU) == whole()
    (head,) = world.heads(BALU).values()
    assert (head.ver, head.rev, head.cdev, head.about) == (2, 1, "ranchi", None)
    assert msgspec.json.decode(head.fmeta) == created_meta(Edit("ranchi", 0, world.now))
    assert world.version(RANCHI) == 2
    log = world.log(ops[1].op_id)
    assert (log.status, log.rev, log.usr, log.body) == ("ok", 1, "Ranchi", head.doc)


@pytest.mark.usefixtures("long_way")
def test_a_record_the_laptop_has_gone_on_with_is_not_clean(world: World) -> None:
    assert world["ranchi"].edits(ASHA, whole(), at_rev=3) == Result("ok", 1, False)
    assert world.heads(ASHA)[RANCHI].cdev is None


@pytest.mark.parametrize(
    "fields",
    [{"name": 7}, {"bucket": KHUNTI}, {"area_id": "no id"}, {"sort_key": "x"}, {"birth_year": 2**63}],
    ids=lambda f: next(iter(f)),
)
def test_what_is_not_as_it_should_be_goes_the_long_way(world: World, fields: dict[str, Any]) -> None:
    laptop = world["ranchi"]
    laptop.does(laptop.op(BALU, whole()), laptop.op(ASHA, whole() | fields))
    doc = world.doc(ASHA) if world.heads(ASHA) else {}
    assert doc in ({}, whole())


def test_what_was_erased_is_not_made_again(world: World) -> None:
    laptop = world["ranchi"]
    laptop.edits(ASHA, whole())
    laptop.edits(ASHA, kind="erase")
    results = laptop.does(laptop.op(ASHA, whole()), laptop.op(BALU, whole()))
    assert [r.status for r in results] == ["erased", "ok"]
    assert world.heads(ASHA)[RANCHI].state == "erased"


def test_a_bucket_that_is_not_written_gets_no_record(world: World) -> None:
    world.grant("ranchi2", RANCHI, "ro")
    assert world["ranchi2"].edits(ASHA, whole()).status == "parked"
    assert world["ranchi"].edits(BALU, whole(), bucket=KHUNTI).status == "parked"
    assert world.heads(ASHA) == world.heads(BALU) == {}


def test_metadata_put_together_is_what_the_encoder_makes() -> None:
    for writer in ("ranchi", 'a"b\\', "राँची.2"):
        made = msgspec.json.encode(created_meta(Edit(writer, 0, 5))).decode()
        assert applying.meta_text(writer, 5) == made


FIELDS = st.sampled_from([whole(), whole(name="Usha"), {"name": "Isha"}, {"name": 7}, whole(x=[1])])
OPS = st.tuples(
    st.sampled_from([ASHA, BALU, CHAND, DILIP]),
    FIELDS,
    st.sampled_from([RANCHI, RANCHI, KHUNTI]),
    st.sampled_from(["patch", "patch", "patch", "erase"]),
    st.integers(0, 2),
)


@settings(max_examples=12, deadline=None)
@given(st.lists(OPS, min_size=1, max_size=6))
def test_both_ways_make_the_same(ops: list[tuple[str, dict[str, Any], str, str, int]]) -> None:
    made = []
    for takes_plain in (True, False):
        engine = database.open_engine("sqlite://")
        database.prepare(engine)
        world = World(engine)
        world.grant("ranchi", KHUNTI)
        laptop = world["ranchi"]
        world.now += MINUTE
        sent = [laptop.op(i, f, bucket=b, kind=k, base=base) for i, f, b, k, base in ops]
        with pytest.MonkeyPatch.context() as patched:
            if not takes_plain:
                patched.setattr(plain.Plain, "make", lambda *_given: None)
            results = laptop.does(*sent, gen="")
        heads = [tuple(row) for i in (ASHA, BALU, CHAND, DILIP) for row in world.heads(i).values()]
        logs = [tuple(world.log(op.op_id)) for op in sent]
        made.append((results, heads, logs, world.version(RANCHI), world.version(KHUNTI)))
        engine.dispose()
    assert made[0] == made[1]
