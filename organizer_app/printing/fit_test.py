"""Does it fit? One page that shows, before 200 names are printed, whether a printer keeps size, edges and letters."""

from organizer_app.domain.sheet_layout import CORNER_INSET, PAPERS, QR_MODULE, PaperName
from organizer_app.domain.words import N_, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.marks import draw_corner
from organizer_app.printing.page import Page, both, page_size
from organizer_app.printing.text import Paper, Style

_HEAD = Style("bold", 24)
_MAIN = Style("medium", 12)
_OTHER = Style("regular", 9, 0.3)
_NUMBER = Style("medium", 8)
_WORDS = "क्षेत्रीय कार्यकर्ता · विद्यार्थी · श्रृंखला · द्वितीय · छत्तीसगढ़ · ज़िला · कुँवर · Aa Bb 0123456789"
_LEFT = 24.0
_CHECKS = (
    N_("All four black squares are whole."),
    N_("The long line is exactly 100 mm; measure it with a ruler."),
    N_("The words below are clear, with every mark above and below the letters."),
    N_("The code opens with a phone's camera."),
)


def pdf(*, language: str = "hi", paper: PaperName = "a4") -> bytes:
    """One page to print and to hold beside a ruler; the same squares, lines and QR modules as on a sheet."""
    with in_language(language):
        document = Paper(title=_("Does it fit?"), size=page_size(paper), language=language)
        page = Page(document)
        width, height = PAPERS[paper]
        for x in (CORNER_INSET, width - CORNER_INSET):
            for y in (CORNER_INSET, height - CORNER_INSET):
                draw_corner(page, x, y)
        head, other = both(N_("Does it fit?"))
        page.text(_LEFT, 34, head, _HEAD)
        page.text(_LEFT, 41, f"{other} · {_('Test page for the printer')}", _OTHER)
        _checks(page, width)
        _ruler(page, 132)
        for step, face in enumerate(("regular", "medium", "semibold", "bold")):
            page.text(_LEFT, 158 + step * 9, _WORDS, Style(face, 9 + step), fit=width - 2 * _LEFT)
        _lines(page, 196)
        page.qr(_LEFT, 214, 21 * QR_MODULE, "FIELD ORGANIZER TEST", module=QR_MODULE)
        advice = _("If not: print at 100 %, without “fit to page”, or try another printer before printing the sheets.")
        page.paragraph(_LEFT, 248, width - 2 * _LEFT, advice, _MAIN, leading=6.5)
        return document.bytes()


def _checks(page: Page, width: float) -> None:
    y = 58.0
    for check in _CHECKS:
        main, small = both(check)
        page.rect(_LEFT, y - 4.6, 5, 5, stroke=0.0, width=0.5)
        page.text(_LEFT + 9, y - 1, main, _MAIN, fit=width - 2 * _LEFT - 9)
        page.text(_LEFT + 9, y + 3.6, small, _OTHER, fit=width - 2 * _LEFT - 9)
        y += 15


def _ruler(page: Page, y: float) -> None:
    """A line of exactly 100 mm with a stroke every millimetre."""
    page.line(_LEFT, y, _LEFT + 100, y, width=0.3)
    for millimetre in range(101):
        length = 5.0 if millimetre % 10 == 0 else 3.5 if millimetre % 5 == 0 else 2.0
        page.line(_LEFT + millimetre, y, _LEFT + millimetre, y - length)
    for centimetre in range(11):
        page.text(_LEFT + 10 * centimetre, y + 4, str(10 * centimetre), _NUMBER, align="center")


def _lines(page: Page, y: float) -> None:
    """The sheet's finest line, its box's line, and the greys of its small type."""
    for step, (width, ink) in enumerate(((0.15, 0.0), (0.15, 0.45), (0.5, 0.0))):
        page.line(_LEFT, y + step * 4, _LEFT + 60, y + step * 4, width=width, stroke=ink)
    for step, ink in enumerate((0.0, 0.2, 0.35, 0.45)):
        page.rect(_LEFT + 70 + step * 12, y - 1, 10, 10, fill=ink)
