"""The pictures of a drive on paper, in greys: pace lines, a calendar of days, the districts, wings by place."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from organizer_app.domain.charts import Pace, Table, Tile, level, ticks
from organizer_app.domain.drive_pictures import Pictures
from organizer_app.domain.tiles import Spot
from organizer_app.domain.words import N_, day_text, group_digits
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import Block, Cell, Column, gap, heading, sentence, table
from organizer_app.printing.parts import BODY, FAINT, HAIR, Frame
from organizer_app.printing.text import Paper, Style, mm

_SMALL, _NAME = Style("regular", 7.5), Style("semibold", 9)
_WHITE = Style("semibold", 8, grey=1.0)
_BLACK = Style("semibold", 8)
_HIGH, _PLOT = 46 * mm, 30 * mm  # a pace line with its name and days; its plot alone
_CELL, _TILE = 6.4 * mm, 12 * mm
_WINGS = 7  # columns of a table that stand side by side
_PAIR = 6 * mm  # between two pace lines


def blocks(paper: Paper, frame: Frame, pictures: Pictures, spots: Mapping[str, Spot]) -> list[Block]:
    """Those pictures that there is something to show in; `spots` is where districts lie on the map."""
    found: list[Block] = []
    if pictures.paces:
        found += [gap(4 * mm), heading(frame, N_("Pace"))]
        found.append(sentence(paper, frame, _("Line: so far. Broken line: what is due."), FAINT))
        pairs = [pictures.paces[at : at + 2] for at in range(0, len(pictures.paces), 2)]
        found += [Block(_HIGH, lambda p, y, pair=pair: _paces(p, frame, y, pair)) for pair in pairs]  # type: ignore[misc]
    if pictures.inside:
        found += [gap(4 * mm), _titled(frame, _("New on each day: {what}"), pictures)]
        found.append(_calendar(frame, pictures))
    tiles = pictures.tiles(spots)
    if tiles:
        found += [gap(4 * mm), _titled(frame, _("By district: {what}"), pictures)]
        found.append(_map(frame, tiles))
    if pictures.table.rows and pictures.table.columns:
        found += [gap(4 * mm), heading(frame, N_("Wings by place"))]
        for at in range(0, len(pictures.table.columns), _WINGS):
            found += [*_wings(frame, pictures.table, at), gap(3 * mm)]
    return found


def _titled(frame: Frame, message: str, pictures: Pictures) -> Block:
    """A heading with the name of the thing, in one language: its name is known in that of the paper alone."""
    words = message.format(what=pictures.name)
    return heading(frame, lambda: words)


def shade(number: int, most: int) -> float:
    """The grey of a number: white for nothing, the darker the more."""
    return 1.0 - 0.22 * level(number, most) if number else 1.0


def _paces(paper: Paper, frame: Frame, y: float, pair: Sequence[tuple[str, Pace]]) -> None:
    width = (frame.width - _PAIR) / 2
    for at, (name, pace) in enumerate(pair):
        _pace(paper, frame.left + at * (width + _PAIR), y, width, name, pace)


def _pace(paper: Paper, left: float, top: float, width: float, name: str, pace: Pace) -> None:
    told = _("{n} of {all}").format(n=group_digits(pace.now), all=group_digits(pace.goal))
    paper.text(left, top - 5 * mm, name, _NAME, fit=width * 0.6)
    paper.text(left + width, top - 5 * mm, told, _SMALL, align="right")
    highest = ticks(max(pace.goal, pace.now))[-1]
    edge = left + 3 * mm + max(paper.measure(group_digits(n), _SMALL) for n in ticks(highest))
    bottom, wide = top - 8 * mm - _PLOT, left + width - edge - 2 * mm
    days = max(1, (pace.last - pace.first).days)

    def point(day: date, number: float) -> tuple[float, float]:
        return edge + wide * (day - pace.first).days / days, bottom + _PLOT * number / highest

    for number in ticks(highest):
        y = point(pace.first, number)[1]
        paper.line(edge, y, edge + wide, y, stroke=HAIR)
        paper.text(edge - 1.5 * mm, y - 0.9 * mm, group_digits(number), _SMALL, align="right")
    due = [point(one.day, one.total) for one in pace.due]
    for (x1, y1), (x2, y2) in pairwise(due):
        paper.line(x1, y1, x2, y2, width=0.8, stroke=0.45, dash=(2.5, 2))
    done = [point(one.day, one.total) for one in pace.done]
    if len(done) > 1:
        paper.polygon(done, stroke=0.0, width=1.6, closed=False)
    if done:
        paper.circle(*done[-1], 1.1 * mm, fill=1.0, stroke=0.0, width=1.0)
    for day, align in ((pace.first, "left"), (pace.last, "right")):
        x = point(day, 0)[0]
        paper.text(x, bottom - 4 * mm, " ".join(day_text(day).split()[:2]), _SMALL, align=align)


def _calendar(frame: Frame, pictures: Pictures) -> Block:
    """A column a week, a row a weekday; the day of the month stands small above its number."""
    first, inside = pictures.first - timedelta(pictures.first.weekday()), pictures.inside
    most = max(inside.values())
    weeks = -(-((pictures.last - first).days + 1) // 7)
    wide = min(18 * mm, (frame.width - 22 * mm) / weeks)

    def draw(paper: Paper, y: float) -> None:
        for n in range(7):
            name = day_text(first + timedelta(n), weekday=True).split(",")[0]
            paper.text(frame.left, y - (n + 0.68) * _CELL, name, _SMALL, fit=20 * mm)
        for n in range((pictures.last - first).days + 1):
            day = first + timedelta(n)
            if day < pictures.first:
                continue
            number = inside.get(day, 0)
            x, bottom = frame.left + 22 * mm + n // 7 * wide, y - (n % 7 + 1) * _CELL
            grey = shade(number, most)
            paper.rect(x, bottom, wide - 0.6 * mm, _CELL - 0.6 * mm, fill=grey, stroke=0.6, width=0.3)
            ink = _WHITE if grey < 0.5 else _BLACK
            faint = Style("regular", 6, grey=ink.grey)
            paper.text(x + 0.8 * mm, bottom + _CELL - 3.2 * mm, str(day.day), faint)
            if number:
                paper.text(x + wide - 1.6 * mm, bottom + 1.3 * mm, group_digits(number), ink, align="right",
                           fit=wide - 6 * mm)  # fmt: skip

    return Block(7 * _CELL + 2 * mm, draw)


def _map(frame: Frame, tiles: Sequence[Tile]) -> Block:
    columns = max(tile.column for tile in tiles) + 1
    wide = min(32 * mm, frame.width / columns)
    most = max((tile.value or 0 for tile in tiles), default=0)

    def draw(paper: Paper, y: float) -> None:
        for tile in tiles:
            grey = shade(tile.value or 0, most)
            x, bottom = frame.left + tile.column * wide, y - (tile.row + 1) * _TILE
            paper.rect(x, bottom, wide - 1 * mm, _TILE - 1 * mm, fill=grey, stroke=0.5, width=0.4)
            ink = _WHITE if grey < 0.5 else _BLACK
            room, value = wide - 3 * mm, "–" if tile.value is None else group_digits(tile.value)
            paper.text(x + 1 * mm, bottom + 6.6 * mm, tile.name, ink, fit=room)
            paper.text(x + 1 * mm, bottom + 2.2 * mm, value, ink, fit=room)

    return Block((max(tile.row for tile in tiles) + 1) * _TILE + 2 * mm, draw)


def _wings(frame: Frame, numbers: Table, start: int) -> list[Block]:
    names = numbers.columns[start : start + _WINGS]
    columns = [Column(N_("Place"), 34, style=BODY), *(Column(lambda name=name: name, 20, "right") for name in names)]  # type: ignore[misc]
    rows: list[list[Cell]] = [
        [place, *(group_digits(number) if number else "–" for number in cells[start : start + _WINGS])]
        for place, cells in zip(numbers.rows, numbers.cells, strict=True)
    ]
    return table(frame, columns, rows, row_height=5.6 * mm)
