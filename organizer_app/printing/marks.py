"""What lets a photo of a sheet be read back: corner squares, coded timing marks, two signed QRs (layout version 1)."""

from organizer_app.domain.sheet_codes import CORNERS, encode
from organizer_app.domain.sheet_layout import CORNER, CORNER_HOLE, QR_MODULE, QR_SIDE, SheetLayout
from organizer_app.domain.sheets import Sheet
from organizer_app.printing.page import Page


def draw_marks(page: Page, layout: SheetLayout) -> None:
    """The marks every page of a layout shares; nothing on paper that is not read back."""
    if not layout.marked:
        return
    for x, y in layout.corners():
        draw_corner(page, x, y)
    for marks in (*layout.side_marks(), *layout.edge_marks()):
        for mark in marks:
            page.rect(mark.x - mark.width / 2, mark.y - mark.height / 2, mark.width, mark.height, fill=0.0)


def draw_corner(page: Page, x: float, y: float) -> None:
    """A black square with a round white hole around a centre; unlike a QR's finder, which has a ring."""
    page.rect(x - CORNER / 2, y - CORNER / 2, CORNER, CORNER, fill=0.0)
    page.circle(x, y, CORNER_HOLE / 2, fill=1.0)


def draw_codes(page: Page, layout: SheetLayout, sheet: Sheet, number: int) -> None:
    """The two QRs of one page, counted from 1."""
    if not layout.marked:
        return
    for corner in CORNERS:
        place = layout.qr(corner)
        text = encode(sheet.code, number, corner, sheet.check_key, layout=sheet.layout)
        page.qr(place.left, place.top, QR_SIDE, text, module=QR_MODULE)
