from pathlib import Path

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import Mapping
from organizer_app.importing.columns import guess, legacy_columns
from organizer_app.importing.headings import PASSED_OVER, read, relation
from organizer_app.importing.tables import open_table
from tests.importing.kruti_dev_typist import typed

# Headings as rosters have them, and the field each is.
HEADINGS = {
    "name": "नाम|सदस्य का नाम|Name|Member Name|Member's Name|पूरा नाम|Full Name|कार्यकर्ता का नाम|Name (English)",
    "guardian": "पिता/पति का नाम|Father's/Husband name|Father's Name|पति / पिता|S/o|fatherName|अभिभावक",
    "relation": "संबंध|Relation",
    "gender": "लिंग|Sex|M/F|Gender|पुरुष/महिला",
    "birth_year": "उम्र|आयु|जन्म वर्ष|जन्म तिथि|DOB|Date of Birth|Age (Years)|D.O.B.",
    "phone": "मोबाइल|मोबाईल नम्बर|फोन नं.|Mobile No.|मो0 नं0|मो.|Contact No|सम्पर्क सूत्र|दूरभाष|mobile_no",
    "phone2": "Mobile No 2|दूसरा मोबाइल|Alternate Number|अन्य फोन",
    "whatsapp": "Whatsapp|WhatsApp No.|व्हाट्सएप नंबर|वाट्सएप",
    "address": "पता|Address|स्थायी पता",
    "pin": "पिन|पिन कोड|PIN Code|Pincode",
    "place": "गांव|गाँव|ग्राम|ग्राम पंचायत|Village|Village/Town|वार्ड सं.|मोहल्ला|Panchayat",
    "block": "प्रखंड|प्रखण्ड|विकासखंड|विकास खण्ड|Block|Name of Block|ब्लॉक|तहसील|मंडल",
    "district": "जिला|ज़िला|District|Dist.",
    "booth": "बूथ|बूथ संख्या|मतदान केंद्र|मतदान केन्द्र का नाम|Booth No.|Polling Station",
    "seat": "विधानसभा|विधानसभा क्षेत्र|Assembly|AC Name",
    "wing": "मोर्चा/प्रकोष्ठ/विभाग|Wing|प्रकोष्ठ|Morcha",
    "office": "पद|पदनाम|दायित्व|Designation|Post",
    "card_no": "कार्ड नं.|सदस्यता संख्या|Membership No|Member ID|Card No.|सदस्य क्रमांक",
    "notes": "टिप्पणी|Remarks|अभ्युक्ति",
    "languages": "भाषा|Languages",
    "surname": "Last Name|उपनाम",
    PASSED_OVER: "क्र.सं.|क्रमांक|S.No.|Sr. No|Sl No.|हस्ताक्षर|Email|लोकसभा|State",
    "caste": "जाति|Caste|Category|वर्ग|समुदाय|उप जाति",
    "religion": "धर्म|Religion",
    "aadhaar": "आधार नं.|Aadhaar|Aadhar Card No|UID",
    "voter": "वोटर आईडी|EPIC No|मतदाता पहचान पत्र संख्या|मतदाता क्रमांक|भाग संख्या|Voter ID",
    "papers": "बैंक खाता|IFSC|राशन कार्ड|PAN No",
}


@pytest.mark.parametrize(("what", "text"), [(w, t) for w, texts in HEADINGS.items() for t in texts.split("|")])
def test_headings(what: str, text: str) -> None:
    found = read(text)
    assert found is not None
    assert found.what == what


@pytest.mark.parametrize(
    "field", ["name", "phone", "guardian", "place", "block", "district", "booth", "office", "gender"]
)
def test_headings_in_kruti_dev(field: str) -> None:
    hindi = next(t for t in HEADINGS[field].split("|") if "\u0900" <= t[0] <= "\u097f")
    found = read(typed(hindi))
    assert found is not None
    assert found.what == field


@pytest.mark.parametrize("text", ["राम कुमार", "Ram Kumar", "", "x" * 100, "9876543210", "कार्यक्षेत्र"])
def test_what_is_no_heading(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("heading", "code"), [("पिता का नाम", "father"), ("Husband Name", "husband"), ("पिता/पति", ""), ("माता", "mother")]
)
def test_the_relation_a_heading_names(heading: str, code: str) -> None:
    assert relation(heading) == code


def mapped(tmp_path: Path, text: str) -> Mapping:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    return guess(open_table(path))


def columns(mapping: Mapping) -> dict[str, int]:
    return {field: found.column for field, found in mapping.guesses.items()}


def test_two_scripts_two_phones_and_a_panchayat(tmp_path: Path) -> None:
    mapping = mapped(
        tmp_path,
        "Name,नाम,Mobile,Mobile No,ग्राम पंचायत,गांव\n"
        "Ram Kumar,राम कुमार,9876543210,9876543211,बेड़ो,नवाडीह\nSita Devi,सीता देवी,9876543212,,इटकी,रामपुर\n",
    )
    assert columns(mapping) == {"name": 0, "name_other": 1, "phone": 2, "phone2": 3, "place": 5}
    assert mapping.unused == (4,)
    assert mapping.guesses["name"].confidence == 1.0


