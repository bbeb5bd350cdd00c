"""Blocks that follow one another down the pages: tables whose head is repeated, headings, sentences, signatures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from organizer_app.printing.page import Words, both
from organizer_app.printing.parts import BODY, FAINT, HAIR, RULE, STRONG, Frame, fitted, foot, head, put
from organizer_app.printing.text import Paper, Style, mm

Draw = Callable[[Paper, float], None]
Mark = Callable[[Paper, float, float, float, float], None]
Cell = str | tuple[str, str] | Mark
"""One line, a line with a small one under it, or a drawing in (x, y of the bottom, width, height)."""

_PAD = 1.6 * mm
_TABLE_HEAD = 10.5 * mm


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a known height in points; `draw` takes its top edge.

    `again` is repeated where a page begins with this block; `with_next` keeps it off the foot of a page.
    """

    height: float
    draw: Draw
    again: "Block | None" = None
    with_next: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title as `both` takes it or ready words, its share of the width, how cells are set."""

    title: Words
    share: float
    align: str = "left"
    style: Style = BODY


def paginate(blocks: Sequence[Block], room: float) -> list[list[Block]]:
    """Blocks dealt to pages of `room` points; at least one page. A block higher than a page stands alone."""
    pages: list[list[Block]] = [[]]
    left = room
    for at, block in enumerate(blocks):
        need, ahead = block.height, at
        while blocks[ahead].with_next and ahead + 1 < len(blocks):
            ahead += 1
            need += blocks[ahead].height
        if need > left and pages[-1]:
            pages.append([block.again] if block.again else [])
            left = room - (block.again.height if block.again else 0)
        pages[-1].append(block)
        left -= block.height
    return pages


def publish(paper: Paper, frame: Frame, blocks: Sequence[Block], note: str = "") -> bytes:
    """The whole document: every page with its head, its foot and its share of the blocks."""
    pages = paginate(blocks, frame.room)
    for number, page in enumerate(pages, 1):
        if number > 1:
            paper.next_page()
        head(paper, frame, number, len(pages))
        foot(paper, frame, note)
        y = frame.top
        for block in page:
            block.draw(paper, y)
            y -= block.height
    return paper.bytes()


def gap(height: float) -> Block:
    """Nothing, for a while."""
    return Block(height, lambda *_: None)


def heading(frame: Frame, message: Words) -> Block:
    """A section's title in both languages, once where they are the same; never the last line of a page."""

    def draw(paper: Paper, y: float) -> None:
        own, other = both(message)
        end = paper.text(frame.left, y - 7 * mm, own, Style("bold", 12))
        if other != own:
            paper.text(frame.left + end + 6, y - 7 * mm, other, Style("regular", 8.5, 0.35))

    return Block(10 * mm, draw, with_next=True)


def sentence(paper: Paper, frame: Frame, words: str, style: Style = BODY, *, width: float | None = None) -> Block:
    """A paragraph as wide as the page, or `width` points."""
    wide = width or frame.width
    lines = len(paper.lines(words, wide, style))
    step = style.size * 1.5

    def draw(paper: Paper, y: float) -> None:
        paper.paragraph(frame.left, y - style.size * 1.1, wide, words, style, leading=step)

    return Block(lines * step + 1.5 * mm, draw)


def nothing(paper: Paper, frame: Frame, words: str) -> Block:
    """What an empty list says instead: a paper is never blank without a reason."""
    style = Style("medium", 13, 0.2)
    lines = len(paper.lines(words, frame.width - 40 * mm, style))

    def draw(paper: Paper, y: float) -> None:
        paper.rounded(frame.left, y - box, frame.width, box, 3 * mm, stroke=RULE, width=0.6)
        middle = y - box / 2 + (lines - 1) * 3.6 * mm - 1.5 * mm
        paper.paragraph(frame.left + 20 * mm, middle, frame.width - 40 * mm, words, style, align="center")

    box = 26 * mm + lines * 7.2 * mm
    return Block(box, draw)


def signatures(frame: Frame, labels: Sequence[str], names: Sequence[str] = ()) -> Block:
    """Lines to sign on, side by side, with who signs under each and the printed name above, if given."""
    each = frame.width / len(labels)
    line = min(each - 8 * mm, 58 * mm)

    def draw(paper: Paper, y: float) -> None:
        for at, label in enumerate(labels):
            middle = frame.left + each * (at + 0.5)
            paper.line(middle - line / 2, y - 20 * mm, middle + line / 2, y - 20 * mm, width=0.6, stroke=RULE)
            if at < len(names) and names[at]:
                put(paper, middle, y - 24.6 * mm, names[at], STRONG, each - 3 * mm, "center")
                put(paper, middle, y - 29 * mm, label, Style("regular", 8.5, 0.25), each - 3 * mm, "center")
            else:
                put(paper, middle, y - 24.4 * mm, label, Style("medium", 9, 0.15), each - 3 * mm, "center")

    return Block(31 * mm, draw)


