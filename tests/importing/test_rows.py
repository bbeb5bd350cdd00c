from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import ImportRow, Refused
from organizer_app.domain.words import in_language
from organizer_app.importing import row_cells, rows
from organizer_app.importing.columns import guess
from organizer_app.importing.preview import preview
from organizer_app.importing.tables import open_table
from tests.importing.kruti_dev_typist import typed
from tests.importing.rosters import write_xlsx


def imported(tmp_path: Path, text: str, legacy: rows.Legacy = "refuse") -> list[ImportRow | Refused]:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    table = open_table(path)
    return list(rows.read(table, guess(table), year=2026, legacy=legacy))


def one(tmp_path: Path, text: str, legacy: rows.Legacy = "refuse") -> ImportRow:
    (person,) = imported(tmp_path, text, legacy)
    assert isinstance(person, ImportRow)
    return person


def test_a_person_with_everything(tmp_path: Path) -> None:
    person = one(
        tmp_path,
        "नाम;Name (English);पिता/पति का नाम;लिंग;उम्र;मोबाइल;व्हाट्सएप;पता;पिन;गांव;प्रखंड;जिला;बूथ;विधानसभा;मोर्चा;पद;"
        "कार्ड नं.;टिप्पणी;भाषा\n"
        "श्रीमती  सीता देवी;Sita Devi;पति- रमेश महतो;महिला;४५;०९८७६५४३२१० / 98123 45678;हाँ;मेन रोड;835202;बेड़ो;बेड़ो;रांची;12;"
        "मांडर;महिला मोर्चा;सचिव;A-17;  अच्छी वक्ता ;हिंदी, कुड़ुख\n",
    )
    assert person.row == 2
    assert (person.name, person.name_other, person.honorific) == ("सीता देवी", "Sita Devi", "श्रीमती")
    assert (person.guardian, person.relation, person.gender, person.birth_year) == (
        "रमेश महतो",
        "husband",
        "female",
        1981,
    )
    assert [phone.number for phone in person.phones] == ["+919876543210", "+919812345678"]
    assert person.whatsapp == "+919876543210"
    assert (person.address, person.place, person.block, person.district) == ("मेन रोड, 835202", "बेड़ो", "बेड़ो", "रांची")
    assert (person.booth, person.seat, person.wing, person.office) == ("12", "मांडर", "महिला मोर्चा", "सचिव")
    assert (person.card_no, person.notes, person.languages) == ("A-17", "अच्छी वक्ता", ("हिंदी", "कुड़ुख"))
    assert person.problems == ()
    assert len(person.fingerprint) == 16


def test_a_bad_phone_is_said_and_the_person_kept(tmp_path: Path) -> None:
    person = one(tmp_path, "Name,Mobile,Age,Sex\nRam Kumar,12345,abc,zz\n")
    assert (person.name, person.phones, person.birth_year, person.gender) == ("Ram Kumar", (), None, "")
    assert {(p.row, p.field, p.value) for p in person.problems} == {
        (2, "phone", "12345"), (2, "birth_year", "abc"), (2, "gender", "zz")
    }  # fmt: skip
    assert "“zz” isn't a gender" in str(next(p for p in person.problems if p.field == "gender"))
    with in_language("hi"):
        assert "लिंग" in str(next(p for p in person.problems if p.field == "gender"))


@pytest.mark.parametrize(
    ("cell", "numbers"), [(9876543210.0, 1), (9876543210, 1), (9.1e11, 0), ("9.1E+11", 0), (True, 0)]
)
def test_phones_as_excel_gives_them(tmp_path: Path, cell: object, numbers: int) -> None:
    table = open_table(write_xlsx(tmp_path / "a.xlsx", (("Name", "Mobile"), ("Ram Kumar", cell))))
    (person,) = rows.read(table, guess(table), year=2026)
    assert isinstance(person, ImportRow)
    assert len(person.phones) == numbers
    assert len(person.problems) == (0 if numbers or cell is True else 1)


