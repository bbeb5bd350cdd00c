"""Files for joining: whatever is in them, they are read whole or refused in one sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.errors import RuleBroken
from organizer_app.wire import join_file, seal
from organizer_app.wire.join_file import Admitted, PublicHq
from organizer_app.wire.joining import Enrol, Enrolled, Offer, Schemas

OURS, LAPTOP = seal.new_keys(), seal.new_keys()
BOX = OURS.box_pub
WISH = Enrol("0" * 16, "office", 1, LAPTOP.sign_pub, LAPTOP.box_pub)
PUBLIC = PublicHq("https://hq.example.org", [1], Schemas(1, 3), OURS.sign_pub, BOX)
ADMITTED = Admitted(Enrolled("d1", "t", [("D339", "rw")], OURS.sign_pub, BOX), Offer([("D339", "rw")], 3, 7, 700))
FILES = {
    "hq": join_file.write_hq(PUBLIC),
    "request": join_file.write_request(WISH, BOX),
    "answer": join_file.write_answer(ADMITTED, hq_key=OURS.box, hq_box=BOX, to=LAPTOP.box_pub),
}


def read(kind: str, data: bytes) -> object:
    if kind == "hq":
        return join_file.read_hq(data, "x")
    if kind == "request":
        return join_file.read_request(data, "x", hq_key=OURS.box, hq_box=BOX)
    return join_file.read_answer(data, "x", key=LAPTOP.box, hq_box=BOX)


def test_what_was_written_is_read() -> None:
    assert [read(kind, data) for kind, data in FILES.items()] == [PUBLIC, WISH, ADMITTED]


def test_each_kind_is_taken_for_no_other() -> None:
    for kind in FILES:
        for other in FILES.keys() - {kind}:
            with pytest.raises(RuleBroken):
                read(kind, FILES[other])


@given(kind=st.sampled_from(sorted(FILES)), data=st.data())
def test_nothing_that_was_changed_is_taken(kind: str, data: st.DataObject) -> None:
    whole = bytearray(FILES[kind])
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    try:
        found = read(kind, bytes(whole))
    except RuleBroken:
        return
    assert kind == "hq", "an open file: the fingerprint in the code tells a change of keys"
    assert isinstance(found, PublicHq)


@given(st.sampled_from(sorted(FILES)), st.binary(max_size=300))
def test_nothing_foreign_is_taken(kind: str, tail: bytes) -> None:
    for data in (tail, join_file.MAGIC + tail, FILES[kind][: len(tail)]):
        with pytest.raises(RuleBroken):
            read(kind, data)
