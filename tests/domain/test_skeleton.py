import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.search_keys import search_text
from organizer_app.domain.skeleton import keys, query_tokens

NAMES = Path(__file__).parents[2] / "resources" / "names.csv"
SPELLINGS = Path(__file__).with_name("spellings.csv")


def finds(typed: str, stored: str) -> bool:
    """Whether the full-text index would find: each token the prefix of a key."""
    tokens = query_tokens(typed)
    index = search_text(stored, "", "").split()
    return bool(tokens) and all(any(key.startswith(token) for key in index) for token in tokens)


def listed_pairs() -> list[tuple[str, str]]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pairs = [(row["hi"], latin) for row in rows for latin in (row["en"], *row["variants"].split())]
    return pairs + [(latin, hindi) for hindi, latin in pairs]


def test_a_name_is_found_from_the_other_script() -> None:
    pairs = listed_pairs()
    missed = [(stored, typed) for stored, typed in pairs if not finds(typed, stored)]
    assert len(pairs) > 1500
    assert len(missed) <= 0.02 * len(pairs), missed


def test_usual_spellings_find_the_person() -> None:
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        rows = [(row["stored"], row["typed"]) for row in csv.DictReader(file)]
    assert [(stored, typed) for stored, typed in rows if not finds(typed, stored)] == []


@pytest.mark.parametrize(
    ("stored", "typed"),
    [("शर्मा", "verma"), ("रमेश", "suresh"), ("Mohan", "मीना"), ("मुंडा", "mandal"), ("राहुल", "राउल"), ("Lal", "राम")],
)
def test_other_names_stay_apart(stored: str, typed: str) -> None:
    assert not finds(typed, stored)


def test_a_name_is_found_while_it_is_typed() -> None:
    for typed in ("शर्मा", "sharma", "राजेश्वर", "rajeshwar", "Omprakash"):
        stored = {"sharma": "शर्मा", "rajeshwar": "राजेश्वर", "Omprakash": "ओमप्रकाश"}.get(typed, typed)
        for length in range(2, len(typed) + 1):
            assert finds(typed[:length], stored), typed[:length]


def test_keys_word_by_word() -> None:
    assert keys("श्री राजेश कुमार शर्मा") == keys("Rajesh Kumar Sharma") == ["rjs", "kmr", "srm"]
    assert keys("राठौड़") == ["rtr", "rtd"]
    assert keys("R. K. Singh") == ["r", "k", "sng"]
    assert keys("12 Ward") == ["12", "brd"]
    assert keys("श्री") == keys("") == keys("., -") == []


def test_query_tokens_are_one_a_word() -> None:
    assert query_tokens("राठौड़ देवी") == ["rtr", "db"]
    assert query_tokens("shri ram") == ["rm"]
    assert query_tokens("shri") == ["sr"]
    assert query_tokens("c") == ["k"]
    assert query_tokens(" . ") == query_tokens("ा") == query_tokens("ऽ") == []


def test_search_text_holds_each_key_once_and_the_first_two_joined() -> None:
    assert search_text("राम कुमार", "Ram Kumar", "Ram Lal") == "rm kmr rmkmr =rmkumr ll rmll"
    assert search_text("Ram", "", "", "Booth 5, Primary School, Kanke (East)") == "rm =rm #5 #knk"
    assert search_text("", "", "") == ""


def test_another_script_is_searched_as_it_is() -> None:
    assert finds("সুমন", "সুমন")
    assert finds("ᱥᱩᱢᱚᱱ", "ᱥᱩᱢᱚᱱ ᱦᱮᱢᱵᱨᱚᱢ")


@given(st.text())
def test_any_text_gives_tokens_an_index_can_hold(text: str) -> None:
    for token in [
        *keys(text),
        *query_tokens(text),
        *(t.lstrip("=#") for t in search_text(text, "", text, text).split()),
    ]:
        assert re.fullmatch(r"[a-z0-9]+|[^\x00-\x7f]+|[^\W_]+", token), token
    assert '"' not in search_text(text, "", "")


@given(st.text(alphabet="अआइकखगजञतदनमरलवशसह़्ािीुंँः० .", max_size=12))
def test_a_devanagari_name_finds_itself(text: str) -> None:
    tokens = query_tokens(text)
    index = search_text(text, "", "").split()
    assert not index or all(any(key.startswith(token) for key in index) for token in tokens)
