"""The invitation: a page a person or one for all, on one page whatever the programme."""

from dataclasses import replace
from datetime import timedelta

import pytest

from organizer_app.domain.papers import Letter, Signer
from organizer_app.printing import letter
from tests.printing.camp_values import DAYS, LONG_NAME, ORGANISATION, VENUE, camp, clipped, pages_of, people

NOTICE = "आपका नाम, पद, मोबाइल नंबर और उपस्थिति केवल इस प्रशिक्षण के आयोजन के लिए दर्ज की जाती है।"
LETTER = Letter(
    "रमेश नेताम",
    "98270 00000",
    Signer("कृष्ण कुमार त्रिपाठी", "जिला अध्यक्ष"),
    report_at="09:30",
    bring=("यह पत्र", "पहचान पत्र", "मोबाइल और चार्जर", "कॉपी और कलम"),
    notice=NOTICE,
    number="41/2026",
    written_on=DAYS[0],
)


@pytest.mark.parametrize("language", ["hi", "en"])
def test_one_page_a_person_with_all_that_is_needed(language: str) -> None:
    pdf = letter.pdf(camp(), people(10), ORGANISATION, LETTER, language=language)
    pages = pages_of(pdf)
    assert len(pages) == 10
    for person, page in zip(people(10), pages, strict=True):
        assert person.name in page
        for words in (VENUE, "09:30", "98270 00000", "पहचान पत्र", NOTICE, "उद्घाटन सत्र", "जिला अध्यक्ष", "41/2026"):
            assert words in page
    assert LONG_NAME in pages[7]
    assert not clipped(pdf)


def test_without_people_it_is_one_general_page() -> None:
    (page,) = pages_of(letter.pdf(camp(), (), ORGANISATION, LETTER, language="en"))
    assert "All office bearers and workers" in page
    assert "No." not in page


def test_a_long_programme_is_told_by_day() -> None:
    base = camp().sessions[0]
    sessions = tuple(replace(base, day=DAYS[0] + timedelta(days=at // 7)) for at in range(21))
    (page,) = pages_of(letter.pdf(camp(sessions=sessions), (), ORGANISATION, LETTER, language="en"))
    assert page.count("7 sessions") == 3
    assert NOTICE in page


def test_only_what_is_known_is_said() -> None:
    bare = Letter("", "", Signer("", "Convener"))
    (page,) = pages_of(letter.pdf(camp(sessions=()), (), ORGANISATION, bare, language="en"))
    for words in ("Arrive by", "Contact", "Sessions", "Please bring", "What is recorded"):
        assert words not in page


def test_same_bytes() -> None:
    assert letter.pdf(camp(), people(2), ORGANISATION, LETTER) == letter.pdf(camp(), people(2), ORGANISATION, LETTER)
