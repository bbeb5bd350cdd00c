"""The printed sheet: every word readable, every mark where layout 1 says, nothing past its cell."""

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from organizer_app.domain import sheet_layout as geometry
from organizer_app.domain.sheet_codes import decode, encode
from organizer_app.domain.sheet_layout import layout
from organizer_app.domain.sheets import Person, Sheet
from organizer_app.printing import attendance_sheet, fit_test
from organizer_app.printing.drawing import qr_matrix
from tests.printing.pdf_reading import check, lines_of, pdfium_text, poppler_text
from tests.printing.samples import ORGANISATION, camp, people, sessions, sheet

SCALE = 200 / 25.4  # pixels a millimetre


class Picture:
    """One rendered page, asked in millimetres from its top left."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image

    def dark(self, x: float, y: float) -> bool:
        return bool(self.image.getpixel((int(x * SCALE), int(y * SCALE))) < 128)  # type: ignore[operator]  # grey

    def white(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether nothing at all is printed between these edges."""
        box = (int(left * SCALE) + 1, int(top * SCALE) + 1, int(right * SCALE), int(bottom * SCALE))
        return self.image.crop(box).getextrema() == (255, 255)


def pictures(pdf: bytes) -> list[Picture]:
    document = pypdfium2.PdfDocument(pdf)
    found = [Picture(document[n].render(scale=200 / 72).to_pil().convert("L")) for n in range(len(document))]
    document.close()
    return found


def read_qr(picture: Picture, corner: geometry.Cell) -> tuple[bytes, ...]:
    """The modules of a QR, each looked at in its middle."""
    module = geometry.QR_MODULE
    return tuple(
        bytes(
            picture.dark(corner.left + (i + 0.5) * module, corner.top + (j + 0.5) * module)
            for i in range(geometry.QR_MODULES)
        )
        for j in range(geometry.QR_MODULES)
    )


@pytest.mark.parametrize("language", ["hi", "en"])
def test_every_word_of_every_person_comes_back(language: str, tmp_path: Path) -> None:
    given = sheet(60)
    pdf = attendance_sheet.pdf(given, ORGANISATION, language=language)
    check(pdf, tmp_path)
    for text in (pdfium_text(pdf), poppler_text(pdf, tmp_path, "-raw")):
        for person in given.people:
            assert person.name in text
            assert f"{person.block} · {person.booth}" in text
            assert person.place in text
            assert person.phone in text
            assert f": {person.guardian}" in text
        assert given.camp.title in text
        assert given.camp.venue in text
        assert all(session.title in text for session in given.sessions)


def test_the_languages() -> None:
    hindi = pdfium_text(attendance_sheet.pdf(sheet(3), ORGANISATION))
    english = pdfium_text(attendance_sheet.pdf(sheet(3), ORGANISATION, language="en"))
    for text in (hindi, english):
        assert "उपस्थिति पत्रक" in text
        assert "Attendance sheet" in text
    assert "पृष्ठ 1 / 1" in hindi
    assert "14 – 15 दिसंबर 2026" in hindi
    assert ORGANISATION.name_hi in hindi
    assert "Page 1 of 1" in english
    assert "To cancel a tick fill the box." in english
    assert ORGANISATION.name_en in english


def test_pages_serials_and_spare_rows() -> None:
    given = sheet(45)
    pages = pdfium_text(attendance_sheet.pdf(given, ORGANISATION)).split("तैयारकर्ता")
    serials = [line for page in pages for line in lines_of(page) if re.fullmatch(r"\d{1,3}", line)]
    assert sorted(map(int, serials)) == list(range(1, 76))
    assert given.pages == 3


def test_only_late_names_of_a_later_version_are_new() -> None:
    later = sheet(30, version="2A", first_new=28)
    text = pdfium_text(attendance_sheet.pdf(later, ORGANISATION))
    assert text.count("नया") - text.count("नया पारा") == 3
    assert "संस्करण 2A" in text
    first = pdfium_text(attendance_sheet.pdf(sheet(30), ORGANISATION))
    assert first.count("नया") == first.count("नया पारा")


@pytest.mark.parametrize("sitting", [1, 2, 3, 4])
def test_both_codes_say_sheet_page_and_corner(sitting: int) -> None:
    given = sheet(40, sitting=sitting)
    places = layout(sitting)
    for number, picture in enumerate(pictures(attendance_sheet.pdf(given, ORGANISATION)), 1):
        for corner in "AB":
            text = encode(given.code, number, corner, given.check_key)
            assert read_qr(picture, places.qr(corner)) == qr_matrix(text)
            assert decode(text, {given.code: given.check_key}.get).outcome == "ok"


