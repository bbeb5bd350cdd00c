"""Certificates: across, one page a person, names whole."""

import pypdfium2
import pytest

from organizer_app.domain.papers import Signer
from organizer_app.printing import certificate
from tests.printing.camp_values import ORGANISATION, VENUE, camp, clipped, pages_of, people


@pytest.mark.parametrize(
    ("language", "title", "father"),
    [("hi", "प्रमाण पत्र", "पिता: नरेन्द्र चन्द्राकर"), ("en", "Certificate of participation", "Father: नरेन्द्र चन्द्राकर")],
)
def test_one_page_a_person(language: str, title: str, father: str) -> None:
    pdf = certificate.pdf(camp(), people(10), ORGANISATION, language=language)
    pages = pages_of(pdf)
    assert len(pages) == 10
    for person, page in zip(people(10), pages, strict=True):
        for words in (person.name, title, camp().title, VENUE):
            assert words in page
    assert father in pages[0]
    assert not clipped(pdf)


def test_signers_stand_under_their_lines() -> None:
    signers = (Signer("रमेश नेताम", "संयोजक"), Signer("विद्या ठाकुर", "सचिव"), Signer("कृष्ण त्रिपाठी", "अध्यक्ष"))
    (page,) = pages_of(certificate.pdf(camp(), people(1), ORGANISATION, signers))
    assert all(signer.name in page and signer.office in page for signer in signers)


def test_a_meeting_is_no_training() -> None:
    training, meeting = (
        pages_of(certificate.pdf(camp(kind=kind), people(1), ORGANISATION, language="en"))[0]
        for kind in ("training", "meeting")
    )
    assert "completed the training" in training
    assert "completed the training" not in meeting


def test_the_page_lies_across() -> None:
    document = pypdfium2.PdfDocument(certificate.pdf(camp(), people(1), ORGANISATION))
    width, height = document[0].get_size()
    document.close()
    assert width > height


def test_nobody_says_so() -> None:
    page = pages_of(certificate.pdf(camp(), (), ORGANISATION, language="en"))[0]
    assert "Nobody has earned a certificate yet." in page


def test_same_bytes() -> None:
    assert certificate.pdf(camp(), people(2), ORGANISATION) == certificate.pdf(camp(), people(2), ORGANISATION)
