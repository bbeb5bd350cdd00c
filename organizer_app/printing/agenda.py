"""The programme as a poster: title over a rising sun, then every session by day with its trainers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, pi, sin

from organizer_app.domain.camps import Camp, Session
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, day_text, days_text, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import Block, gap, nothing, paginate
from organizer_app.printing.page import both
from organizer_app.printing.parts import HAIR, SMALL, Frame, foot, head, organisation_name, page_words, put
from organizer_app.printing.text import Paper, Style, mm

_SKY = 92 * mm
_SUN = 38 * mm
_DARK, _RAY = 0.1, 0.28
_DAY = 34 * mm
_TIME = 27 * mm


@dataclass(frozen=True, slots=True)
class _Poster(Frame):
    """A first page whose body begins under the sun."""

    @property
    def top(self) -> float:
        return self.size[1] - _SKY - 31 * mm


def pdf(camp: Camp, organisation: Organisation, *, language: str = "hi", printed_at: str = "") -> bytes:
    """A4, black and white; sessions that find no room follow on plain pages."""
    with in_language(language):
        plain = Frame(N_("Programme"), organisation, camp, printed_at, margin=18 * mm)
        poster = _Poster(N_("Programme"), organisation, camp, printed_at, margin=18 * mm)
        paper = plain.paper()
        # few sessions are set larger, so that the poster fills its page
        sizes = (_blocks(paper, plain, camp, scale) for scale in (1.6, 1.35, 1.15))
        fitting = (blocks for blocks in sizes if sum(block.height for block in blocks) <= poster.room)
        blocks = next(fitting, None) or _blocks(paper, plain, camp, 1.0)
        first = paginate(blocks, poster.room)[0]
        rest = blocks[len(first) :]
        pages = [first, *(paginate(rest, plain.room) if rest else [])]
        for number, page in enumerate(pages, 1):
            if number == 1:
                _sky(paper, poster, camp)
                if len(pages) > 1:
                    paper.text(plain.right, 8.6 * mm, page_words(1, len(pages)), SMALL, align="right")
            else:
                paper.next_page()
                head(paper, plain, number, len(pages))
                foot(paper, plain)
            y = poster.top if number == 1 else plain.top - 6 * mm
            for block in page:
                block.draw(paper, y)
                y -= block.height
        return paper.bytes()


def _sky(paper: Paper, frame: Frame, camp: Camp) -> None:
    wide, high = frame.size
    middle, horizon = wide / 2, high - _SKY
    paper.rect(0, horizon, wide, _SKY, fill=_DARK)
    far = 190 * mm
    for ray in range(1, 24):
        a, b = pi * (ray - 0.16) / 24, pi * (ray + 0.16) / 24
        points = [(middle, horizon), *((middle + far * cos(t), horizon + far * sin(t)) for t in (a, b))]
        paper.polygon(_inside(points, wide, high), fill=_RAY)
    paper.circle(middle, horizon, _SUN, fill=1.0)
    paper.rect(middle - _SUN - 1, horizon - _SUN - 1, 2 * _SUN + 2, _SUN + 1, fill=1.0)
    room = wide - 40 * mm
    put(paper, middle, high - 18 * mm, organisation_name(frame.organisation), Style("medium", 14, 0.9), room, "center")
    title = Style("bold", 36, 1.0)
    lines = paper.lines(camp.title, 150 * mm, title)
    if len(lines) > 2:
        title = Style("bold", 27, 1.0)
        lines = paper.lines(camp.title, 170 * mm, title)
    y = high - (34 if len(lines) > 1 else 41) * mm
    for line in lines[:2] if len(lines) < 3 else [lines[0], " ".join(lines[1:])]:
        put(paper, middle, y, line, title, room, "center")
        y -= 15.5 * mm
    days = days_text(camp.from_on, camp.to_on)
    put(paper, middle, horizon + 11 * mm, days, Style("bold", 16), 2 * _SUN - 14 * mm, "center")
    put(paper, middle, horizon - 9 * mm, camp.venue or camp.link, Style("semibold", 15), room, "center")
    own, other = both(frame.title)
    end = paper.text(frame.left, horizon - 23 * mm, own, Style("bold", 20))
    paper.text(frame.left + end + 8, horizon - 23 * mm, other, Style("regular", 11, 0.35))
    paper.line(frame.left, horizon - 27 * mm, frame.right, horizon - 27 * mm, width=1.6)


def _inside(points: Sequence[tuple[float, float]], wide: float, high: float) -> list[tuple[float, float]]:
    """A ray cut at the edges of the page, so that nothing lies outside the paper."""
    (x0, y0), *ends = points
    cut = [(x0, y0)]
    for x, y in ends:
        sides = [(wide - x0) / (x - x0)] if x > x0 else [(0 - x0) / (x - x0)] if x < x0 else []
        reach = min([1.0, (high - y0) / (y - y0), *sides])
        cut.append((x0 + (x - x0) * reach, y0 + (y - y0) * reach))
    return cut


def _blocks(paper: Paper, frame: Frame, camp: Camp, scale: float) -> list[Block]:
    if not camp.sessions:
        return [gap(6 * mm), nothing(paper, frame, _("No session is planned yet."))]
    blocks: list[Block] = []
    for number, (_day, group) in enumerate(groupby(camp.sessions, key=lambda s: s.day), 1):
        blocks.append(gap((5 if number > 1 else 2) * mm * scale))
        for at, session in enumerate(group):
            blocks.append(_session(paper, frame, session, number if at == 0 else 0, scale))
    return blocks


def _session(paper: Paper, frame: Frame, session: Session, number: int, scale: float) -> Block:
    """A line of the programme; the first of a day carries the day."""
    unit = mm * scale
    left = frame.left + _DAY
    title, small = Style("semibold", 13 * scale), Style("regular", 10 * scale, 0.25)
    trainers = ", ".join(session.trainers)
    after = left + _TIME * scale
    room = frame.right - after
    lines = paper.lines(session.title, room, title)
    height = (11.5 + (len(lines) - 1) * 6.5 + (5 if trainers else 0)) * unit

    def draw(paper: Paper, y: float) -> None:
        base = y - 7.6 * unit
        if number:
            words = _("Day {number}").format(number=number)
            middle = base + 1.7 * unit
            paper.rounded(frame.left, middle - 3.9 * mm, _DAY - 8 * mm, 7.8 * mm, 3.9 * mm, fill=_DARK)
            put(paper, frame.left + _DAY / 2 - 4 * mm, middle - 1.5 * mm, words, Style("bold", 12, 1.0), _DAY, "center")
            put(paper, frame.left, middle - 8.7 * mm, day_text(session.day, weekday=True), SMALL, _DAY - 4 * mm)
        paper.text(left, base, f"{session.starts} – {session.ends}", Style("semibold", 10.5 * scale, 0.15))
        end = paper.paragraph(after, base, room, session.title, title, leading=6.5 * unit)
        put(paper, after, end + 1.4 * unit, trainers, small, room)
        paper.line(left, y - height, frame.right, y - height, width=0.4, stroke=HAIR)

    return Block(height, draw)