@pytest.mark.parametrize("sitting", [1, 2, 3, 4])
def test_marks_and_boxes_are_where_the_layout_says(sitting: int) -> None:
    places = layout(sitting)
    picture = pictures(attendance_sheet.pdf(sheet(5, sitting=sitting), ORGANISATION))[0]
    for x, y in places.corners():
        assert not picture.dark(x, y)
        for dx, dy in ((2, 0), (-2, 0), (0, 2), (0, -2), (2.7, 2.7), (-2.7, -2.7)):
            assert picture.dark(x + dx, y + dy)
        assert not picture.dark(x + 3.4, y)
    for line in (*places.side_marks(), *places.edge_marks()):
        for mark in line:
            reach, beyond = mark.width / 2 - 0.2, mark.width / 2 + 0.3
            assert picture.dark(mark.x - reach, mark.y)
            assert picture.dark(mark.x + reach, mark.y)
            assert not picture.dark(mark.x - beyond, mark.y)
            assert not picture.dark(mark.x + beyond, mark.y)
    for row in range(places.rows):
        for session in range(sitting):
            x, y = places.box(row, session)
            assert all(picture.dark(x + dx, y + dy) for dx, dy in ((2.5, 0), (-2.5, 0), (0, 2.5), (0, -2.5)))
            assert picture.white(x - 2, y - 2, x + 2, y + 2)
            cell = places.signature(row, session)
            assert picture.white(cell.left + 0.3, cell.top + 0.3, cell.right - 0.3, cell.bottom - 0.3)


def test_the_quiet_zones_are_white() -> None:
    places = layout(2)
    picture = pictures(attendance_sheet.pdf(sheet(5), ORGANISATION))[0]
    quiet = geometry.QR_MODULE * geometry.QR_QUIET
    for corner in "AB":
        cell = places.qr(corner)
        assert picture.white(cell.left - quiet, cell.top - quiet, cell.right + quiet, cell.top)
        assert picture.white(cell.left - quiet, cell.bottom, cell.right + quiet, cell.bottom + quiet)
        assert picture.white(cell.left - quiet, cell.top, cell.left, cell.bottom)
        assert picture.white(cell.right, cell.top, cell.right + quiet, cell.bottom)


LONG = "श्रीमती राजराजेश्वरी देवी चन्द्रशेखर विश्वकर्मा उर्फ़ Rajrajeshwari Chandrashekhar Vishwakarma"


def extreme(serial: int) -> Person:
    return Person(serial, bytes(16), LONG, LONG, "father", LONG, "1234", LONG, LONG, "9876543210", "3210")


@pytest.mark.parametrize("paper", ["a4", "legal"])
@pytest.mark.parametrize("sitting", [1, 2, 3, 4])
def test_nothing_passes_its_cell(sitting: int, paper: Any) -> None:
    given = replace(
        sheet(1, sitting=sitting, version="2A", first_new=2),
        people=tuple(extreme(serial) for serial in (1, 2, 9_970)),
        camp=replace(camp(sitting), title=LONG, venue=LONG),
        sessions=tuple(replace(s, title=LONG) for s in sessions(sitting)),
        notice=LONG * 6,
        parts=3,
    )
    places = layout(sitting, paper)
    edges = [*places.column_edges, *(places.session_left(s) for s in range(1, sitting)), places.right]
    document = pypdfium2.PdfDocument(attendance_sheet.pdf(given, replace(ORGANISATION, name_hi=LONG), paper=paper))
    words = document[0].get_textpage()
    height = document[0].get_height()
    point = 25.4 / 72
    for index in range(words.count_chars()):
        left, bottom, right, top = (value * point for value in words.get_charbox(index))
        middle = height * point - (top + bottom) / 2
        if right - left < 0.05:  # what pdfium adds between lines
            continue
        assert places.left - 0.1 <= left
        assert right <= places.right + 0.1
        assert middle < places.height - 3.5
        if places.body_top < middle < places.body_bottom:
            column = max(i for i, edge in enumerate(edges) if edge <= left + 0.2)
            assert right <= edges[column + 1] + 0.1
        elif middle < geometry.TABLE_TOP and places.marked:
            assert right <= places.qr("A").left - 3.2
        elif middle > places.totals_bottom and places.marked:
            assert left >= places.qr("B").right + 3.2
    words.close()
    document.close()


