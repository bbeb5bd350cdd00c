"""For the shop: the parts in order behind a cover that tells pages and copies."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from organizer_app.domain.errors import RuleBroken
from organizer_app.printing import badges, certificate, desk_copy, shop
from tests.printing.camp_values import ORGANISATION, camp, lines_of, pages_of, people, sheet

PARTS = (
    ("डेस्क सूची", desk_copy.pdf(sheet(90), ORGANISATION)),
    ("Badges", badges.pdf(camp(), people(9), ORGANISATION)),
)


@pytest.mark.parametrize("language", ["hi", "en"])
def test_cover_and_parts(language: str) -> None:
    pdf = shop.combine(PARTS, copies=(3, 1), organisation=ORGANISATION, language=language)
    pages, lines = pages_of(pdf), lines_of(pdf)
    assert pages[1:] == [page for _title, part in PARTS for page in pages_of(part)]
    assert len(pages) == 1 + 3 + 2
    assert "1 डेस्क सूची 2–4 3 9" in lines
    assert "2 Badges 5–6 1 2" in lines
    assert "100 %" in pages[0]


def test_a_cover_of_several_pages_counts_itself_in() -> None:
    one = badges.pdf(camp(), people(1), ORGANISATION)
    lines = lines_of(shop.combine([(f"Thing {at}", one) for at in range(60)], language="en"))
    assert any(line.endswith("Page 1 of 3") for line in lines)
    assert "1 Thing 0 4 1 1" in lines
    assert "60 Thing 59 63 1 1" in lines


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_no_page_has_colour_though_the_logo_has(mode: str) -> None:
    picture = BytesIO()
    Image.new("RGB", (30, 30), (220, 90, 10)).convert(mode).save(picture, "PNG")
    coloured = replace(ORGANISATION, logo=picture.getvalue())
    grey = shop.in_grey(coloured)
    make = partial(certificate.pdf, camp(), people(1))
    assert _colourful(make(coloured))
    assert not _colourful(shop.combine([("प्रमाण पत्र", make(grey))], organisation=coloured))


def _colourful(pdf: bytes) -> bool:
    document = pypdfium2.PdfDocument(pdf)
    pictures = [page.render(scale=0.7).to_pil().convert("RGB") for page in document]
    document.close()
    return any(max(abs(r - g), abs(g - b)) > 8 for p in pictures for _n, (r, g, b) in p.getcolors(1 << 24) or ())


def test_nothing_to_print_says_so() -> None:
    assert "There is nothing to print." in pages_of(shop.combine((), language="en"))[0]


def test_what_is_no_pdf_is_named() -> None:
    with pytest.raises(RuleBroken) as broken:
        shop.combine([("Photo", b"\x89PNG....")])
    assert "“Photo” is not a PDF" in str(broken.value)


def test_same_parts_give_the_same_bytes_at_another_time() -> None:
    first = shop.combine(PARTS)
    second = datetime.now(UTC).second
    while datetime.now(UTC).second == second:
        time.sleep(0.05)
    assert shop.combine(PARTS) == first
