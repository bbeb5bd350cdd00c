"""What every page of one attendance sheet shares: head, table, tick boxes, rule, notice and signature lines."""

from functools import partial
from itertools import groupby

from organizer_app.domain.areas import level_name
from organizer_app.domain.camps import Camp, Session
from organizer_app.domain.sheet_codes import code_text
from organizer_app.domain.sheet_layout import (
    BOX,
    BOX_COLUMN,
    BOX_LINE,
    CORNER,
    CORNER_INSET,
    GRID_LINE,
    QR_MODULE,
    QR_QUIET,
    TABLE_HEAD,
    TABLE_TOP,
    SheetLayout,
)
from organizer_app.domain.sheets import Organisation, Sheet
from organizer_app.domain.words import N_, day_text, days_text, language
from organizer_app.domain.words import translate as _
from organizer_app.printing.marks import draw_marks
from organizer_app.printing.page import Page, Words, both
from organizer_app.printing.text import Style

ORGANISATION = Style("semibold", 11, 0.2)
TITLE = Style("bold", 20)
LABEL = Style("regular", 8, 0.35)
FACT = Style("medium", 10)
CHIP = Style("bold", 12, 1.0)
SMALL = Style("regular", 7, 0.35)
COLUMN = Style("semibold", 9.5)
DAY = Style("semibold", 8.5)
SITTING = Style("medium", 8)
TINY = Style("regular", 6, 0.35)
RULE = Style("semibold", 8)
SIGNER = Style("medium", 8, 0.2)
FIFTH, FAINT = 0.0, 0.45  # ink of every fifth line and of those between; all are as fine as layout 1 says
_HEAD_LEFT = 18.8
_CHIP_HEIGHT = 7.0
_LABEL_GAP = 1.6


def draw_shared(page: Page, layout: SheetLayout, sheet: Sheet, organisation: Organisation) -> None:
    """Everything but people, page number and QRs."""
    draw_marks(page, layout)
    _head(page, layout, sheet, organisation)
    _table(page, layout)
    _columns(page, layout, sheet.camp)
    _sessions(page, layout, sheet.sessions)
    _totals(page, layout)
    _foot(page, layout, sheet)


def head_right(layout: SheetLayout) -> float:
    """The right edge of the head's words: what the QR's quiet zone, or legal paper's margin, leaves."""
    return layout.qr("A").left - QR_MODULE * QR_QUIET - 1 if layout.marked else layout.right


def _head(page: Page, layout: SheetLayout, sheet: Sheet, organisation: Organisation) -> None:
    camp = sheet.camp
    left = _HEAD_LEFT if layout.marked else layout.left
    right = head_right(layout)
    if organisation.logo:
        page.image(left, 9, 13, 13, organisation.logo)
        left += 16
    name, other = both(N_("Attendance sheet"))
    chip = page.measure(name, CHIP) + 7
    page.rounded(right - chip, 9, chip, _CHIP_HEIGHT, _CHIP_HEIGHT / 2, fill=0.0)
    page.text(right - chip / 2, 13.9, name, CHIP, align="center")
    page.text(right - chip - 2.5, 13.7, other, SMALL, align="right")
    room = right - chip - page.measure(other, SMALL) - 6 - left
    page.text(left, 13.2, _organisation_name(organisation), ORGANISATION, fit=room)
    _version(page, right, sheet)
    page.text(left, 21.4, camp.title, TITLE, fit=right - 38 - left)
    dates = days_text(camp.from_on, camp.to_on)
    dates_width = page.measure(_("Dates"), LABEL) + page.measure(dates, FACT) + 2 * _LABEL_GAP
    end = right - page.measure(code_text(sheet.code), SMALL) - 4
    x = left
    for label, fact, stop in ((_("Venue"), camp.venue, end - dates_width - 6), (_("Dates"), dates, end)):
        if fact:
            x += page.text(x, 27.4, label, LABEL) + _LABEL_GAP
            x += page.text(x, 27.4, fact, FACT, fit=stop - x) + 6


def _organisation_name(organisation: Organisation) -> str:
    names = (organisation.name_hi, organisation.name_en)
    return next((n for n in (names if language() == "hi" else reversed(names)) if n), "")


def _version(page: Page, right: float, sheet: Sheet) -> None:
    """The page number stands right of this, drawn page by page."""
    facts = [_("Version {version}").format(version=sheet.version)]
    if sheet.parts > 1:
        facts.append(_("Part {part} of {parts}").format(part=sheet.part, parts=sheet.parts))
    page.text(right, 24.4, " · ".join(facts), Style("medium", 8.5, 0.1), align="right")
    page.text(right, 27.9, code_text(sheet.code), SMALL, align="right")


def _table(page: Page, layout: SheetLayout) -> None:
    left, right = layout.left, layout.right
    page.line(left, TABLE_TOP, right, TABLE_TOP, width=0.5)
    for row in range(layout.rows + 1):
        y = layout.row_top(row)
        page.line(left, y, right, y, width=GRID_LINE, stroke=FIFTH if row % 5 == 0 else FAINT)
    for x in layout.column_edges[1:-1]:
        page.line(x, TABLE_TOP, x, layout.body_bottom, width=GRID_LINE, stroke=FAINT)
    page.line(left, TABLE_TOP, left, layout.body_bottom, width=GRID_LINE)
    for session in range(layout.sessions):
        for row in range(layout.rows):
            x, y = layout.box(row, session)
            page.rect(x - BOX / 2, y - BOX / 2, BOX, BOX, stroke=0.0, width=BOX_LINE)


