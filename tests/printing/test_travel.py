"""The allowance sheet: what is known is added up, what is not stays blank and out of the total."""

from dataclasses import replace

import pytest

from organizer_app.domain.papers import TravelClaim
from organizer_app.printing import travel
from tests.printing.camp_values import ORGANISATION, camp, clipped, lines_of, pages_of, people

CLAIMS = tuple(TravelClaim(person, "कुनकुरी", "रायपुर", "bus", 410, 600 + person.serial, 2, 250) for person in people(20))


@pytest.mark.parametrize(("language", "total"), [("hi", "कुल योग"), ("en", "Grand total")])
def test_lines_and_totals(language: str, total: str) -> None:
    pdf = travel.pdf(camp(), CLAIMS, ORGANISATION, language=language)
    text = " ".join(pages_of(pdf))
    assert "कुनकुरी – रायपुर" in text
    lines = lines_of(pdf)
    assert any("कुनकुरी – रायपुर" in line and line.endswith("601 2 × 250 500 1,101") for line in lines)
    assert f"{total} 12,210 10,000 22,210" in lines
    assert not clipped(pdf)


def test_an_open_amount_is_blank_and_out_of_every_total() -> None:
    claims = (CLAIMS[0], replace(CLAIMS[1], fare=None), replace(CLAIMS[2], days=None))
    pdf = travel.pdf(camp(), claims, ORGANISATION, language="en")
    assert "Grand total 601 500 1,101" in lines_of(pdf)
    assert "2 amounts are not known yet" in pages_of(pdf)[0]


def test_zero_is_a_number() -> None:
    claim = replace(CLAIMS[0], fare=0, daily_rate=0)
    assert claim.amount == 0
    pdf = travel.pdf(camp(), (claim,), ORGANISATION, language="en")
    assert any(line.endswith("Bus 0 2 × 0 0 0") for line in lines_of(pdf))
    assert "not known yet" not in pages_of(pdf)[0]


def test_nobody_says_so() -> None:
    assert "Nobody is on this list yet." in pages_of(travel.pdf(camp(), (), ORGANISATION, language="en"))[0]


def test_same_bytes() -> None:
    assert travel.pdf(camp(), CLAIMS, ORGANISATION) == travel.pdf(camp(), CLAIMS, ORGANISATION)


def test_a_form_for_the_pen_has_no_sums() -> None:
    claims = [TravelClaim(person=person, days=2) for person in people(3)]
    pdf = travel.pdf(camp(), claims, ORGANISATION, language="en")
    assert "Grand total" in lines_of(pdf)
    assert "not known yet" not in pages_of(pdf)[0]
