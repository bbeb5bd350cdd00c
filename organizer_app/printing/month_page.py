"""The camps of a month on one page, to hang on the wall: the hour, what it is, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from organizer_app.domain.camps import Camp
from organizer_app.domain.months import month_weeks
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import DAYS_EN, DAYS_HI, N_, group_digits, in_language, language, month_text, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.printing.parts import FAINT, HAIR, RULE, Frame, foot, head, put
from organizer_app.printing.text import A4, Paper, Style, landscape, mm

TITLE = N_("Camps of the month")
_DAY, _OTHER = Style("semibold", 11), Style("regular", 9, 0.5)
_WEEKDAY, _CAMP, _WHERE = Style("medium", 8.5, 0.2), Style("semibold", 8.5), Style("regular", 7.5, 0.25)
_NAMES = 6 * mm  # the row of the weekdays
_FIRST, _LINE, _BELOW = 9.6 * mm, 3.9 * mm, 3.4 * mm  # from a cell's top to its first words; of a camp; of its place


@dataclass(frozen=True, slots=True)
class _Cell:
    """A day's box in points, from its top left."""

    x: float
    top: float
    width: float
    height: float


def pdf(
    first: date,
    camps: Sequence[Camp],
    organisation: Organisation,
    *,
    area: str = "",
    language: str = "hi",
    printed_at: str = "",
) -> bytes:
    """A4 across, one page: a box for each day of the month that begins with `first`, camps on each of their days."""
    with in_language(language):
        counted = ngettext("{n} camp", "{n} camps", len(camps)).format(n=group_digits(len(camps)))
        facts = " · ".join(filter(None, (area, counted)))
        size = landscape(A4)
        frame = Frame(TITLE, organisation, None, printed_at, size, 12 * mm, heading=month_text(first), facts=facts)
        paper = frame.paper()
        head(paper, frame, 1, 1)
        _month(paper, frame, first, camps)
        foot(paper, frame, "" if camps else _("No camp is planned in this month."))
        return paper.bytes()


def _month(paper: Paper, frame: Frame, first: date, camps: Sequence[Camp]) -> None:
    weeks = month_weeks(first)
    wide, top = frame.width / 7, frame.top - _NAMES
    high = (top - frame.bottom) / len(weeks)
    for at, name in enumerate(DAYS_HI if language() == "hi" else DAYS_EN):
        put(paper, frame.left + at * wide + 1.5 * mm, frame.top - 4.2 * mm, name, _WEEKDAY, wide - 3 * mm)
    for line, week in enumerate(weeks):
        for at, day in enumerate(week):
            cell = _Cell(frame.left + at * wide, top - line * high, wide, high)
            inside = day.month == first.month
            fill = None if inside else 0.95
            paper.rect(cell.x, cell.top - high, wide, high, fill=fill, stroke=HAIR if inside else RULE + 0.4, width=0.5)
            paper.text(cell.x + 1.5 * mm, cell.top - 4.8 * mm, str(day.day), _DAY if inside else _OTHER)
            if inside:
                _camps(paper, cell, day, [camp for camp in camps if camp.from_on <= day <= camp.to_on])


def _camps(paper: Paper, cell: _Cell, day: date, camps: Sequence[Camp]) -> None:
    """With their places where there is room for all of these, else a line for each, as many as there is room for."""
    listed = sorted(camps, key=lambda camp: (_starts(camp, day), camp.title))
    room = cell.height - _FIRST + _LINE
    x, width = cell.x + 1.5 * mm, cell.width - 3 * mm
    full = room >= len(listed) * (_LINE + _BELOW)
    shown = listed[: max(1, int(room / (_LINE + _BELOW if full else _LINE)))]
    y = cell.top - _FIRST
    for camp in shown:
        put(paper, x, y, f"{_starts(camp, day)} {camp.title}".strip(), _CAMP, width)
        y -= _LINE
        if full:
            put(paper, x, y + 0.3 * mm, camp.venue or camp.area_name, _WHERE, width)
            y -= _BELOW
    if len(listed) > len(shown):
        more = _("+{n} more").format(n=group_digits(len(listed) - len(shown)))
        paper.text(cell.x + cell.width - 1.5 * mm, cell.top - 4.8 * mm, more, FAINT, align="right")


def _starts(camp: Camp, day: date) -> str:
    return min((s.starts for s in camp.sessions if s.day == day), default="")
