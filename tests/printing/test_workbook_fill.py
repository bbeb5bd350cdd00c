"""HQ's own workbook: only its cells are filled, everything else stays as it was."""

import io
import re
import zipfile
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.reports import Value
from organizer_app.printing.workbook_fill import STRINGS, WORKBOOK, fill
from tests.importing.fuzz import damaged, damaged_inside

KNOWN: dict[str, tuple[Value, str]] = {
    "members": (41_234, "41,234"),
    "members_ahead": (-120, "−120"),
    "area": ("Ranchi & around", "Ranchi & around"),
    "members_today": (None, "not known"),
    "members@#9": ("", ""),
}


def tell(field: str) -> tuple[Value, str]:
    return KNOWN[field]


def shared(data: bytes) -> bytes:
    """The workbook as Excel writes it: all words among the shared strings, each once."""
    found = parts(data)
    strings: dict[bytes, int] = {}

    def moved(cell: re.Match[bytes]) -> bytes:
        return b' t="s"><v>%d</v></c>' % strings.setdefault(cell[1], len(strings))

    for name in [name for name in found if name.startswith("xl/worksheets/sheet")]:
        found[name] = re.sub(rb' t="inlineStr"><is>(.*?)</is></c>', moved, found[name])
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = b"".join(b"<si>%b</si>" % text for text in strings)
    found[STRINGS] = b'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="%b">%b</sst>' % (main, items)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = found["[Content_Types].xml"]
    found["[Content_Types].xml"] = types.replace(
        b"</Types>", b'<Override PartName="/%b" ContentType="%b"/></Types>' % (STRINGS.encode(), kind)
    )
    rels = found["xl/_rels/workbook.xml.rels"]
    related = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    found["xl/_rels/workbook.xml.rels"] = rels.replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="%b" Target="sharedStrings.xml"/></Relationships>' % related,
    )
    return zipped(found)


