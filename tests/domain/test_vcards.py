"""Contacts as cards."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.vcards import LONGEST, VERSIONS, Contact, card, escaped, folded


def test_a_card_that_a_telephone_takes() -> None:
    lines = card(Contact("सीता देवी", ("+919812345678",), place="Kanke", office="President, Kanke")).split("\r\n")
    assert lines == [
        *("BEGIN:VCARD", "VERSION:3.0", "FN:सीता देवी", "N:;सीता देवी;;;", "TEL;TYPE=CELL:+919812345678"),
        *("ADR;TYPE=home:;;;Kanke;;;", "TITLE:President\\, Kanke", "END:VCARD", ""),
    ]


def test_a_card_of_the_newer_version_has_the_year_of_birth_alone() -> None:
    contact = Contact("Sita", ("+919812345678",), birth_year=1980)
    assert {"VERSION:4.0", "TEL;TYPE=cell;VALUE=uri:tel:+919812345678", "BDAY:1980"} <= set(
        card(contact, "4.0").split("\r\n")
    )
    assert "1980" not in card(contact, "3.0")
    with pytest.raises(ValueError, match=r"2\.1"):
        card(contact, "2.1")


def test_signs_with_a_meaning_are_marked() -> None:
    assert escaped("a,b;c\\d\r\ne\x00") == "a\\,b\\;c\\\\d\\ne"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.sampled_from(VERSIONS))
def test_no_text_makes_a_line_of_its_own_or_one_too_long(text: str, version: str) -> None:
    lines = card(Contact(text, address=text, note=text, office=text), version).split("\r\n")
    assert all(len(line.encode()) <= LONGEST for line in lines)
    assert not any(sign in line for line in lines for sign in "\r\n")
    unfolded = re.sub("\r\n ", "", "\r\n".join(lines))
    assert unfolded.count("BEGIN:VCARD") == 1


@given(st.text(alphabet="aक्षि, ", min_size=1))
def test_folding_loses_nothing(line: str) -> None:
    assert folded(line * 20).replace("\r\n ", "") == line * 20
