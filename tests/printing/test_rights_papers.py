"""Papers about a person's rights: the notice with its form, the receipt of an erasure."""

from pathlib import Path

import pypdfium2
import pytest

from organizer_app.domain.erasing import Receipt
from organizer_app.domain.members import CONSENT_PURPOSES
from organizer_app.domain.notices import NoticeText, built_in
from organizer_app.printing import erasing_receipt, notice
from tests.printing.pdf_reading import pdfium_text, poppler_text
from tests.printing.samples import ORGANISATION

RECEIPT = Receipt("a1b2c3", 1_795_363_037_526, "Asha", "asked", (("members", 1),), (("attendance", 12),), (), 1, True)


@pytest.mark.parametrize("purpose", CONSENT_PURPOSES)
def test_each_language_has_a_page_with_the_whole_notice_and_the_form(purpose: str, tmp_path: Path) -> None:
    made = notice.pdf(built_in(purpose), ORGANISATION, language="en")
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 2
    document.close()
    english, hindi = poppler_text(made, tmp_path).split("\f")[:2]
    for line in built_in(purpose).text_en.split("\n"):
        assert line.split(":")[0][:40] in " ".join(english.split())
    for words in ("WhatsApp", "I take it back", "Signature", "Our office"):
        assert words in english
    assert "मैं सहमत" in hindi
    assert "I agree" not in hindi.replace("\n", " ").split("सहमत")[0]


def test_long_words_of_the_organisation_still_leave_room_for_the_form(tmp_path: Path) -> None:
    long = NoticeText("campaign", "2A", "", "\n".join(f"Sentence {n}: " + "many words " * 40 for n in range(13)))
    made = notice.pdf(long, ORGANISATION, language="en")
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 2
    words = document[0].get_textpage()
    boxes = {}
    for at in range(words.count_rects()):
        box = words.get_rect(at)
        boxes[words.get_text_bounded(*box)] = box
    assert min(box[1] for text, box in boxes.items() if "Our office" in text) > 15, "not over the foot"
    words.close()
    document.close()


@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_receipt_says_what_is_gone_and_what_is_left_to_do(language: str) -> None:
    text = pdfium_text(erasing_receipt.pdf(RECEIPT, ORGANISATION, language=language))
    assert "a1b2c3" in text
    if language == "en":
        for words in ("asked", "HQ and every other laptop", "delete backups", "Received by"):
            assert words in text
