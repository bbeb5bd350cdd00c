import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.names import fold, script
from organizer_app.domain.sounds import devanagari_by_sound, latin_by_sound
from organizer_app.domain.transliterate import to_devanagari, to_roman

NAMES = Path(__file__).parents[2] / "resources" / "names.csv"


def listed() -> list[tuple[str, str, list[str]]]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        return [(row["hi"], row["en"], row["variants"].split()) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("roman", "devanagari"),
    [
        ("R. K. Singh", "आर. के. सिंह"),
        ("Md. Aslam Ansari", "मो. असलम अंसारी"),
        ("RAJKUMAR mahto", "राजकुमार महतो"),
        ("Ramkishun Oraon", "रामकिशुन उरांव"),
        ("Suneetaa Devi", "सुनीता देवी"),
        ("Sitakumari", "सीताकुमारी"),
        ("Krishnamurti", "कृष्णामुर्ती"),
        ("Dhaniram (Munna)", "धानीराम (मुन्ना)"),
        ("José", "जोसे"),
        ("राम Kumar 12", "राम कुमार 12"),
        ("", ""),
    ],
)
def test_a_latin_name_in_devanagari(roman: str, devanagari: str) -> None:
    assert to_devanagari(roman) == devanagari


@pytest.mark.parametrize(
    ("devanagari", "roman"),
    [
        ("आर. के. सिंह", "R. K. Singh"),
        ("आर॰ के॰ सिंह", "R. K. Singh"),
        ("मो. असलम अंसारी", "Md. Aslam Ansari"),
        ("धनीराम", "Dhaniram"),
        ("सत्यप्रकाश", "Satyaprakash"),
        ("विमलेंदु", "Vimlendu"),
        ("ज्ञानेश", "Gyanesh"),
        ("सुखसिंह", "Sukhsingh"),
        ("गांव", "Gaon"),
        ("धर्म", "Dharm"),
        ("जे राम", "Je Ram"),
        ("झंगरी", "Jhangri"),
        ("अंचना", "Anchana"),
        ("चित्र", "Chitra"),
        ("बच्छराज", "Bachharaj"),
        ("ज़फ़र", "Zafar"),
        ("Ram कुमार", "Ram Kumar"),
        ("", ""),
    ],
)
def test_a_devanagari_name_in_latin(devanagari: str, roman: str) -> None:
    assert to_roman(devanagari) == roman


def test_listed_names_come_out_as_listed() -> None:
    rows = listed()
    assert all(to_roman(hindi) == english for hindi, english, _ in rows)
    spelt = [(latin, hindi) for hindi, english, variants in rows for latin in (english, *variants)]
    wrong = [(latin, to_devanagari(latin)) for latin, hindi in spelt if fold(to_devanagari(latin)) != fold(hindi)]
    assert len(wrong) <= 0.03 * len(spelt), wrong


def test_rules_alone_come_near() -> None:
    rows = listed()
    latin = sum(latin_by_sound(hindi) in [v.lower() for v in (english, *variants)] for hindi, english, variants in rows)
    devanagari = sum(fold(devanagari_by_sound(english.lower())) == fold(hindi) for hindi, english, _ in rows)
    assert latin >= 0.80 * len(rows)
    assert devanagari >= 0.45 * len(rows)


@given(st.text())
def test_any_text_gives_a_guess(text: str) -> None:
    assert script(to_devanagari(text)) in ("Deva", "", "Latn", "mixed")
    assert isinstance(to_roman(text), str)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz'", min_size=1))
def test_a_latin_word_leaves_no_latin_letter(word: str) -> None:
    assert script(to_devanagari(word)) in ("Deva", "")


@given(st.text(alphabet="अआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहािीुूृेैोौंँः़्", min_size=1))
def test_a_devanagari_word_leaves_no_devanagari_letter(word: str) -> None:
    assert script(to_roman(word)) in ("Latn", "")
