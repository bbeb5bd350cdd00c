"""“For the shop”: many papers as one PDF on a pendrive, behind a page that tells the print shop what to do."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from PIL import Image

from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing import pages
from organizer_app.printing.flow import Block, Cell, Column, gap, nothing, paginate, publish, table
from organizer_app.printing.page import both
from organizer_app.printing.parts import Frame
from organizer_app.printing.text import Paper, Style, mm

_RULES = (
    N_("A4 paper, one side, black and white."),
    N_("Print at 100 % (actual size); not “fit to page”."),
    N_("Do not shrink, crop or staple over the black squares in the corners."),
    N_("This page itself need not be printed."),
)
_NUMBER = Style("bold", 12)


def combine(
    pdfs: Sequence[tuple[str, bytes]],
    *,
    copies: Sequence[int] = (),
    organisation: Organisation | None = None,
    language: str = "hi",
    printed_at: str = "",
) -> bytes:
    """One PDF: a cover with every part's title, pages and copies, then the parts in order.

    Every paper here is drawn in greys; make the parts with `in_grey(organisation)`, so that its logo is grey as well.
    `copies` goes with `pdfs`, one each where it is shorter. Raises RuleBroken for a part that is no PDF.
    """
    counts = pages.counts(pdfs)
    times = [copies[at] if at < len(copies) else 1 for at in range(len(pdfs))]
    with in_language(language):
        cover = _cover([title for title, _data in pdfs], counts, times, organisation, printed_at)
    return pages.joined([cover, *(data for _title, data in pdfs)])


def in_grey(organisation: Organisation) -> Organisation:
    """The same organisation with its logo in greys: shops charge a page with any colour on it as colour."""
    if organisation.logo is None:
        return organisation
    picture = BytesIO()
    with Image.open(BytesIO(organisation.logo)) as logo:
        logo.convert("RGBA").convert("LA").save(picture, "PNG")
    return replace(organisation, logo=picture.getvalue())


def _cover(
    titles: Sequence[str],
    counts: Sequence[int],
    copies: Sequence[int],
    organisation: Organisation | None,
    printed_at: str,
) -> bytes:
    """As many pages as the list needs; the page ranges count them in."""
    frame = Frame(N_("For the print shop"), in_grey(organisation or Organisation("", "")), None, printed_at)
    paper = frame.paper()
    if not titles:
        return publish(paper, frame, [nothing(paper, frame, _("There is nothing to print."))])
    cover = len(paginate(_blocks(frame, titles, counts, copies, 0), frame.room))
    return publish(paper, frame, _blocks(frame, titles, counts, copies, cover))


def _blocks(
    frame: Frame, titles: Sequence[str], counts: Sequence[int], copies: Sequence[int], cover: int
) -> list[Block]:
    columns = [
        Column(N_("Part"), 14, "center", Style("medium", 10.5)),
        Column(N_("Paper to print"), 84, style=Style("semibold", 11.5)),
        Column(N_("Pages in this file"), 34, "center", _NUMBER),
        Column(N_("Copies"), 22, "center", _NUMBER),
        Column(N_("Sheets of paper"), 26, "right", _NUMBER),
    ]
    rows: list[list[Cell]] = []
    start = cover + 1
    for number, (title, count, times) in enumerate(zip(titles, counts, copies, strict=True), 1):
        span = str(start) if count == 1 else f"{start}–{start + count - 1}"
        rows.append([str(number), title, span, str(times), str(count * times)])
        start += count
    total = sum(count * times for count, times in zip(counts, copies, strict=True))
    rows.append(["", _("Total"), "", "", str(total)])
    rules = [_rule(frame, number, rule) for number, rule in enumerate(_RULES, 1)]
    return [gap(4 * mm), *rules, gap(6 * mm), *table(frame, columns, rows, strong=frozenset({len(titles)}))]


def _rule(frame: Frame, number: int, rule: str) -> Block:
    def draw(paper: Paper, y: float) -> None:
        own, other = both(rule)
        paper.circle(frame.left + 4 * mm, y - 5.4 * mm, 4 * mm, fill=0.1)
        paper.text(frame.left + 4 * mm, y - 7 * mm, str(number), Style("bold", 12, 1.0), align="center")
        paper.text(frame.left + 12 * mm, y - 5.4 * mm, own, Style("medium", 13), fit=frame.width - 12 * mm)
        paper.text(frame.left + 12 * mm, y - 10.2 * mm, other, Style("regular", 9, 0.3), fit=frame.width - 12 * mm)

    return Block(15 * mm, draw)
