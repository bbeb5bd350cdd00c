"""The code on paper."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer_app.domain.errors import RuleBroken
from organizer_app.wire import joining


def test_a_code_is_read_however_it_was_typed() -> None:
    secret, mark = joining.new_secret(), joining.fingerprint("aa" * 32, "bb" * 32)
    paper = joining.code(secret, mark)
    typed = paper.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert joining.read_code(typed) == joining.read_code(paper) == (secret, mark)
    with pytest.raises(RuleBroken, match="has 31 letters"):
        joining.read_code(paper[:-1])


@settings(deadline=None)
@given(text=st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_one_sentence(text: str) -> None:
    try:
        secret, mark = joining.read_code(text)
    except RuleBroken as refused:
        assert "Compare it with the paper." in str(refused)  # noqa: PT017  # either way is right
    else:
        assert joining.read_code(joining.code(secret, mark)) == (secret, mark)


def test_secrets_are_of_the_alphabet_and_differ() -> None:
    found = {joining.new_secret() for _ in range(200)}
    assert len(found) == 200
    assert all(len(secret) == joining.SIGNS and set(secret) <= set(joining.ALPHABET) for secret in found)
