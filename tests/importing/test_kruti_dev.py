import csv
import unicodedata
from importlib import resources
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.importing.kruti_dev import fits_beside_legacy, is_legacy, looks_legacy, to_unicode
from tests.importing.kruti_dev_typist import typed

# As real typists have typed them.
KNOWN = {
    "jke dqekj": "राम कुमार", "lhrk nsoh": "सीता देवी", "Jherh": "श्रीमती", "iz[k.M": "प्रखण्ड", "ftyk": "जिला",
    ">kj[k.M": "झारखण्ड", "NÙkhlx<+": "छत्तीसगढ़", "jk¡ph": "राँची", "eks0": "मो0", "v/;{k": "अध्यक्ष",
    "egkea=h": "महामंत्री", "fo|ky;": "विद्यालय", "f'k{kk": "शिक्षा", "dk;ZdrkZ": "कार्यकर्ता", "lnL;": "सदस्य",
    "JhokLro": "श्रीवास्तव", "mjk¡o": "उराँव", "feJk": "मिश्रा", "[kjlkok¡": "खरसावाँ", "'kekZ": "शर्मा",
    "flag": "सिंह", "fuekZ.k": "निर्माण", "vkfFkZd": "आर्थिक", "eksckby ua0": "मोबाइल नं0",
    "firk@ifr dk uke": "पिता/पति का नाम", "xzke iapk;r": "ग्राम पंचायत", "jktsUnz izlkn": "राजेन्द्र प्रसाद",
    'd`".k': "कृष्ण", "y{eh": "लक्ष्मी", "lqfe=k": "सुमित्रा", "iq=": "पुत्र", "dkS'kY;k": "कौशल्या", "Mk- vfuy": "डा. अनिल",
    "mÙkj": "उत्तर", "dks\"kk/;{k": "कोषाध्यक्ष", "bZ'oj": "ईश्वर", "T;ksfr": "ज्योति", "gfj'pUnz": "हरिश्चन्द्र",
    "fcjlk eqaMk": "बिरसा मुंडा", 'fo".kq': "विष्णु", "eqgEen": "मुहम्मद", "Kkuh": "ज्ञानी", "}kfjdk": "द्वारिका",
}  # fmt: skip
# Latin writing that has fooled recognisers: Hinglish, initials, places, offices, codes, small words.
LATIN = (
    "Vijay Kujur", "Manju Minz", "Ujjain", "Jhunjhunu", "Baskey", "vijay", "manju", "majuli", "Xess", "Queen", "Iqbal",
    "block", "office", "of", "by", "venue", "youth wing", "S/o Ram Lal", "W/o Shyam", "R. K. Singh", "D'Souza",
    "Vill- Bero, PO- Bero", "JH/RNC/123", "H.No. 12/3", "Md. Iqbal", "Zilla Adhyaksh", "yuva morcha", "mahila",
    "kya aap aa rahe hain", "gaon", "jila sachiv", "LAPUNG", "RAM KUMAR", "x", "-", "n/a", "vikas", "log", "lok sabha",
)  # fmt: skip


def pool(column: str) -> list[str]:
    folder = resources.files("resources") / "demo"
    return [
        row[column]
        for name in ("names.csv", "villages.csv")
        for row in csv.DictReader((folder / name).read_text(encoding="utf-8").splitlines())
    ]


HINDI, ENGLISH = pool("hi"), pool("en")


@pytest.mark.parametrize(("keys", "text"), KNOWN.items())
def test_known_words(keys: str, text: str) -> None:
    assert to_unicode(keys) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", HINDI)
def test_every_name_and_village_comes_back(text: str) -> None:
    assert to_unicode(typed(text)) == unicodedata.normalize("NFC", text)


@given(st.lists(st.sampled_from(HINDI), min_size=2, max_size=4).map(" ".join))
def test_several_words_and_a_column(text: str) -> None:
    assert to_unicode(typed(text)) == unicodedata.normalize("NFC", text)


def test_columns_of_hindi_names_are_seen() -> None:
    random = Random(7)
    columns = [[typed(" ".join(random.sample(HINDI, 2))) for _ in range(10)] for _ in range(300)]
    assert all(map(looks_legacy, columns))


@pytest.mark.parametrize("case", [str, str.lower, str.upper, str.title])
def test_columns_of_latin_names_are_not(case: type) -> None:
    random = Random(7)
    columns = [[case(" ".join(random.sample(ENGLISH, 2))) for _ in range(10)] for _ in range(300)]
    assert not any(map(looks_legacy, columns))
    assert not any(map(fits_beside_legacy, columns))


def test_latin_that_fooled_recognisers() -> None:
    assert not looks_legacy(LATIN)
    assert [text for text in LATIN if is_legacy(text, in_legacy_column=False)] == []


def test_devanagari_and_numbers_never_are() -> None:
    assert not looks_legacy(["राम कुमार", "सीता देवी", "9876543210", ""])
    assert not is_legacy("राम jke", in_legacy_column=True)
    assert not is_legacy("9876543210", in_legacy_column=True)


def test_a_single_cell_among_others() -> None:
    assert is_legacy("jkts'k izlkn", in_legacy_column=False)
    assert not any(is_legacy(f"{a} {b}", in_legacy_column=False) for a in ENGLISH[:40] for b in ENGLISH)


def test_english_names_inside_a_legacy_column_mostly_stay() -> None:
    kept = [name for name in ENGLISH if not is_legacy(f"{name} Kumar", in_legacy_column=True)]
    assert len(kept) >= 0.98 * len(ENGLISH)


def test_short_words_count_beside_a_column_that_surely_is() -> None:
    assert fits_beside_legacy([typed("बेड़ो"), typed("इटकी"), typed("इटकी")])
    assert not fits_beside_legacy(["Bero", "Itki", "Lapung"])


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    to_unicode(text)
    is_legacy(text, in_legacy_column=True)
    looks_legacy([text] * 4)
