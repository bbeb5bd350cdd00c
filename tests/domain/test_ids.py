import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import NAMESPACE, id_from_text, id_text, natural_id, new_id
from organizer_app.services.organisation import ORGANISATION_ID


@given(st.integers(0, 2**48 - 1))
def test_a_new_id_is_a_uuid7_of_its_moment(now_ms: int) -> None:
    made = uuid.UUID(bytes=new_id(now_ms))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert int.from_bytes(made.bytes[:6], "big") == now_ms


def test_new_ids_differ_and_sort_by_time() -> None:
    made = [new_id(stamp) for stamp in range(1_000, 1_200)]
    assert made == sorted(made)
    assert len({new_id(5) for _ in range(1_000)}) == 1_000
    assert len(new_id()) == 16


def test_two_laptops_make_one_record_of_one_key() -> None:
    camp, member = new_id(1), new_id(2)
    assert natural_id(camp, member) == natural_id(camp, member)
    assert natural_id(camp, member) != natural_id(member, camp)
    assert natural_id("day", camp) != natural_id("night", camp)
    assert uuid.UUID(bytes=natural_id("day", camp)).version == 5


@given(st.binary(min_size=16, max_size=16))
def test_an_id_comes_back_from_its_text(identity: bytes) -> None:
    assert id_from_text(id_text(identity)) == identity
    assert id_from_text(f" {uuid.UUID(bytes=identity)} ") == identity


@pytest.mark.parametrize("text", ["", "ramesh", "12", "z" * 32])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match="is not an id"):
        id_from_text(text)


def test_identities_written_out_are_those_of_their_names() -> None:
    """They are written out because making them loads OpenSSL."""
    assert uuid.uuid5(uuid.NAMESPACE_URL, "urn:field-organizer") == NAMESPACE
    assert natural_id("organisation") == ORGANISATION_ID
