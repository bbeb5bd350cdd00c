"""The paper of a spot check: every line drawn, the draw's number, nothing clipped, no whole phone."""

from datetime import date

import pytest

from organizer_app.domain.groups import Drawn, Sample
from organizer_app.printing import groups_sample
from tests.printing.camp_values import LONG_NAME, ORGANISATION, clipped, pages_of

LINES = (
    Drawn("श्रीमती सीता देवी", "••••••3210", "हरिपुर", "whatsapp", "बूथ 7 साथी", 240),
    Drawn("Mohan Oraon", "••••••3211", "Namkum", "telegram", "", 12),
    Drawn(LONG_NAME, "", "", "other", LONG_NAME * 2, None),
)


def sample(lines: tuple[Drawn, ...] = LINES) -> Sample:
    return Sample(4711, date(2026, 12, 14), 5000, lines, "Kanke")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("hi", ("सीता देवी", "बूथ 7 साथी", "चयन 4711", "टेलीग्राम", "ग्रुपों की संख्या", "••••••3210")),
        ("en", ("Mohan Oraon", "draw 4711", "3 drawn of 5,000", "a number of groups", "people in it", "Kanke")),
    ],
)
def test_every_line_stands_on_the_paper(language: str, words: tuple[str, ...]) -> None:
    pdf = groups_sample.pdf(sample(), ORGANISATION, language=language)
    (page,) = pages_of(pdf)
    assert [word for word in words if word not in page] == []
    assert not clipped(pdf)


def test_a_large_draw_goes_on_over_the_page() -> None:
    pages = pages_of(groups_sample.pdf(sample(LINES * 20), ORGANISATION, language="en"))
    assert len(pages) > 2
    assert " ".join(pages).count("Mohan Oraon") == 20
    assert all("Kept by" in page for page in pages)
