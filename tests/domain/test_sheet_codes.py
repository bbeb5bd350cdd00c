"""The text of a sheet's QR: what goes in comes out, and nothing else passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain import sheet_codes
from organizer_app.domain.sheet_codes import SheetCode, code_text, decode, encode

KEY = bytes(range(16))
codes = st.integers(0, 2**35 - 1)
pages = st.integers(1, sheet_codes.PAGES)
corners = st.sampled_from(sheet_codes.CORNERS)
keys = st.binary(min_size=16, max_size=16)


@given(codes, pages, corners, keys)
def test_what_is_encoded_is_decoded(code: int, page: int, corner: str, key: bytes) -> None:
    text = encode(code, page, corner, key)
    assert len(text) == 20
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert decode(text, {code: key}.get) == SheetCode("ok", code, page, corner, 1)


@given(codes, pages, corners, keys, st.integers(1, 19), st.sampled_from(sheet_codes._DIGITS))
def test_one_changed_character_never_passes(
    code: int, page: int, corner: str, key: bytes, place: int, digit: str
) -> None:
    text = encode(code, page, corner, key)
    changed = text[:place] + digit + text[place + 1 :]
    if changed != text:
        assert decode(changed, lambda _code: key).outcome in ("forged", "stale", "foreign")


def test_another_key_is_forged() -> None:
    assert decode(encode(5, 1, "A", KEY), lambda _code: b"x" * 16).outcome == "forged"


def test_a_sheet_that_is_not_here_is_unknown_not_forged() -> None:
    assert decode(encode(5, 3, "B", KEY), lambda _code: None) == SheetCode("unknown", 5, 3, "B", 1)


def test_a_layout_of_a_later_version_is_stale() -> None:
    assert decode(encode(5, 1, "A", KEY, layout=2), lambda _code: KEY) == SheetCode("stale", 5, 1, "A", 2)


@given(st.text(max_size=40))
def test_any_other_text_is_foreign(text: str) -> None:
    assert decode(text, lambda _code: KEY).outcome in ("foreign", "stale", "forged")


@pytest.mark.parametrize("text", ["", "https://example.org", "S" * 20, "S1" + "I" * 9 + "A" + "0" * 8])
def test_foreign_texts(text: str) -> None:
    assert decode(text, lambda _code: KEY).outcome == "foreign"


@pytest.mark.parametrize(
    ("code", "page", "corner"), [(-1, 1, "A"), (2**35, 1, "A"), (1, 0, "A"), (1, 1024, "A"), (1, 1, "C")]
)
def test_what_does_not_fit_is_refused(code: int, page: int, corner: str) -> None:
    with pytest.raises(ValueError, match=str(code)):
        encode(code, page, corner, KEY)


def test_numbers_and_keys_are_random() -> None:
    assert len({sheet_codes.new_code() for _ in range(50)}) == 50
    assert 0 <= sheet_codes.new_code() < 2**35
    assert len(sheet_codes.new_key()) == 16
    assert sheet_codes.new_key() != sheet_codes.new_key()


def test_the_number_as_people_read_it() -> None:
    assert code_text(0) == "000-0000"
    assert len(code_text(2**35 - 1)) == 8


def test_layout_1_is_frozen() -> None:
    """Paper that was printed once must be read for ever: this text may never change."""
    assert encode(0x3_1415_9265, 7, "B", KEY) == FROZEN


FROZEN = "S1CA1B4K507B072N7D3D"
