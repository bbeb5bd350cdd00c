"""Sealed and signed bytes: only for the one they were made for, only as they were made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.wire import seal

HQ, LAPTOP, STRANGER = seal.new_keys(), seal.new_keys(), seal.new_keys()


@given(plain=st.binary(max_size=200), about=st.binary(max_size=40))
def test_what_is_sealed_opens_for_its_reader_and_its_purpose(plain: bytes, about: bytes) -> None:
    sealed = seal.seal(plain, HQ.box_pub, about)
    assert seal.unseal(sealed, HQ.box, about) == plain
    assert seal.unseal(sealed, STRANGER.box, about) is None
    assert seal.unseal(sealed, HQ.box, about + b"!") is None


@given(data=st.data(), plain=st.binary(min_size=1, max_size=50))
def test_one_changed_bit_is_noticed(data: st.DataObject, plain: bytes) -> None:
    sealed = bytearray(seal.seal(plain, HQ.box_pub, b""))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert seal.unseal(bytes(sealed), HQ.box, b"") is None


@pytest.mark.parametrize("junk", [b"", b"short", bytes(31), bytes(80)])
def test_junk_does_not_open(junk: bytes) -> None:
    assert seal.unseal(junk, HQ.box, b"") is None


def test_a_signature_holds_for_its_writer_its_bytes_and_its_purpose() -> None:
    signature = seal.sign(b"data", LAPTOP.sign, b"file")
    assert seal.is_signed(b"data", signature, LAPTOP.sign_pub, b"file")
    assert not seal.is_signed(b"data!", signature, LAPTOP.sign_pub, b"file")
    assert not seal.is_signed(b"edata", signature, LAPTOP.sign_pub, b"fil")  # the border between them is signed, too
    assert not seal.is_signed(b"data", signature, STRANGER.sign_pub, b"file")
    assert not seal.is_signed(b"data", b"", LAPTOP.sign_pub, b"file")
    assert not seal.is_signed(b"data", signature, "no key", b"file")


def test_two_holders_prove_to_one_another_and_to_nobody_else() -> None:
    proof = seal.shared_proof(b"data", HQ.box, LAPTOP.box_pub, b"file")
    assert seal.is_proven(b"data", proof, LAPTOP.box, HQ.box_pub, b"file")
    assert not seal.is_proven(b"data", proof, STRANGER.box, HQ.box_pub, b"file")
    assert not seal.is_proven(b"data", proof, LAPTOP.box, STRANGER.box_pub, b"file")
    assert not seal.is_proven(b"date", proof, LAPTOP.box, HQ.box_pub, b"file")
    assert not seal.is_proven(b"data", proof, LAPTOP.box, "00" * 32, b"file")


def test_keys_come_back_from_their_text() -> None:
    again = seal.keys_from(seal.keys_text(LAPTOP))
    assert (again.sign_pub, again.box_pub) == (LAPTOP.sign_pub, LAPTOP.box_pub)
    with pytest.raises(ValueError, match="An Ed25519 private key is 32 bytes long"):
        seal.keys_from("00")
