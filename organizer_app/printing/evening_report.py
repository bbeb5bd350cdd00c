"""The evening report on paper: how far the place is with everything, then each place below as a bar with its due."""

from collections.abc import Mapping
from types import MappingProxyType

from organizer_app.domain.boards import measure_name
from organizer_app.domain.drive_pictures import Pictures
from organizer_app.domain.reports import NO_GOAL, NOT_KNOWN, Figure, PlaceFigures, Report, signed
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.tiles import Spot
from organizer_app.domain.words import N_, day_text, days_text, group_digits, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing import drive_pictures
from organizer_app.printing.flow import Block, Cell, Column, Mark, gap, heading, publish, sentence, table
from organizer_app.printing.parts import BODY, SMALL, STRONG, Frame
from organizer_app.printing.text import Paper, Style, mm

TITLE = N_("Evening report")
_COUNT = Style("semibold", 10)
_BAR = 3.6 * mm  # high


def pdf(
    report: Report,
    organisation: Organisation,
    *,
    language: str = "hi",
    printed_at: str = "",
    pictures: Pictures | None = None,
    spots: Mapping[str, Spot] = MappingProxyType({}),
) -> bytes:
    """A4; readable in black and white: a bar's outline is the goal, its grey what is done, the upright line today.

    `pictures` follow the figures where they are given; `spots` is where districts lie on their map.
    """
    with in_language(language):
        facts = f"{report.drive} · {days_text(report.first, report.last)}"
        frame = Frame(TITLE, organisation, None, printed_at, heading=report.place.name, facts=facts)
        paper = frame.paper()
        blocks: list[Block] = [_day(frame, report), *_whole(frame, report)]
        blocks += [sentence(paper, frame, note, Style("medium", 9.5)) for note in report.notes]
        for measure in report.measures:
            if any(place.figures[measure].goal is not None for place in report.below):
                blocks += [gap(3 * mm), heading(frame, lambda m=measure: measure_name(m))]  # type: ignore[misc]
                blocks += _below(frame, report, measure)
        if pictures is not None:
            blocks += drive_pictures.blocks(paper, frame, pictures, spots)
        note = _("Counted: {counted}").format(counted=report.counted)
        return publish(paper, frame, blocks, note)


def _day(frame: Frame, report: Report) -> Block:
    days = (report.last - report.first).days + 1
    number = max(0, min(days, (report.day - report.first).days + 1))
    told = _("day {number} of {days}").format(number=number, days=days)

    def draw(paper: Paper, y: float) -> None:
        wide = paper.text(frame.left, y - 7 * mm, day_text(report.day, weekday=True), Style("bold", 14))
        paper.text(frame.left + wide + 4 * mm, y - 7 * mm, told, BODY)

    return Block(12 * mm, draw)


def _whole(frame: Frame, report: Report) -> list[Block]:
    columns = [
        Column(N_("What"), 50, style=STRONG),
        *(
            Column(title, share, "right", _COUNT)
            for title, share in (
                (N_("So far"), 26),
                (N_("Today"), 20),
                (N_("Goal"), 26),
                (N_("Due by now"), 24),
                (N_("Ahead"), 24),
                (N_("Needed a day"), 22),
                (N_("On course for"), 26),
            )
        ),
    ]
    rows: list[list[Cell]] = [
        [
            measure_name(measure),
            group_digits(one.now),
            _(NOT_KNOWN) if one.today is None else group_digits(one.today),
            *(_goals(one)),
        ]
        for measure, one in report.place.figures.items()
    ]
    return table(frame, columns, rows, row_height=8 * mm)


def _goals(one: Figure) -> list[str]:
    if one.goal is None:
        return [_(NO_GOAL), "–", "–", "–", "–"]
    course = _(NOT_KNOWN) if one.course is None else group_digits(one.course)
    return [
        group_digits(one.goal),
        group_digits(one.due or 0),
        signed(one.ahead or 0),
        group_digits(one.needed or 0),
        course,
    ]


def _below(frame: Frame, report: Report, measure: str) -> list[Block]:
    columns = [
        Column(N_("Place"), 46, style=Style("medium", 10)),
        Column(N_("So far"), 22, "right", _COUNT),
        Column(N_("Goal"), 22, "right", _COUNT),
        Column(N_("Ahead"), 20, "right", _COUNT),
        Column(N_("How far"), 70, style=SMALL),
    ]
    most = max((_reach(place, measure) for place in report.below), default=1)
    rows: list[list[Cell]] = []
    for place in report.below:
        one = place.figures[measure]
        told = [_(NO_GOAL), "–"] if one.goal is None else [group_digits(one.goal), signed(one.ahead or 0)]
        rows.append([place.name, group_digits(one.now), *told, _bar(one, most)])
    return table(frame, columns, rows, row_height=6.6 * mm)


def _reach(place: PlaceFigures, measure: str) -> int:
    one = place.figures[measure]
    return max(one.now, one.goal or 0, 1)


def _bar(one: Figure, most: int) -> Mark:
    """All bars of a table have one scale, so that places can be compared."""

    def draw(paper: Paper, x: float, bottom: float, width: float, height: float) -> None:
        left, wide, y = x + 2 * mm, width - 4 * mm, bottom + (height - _BAR) / 2
        if one.now:
            paper.rect(left, y, wide * one.now / most, _BAR, fill=0.55)
        if one.goal:
            paper.rect(left, y, wide * one.goal / most, _BAR, stroke=0.0, width=0.6)
        if one.due:
            at = left + wide * one.due / most
            paper.line(at, y - 0.8 * mm, at, y + _BAR + 0.8 * mm, width=1.3)

    return draw
