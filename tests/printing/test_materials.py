"""The material register: a row a person, a column an item, room for walk-ins."""

import pypdfium2
import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.papers import MaterialIssue
from organizer_app.printing import materials
from tests.printing.camp_values import LONG_NAME, ORGANISATION, camp, clipped, pages_of, people

ITEMS = ("किट बैग", "पुस्तिका", "Pen", "बैज", "टी-शर्ट", "पानी की बोतल", "फ़ोल्डर", "पेन ड्राइव")


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("items", [1, 4, 8])
def test_everyone_and_every_item(language: str, items: int) -> None:
    pdf = materials.pdf(MaterialIssue(camp(), ITEMS[:items], people(40)), ORGANISATION, language=language)
    pages = pages_of(pdf)
    assert all(item in page for item in ITEMS[:items] for page in pages[:2])
    text = " ".join(pages)
    assert text.count("Mahendra Yadav") == 4
    assert LONG_NAME.split()[0] in text
    assert LONG_NAME.split()[-1] in text
    assert not clipped(pdf)


@pytest.mark.parametrize(("items", "across"), [(4, False), (5, True)])
def test_many_items_turn_the_page(items: int, across: bool) -> None:
    document = pypdfium2.PdfDocument(materials.pdf(MaterialIssue(camp(), ITEMS[:items], people(3)), ORGANISATION))
    width, height = document[0].get_size()
    document.close()
    assert (width > height) == across


def test_too_many_items_are_refused() -> None:
    with pytest.raises(RuleBroken, match="items do not fit"):
        materials.pdf(MaterialIssue(camp(), (*ITEMS, "टोपी"), people(3)), ORGANISATION)


@pytest.mark.parametrize(
    ("issue", "words"),
    [
        (MaterialIssue(camp(), ITEMS[:2], ()), "Nobody is on this list yet."),
        (MaterialIssue(camp(), (), people(2)), "No item is named for this register."),
    ],
)
def test_nothing_to_issue_says_so(issue: MaterialIssue, words: str) -> None:
    assert words in pages_of(materials.pdf(issue, ORGANISATION, language="en"))[0]


def test_same_bytes() -> None:
    issue = MaterialIssue(camp(), ITEMS[:2], people(5))
    assert materials.pdf(issue, ORGANISATION) == materials.pdf(issue, ORGANISATION)