def test_rows_that_are_no_people(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        "क्र.,नाम,मोबाइल,गांव\n1,2,3,4\n1,राम कुमार,9876543210,बेड़ो\n,,,\n\nक्र.,नाम,मोबाइल,गांव\n2,,9876543211,बेड़ो\n"
        '3,"सीता,9876543212,इटकी\n4,गीता देवी,,इटकी\nकुल,2,,\n,कुल योग,,\n5,????,,\n6,à¤°à¤¾à¤®,,\n7,'
        + "अ" * 130
        + ",,\n",
    )
    assert [(r.row, r.msgid) for r in found if isinstance(r, Refused)] == [
        (7, rows.NO_NAME),
        (8, rows.BROKEN),
        (10, rows.TOTALS),
        (11, rows.TOTALS),
        (12, row_cells.NAME_DAMAGED),
        (13, row_cells.NAME_DAMAGED),
        (14, rows.NAME_TOO_LONG),
    ]
    assert [(r.row, r.name) for r in found if isinstance(r, ImportRow)] == [(3, "राम कुमार"), (9, "गीता देवी")]
    refused = next(r for r in found if isinstance(r, Refused))
    assert refused.cells == ("2", "", "9876543211", "बेड़ो")
    assert str(refused) == "No name. Write the name and import this row again."


def test_surname_father_in_the_name_and_only_the_other_name(tmp_path: Path) -> None:
    assert one(tmp_path, "First Name,Last Name,Mobile\nRam,Kumar,\n").name == "Ram Kumar"
    person = one(tmp_path, "Name,Mobile\nRam Kumar S/o Shyam Lal,\n")
    assert (person.name, person.guardian, person.relation) == ("Ram Kumar", "Shyam Lal", "father")


def test_the_heading_names_the_relation_or_leaves_it_open(tmp_path: Path) -> None:
    assert one(tmp_path, "नाम,पिता का नाम\nराम कुमार,श्याम\n").relation == "father"
    assert one(tmp_path, "नाम,पिता/पति का नाम\nराम कुमार,श्याम\n").relation == ""


def test_long_and_damaged_fields_are_said(tmp_path: Path) -> None:
    person = one(tmp_path, f"Name,Mobile,Village,Remarks\nRam Kumar,,B\ufffdro,{'Speaks well. ' * 300}\n")
    assert (person.place, len(person.notes)) == ("", 2000)
    assert [p.field for p in person.problems] == ["place", "notes"]


LEGACY = "uke,xzke,Mobile\n" + "".join(
    f"{typed(name)},{typed(place)},9876543210\n"
    for name, place in (("राम कुमार", "बेड़ो"), ("सीता देवी", "इटकी"), ("बिरसा मुंडा", "इटकी"))
)


def test_kruti_dev_is_converted_or_refused_and_never_stored(tmp_path: Path) -> None:
    refused = imported(tmp_path, LEGACY)
    assert [r.msgid for r in refused if isinstance(r, Refused)] == [row_cells.NAME_LEGACY] * 3
    people = [p for p in imported(tmp_path, LEGACY, "convert") if isinstance(p, ImportRow)]
    assert [(p.name, p.place) for p in people] == [("राम कुमार", "बेड़ो"), ("सीता देवी", "इटकी"), ("बिरसा मुंडा", "इटकी")]
    seen = preview(tmp_path / "a.csv")
    assert (seen.legacy, seen.header, seen.samples[0]) == (
        (0, 1), ("नाम", "ग्राम", "Mobile"), ("राम कुमार", "बेड़ो", "9876543210")
    )  # fmt: skip


def test_other_fields_in_kruti_dev_are_left_out_with_a_word(tmp_path: Path) -> None:
    person = one(tmp_path, f"Name,Village,Mobile\nRam Kumar,{typed('राजेन्द्र नगर टोला')},\n")
    assert (person.name, person.place) == ("Ram Kumar", "")
    assert [p.msgid for p in person.problems] == [row_cells.LEGACY_LEFT]


def test_the_same_content_has_the_same_fingerprint_wherever_it_stands(tmp_path: Path) -> None:
    first = one(tmp_path, "Name,Mobile,Age\nRam  Kumar,+91 98765 43210,45\n")
    again = one(tmp_path, "List\n\nMobile;उम्र;नाम\n09876543210;1981;Ram Kumar \n")
    other = one(tmp_path, "Name,Mobile,Age\nRam Kumar,9876543210,46\n")
    assert first.fingerprint == again.fingerprint != other.fingerprint
    assert first.row != again.row


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=4, max_size=4))
def test_any_cells_make_a_row_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, cells: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    path.write_text(f"Name,Mobile,Age,गांव\n{quoted}\n", encoding="utf-8", newline="")
    try:
        table = open_table(path)
    except RuleBroken:
        return
    for found in rows.read(table, guess(table), year=2026, legacy="convert"):
        assert isinstance(found, Refused) or (found.name and len(found.fingerprint) == 16)