def zipped(found: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in found.items():
            archive.writestr(name, part)
    return out.getvalue()


@pytest.fixture(params=["inline", "shared"])
def form(request: pytest.FixtureRequest, tmp_path: Path) -> bytes:
    """Merged cells, formats, a formula, a comment, a validation, a second sheet; a drawing that no library knows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Evening & night"
    sheet["A1"] = "सदस्यता अभियान: {area}"
    sheet.merge_cells("A1:D1")
    sheet["A1"].font = Font(bold=True, size=16)
    for column, words in enumerate(("Members", "Ahead", "Today", "None"), 1):
        sheet.cell(2, column, words)
    sheet["A3"], sheet["B3"], sheet["C3"], sheet["D3"] = (
        "{members}",
        "{members_ahead}",
        "{members_today}",
        "{members@#9}",
    )
    sheet["A3"].number_format = "#,##0"
    sheet["A3"].fill = PatternFill("solid", fgColor="FFEEAA")
    sheet["A4"] = "=A3*2"
    sheet["B4"] = "So far {members} <of> 100"
    sheet["C4"] = 5
    sheet["C4"].comment = Comment("as agreed", "HQ")
    sheet.column_dimensions["A"].width = 33
    sheet.add_data_validation(DataValidation(type="whole", sqref="C4"))
    other = book.create_sheet("Second")
    other["B2"] = "{members}"
    book.save(tmp_path / "form.xlsx")
    data = with_part((tmp_path / "form.xlsx").read_bytes(), "xl/drawings/kept.bin", b"\x00as it was")
    return shared(data) if request.param == "shared" else data


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, part)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same zip with some bytes replaced, in one part or (with "" for its name) wherever they stand."""
    found = parts(data)
    assert any(old in part for one, part in found.items() if name in ("", one))
    return zipped({one: part.replace(old, new) if name in ("", one) else part for one, part in found.items()})


def test_a_merged_workbook_comes_back_with_only_its_cells_filled(form: bytes) -> None:
    filled = fill(form, tell, file="form.xlsx")
    before, after = openpyxl.load_workbook(io.BytesIO(form)), openpyxl.load_workbook(io.BytesIO(filled.data))
    told = {
        ("Evening & night", "A1"): "सदस्यता अभियान: Ranchi & around",
        ("Evening & night", "A3"): 41_234,
        ("Evening & night", "B3"): -120,
        ("Evening & night", "C3"): "not known",
        ("Evening & night", "D3"): None,
        ("Evening & night", "B4"): "So far 41,234 <of> 100",
        ("Second", "B2"): 41_234,
    }
    assert filled.cells == len(told)
    assert after.sheetnames == before.sheetnames
    for name in before.sheetnames:
        old, new = before[name], after[name]
        assert new.dimensions == old.dimensions
        assert new.merged_cells.ranges == old.merged_cells.ranges
        assert new.column_dimensions["A"].width == old.column_dimensions["A"].width
        for row in old.iter_rows():
            for cell in row:
                there = new[cell.coordinate]
                assert there.value == told.get((name, cell.coordinate), cell.value), cell.coordinate
                assert there.style_id == cell.style_id
    assert after["Evening & night"]["C4"].comment.text == "as agreed"
    old_parts, new_parts = parts(form), parts(filled.data)
    assert list(new_parts) == list(old_parts)
    changed = {name for name in old_parts if old_parts[name] != new_parts[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}


def test_a_sum_is_reckoned_anew_when_the_workbook_is_opened(form: bytes) -> None:
    kept = rewritten(form, "xl/worksheets/sheet1.xml", b"<f>A3*2</f><v></v>", b"<f>A3*2</f><v>7</v>")
    filled = fill(kept, tell, file="form.xlsx").data
    assert openpyxl.load_workbook(io.BytesIO(filled), data_only=True).active["A4"].value is None
    assert b'fullCalcOnLoad="1"' in parts(filled)[WORKBOOK]
    without = rewritten(kept, WORKBOOK, b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b"")
    told = parts(fill(without, tell, file="form.xlsx").data)[WORKBOOK]
    assert b'fullCalcOnLoad="1"' in told
    openpyxl.load_workbook(io.BytesIO(fill(without, tell, file="form.xlsx").data))


def test_every_unknown_field_is_named_with_its_cell(form: bytes) -> None:
    wrong = rewritten(form, "", b"<t>{members}</t>", b"<t>{memebrs}</t>")
    with pytest.raises(RuleBroken) as told:
        fill(wrong, tell, file="form.xlsx")
    said = str(told.value)
    assert "form.xlsx asks for what is not known here" in said
    assert "sheet “Evening & night”, cell A3: {memebrs}" in said
    assert "sheet “Second”, cell B2: {memebrs}" in said


def test_a_field_in_several_formats_is_named(form: bytes) -> None:
    torn = rewritten(form, "", b"<t>{members}</t>", b"<r><t>All {mem</t></r><r><rPr><b/></rPr><t>bers}</t></r>")
    with pytest.raises(RuleBroken, match=r"cell A3: the field \{members\} has several formats"):
        fill(torn, tell, file="form.xlsx")
    whole = rewritten(form, "", b"<t>{members}</t>", b"<r><t>All: </t></r><r><rPr><b/></rPr><t>{members}</t></r>")
    book = openpyxl.load_workbook(io.BytesIO(fill(whole, tell, file="form.xlsx").data), rich_text=True)
    assert [str(run) for run in book.active["A3"].value] == ["All: ", "41,234"]


def test_a_sheet_with_a_prefix_is_filled_too(form: bytes) -> None:
    sheet = parts(form)["xl/worksheets/sheet2.xml"]
    prefixed = (
        sheet.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?").replace(b"xmlns=", b"xmlns:x=")
    )
    filled = fill(rewritten(form, "xl/worksheets/sheet2.xml", sheet, prefixed), tell, file="form.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(filled.data))["Second"]["B2"].value == 41_234


def test_what_is_no_form_is_said(form: bytes, tmp_path: Path) -> None:
    for data, said in (
        (b"\xd0\xcf\x11\xe0 old", "is no XLSX workbook"),
        (with_part(b"", "mimetype", b"text"), "is no XLSX workbook"),
        (rewritten(form, "xl/_rels/workbook.xml.rels", b"<", b"&"), "is damaged"),
        (bytes(20_000_001), "is too large"),
    ):
        with pytest.raises(RuleBroken, match=said):
            fill(data, tell, file="form.xlsx")
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    with pytest.raises(RuleBroken, match="has no field to fill"):
        fill((tmp_path / "empty.xlsx").read_bytes(), tell, file="empty.xlsx")


def test_damaged_forms_give_a_sentence_or_a_workbook(form: bytes) -> None:
    random = Random(5)
    for number in range(400):
        data = (damaged, damaged_inside)[number % 2](form, random)
        try:
            fill(data, tell, file="form.xlsx")
        except RuleBroken:
            continue
