"""Badges: eight a page, names whole, and a code that a scanner reads back as what is typed."""

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from organizer_app.printing import badges
from organizer_app.printing.drawing import qr_matrix
from organizer_app.printing.text import mm
from tests.printing.camp_values import LONG_NAME, ORGANISATION, VENUE, camp, clipped, pages_of, people


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (8, 1), (9, 2), (24, 3)])
def test_eight_on_a_page(count: int, pages: int) -> None:
    assert len(pages_of(badges.pdf(camp(), people(count), ORGANISATION))) == pages


@pytest.mark.parametrize("language", ["hi", "en"])
def test_a_badge_carries_name_in_both_scripts_office_block_and_serial(language: str) -> None:
    pdf = badges.pdf(camp(), people(8), ORGANISATION, language=language)
    (page,) = pages_of(pdf)
    serial = "क्र. 2" if language == "hi" else "No. 2"
    for words in ("बृजमोहन सिंह श्रीवास्तव", "Brijmohan Singh Shrivastava", "युवा मोर्चा", "खैरागढ़", serial, VENUE, LONG_NAME):
        assert words in page
    assert not clipped(pdf)


def test_the_code_is_the_badge_text_where_it_should_be() -> None:
    person = people(1)[0]
    scale = 4
    document = pypdfium2.PdfDocument(badges.pdf(camp(), (person,), ORGANISATION))
    picture = document[0].render(scale=scale).to_pil().convert("L")
    document.close()
    rows = qr_matrix(person.badge)
    side = 17 * mm
    left = (210 * mm - 2 * badges.WIDTH) / 2 + badges.WIDTH - 6 * mm - side
    bottom = (297 * mm - 4 * badges.HEIGHT) / 2 + 3 * badges.HEIGHT + 4 * mm
    module = side / len(rows)
    for row, cells in enumerate(rows):
        for column, black in enumerate(cells):
            x = (left + (column + 0.5) * module) * scale
            y = picture.height - (bottom + side - (row + 0.5) * module) * scale
            assert (picture.getpixel((int(x), int(y))) < 128) == bool(black)


def test_the_logo_stands_on_every_badge() -> None:
    drawing = BytesIO()
    Image.new("RGB", (30, 20), (200, 90, 10)).save(drawing, "PNG")
    pdf = badges.pdf(camp(), people(9), replace(ORGANISATION, logo=drawing.getvalue()))
    assert not clipped(pdf)
    for page, expected in zip(pypdfium2.PdfDocument(pdf), (8, 1), strict=True):
        images = [one for one in page.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        assert len(images) == expected


def test_no_people_says_so() -> None:
    assert "Nobody is on this list yet." in pages_of(badges.pdf(camp(), (), ORGANISATION, language="en"))[0]


def test_same_bytes() -> None:
    assert badges.pdf(camp(), people(9), ORGANISATION) == badges.pdf(camp(), people(9), ORGANISATION)
