"""The map of keys is one page, in either language, however many keys a page has."""

import pypdfium2
import pytest

from organizer_app.domain.words import LANGUAGES
from organizer_app.printing import key_map
from tests.printing.pdf_reading import pdfium_text

MOST = [(f"Ctrl+Shift+F{n}", f"Number {n} of what can be done there") for n in range(48)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 48])
def test_it_is_one_page_with_every_key(language: str, count: int) -> None:
    made = key_map.pdf(MOST[:count], MOST[:12], page="Attendance", language=language)
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 1
    document.close()
    text = pdfium_text(made)
    assert "Attendance" in text
    for key, words in {*MOST[:count], *MOST[:12]}:
        assert key in text
        assert words in text