def _place(camp: Camp) -> str:
    """What stands in the column of places: a camp above a district groups its people by district."""
    group = level_name(camp.grouped_by, camp.state_code)
    return group if camp.grouped_by == "district" else _("{block} · booth").format(block=group)


def _columns(page: Page, layout: SheetLayout, camp: Camp) -> None:
    edges = layout.column_edges
    heads: tuple[tuple[float, str, Words], ...] = (
        ((edges[0] + edges[1]) / 2, "center", N_("No.")),
        (edges[1] + 2, "left", N_("Name / father or husband")),
        (edges[2] + 2, "left", partial(_place, camp)),
        (edges[3] + 2, "left", N_("Post or unit · phone")),
    )
    for index, (x, align, message) in enumerate(heads):
        name, other = both(message)
        room = edges[index + 1] - edges[index] - (1 if align == "center" else 3)
        page.text(x, TABLE_TOP + 5.0, name, COLUMN, align=align, fit=room)
        page.text(x, TABLE_TOP + 8.8, other, SMALL, align=align, fit=room)


def _sessions(page: Page, layout: SheetLayout, sessions: tuple[Session, ...]) -> None:
    width = layout.session_width
    numbered = list(enumerate(sessions))
    for day, group in groupby(numbered, key=lambda item: item[1].day):
        members = [index for index, _session in group]
        start, end = layout.session_left(members[0]), layout.session_left(members[-1]) + width
        page.line(start, TABLE_TOP, start, layout.totals_bottom, width=GRID_LINE)
        page.text(
            (start + end) / 2, TABLE_TOP + 3.5, day_text(day, weekday=True), DAY, align="center", fit=end - start - 2
        )
        page.line(start, TABLE_TOP + 4.9, end, TABLE_TOP + 4.9, width=GRID_LINE, stroke=FAINT)
        for index in members[1:]:
            x = layout.session_left(index)
            page.line(x, TABLE_TOP + 4.9, x, layout.totals_bottom, width=GRID_LINE)
    page.line(layout.right, TABLE_TOP, layout.right, layout.totals_bottom, width=GRID_LINE)
    signature, other = both(N_("Signature"))
    for index, session in numbered:
        left = layout.session_left(index)
        title = session.title or _("Session {number}").format(number=index + 1)
        page.text(
            left + width / 2, TABLE_TOP + 8.1, f"{session.starts} · {title}", SITTING, align="center", fit=width - 2
        )
        page.tick(left + BOX_COLUMN / 2 - 1.1, TABLE_TOP + 8.7, 2.2)
        sign = left + BOX_COLUMN + (width - BOX_COLUMN) / 2
        page.text(sign, TABLE_TOP + 10.7, f"{signature} · {other}", TINY, align="center")
        page.line(
            left + BOX_COLUMN,
            TABLE_TOP + TABLE_HEAD,
            left + BOX_COLUMN,
            layout.body_bottom,
            width=GRID_LINE,
            stroke=FAINT,
        )


def _totals(page: Page, layout: SheetLayout) -> None:
    start, bottom = layout.session_left(0), layout.totals_bottom
    name, other = both(N_("Present on this page"))
    page.text(start - 2.5, layout.body_bottom + 3.6, name, COLUMN, align="right")
    page.text(start - 2.5, layout.body_bottom + 6.4, other, SMALL, align="right")
    page.line(start, bottom, layout.right, bottom, width=GRID_LINE)


def _foot(page: Page, layout: SheetLayout, sheet: Sheet) -> None:
    place = layout.qr("B")
    left = place.right + QR_MODULE * QR_QUIET + 1 if layout.marked else layout.left
    right = layout.width - CORNER_INSET - CORNER / 2 - 3.5 if layout.marked else layout.right
    y = layout.totals_bottom + (7.3 if layout.marked else 6)
    page.text(left, y, _(RULE_TEXT), RULE, fit=right - left)
    notice = sheet.notice or _(NOTICE_TEXT)
    page.paragraph(left, y + 3.7, right - left, notice, SMALL, leading=2.9, max_lines=2)
    line = layout.height - (8.0 if layout.landscape else 10.0)
    gap = 5.0
    width = (right - left - 2 * gap) / 3
    for index, signer in enumerate((N_("Prepared by"), N_("Session in-charge"), N_("Verified by"))):
        x = left + index * (width + gap)
        start = x + page.text(x, line - 0.6, _(signer), SIGNER, fit=width / 2) + 1.5
        page.line(start, line, x + width, line, stroke=0.2)


RULE_TEXT = N_("Tick the box if the person came. If absent leave both blank. To cancel a tick fill the box.")
NOTICE_TEXT = N_(
    "This sheet records who came to this camp, for the organisation's own record of the training. "
    "To see or correct what is recorded about you, ask the person in charge of the camp."
)
