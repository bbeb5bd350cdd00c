"""Names and numbers of an erased person are found in any way people write them, and only as whole words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.erased_words import NOBODY, SIGN, Named, called

WHO = called(["झबरू लाल", "Jhabru Lal", "पढ़ेरी राम", "मोहन"], ["+919876543210"])


@pytest.mark.parametrize(
    "said",
    [
        "झबरू लाल",
        "श्री झबरू  लाल जी।",
        "झबरू लाल। बाद में आए",
        "jhabru LAL came late",
        "(Jhabru\nLal)",
        unicodedata.normalize("NFC", "पढ़ेरी राम"),
        unicodedata.normalize("NFD", "पढ़ेरी राम"),
        "पढ\u093cेरी राम",
        "पढ़ेरी राम".replace("ढ\u093c", "\u095d"),
        "call 98765 43210",
        "98765-43210",
        "+91 9876543210.",
        "०९८७६५ ४३२१०",
        "9876543210/9811111111",
    ],
)
def test_the_person_is_found(said: str) -> None:
    assert SIGN in WHO.text(said, short=False)
    assert any(needle in said.lower() for needle in WHO.needles), "a first look in SQL would have missed it"


@pytest.mark.parametrize(
    "said", ["झबरू लालसा", "Jhabru Lalita", "Jhabru came, Lal too", "19876543210123", "मोहन", "", "राम", "9876543211"]
)
def test_others_are_left_alone(said: str) -> None:
    assert WHO.text(said, short=False) == said


def test_a_name_of_one_word_only_where_it_may_be_the_person() -> None:
    assert WHO.text("मोहन नहीं आए, मोहनपुर से", short=True) == f"{SIGN} नहीं आए, मोहनपुर से"
    assert called(["Bo"], []).text("Bo", short=True) == "Bo"


def test_json_values() -> None:
    assert WHO.value([{"what": "Jhabru Lal signed"}, 3, None, True], short=False) == [
        {"what": f"{SIGN} signed"},
        3,
        None,
        True,
    ]


def test_nobody() -> None:
    assert not NOBODY
    assert not called(["", " "], ["", "12"])
    assert NOBODY.text("anything", short=True) == "anything"


@given(st.text(), st.text(), st.text())
def test_whatever_the_name_taking_it_out_twice_changes_nothing(before: str, name: str, after: str) -> None:
    who: Named = called([name], [])
    once = who.text(f"{before} {name} {after}", short=True)
    assert who.text(once, short=True) == once
