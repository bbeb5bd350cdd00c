"""A list of people: numbered rows under headings that every page repeats, for an office's file or a hand's round."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from organizer_app.domain.list_columns import ON_PAPER
from organizer_app.domain.people_lists import Cell, Line, PeopleList
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import Block, draw_cell, nothing, publish, sentence
from organizer_app.printing.page import both
from organizer_app.printing.parts import BODY, FAINT, HAIR, RULE, STRONG, Frame, foot, head, put
from organizer_app.printing.text import A4, Paper, Style, landscape, mm

SHARES = {
    **{"name": 48, "guardian": 36, "place": 40, "office": 42, "phone": 27, "status": 22, "card_no": 24},
    **{"signature": 38, "remark": 38},
}
_SERIAL = 11  # mm, as the shares are while they fit
_SMALLEST_SHARE = 0.84  # columns narrower than this part of theirs turn the paper
_MARGIN = 12 * mm
_ROW, _SIGNED_ROW, _BAND, _TITLES = 8.4 * mm, 10.2 * mm, 7.2 * mm, 10.5 * mm
_PAD = 1.5 * mm
_STYLES = {"name": STRONG, "phone": Style("medium", 9.5)}
_NUMBER, _BAND_STYLE = Style("medium", 9), Style("bold", 10.5)
_TITLE, _WRITTEN = Style("semibold", 9), frozenset({"signature", "remark"})


@dataclass(frozen=True, slots=True)
class _Table:
    """Where the columns of a list stand, in points."""

    columns: tuple[str, ...]
    edges: tuple[float, ...]
    row: float


def pdf(people: PeopleList, organisation: Organisation, *, language: str = "hi", printed_at: str = "") -> bytes:
    """A4, turned when the columns need it. A list of nobody says so."""
    with in_language(language):
        frame, table = _measured(people, organisation, printed_at)
        paper = frame.paper()
        about = [sentence(paper, frame, people.about, BODY)] if people.about else []
        if not people.lines:
            return publish(paper, frame, [*about, nothing(paper, frame, _("Nobody is on this list."))], people.note)
        pages = _pages(people.lines, frame.room - _TITLES, sum(block.height for block in about), table.row)
        for number, lines in enumerate(pages, 1):
            if number > 1:
                paper.next_page()
            head(paper, frame, number, len(pages))
            paper.form("foot", lambda: foot(paper, frame, people.note))
            _page(paper, frame, table, about if number == 1 else [], lines)
        return paper.bytes()


def _measured(people: PeopleList, organisation: Organisation, printed_at: str) -> tuple[Frame, _Table]:
    shares = [_SERIAL, *(SHARES[column] for column in people.columns)]
    turned = sum(shares) * _SMALLEST_SHARE * mm > A4[0] - 2 * _MARGIN
    frame = Frame(
        N_("List of people"),
        organisation,
        printed_at=printed_at,
        size=landscape(A4) if turned else A4,
        margin=_MARGIN,
        heading=people.title,
        facts=people.facts,
    )
    # The serial keeps its width; the others share the rest.
    serial = _SERIAL * mm
    each = (frame.width - serial) / sum(shares[1:])
    edges = accumulate([frame.left, serial, *(share * each for share in shares[1:])])
    return frame, _Table(people.columns, tuple(edges), _SIGNED_ROW if _WRITTEN & set(people.columns) else _ROW)


_Row = tuple[int, Line | None, str]
"""A number and who has it, or a group's heading."""


def _pages(lines: Sequence[Line], room: float, taken: float, row: float) -> list[list[_Row]]:
    """The rows dealt to pages; a group's heading is never the last row of a page and begins each page it goes on."""
    pages: list[list[_Row]] = [[]]
    left, group = room - taken, ""
    for number, line in enumerate(lines, 1):
        opens = bool(line.group) and line.group != group
        if (_BAND if opens else 0) + row > left and pages[-1]:
            pages.append([])
            left, opens = room, bool(line.group)
        if opens:
            pages[-1].append((0, None, line.group))
            left -= _BAND
        pages[-1].append((number, line, ""))
        left, group = left - row, line.group
    return pages


def _page(paper: Paper, frame: Frame, table: _Table, about: Sequence[Block], rows: Sequence[_Row]) -> None:
    y = frame.top
    for block in about:
        block.draw(paper, y)
        y -= block.height
    top = y
    _titles(paper, table, y)
    y -= _TITLES
    for number, line, group in rows:
        if line is None:
            paper.rect(table.edges[0], y - _BAND, table.edges[-1] - table.edges[0], _BAND, fill=0.93)
            paper.line(table.edges[0], y, table.edges[-1], y, width=0.6, stroke=RULE)
            room = table.edges[-1] - table.edges[0] - 2 * _PAD
            put(paper, table.edges[0] + _PAD, y - _BAND + 2.2 * mm, group, _BAND_STYLE, room)
            y -= _BAND
        else:
            _line(paper, table, number, line.cells, y)
            y -= table.row
        paper.line(table.edges[0], y, table.edges[-1], y, width=0.4, stroke=HAIR)
    paper.line(table.edges[0], y, table.edges[-1], y, width=0.8, stroke=RULE)
    for column, (left, right) in zip(table.columns, pairwise(table.edges[1:]), strict=True):
        if column in _WRITTEN:  # a frame to write in
            for x in (left, right):
                paper.line(x, top, x, y, width=0.4, stroke=HAIR)


def _titles(paper: Paper, table: _Table, y: float) -> None:
    left, right = table.edges[0], table.edges[-1]
    paper.rect(left, y - _TITLES, right - left, _TITLES, fill=0.93)
    named = [N_("No."), *(ON_PAPER[column] for column in table.columns)]
    for message, (start, end) in zip(named, pairwise(table.edges), strict=True):
        own, other = both(message)
        put(paper, start + _PAD, y - 4.7 * mm, own, _TITLE, end - start - _PAD)
        put(paper, start + _PAD, y - 8.4 * mm, other, FAINT, end - start - _PAD)
    paper.line(left, y, right, y, width=1.0)
    paper.line(left, y - _TITLES, right, y - _TITLES, width=0.8)


def _line(paper: Paper, table: _Table, number: int, cells: Sequence[Cell], y: float) -> None:
    middle = y - table.row / 2
    edges = table.edges
    paper.text(edges[1] - 2 * _PAD, middle - 3, str(number), _NUMBER, align="right", fit=edges[1] - edges[0] - _PAD)
    for column, (upper, under), left, right in zip(table.columns, cells, edges[1:], edges[2:], strict=False):
        cell = (upper, under) if upper and under else upper or under
        if cell:
            draw_cell(paper, cell, _STYLES.get(column, BODY), "left", left, right, y - table.row, table.row)