def test_legal_paper_has_the_same_rows_and_no_marks() -> None:
    given = sheet(30)
    pdf = attendance_sheet.pdf(given, ORGANISATION, paper="legal")
    found = pictures(pdf)
    assert len(found) == given.pages
    assert found[0].image.size == pytest.approx((8.5 * 200, 14 * 200), abs=2)
    assert found[0].white(0, 0, 215.9, 8)
    assert found[0].white(0, 0, 13, 355.6)


def test_for_the_shop_is_pure_black_with_a_note_first() -> None:
    given = sheet(30)
    pdf = attendance_sheet.pdf(given, ORGANISATION, for_shop=True)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == given.pages + 1
        contents = [bytes(page.Contents.read_bytes()) for page in document.pages]
        contents += [bytes(form.read_bytes()) for form in document.pages[1].Resources.XObject.values()]
    for content in contents:
        assert set(re.findall(rb"(?:^|\s)([\d.]+) [gG]\s", content)) <= {b"0", b"1"}
    text = pdfium_text(pdf)
    assert "इसके बाद 2 पृष्ठ हैं" in text


def test_several_sheets_in_one_pdf() -> None:
    parts: list[Sheet] = [
        replace(sheet(20, sitting=4), part=1, parts=2),
        replace(sheet(20, sitting=1), part=2, parts=2, code=77, id=b"t" * 16),
    ]
    pdf = attendance_sheet.pdf_of(parts, ORGANISATION)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        turned = [float(page.MediaBox[2]) > float(page.MediaBox[3]) for page in document.pages]
    assert turned == [True, True, False, False]
    text = pdfium_text(pdf)
    assert "भाग 1 / 2" in text
    assert "भाग 2 / 2" in text


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert attendance_sheet.pdf(sheet(10), ORGANISATION) == attendance_sheet.pdf(sheet(10), ORGANISATION)


def test_a_sheet_of_an_unknown_layout_or_without_sessions_is_refused() -> None:
    with pytest.raises(ValueError, match="2"):
        attendance_sheet.pdf(replace(sheet(1), layout=2), ORGANISATION)
    with pytest.raises(ValueError, match="0"):
        attendance_sheet.pdf(replace(sheet(1), sessions=()), ORGANISATION)
    with pytest.raises(ValueError, match="\\[\\]"):
        attendance_sheet.pdf_of([], ORGANISATION)


def test_a_list_without_people_is_all_spare_rows() -> None:
    text = pdfium_text(attendance_sheet.pdf(replace(sheet(1), people=()), ORGANISATION))
    assert "पृष्ठ 1 / 1" in text


def test_missing_facts_leave_no_stray_signs() -> None:
    bare = replace(people(1)[0], guardian="", booth="", place="", office="", phone="")
    text = pdfium_text(attendance_sheet.pdf(replace(sheet(1), people=(bare,)), ORGANISATION))
    assert bare.name in text
    assert f"{bare.block} ·" not in text


@pytest.mark.parametrize(("language", "paper"), [("hi", "a4"), ("en", "legal")])
def test_does_it_fit(language: str, paper: Any, tmp_path: Path) -> None:
    pdf = fit_test.pdf(language=language, paper=paper)
    check(pdf, tmp_path)
    assert "क्या सब छप रहा है?" in pdfium_text(pdf)
    picture = pictures(pdf)[0]
    row = int(132.05 * SCALE)
    dark_columns = [x for x in range(picture.image.width) if picture.image.getpixel((x, row)) < 128]  # type: ignore[operator]  # grey
    assert (dark_columns[-1] - dark_columns[0]) / SCALE == pytest.approx(100, abs=0.4)


@pytest.mark.parametrize(("state", "word"), [("20", "प्रखंड"), ("22", "विकासखंड"), ("", "ब्लॉक")])
@pytest.mark.parametrize("count", [2, 4])
def test_a_block_is_called_as_the_camps_state_calls_it(state: str, word: str, count: int) -> None:
    frozen = sheet(5, sitting=count)
    frozen = replace(frozen, camp=replace(frozen.camp, state_code=state))
    assert f"{word} · बूथ" in pdfium_text(attendance_sheet.pdf(frozen, ORGANISATION, language="hi"))
    english = pdfium_text(attendance_sheet.pdf(frozen, ORGANISATION, language="en"))
    assert "Block · booth" in english
    assert f"{word} · बूथ" in english, "in small below"


def test_a_camp_above_a_district_names_districts() -> None:
    frozen = sheet(5)
    frozen = replace(frozen, camp=replace(frozen.camp, level="division", state_code="20"))
    text = pdfium_text(attendance_sheet.pdf(frozen, ORGANISATION, language="en"))
    assert "District" in text
    assert "जिला" in text
    assert "Block" not in text
