"""The messages: there and back, and what is no message."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from organizer_app.wire import protocol
from organizer_app.wire.protocol import NULL, Answer, Exchange, Full, Op, Refusal, Result, Row

ID = "0190" + "0" * 28
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
)


@given(f=st.dictionaries(text, values, max_size=4), usr=text, base=st.integers(-1, 2**40))
def test_an_exchange_comes_back_as_it_was(f: dict[str, object], usr: str, base: int) -> None:
    op = Op("op-1", "members", ID, "D07", "patch", f, base, 5, usr, base, "g1")
    sent = Exchange(v=1, schema=2, gen="g1", sent_at=9, ops=[op], cur={"D07": 4}, want=[("members", ID, 7)])
    assert protocol.exchange_from(protocol.encode(sent)) == sent


def test_an_answer_splices_documents_as_they_are() -> None:
    doc = b'{"name":"\\u0905", "n":1.50}'
    sent = Answer(
        now=1,
        gen="g1",
        res=[Result("ok", 1, True)],
        from_={"D07": 0},
        rows={"D07": [Row(1, "members", ID, 1, "live", Raw(doc)), Row(2, "members", ID, 2, "same", NULL)]},
        full=[Full("", 0, "members", ID, -1, "none", NULL)],
        cur={"D07": 2},
        more=False,
        buckets=["D07"],
    )
    body = protocol.encode(sent)
    assert doc in body
    assert json.loads(body)["from"] == {"D07": 0}
    back = protocol.answer_from(body)
    assert bytes(back.rows["D07"][0].doc) == doc
    assert [back.rows["D07"][1].doc, back.full[0].doc] == [NULL, NULL]
    assert back.res == sent.res


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"v":1}',
        b'{"v":"1","schema":1,"gen":"","sent_at":0}',
        b'{"v":1,"schema":1,"gen":"\\u0000","sent_at":0}',
        b'{"v":1,"schema":1,"gen":"\\ud800","sent_at":0}',
        b'{"v":1,"schema":1,"gen":"","sent_at":1e300}',
        b'{"v":1,"schema":1,"gen":"","sent_at":99999999999999999999}',
        b'{"v":1,"schema":1,"gen":"","sent_at":0,"cur":{"D07":-1}}',
        b'{"v":1,"schema":1,"gen":"","sent_at":0,"ops":[["a"]]}',
        b'{"v":1,"schema":1,"gen":"","sent_at":0,"ops":[["","t","i","b","patch",{},0,0,"",0,""]]}',
        b'{"v":1,"schema":1,"gen":"","sent_at":0,"ops":[["a","t","i\\u0000","b","patch",{},0,0,"",0,""]]}',
        b'{"v":1,"schema":1,"gen":"","sent_at":0,"want":[["t","\\u0000",1]]}',
        b'{"v":1,"schema":1,"gen":"","sent_at":0,"cur":{"\\u0000":1}}',
        b'{"v":1,"schema":1,"gen":"","sent_at":0,"ops":[["a","t","i","b","patch",[],0,0,"",0,""]]}',
        b'{"v":1,"schema":1,"gen":"","sent_at":0,"want":' + json.dumps([["t", "i", 1]] * 201).encode() + b"}",
    ],
)
def test_what_is_no_exchange_is_refused(body: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        protocol.exchange_from(body)
    assert (refused.value.status, refused.value.type) == (400, "malformed")


@given(st.binary(max_size=200))
def test_bytes_that_are_no_message_are_refused(body: bytes) -> None:
    for read in (protocol.exchange_from, protocol.answer_from):
        with pytest.raises(Refusal):
            read(b"[" + body)


def test_a_check_sees_every_revision_and_no_order() -> None:
    held = [(ID, 1), ("f" * 32, 2)]
    assert protocol.check(held) == protocol.check(reversed(held))
    assert protocol.check(held) != protocol.check([(ID, 2), ("f" * 32, 2)])
    assert protocol.check([]) == (0, "0" * 16)


@pytest.mark.parametrize("text", ["", "0" * 31, "0" * 33, "A" * 32, "g" * 32, "०" * 32])
def test_only_32_lowercase_digits_are_a_record_id(text: str) -> None:
    assert not protocol.is_record_id(text)
    assert protocol.is_record_id(ID)
