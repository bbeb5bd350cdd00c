"""Files of exchanges: there and back, damaged, foreign, too large, and HQ's answers to them."""

import gzip

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from organizer_app.domain.errors import RuleBroken
from organizer_app.wire import bundle, seal
from organizer_app.wire.bundle import Header, Reply
from organizer_app.wire.protocol import MAX_ROWS, NULL, Answer, Exchange, Op, Refusal, Result, Row

HQ, LAPTOP, STRANGER = seal.new_keys(), seal.new_keys(), seal.new_keys()
ID = "0190" + "0" * 28
HEADER = Header("exchange", "laptop-1", HQ.box_pub, 1_800_000_000_000)
ANSWER = Header("answer", "laptop-1", HQ.box_pub, 1_800_000_000_000)


def op(number: int) -> Op:
    return Op(f"op-{number}", "members", ID, "D339", "patch", {"name": "सीता\n"}, 0, 5, "Asha", 0, "g1")


def exchange(*numbers: int) -> Exchange:
    return Exchange(v=1, schema=2, gen="g1", sent_at=9, ops=[op(n) for n in numbers], cur={"D339": 4})


def answer(*results: Result, ver: int = 4, more: bool = False) -> Answer:
    doc = Raw(b'{"name":"a"}')
    rows = {"D339": [Row(ver, "members", ID, 3, "live", doc), Row(ver, "members", ID, 3, "gone", NULL)]}
    return Answer(7, "g1", list(results), {"D339": 4}, rows, [], {"D339": ver}, more, ["D339"])


def written(*requests: Exchange, keys: seal.Keys = LAPTOP, header: Header = HEADER) -> bytes:
    return bundle.write_requests(requests, header, keys)


def read(data: bytes) -> list[Exchange]:
    return bundle.read_requests(bundle.take_apart(data, "a.file"), hq_key=HQ.box, sign_pub=LAPTOP.sign_pub)


def test_exchanges_come_to_hq_as_they_were_written() -> None:
    requests = [exchange(1, 2), exchange(3)]
    data = written(*requests)
    assert bundle.take_apart(data, "a.file").header == HEADER
    assert read(data) == requests
    assert "सीता".encode() not in data


def test_what_no_database_stores_is_refused_as_over_http() -> None:
    with pytest.raises(RuleBroken, match="damaged"):
        read(written(msgspec.structs.replace(exchange(1), gen="g\0")))


def test_a_repeated_writing_is_another_file_with_the_same_exchanges() -> None:
    assert written(exchange(1)) != written(exchange(1))


def test_answers_come_back_with_documents_as_they_are() -> None:
    lines = [Reply(exchange(1), answer=answer(Result("ok", 3, True)))]
    data = bundle.write_replies(lines, ANSWER, hq_key=HQ.box, to=LAPTOP.box_pub)
    (found,) = bundle.read_replies(bundle.take_apart(data, "a.file"), key=LAPTOP.box)
    assert found.answer is not None
    assert bytes(found.answer.rows["D339"][0].doc) == b'{"name":"a"}'
    assert found.answer.res == [Result("ok", 3, True)]


def test_only_the_laptop_that_is_named_and_only_hq_are_believed() -> None:
    for data in (
        written(exchange(1), keys=STRANGER),
        written(exchange(1)).replace(b"laptop-1", b"laptop-2"),
    ):
        with pytest.raises(RuleBroken, match="is damaged"):
            read(data)
    forged = bundle.write_replies([Reply(exchange(1))], ANSWER, hq_key=STRANGER.box, to=LAPTOP.box_pub)
    with pytest.raises(RuleBroken, match="is damaged"):
        bundle.read_replies(bundle.take_apart(forged, "a.file"), key=LAPTOP.box)


def test_a_file_for_another_hq_is_said_to_be_one() -> None:
    sealed = bundle.take_apart(written(exchange(1)), "a.file")
    with pytest.raises(RuleBroken, match=r"a\.file is for another HQ"):
        bundle.read_requests(sealed, hq_key=STRANGER.box, sign_pub=LAPTOP.sign_pub)


