"""People who don't exist: the same for the same seed, whole in both scripts, nobody real."""

import re
from collections import Counter

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import carrier

from organizer_app.domain.made_up import OFFICES, people
from organizer_app.domain.made_up_places import demo_lines, wing_names

HINDI = re.compile(r"[\u0900-\u097f. ]+")
ROMAN = re.compile(r"[A-Za-z. ]+")


@given(st.integers(), st.integers(0, 60), st.integers(0, 60))
def test_same_seed_same_people_and_a_shorter_list_is_a_beginning(seed: int, few: int, more: int) -> None:
    assert list(people(few + more, seed))[:few] == list(people(few, seed))


def test_seeds_differ() -> None:
    assert list(people(20, 1)) != list(people(20, 2))


@pytest.mark.parametrize("pack", ["jharkhand", "chhattisgarh"])
def test_people_are_whole(pack: str) -> None:
    wings = wing_names()
    for person in people(3000, 7, pack=pack):
        hindi, roman = sorted((person.name, person.name_other), key=str.isascii)
        assert HINDI.fullmatch(hindi), person
        assert ROMAN.fullmatch(roman), person
        assert person.name.isascii() == person.guardian.isascii() == person.village.isascii()
        assert person.guardian != person.name
        assert person.relation == "father" or (person.relation, person.gender) == ("husband", "female")
        assert person.birth_year is None or 1940 < person.birth_year < 2008
        assert person.booth.startswith(f"{person.seat}-")
        assert person.wing == "" or person.wing in wings
        assert person.office == "" or person.office in OFFICES


def test_a_family_shares_a_phone_and_nobody_else_does() -> None:
    owners: dict[str, set[tuple[str, str]]] = {}
    for person in people(5000, 3):
        for phone in person.phones:
            owners.setdefault(phone, set()).add((person.guardian, person.village))
    assert all(len(families) == 1 for families in owners.values())
    used = Counter(phone for person in people(5000, 3) for phone in person.phones)
    assert sum(n > 1 for n in used.values()) > 200


def test_numbers_look_valid_and_belong_to_no_operator() -> None:
    for person in people(2000, 11):
        for phone in person.phones:
            number = phonenumbers.parse(phone, "IN")
            assert phonenumbers.is_valid_number(number), phone
            assert carrier.name_for_number(number, "en") == ""


def test_nobody_bears_a_public_figures_name_or_a_community_wing() -> None:
    figures = set(demo_lines("public_figures")) - {""}
    made = list(people(50_000, 5)) + list(people(50_000, 5, pack="chhattisgarh"))
    assert not figures & {n for p in made for n in (p.name, p.name_other, p.guardian)}
    assert not {"st", "sc", "obc", "minorities"} & {p.wing for p in made}


def test_other_blocks_can_be_asked_for() -> None:
    assert {p.block for p in people(500, 1, blocks=("3223", "3217"))} == {"3223", "3217"}
    unknown = next(people(1, 1, blocks=("9999",)))
    assert (unknown.block, unknown.booth, unknown.seat) == ("9999", "", "")
