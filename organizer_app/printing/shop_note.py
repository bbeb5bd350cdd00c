"""The first page of a PDF that goes to a print shop on a pendrive: how to print it, in both languages."""

from organizer_app.domain.sheet_layout import PaperName
from organizer_app.domain.words import N_
from organizer_app.printing.page import Page, both
from organizer_app.printing.text import Style

PAPER_NAMES = {"a4": "A4", "legal": "Legal (8.5 × 14 in)"}
_HEAD = Style("bold", 24)
_TITLE = Style("semibold", 14)
_MAIN = Style("medium", 13)
_OTHER = Style("regular", 10)
_MARKS_RULE = N_("Do not shrink, crop or staple over the black squares in the corners.")
_RULES = (
    N_("Paper {paper}, one side, black and white."),
    N_("Print at 100 % (actual size); not “fit to page”."),
    _MARKS_RULE,
    N_("{pages} pages follow this one; print each once."),
)


def draw_shop_note(page: Page, *, title: str, pages: int, paper: PaperName) -> None:
    """Fills the current page; `pages` is how many follow it."""
    head, other = both(N_("For the print shop"))
    page.text(24, 40, head, _HEAD)
    page.text(24, 47, other, _OTHER)
    page.line(24, 52, 186, 52, width=0.5)
    page.text(24, 62, title, _TITLE, fit=162)
    y = 78.0
    rules = [rule for rule in _RULES if paper == "a4" or rule is not _MARKS_RULE]
    for number, rule in enumerate(rules, 1):
        main, small = (words.format(paper=PAPER_NAMES[paper], pages=pages) for words in both(rule))
        page.rounded(24, y - 6.2, 9, 9, 4.5, stroke=0.0, width=0.3)
        page.text(28.5, y, str(number), _MAIN, align="center")
        page.text(38, y - 1.2, main, _MAIN, fit=148)
        page.text(38, y + 4, small, _OTHER, fit=148)
        y += 16
