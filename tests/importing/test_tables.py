import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import in_language
from organizer_app.importing.columns import guess
from organizer_app.importing.rows import read
from organizer_app.importing.tables import Table, open_table, text_of
from tests.importing.rosters import HEADER, PEOPLE, csv_bytes, vcard, write_ods, write_xls, write_xlsx

TYPED = (HEADER, *((float(p[0]), *p[1:3], 9876543210.0, *p[4:8], 45.0) for p in PEOPLE))


def names(table: Table) -> list[str]:
    return [person.name for person in read(table, guess(table), year=2026)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimited_text_in_every_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(csv_bytes(delimiter=delimiter).encode(encoding))
    table = open_table(path)
    assert (table.kind, table.header, table.delimiter) == ("csv", HEADER, delimiter)
    assert table.encoding == encoding
    assert names(table) == ["राम कुमार", "सीता देवी", "Birsa Munda"]


def test_cp1252(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Name;Mobile\r\nJosé Minz;9876543210\r\n".encode("cp1252"))
    table = open_table(path)
    assert (table.encoding, names(table)) == ("cp1252", ["José Minz"])


@pytest.mark.parametrize(("write", "kind"), [(write_xlsx, "xlsx"), (write_xls, "xls"), (write_ods, "ods")])
def test_workbooks(tmp_path: Path, write: object, kind: str) -> None:
    path = write(tmp_path / f"list.{kind}", (("जन संगठन",), ("",), *TYPED))  # type: ignore[operator]  # one of three
    table = open_table(path)
    assert (table.kind, table.header, table.header_row) == (kind, HEADER, 3)
    people = list(read(table, guess(table), year=2026))
    assert [p.name for p in people] == ["राम कुमार", "सीता देवी", "Birsa Munda"]
    assert [p.row for p in people] == [4, 5, 6]
    assert {p.phones[0].number for p in people} == {"+919876543210"}
    assert {p.birth_year for p in people} == {1981}
    assert table.total() == (3, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_vcards(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "contacts.txt"
    path.write_bytes(vcard(encoding))
    table = open_table(path)
    people = list(read(table, guess(table), year=2026))
    assert table.kind == "vcard"
    assert [p.name for p in people] == ["सीता", "Ram Kumar", "बिरसा मुंडा"]
    assert [len(p.phones) for p in people] == [2, 1, 1]
    assert (people[1].address, people[1].place, people[1].notes) == ("Main Road, 835202", "Bero", "first, second third")
    assert people[2].birth_year == 1975


def test_content_decides_before_the_name(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "list.xlsx", TYPED).rename(tmp_path / "list.csv")
    assert open_table(path).kind == "xlsx"


def test_two_rows_of_headings_under_a_title(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["सदस्य सूची – प्रखंड बेड़ो"])
    sheet.append([])
    sheet.append(["क्र.", "नाम", "संपर्क", None, "गांव"])
    sheet.append([None, None, "मोबाइल", "व्हाट्सएप", None])
    sheet.merge_cells("C3:D3")
    sheet.append([1, "राम कुमार", 9876543210, 9876543211, "बेड़ो"])
    book.save(tmp_path / "a.xlsx")
    table = open_table(tmp_path / "a.xlsx")
    assert table.header == ("क्र.", "नाम", "मोबाइल", "व्हाट्सएप", "गांव")
    assert [row.number for row in table.rows()] == [5]


def test_the_sheet_with_headings_is_chosen_and_another_can_be_asked_for(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["How to fill this file"])
    people = book.create_sheet("People")
    people.append(["Name", "Mobile"])
    people.append(["Ram Kumar", 9876543210])
    hidden = book.create_sheet("Old")
    hidden.append(["Name", "Mobile"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    table = open_table(tmp_path / "a.xlsx")
    assert (table.sheets, table.sheet) == (("Read me", "People"), "People")
    assert open_table(tmp_path / "a.xlsx", sheet="Read me").header == ()
    with pytest.raises(RuleBroken, match=r"no sheet “Nope”\. Its sheets are: Read me, People"):
        open_table(tmp_path / "a.xlsx", sheet="Nope")


REFUSED = {
    "empty.csv": (b"", "is empty"),
    "mark.csv": (b"\xef\xbb\xbf", "is empty"),
    "blank.csv": (b" \r\n\r\n", "is empty"),
    "photo.csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a picture"),
    "photo.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "is a picture"),
    "scan.pdf": (b"%PDF-1.4\n", "is a PDF"),
    "letter.rtf": (b"{\\rtf1 x}", "Word"),
    "packed.rar": (b"Rar!\x1a\x07", "archive"),
    "portal.xls": (b"<html><table><tr><td>Name</td></tr></table>", "web page"),
    "portal2.xls": (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "web page"),
    "export.xls": (b"Name\tMobile\r\nRam\t9876543210\r\n", "Rename it to end in .csv"),
    "cut.xlsx": (b"PK\x03\x04" + b"rubbish" * 50, "is damaged"),
    "locked.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "letter.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "Word"),
    "broken.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "is damaged"),
    "noise.csv": (bytes(range(256)) * 20, "is not a table"),
    "one-line.csv": (b"Name," * 300_000, "no line breaks"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    data, reason = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(RuleBroken, match=reason) as caught:
        list(open_table(tmp_path / name).rows())
    assert name in str(caught.value)
    with in_language("hi"):
        assert any("\u0900" <= c <= "\u097f" for c in str(caught.value))


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="is a folder"):
        open_table(tmp_path)
    with pytest.raises(RuleBroken, match="isn't there any more"):
        open_table(tmp_path / "gone.csv")


def test_a_workbook_cut_off_or_locked_inside(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "a.xlsx", TYPED).read_bytes()
    (tmp_path / "half.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RuleBroken, match=r"half\.xlsx is damaged"):
        open_table(tmp_path / "half.xlsx")
    with zipfile.ZipFile(tmp_path / "letter.docx", "w") as archive:
        archive.writestr("word/document.xml", "x")
    with pytest.raises(RuleBroken, match="Word"):
        open_table(tmp_path / "letter.docx")
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("a.jpg", "x")
    with pytest.raises(RuleBroken, match="archive"):
        open_table(tmp_path / "photos.zip")


def test_a_stray_cell_at_the_end_of_the_sheet_takes_no_gigabytes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Name"
    book.active["BZ1048576"] = "x"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(RuleBroken, match="far away from the list"):
        open_table(tmp_path / "a.xlsx")


def test_a_workbook_without_rows(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="no rows"):
        open_table(write_xlsx(tmp_path / "a.xlsx", ()))


def test_rows_can_be_read_again_and_the_total_is_estimated(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name,Mobile\n" + "".join(f"Ram {i:05},9876543210\n" for i in range(20_000)), encoding="utf-8")
    table = open_table(path)
    assert sum(1 for _ in table.rows()) == sum(1 for _ in table.rows()) == 20_000
    total, exact = table.total()
    assert not exact
    assert total == pytest.approx(20_000, rel=0.05)


def test_a_large_text_file_streams_in_flat_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    line = csv_bytes(PEOPLE)
    path.write_text(csv_bytes((HEADER,)) + line * 20_000, encoding="utf-8")
    table = open_table(path)
    tracemalloc.start()
    for count, _ in enumerate(table.rows()):
        if count == 20_000:
            break
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


def test_25000_rows_of_a_workbook_are_ready_soon(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADER)
    for _ in range(5_000):
        for person in PEOPLE:
            sheet.append(person)
    book.save(tmp_path / "a.xlsx")
    assert sum(1 for _ in open_table(tmp_path / "a.xlsx").rows()) == 15_000


@pytest.mark.parametrize(
    ("cell", "text"), [("x", "x"), (834001.0, "834001"), (0.5, "0.5"), (True, "TRUE"), (7, "7"), (1e300, "1e+300")]
)
def test_text_of(cell: object, text: str) -> None:
    assert text_of(cell) == text  # type: ignore[arg-type]  # the six kinds above
