"""The printed list of a committee: every seat in order, both languages, nothing clipped, no phone numbers."""

from datetime import date

import pytest

from organizer_app.domain.committees import Committee, Holder, Office
from organizer_app.printing import committee_list
from tests.printing.camp_values import LONG_NAME, ORGANISATION, clipped, pages_of

DAY = date(2026, 12, 14)


def holder(name: str, **more: object) -> Holder:
    values: dict[str, object] = {"from_on": date(2024, 4, 1), "place": "हरिपुर, कांके", **more}
    return Holder(b"p" * 16, b"m" * 16, name, **values)  # type: ignore[arg-type]  # the names are the fields


OFFICES = (
    Office("president", 1, (holder("सीता देवी", honorific="Smt.", name_other="Sita Devi"),)),
    Office("vice_president", 3, (holder(LONG_NAME), holder("Mohan Oraon", to_on=date(2027, 1, 31)))),
    Office("treasurer", 1, (), holder("राम लाल", honorific="स्व.", to_on=date(2026, 5, 4))),
    Office("पन्ना प्रमुख समन्वय एवं सोशल मीडिया", 1, (holder("Asha"),)),
)


def committee(offices: tuple[Office, ...] = OFFICES, **more: object) -> Committee:
    return Committee(b"a" * 16, "कांके", "block", "20", offices, DAY, **more)  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("hi", ("कांके (प्रखंड)", "अध्यक्ष", "श्रीमती सीता देवी", "Smt. Sita Devi", "रिक्त", "स्व. राम लाल")),
        ("en", ("Block", "President", "Mohan Oraon", "until 31 January 2027", "vacant", "As of 14 December 2026")),
    ],
)
def test_every_seat_stands_on_the_paper(language: str, words: tuple[str, ...]) -> None:
    pdf = committee_list.pdf(committee(), ORGANISATION, language=language)
    (page,) = pages_of(pdf)
    assert [word for word in words if word not in page] == []
    assert not clipped(pdf)


def test_a_large_committee_goes_on_with_its_wing_in_the_head() -> None:
    many = tuple(Office("secretary", 8, tuple(holder(f"Person {n}") for n in range(6))) for _ in range(8))
    pages = pages_of(committee_list.pdf(committee(many, wing="Youth front"), ORGANISATION, language="en"))
    assert len(pages) > 1
    assert "Youth front" in pages[0]
    assert " ".join(pages).count("vacant –") == 16


def test_a_level_without_offices_says_so_and_bytes_are_the_same() -> None:
    assert "No offices are planned" in pages_of(committee_list.pdf(committee(()), ORGANISATION, language="en"))[0]
    assert committee_list.pdf(committee(), ORGANISATION) == committee_list.pdf(committee(), ORGANISATION)