def test_without_headings(tmp_path: Path) -> None:
    mapping = mapped(
        tmp_path,
        "1,Ram Kumar,राम कुमार,Shyam Lal,9876543210,M,45,834001\n"
        "2,Sita Devi,सीता देवी,Mohan Mahto,9812345678,F,33,834002\n"
        "3,Birsa Munda,बिरसा मुंडा,Soma Munda,9812345670,M,51,834003\n",
    )
    assert mapping.header == ()
    assert columns(mapping) == {
        "name": 1, "name_other": 2, "guardian": 3, "phone": 4, "gender": 5, "birth_year": 6, "pin": 7
    }  # fmt: skip
    assert mapping.guesses["name"].confidence < 1


def test_headings_of_unknown_words(tmp_path: Path) -> None:
    mapping = mapped(tmp_path, "ಹೆಸರು,ದೂರವಾಣಿ\nRam Kumar,9876543210\nSita Devi,9812345678\nGita Devi,9812345679\n")
    assert mapping.header == ("ಹೆಸರು", "ದೂರವಾಣಿ")
    assert columns(mapping) == {"name": 0, "phone": 1}


def test_what_is_never_taken_by_heading(tmp_path: Path) -> None:
    mapping = mapped(tmp_path, "नाम,जाति,धर्म,आधार नं,वोटर आईडी\nराम कुमार,x,x,x,x\n")
    assert [r.column for r in mapping.refused] == [1, 2, 3, 4]
    assert "“जाति” is about caste" in str(mapping.refused[0])
    assert columns(mapping) == {"name": 0}
    with pytest.raises(RuleBroken, match="Aadhaar"):
        mapping.with_("card_no", 3)
    with pytest.raises(RuleBroken, match="caste"):
        mapping.with_("notes", "जाति")


def test_what_is_never_taken_by_content(tmp_path: Path) -> None:
    aadhaar = ["234567890124", "998877665543", "345612347894"]
    rows = "".join(
        f"Ram {n} Kumar,98765432{i:02},{number},ABC{i:07},{['SC', 'OBC', 'ST'][i]},{['Hindu', 'Sarna', 'Muslim'][i]}\n"
        for i, (n, number) in enumerate(zip(["Lal", "Dev", "Das"], map(checked, aadhaar), strict=True))
    )
    mapping = mapped(tmp_path, rows)
    assert [r.column for r in mapping.refused] == [2, 3, 4, 5]
    assert columns(mapping) == {"name": 0, "phone": 1}


def checked(digits: str) -> str:
    """The first eleven digits with the check digit that Verhoeff's published tables give."""
    d = "0123456789 1234067895 2340178956 3401289567 4012395678 5987604321 6598710432 7659821043 8765932104 9876543210"
    p = "0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258"
    product, turn = d.split(), p.split()
    for last in "0123456789":
        check = 0
        for place, digit in enumerate(reversed(digits[:11] + last)):
            check = int(product[check][int(turn[place % 8][int(digit)])])
        if check == 0:
            return digits[:11] + last
    raise AssertionError


def test_mobiles_with_their_country_code_are_no_aadhaar(tmp_path: Path) -> None:
    mapping = mapped(tmp_path, "नाम,x\n" + "".join(f"राम कुमार,{checked(f'9198765432{i:02}')}\n" for i in range(10)))
    assert mapping.refused == ()
    assert columns(mapping) == {"name": 0, "phone": 1}


def test_twelve_digits_without_the_check_digit_are_no_aadhaar(tmp_path: Path) -> None:
    numbers = [checked(f"2345678901{i:02}") for i in range(10)]
    wrong = "".join(f"राम कुमार,{n[:-1]}{(int(n[-1]) + 1) % 10}\n" for n in numbers)
    assert mapped(tmp_path, f"नाम,x\n{wrong}").refused == ()
    right = "".join(f"राम कुमार,{n}\n" for n in numbers)
    assert [r.column for r in mapped(tmp_path, f"नाम,x\n{right}").refused] == [1]


def test_a_wing_for_a_community_is_an_office(tmp_path: Path) -> None:
    assert mapped(tmp_path, "Name,Wing\nRam Kumar,SC\nSita Devi,OBC\n").refused == ()


def test_corrections(tmp_path: Path) -> None:
    mapping = mapped(tmp_path, "Name,Mobile,Info\nRam Kumar,9876543210,x\nSita Devi,9812345678,y\n")
    changed = mapping.with_("notes", "Info").with_("phone2", 1)
    assert columns(changed) == {"name": 0, "notes": 2, "phone2": 1}
    assert columns(changed.with_("notes", None)) == {"name": 0, "phone2": 1}
    assert columns(mapping) == {"name": 0, "phone": 1}
    for column in ("Nope", 3, -1):
        with pytest.raises(RuleBroken, match="Its columns are: Name, Mobile, Info"):
            mapping.with_("notes", column)
    with pytest.raises(RuleBroken, match="no field “caste”"):
        mapping.with_("caste", 2)


def test_legacy_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [("uke", "xzke", "Mobile", "Post"), *((typed(n), typed(v), "9876543210", "Sachiv") for n, v in PEOPLE)]
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    table = open_table(path)
    assert legacy_columns(table.rows(), table.width) == (0, 1)
    assert columns(guess(table)) == {"name": 0, "phone": 2, "place": 1, "office": 3}


PEOPLE = (("राम कुमार", "बेड़ो"), ("सीता देवी", "इटकी"), ("बिरसा मुंडा", "इटकी"))
