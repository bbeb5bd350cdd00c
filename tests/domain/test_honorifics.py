"""Titles beside a name: in its script, जी behind it, and never lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.honorifics import OFFERED, in_script, joined, titled
from organizer_app.domain.moves import late, not_late
from organizer_app.domain.names import split_honorific


@pytest.mark.parametrize(
    ("honorific", "name", "shown"),
    [
        ("श्रीमती", "सीता देवी", "श्रीमती सीता देवी"),
        ("श्रीमती", "Sita Devi", "Smt. Sita Devi"),
        ("Smt", "सीता देवी", "श्रीमती सीता देवी"),
        ("Late Shri", "राम लाल", "स्व. श्री राम लाल"),
        ("श्री जी", "राम लाल", "श्री राम लाल जी"),
        ("Ji", "राम लाल", "राम लाल जी"),
        ("जी", "Ram Lal", "Ram Lal Ji"),
        ("Mrs.", "सीता", "श्रीमती सीता"),
        ("डा०", "Asha", "Dr. Asha"),
        ("पंडित", "Ram", "पंडित Ram"),
        ("", "Ram", "Ram"),
        ("श्री", "", ""),
    ],
)
def test_a_name_with_its_titles(honorific: str, name: str, shown: str) -> None:
    assert titled(honorific, name) == shown


@given(st.lists(st.sampled_from([word for pair in OFFERED for word in pair]), max_size=4, unique=True))
def test_what_is_put_together_is_split_again(words: list[str]) -> None:
    for name in ("राम लाल", "Ram Lal"):
        honorific, rest = split_honorific(titled(" ".join(words), name))
        assert rest == name
        assert sorted(honorific.split()) == sorted(in_script(" ".join(words), name).split())


def test_the_dead_have_their_title_once_and_lose_it_with_a_mistake() -> None:
    assert late("श्री", "राम") == "स्व. श्री"
    assert late("स्व. श्री", "राम") == "स्व. श्री"
    assert late("", "Ram") == "Late"
    assert late("स्वर्गीय", "राम") == "स्वर्गीय"
    assert not_late("स्व. श्री जी") == "श्री जी"


def test_titles_from_two_places_stand_once() -> None:
    assert joined("श्री", "श्री. जी") == "श्री जी"
    assert joined("Dr", "") == "Dr"
    assert joined() == ""