@given(data=st.data())
def test_any_change_and_any_cut_is_noticed(data: st.DataObject) -> None:
    whole = bytearray(WHOLE)
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        whole[at] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del whole[at:]
    with pytest.raises(RuleBroken):
        read(bytes(whole))


@given(junk=st.binary(max_size=300), magic=st.booleans())
def test_junk_is_one_sentence(junk: bytes, magic: bool) -> None:
    with pytest.raises(RuleBroken, match=r"a\.file is damaged"):
        read(bundle.MAGIC * magic + junk)


def _packed(plain: bytes, packed: bytes = b"") -> bytes:
    """A file whose seal and signature are right, whatever is in it."""
    about = msgspec.json.encode(HEADER) + b"\n"
    sealed = seal.seal(packed or gzip.compress(plain), HQ.box_pub, about)
    return bundle._whole(about, seal.sign(sealed, LAPTOP.sign, about), sealed)


@pytest.mark.parametrize(
    "data",
    [
        _packed(b"{}\n"),
        _packed(b"[" * 100_000 + b"\n"),
        _packed(msgspec.json.encode(exchange(1))),  # no line end: the rest is missing
        _packed(b"", gzip.compress(msgspec.json.encode(exchange(1)) + b"\n")[:-9]),
        _packed(b"", gzip.compress(b"") + b"more"),
        _packed(b"", b"no gzip"),
    ],
    ids=["no exchange", "deep", "half a line", "cut gzip", "more than gzip", "no gzip"],
)
def test_a_proven_file_with_nonsense_in_it_is_one_sentence(data: bytes) -> None:
    with pytest.raises(RuleBroken, match="is damaged"):
        read(data)


def test_a_bomb_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MAX_LINE", 2 << 20)
    with pytest.raises(RuleBroken, match="too large"):
        read(_packed(b" " * (20 << 20)))
    monkeypatch.setattr(bundle, "MAX_INFLATED", 1 << 20)
    with pytest.raises(RuleBroken, match="too large"):
        read(_packed((msgspec.json.encode(exchange(1)) + b"\n") * 20_000))
    monkeypatch.setattr(bundle, "MAX_FILE", 100)
    with pytest.raises(RuleBroken, match="too large"):
        bundle.take_apart(WHOLE, "a.file")


def test_hq_answers_every_push_then_reads_on_until_there_is_no_more() -> None:
    asked: list[Exchange] = []

    def handle(request: Exchange) -> Answer:
        asked.append(replace_copy(request))
        ver = 4 + len(asked)
        return answer(*[Result("ok", 1, True) for _ in request.ops], ver=ver, more=len(asked) < 4)

    found = list(bundle.replies(handle, [exchange(1, 2), exchange(3)]))
    assert [r.max for r in asked] == [0, MAX_ROWS, MAX_ROWS, MAX_ROWS]
    assert [len(r.ops) for r in asked] == [2, 1, 0, 0]
    assert [r.cur for r in asked] == [{"D339": 4}, {"D339": 4}, {"D339": 6}, {"D339": 7}]
    assert [[o.op_id for o in r.request.ops] for r in found] == [["op-1", "op-2"], ["op-3"], [], []]
    assert all(o.f == {} for r in found for o in r.request.ops)


def test_hq_does_not_ask_itself_for_ever() -> None:
    found = list(bundle.replies(lambda request: answer(ver=4, more=True), [exchange(1)]))
    assert len(found) == 1


def test_a_refusal_ends_the_file_and_says_why() -> None:
    def handle(request: Exchange) -> Answer:
        raise Refusal(409, "generation-changed", "HQ was restored from a backup.", gen="g2")

    (found,) = bundle.replies(handle, [exchange(1), exchange(2)])
    assert found.answer is None
    assert found.refusal is not None
    assert (found.refusal.type, found.refusal.extra) == ("generation-changed", {"gen": "g2"})


def replace_copy(request: Exchange) -> Exchange:
    return msgspec.structs.replace(request)


WHOLE = written(exchange(1), exchange(2))
