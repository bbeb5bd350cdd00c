"""The attendance sheet, layout version 1: signed on paper, typed in by serial or read back from a photo."""

from collections.abc import Sequence
from itertools import pairwise

from organizer_app.domain.sheet_layout import PaperName, SheetLayout, layout
from organizer_app.domain.sheets import Organisation, Person, Sheet
from organizer_app.domain.words import N_, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.attendance_head import draw_shared, head_right
from organizer_app.printing.marks import draw_codes
from organizer_app.printing.page import Page, page_size
from organizer_app.printing.shop_note import draw_shop_note
from organizer_app.printing.text import Paper, Style, mm

SERIAL = Style("medium", 9.5)
NAME = Style("semibold", 10.5)
UNDER = Style("regular", 8, 0.2)
PLACE = Style("medium", 9)
OFFICE = Style("medium", 8.5)
SPARE = Style("regular", 9.5, 0.35)
HINT = Style("regular", 7.5, 0.45)
TAG = Style("medium", 6.5)
PAGE_NUMBER = Style("bold", 10.5)
_FIRST_LINE, _SECOND_LINE, _ONE_LINE = 3.8, 7.05, 5.3  # baselines in a row, from its top
RELATIONS = {
    "father": N_("Father"),
    "husband": N_("Husband"),
    "mother": N_("Mother"),
    "wife": N_("Wife"),
    "guardian": N_("Guardian"),
}


def pdf(
    sheet: Sheet,
    organisation: Organisation,
    *,
    language: str = "hi",
    paper: PaperName = "a4",
    for_shop: bool = False,
) -> bytes:
    """One sheet, all its pages. Legal paper carries no marks; `for_shop` is pure black with a note for the shop first.

    Raises ValueError for a sheet without sessions, with more than four, or of an unknown layout version.
    """
    return pdf_of([sheet], organisation, language=language, paper=paper, for_shop=for_shop)


def pdf_of(
    sheets: Sequence[Sheet],
    organisation: Organisation,
    *,
    language: str = "hi",
    paper: PaperName = "a4",
    for_shop: bool = False,
) -> bytes:
    """Several sheets in one PDF, in order. Raises ValueError as `pdf`, and when there is no sheet at all."""
    layouts = [layout(len(sheet.sessions), paper, version=sheet.layout) for sheet in sheets]
    if not sheets:
        raise ValueError(sheets)
    with in_language(language):
        title = f"{sheets[0].camp.title} – {_('Attendance sheet')} {sheets[0].version}"
        first = page_size(paper, turned=False if for_shop else sheets[0].landscape)
        document = Paper(title=title, size=first, language=language, author=organisation.name_hi, black_only=for_shop)
        page = Page(document)
        fresh = not for_shop
        if for_shop:
            draw_shop_note(page, title=sheets[0].camp.title, pages=sum(s.pages for s in sheets), paper=paper)
        for sheet, places in zip(sheets, layouts, strict=True):
            for number in range(1, sheet.pages + 1):
                if not fresh:
                    document.next_page(page_size(paper, turned=sheet.landscape))
                fresh = False
                _page(page, places, sheet, organisation, number)
        return document.bytes()


def _page(page: Page, places: SheetLayout, sheet: Sheet, organisation: Organisation, number: int) -> None:
    page.paper.form((sheet.id, sheet.part), lambda: draw_shared(page, places, sheet, organisation))
    draw_codes(page, places, sheet, number)
    words = _("Page {page} of {pages}").format(page=number, pages=sheet.pages)
    page.text(head_right(places), 20.4, words, PAGE_NUMBER, align="right")
    start = (number - 1) * sheet.rows_per_page
    people = sheet.people[start : start + sheet.rows_per_page]
    _people(page, places, people, sheet.first_new)
    _spare_rows(page, places, sheet, start)


def _people(page: Page, places: SheetLayout, people: Sequence[Person], first_new: int) -> None:
    """Thousands of cells a camp, so straight onto the paper, in points."""
    paper = page.paper
    text = paper.text
    edges = [edge * mm for edge in places.column_edges]
    middle = (edges[0] + edges[1]) / 2
    serial_room = edges[1] - edges[0] - 0.8 * mm
    name_x, place_x, office_x = (x + 2 * mm for x in edges[1:4])
    name_room, place_room, office_room = (end - start - 3.2 * mm for start, end in pairwise(edges[1:]))
    relations = {code: _(label) for code, label in RELATIONS.items()}
    lower = (places.row_height - 8.4) / 2
    for row, person in enumerate(people):
        top = places.row_top(row) + lower
        first, second, only = (paper.height - (top + line) * mm for line in (_FIRST_LINE, _SECOND_LINE, _ONE_LINE))
        text(middle, only, str(person.serial), SERIAL, align="center", fit=serial_room)
        tag = _tag(page, places.column_edges[2] - 1.2, top + _FIRST_LINE) if person.serial >= first_new > 1 else 0.0
        place = f"{person.block} · {person.booth}" if person.block and person.booth else person.block or person.booth
        for x, room, upper, under, style, taken in (
            (name_x, name_room, person.name, _guardian(person, relations), NAME, tag * mm),
            (place_x, place_room, place, person.place, PLACE, 0.0),
            (office_x, office_room, person.office, person.phone, OFFICE, 0.0),
        ):
            if upper and under:
                text(x, first, upper, style, fit=room - taken)
                text(x, second, under, UNDER, fit=room)
            elif upper or under:
                text(x, only, upper or under, style if upper else UNDER, fit=room - taken)


def _guardian(person: Person, relations: dict[str, str]) -> str:
    if not person.guardian:
        return ""
    relation = relations.get(person.relation, person.relation)
    return f"{relation}: {person.guardian}" if relation else person.guardian


def _tag(page: Page, right: float, baseline: float) -> float:
    """A small outlined word at the right of a late name; returns the room it takes."""
    word = _("new")
    width = page.measure(word, TAG) + 2.4
    page.rounded(right - width, baseline - 2.5, width, 3.3, 1.65, stroke=0.0)
    page.text(right - width / 2, baseline - 0.05, word, TAG, align="center")
    return width + 1


def _spare_rows(page: Page, places: SheetLayout, sheet: Sheet, start: int) -> None:
    """Rows for walk-ins up to the end of the page; their serials follow the last one."""
    edges = places.column_edges
    last = max((person.serial for person in sheet.people), default=0)
    lower = (places.row_height - 8.4) / 2
    first_spare = max(start, len(sheet.people))
    for index in range(first_spare, start + places.rows):
        baseline = places.row_top(index - start) + lower + _ONE_LINE
        serial = str(last + 1 + index - len(sheet.people))
        page.text((edges[0] + edges[1]) / 2, baseline, serial, SPARE, align="center", fit=edges[1] - edges[0] - 0.8)
        if index == first_spare:
            page.text(
                edges[1] + 2,
                baseline,
                _("Write who came without a place on the list here"),
                HINT,
                fit=edges[2] - edges[1] - 3,
            )