def table(
    frame: Frame,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    row_height: float = 7 * mm,
    grid: bool = False,
    strong: frozenset[int] = frozenset(),
) -> list[Block]:
    """A table as wide as the page: its head, repeated on each page, then a block a row.

    `grid` draws the upright lines, for cells filled in by hand; `strong` are the row numbers, from 0, that stand out.
    """
    total = sum(column.share for column in columns)
    edges = [frame.left]
    for column in columns:
        edges.append(edges[-1] + frame.width * column.share / total)
    titles = Block(_TABLE_HEAD, lambda paper, y: _titles(paper, columns, edges, y, grid), with_next=True)
    return [
        titles,
        *(
            Block(row_height, _row(columns, edges, row, row_height, grid, at in strong), again=titles)
            for at, row in enumerate(rows)
        ),
    ]


def _anchor(align: str, left: float, right: float) -> float:
    return left + _PAD if align == "left" else right - _PAD if align == "right" else (left + right) / 2


def _uprights(paper: Paper, edges: Sequence[float], y: float, height: float) -> None:
    for at, x in enumerate(edges):
        outer = at in (0, len(edges) - 1)
        paper.line(x, y, x, y - height, width=0.6 if outer else 0.35, stroke=0.0 if outer else HAIR)


def _titles(paper: Paper, columns: Sequence[Column], edges: Sequence[float], y: float, grid: bool) -> None:
    paper.rect(edges[0], y - _TABLE_HEAD, edges[-1] - edges[0], _TABLE_HEAD, fill=0.93)
    for column, left, right in zip(columns, edges, edges[1:], strict=False):
        own, other = both(column.title)
        x, room = _anchor(column.align, left, right), right - left - _PAD
        lower = other if other != own else ""
        put(paper, x, y - (4.7 if lower else 6.2) * mm, own, Style("semibold", 9), room, column.align)
        put(paper, x, y - 8.4 * mm, lower, FAINT, room, column.align)
    if grid:
        _uprights(paper, edges, y, _TABLE_HEAD)
    paper.line(edges[0], y, edges[-1], y, width=1.0)
    paper.line(edges[0], y - _TABLE_HEAD, edges[-1], y - _TABLE_HEAD, width=0.8)


def _row(
    columns: Sequence[Column], edges: Sequence[float], row: Sequence[Cell], height: float, grid: bool, strong: bool
) -> Draw:
    def draw(paper: Paper, y: float) -> None:
        if strong:
            paper.rect(edges[0], y - height, edges[-1] - edges[0], height, fill=0.93)
        for column, cell, left, right in zip(columns, row, edges, edges[1:], strict=False):
            style = replace(column.style, face="bold") if strong else column.style
            draw_cell(paper, cell, style, column.align, left, right, y - height, height)
        if grid:
            _uprights(paper, edges, y, height)
        paper.line(edges[0], y - height, edges[-1], y - height, width=0.5, stroke=RULE if strong or grid else HAIR)

    return draw


def draw_cell(
    paper: Paper, cell: Cell, style: Style, align: str, left: float, right: float, bottom: float, height: float
) -> None:
    """What stands in one cell of a table, between two edges and over the row's foot, in points."""
    if callable(cell):
        cell(paper, left, bottom, right - left, height)
        return
    x, room = _anchor(align, left, right), right - left - 2 * _PAD
    if isinstance(cell, str):
        _line_or_lines(paper, cell, style, align, x, room, bottom + height / 2, height)
        return
    upper, lower = cell
    upper_style, lower_style = style, Style("regular", min(8, style.size - 1), 0.25)
    if fitted(paper, upper, style, room).size < style.size * 0.8:  # a very long name runs on into the small line
        upper_style = replace(style, size=style.size * 0.75)
        upper, *rest = paper.lines(upper, room, upper_style)
        lower = " · ".join(part for part in (" ".join(rest), lower) if part)
        lower_style = replace(style, size=style.size * 0.75)
    put(paper, x, bottom + height / 2 + 0.5 * mm, upper, upper_style, room, align)
    put(paper, x, bottom + height / 2 - 3.1 * mm, lower, lower_style, room, align)


def _line_or_lines(
    paper: Paper, words: str, style: Style, align: str, x: float, room: float, middle: float, height: float
) -> None:
    """One line while the words stand well in it; else smaller lines, as many as the row is high."""
    if fitted(paper, words, style, room).size >= style.size * 0.85:
        put(paper, x, middle - style.size * 0.33, words, style, room, align)
        return
    small = replace(style, size=style.size * 0.78)
    step = small.size * 1.22
    most = max(1, int((height - 0.5 * mm) / step))
    lines = paper.lines(words, room, small, max_lines=most)
    y = middle + (len(lines) - 1) * step / 2 - small.size * 0.33
    for line in lines:
        put(paper, x, y, line, small, room, align)
        y -= step
