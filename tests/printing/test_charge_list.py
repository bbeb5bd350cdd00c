from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from organizer_app.domain.handover import ChargeList, OpenCamp
from organizer_app.domain.sheets import Organisation
from organizer_app.printing import charge_list
from tests.printing.pdf_reading import pdfium_text, poppler_text

DAY = date(2026, 11, 22)
CAMP = OpenCamp("बूथ शिविर", DAY, DAY, True, True, (DAY,))
LIST = ChargeList(
    **{"organisation": Organisation("नई किरण", "Nayi Kiran", None), "area": "Ranchi", "day": DAY, "giver": "Asha Devi"},
    **{"receiver": "Balu Munda", "people": 125321, "unplaced": 4, "camps": (CAMP,), "unsent": 638, "conflicts": 2},
    **{"refused": 1, "hq": "https://hq.example", "exchanged_at": None, "backup_at": None, "backup_file": ""},
    others=("Chand",),
)


@pytest.mark.parametrize("language", ["hi", "en"])
def test_both_sign_under_what_is_told(language: str) -> None:
    made = charge_list.pdf(LIST, language=language)
    text = pdfium_text(made)
    for word in ("Asha Devi", "Balu Munda", "1,25,321", "638", "Chand", "https://hq.example", "22/11"):
        assert word in text
    assert ("Handed over by" in text) == (language == "en")


def test_nobody_signs_an_empty_page(tmp_path: Path) -> None:
    for count in (0, 3, 10, 24, 31, 45):
        made = charge_list.pdf(replace(LIST, camps=(CAMP,) * count), language="en")
        signed = [page for page in poppler_text(made, tmp_path).split("\f") if "Taken over by" in page]
        assert len(signed) == 1
        assert "open this laptop no more" in signed[0]


def test_a_laptop_alone_says_so() -> None:
    text = pdfium_text(charge_list.pdf(replace(LIST, hq="", camps=()), language="en"))
    assert "This laptop has joined no HQ." in text
    assert "No camp is open." in text
