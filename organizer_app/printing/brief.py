"""The morning brief: one A4 page, never a second one: deficits, calls to make, camps and sheets, what waits."""

from organizer_app.domain.boards import measure_name
from organizer_app.domain.brief import Brief
from organizer_app.domain.clock import local_text
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, day_text, group_digits, in_language, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import Block, Cell, Column, gap, heading, publish, sentence, table
from organizer_app.printing.page import Words
from organizer_app.printing.parts import BODY, SMALL, STRONG, Frame
from organizer_app.printing.text import Paper, Style, mm

TITLE = N_("Morning brief")
NOTICE = N_("Only for the organisation's own work. Don't copy it or pass it on; destroy it when it is done with.")
_COUNT = Style("semibold", 10)
_LINE = Style("medium", 9.5)
_ROW, _CALL = 6.4 * mm, 8.4 * mm


def pdf(brief: Brief, organisation: Organisation, *, language: str = "hi", printed_at: str = "") -> bytes:
    """A4; as many lines of each kind as the page has room for are in the value."""
    with in_language(language):
        day = day_text(brief.day, weekday=True)
        frame = Frame(TITLE, organisation, None, printed_at, heading=brief.area, facts=day)
        paper = frame.paper()
        blocks = [
            *_part(frame, N_("Furthest behind")),
            *_behind(paper, frame, brief),
            *_part(frame, N_("Calls to make")),
            *_calls(paper, frame, brief),
            *_part(frame, N_("Camps and sheets")),
            *_camps(paper, frame, brief),
            *_part(frame, N_("To be sent")),
            *_waits(paper, frame, brief),
        ]
        return publish(paper, frame, blocks, _(NOTICE))


def _part(frame: Frame, title: Words) -> list[Block]:
    return [gap(0.5 * mm), heading(frame, title)]


def _behind(paper: Paper, frame: Frame, brief: Brief) -> list[Block]:
    if not brief.drive:
        return [sentence(paper, frame, _("No drive goes on, so nothing is due."), _LINE)]
    if not brief.behind:
        return [sentence(paper, frame, _("{drive}: no place with a goal is behind.").format(drive=brief.drive), _LINE)]
    columns = [
        Column(N_("Place"), 48, style=STRONG),
        Column(N_("What"), 44),
        *(
            Column(title, 22, "right", _COUNT)
            for title in (N_("So far"), N_("Due by now"), N_("Behind"), N_("Goal"), N_("Needed a day"))
        ),
    ]
    rows: list[list[Cell]] = [
        [
            one.place,
            measure_name(one.measure),
            *map(group_digits, (one.now, one.due, one.missing, one.goal, one.needed)),
        ]
        for one in brief.behind
    ]
    return table(frame, columns, rows, row_height=_ROW)


def _calls(paper: Paper, frame: Frame, brief: Brief) -> list[Block]:
    if not brief.calls:
        words = _("Nobody with an office here agreed to be called and has a readable number.")
        return [sentence(paper, frame, words, _LINE)]
    columns = [
        Column(N_("Name"), 52, style=STRONG),
        Column(N_("Office"), 46),
        Column(N_("Phone"), 30, style=_COUNT),
        Column(N_("Because of"), 42, style=SMALL),
        Column(N_("Said"), 22),
    ]
    rows: list[list[Cell]] = [
        [
            (one.name, one.name_other) if one.name_other else one.name,
            (one.office, one.place) if one.place else one.office,
            one.phone,
            one.why,
            "",
        ]
        for one in brief.calls
    ]
    return table(frame, columns, rows, row_height=_CALL, grid=True)


def _camps(paper: Paper, frame: Frame, brief: Brief) -> list[Block]:
    lines: list[Block] = []
    for one in brief.camps:
        listed = ngettext("{n} expected", "{n} expected", one.listed).format(n=group_digits(one.listed))
        sheet = _("sheet is on paper") if one.printed else _("print its sheet")
        told = " · ".join(part for part in (one.starts, one.title, one.venue, listed, sheet) if part)
        lines.append(_bullet(frame, told))
    if brief.more_camps:
        more = ngettext("{n} more camp", "{n} more camps", brief.more_camps).format(n=group_digits(brief.more_camps))
        lines.append(_bullet(frame, more))
    for late in brief.unprinted:
        words = _("{camp} on {day}: its newest list is not on paper")
        lines.append(_bullet(frame, words.format(camp=late.title, day=day_text(late.from_on))))
    for past in brief.open_days:
        words = _("{camp}: {day} is not closed")
        lines.append(_bullet(frame, words.format(camp=past.title, day=day_text(past.day))))
    return lines or [sentence(paper, frame, _("No camp today, and no sheet waits."), _LINE)]


def _waits(paper: Paper, frame: Frame, brief: Brief) -> list[Block]:
    if not brief.hq:
        return [sentence(paper, frame, _("This laptop has not joined an HQ."), _LINE)]
    told = [
        (ngettext("{n} change waits to be sent", "{n} changes wait to be sent", brief.waiting), brief.waiting),
        (ngettext("{n} conflict to decide", "{n} conflicts to decide", brief.conflicts), brief.conflicts),
        (ngettext("{n} change HQ did not take", "{n} changes HQ did not take", brief.refused), brief.refused),
    ]
    parts = [words.format(n=group_digits(n)) for words, n in told if n]
    reached = local_text(brief.exchanged_at) or _("never")
    parts = [*(parts or [_("Nothing waits")]), _("HQ reached: {at}").format(at=reached)]
    return [sentence(paper, frame, " · ".join(parts), _LINE)]


def _bullet(frame: Frame, words: str) -> Block:
    """One line, however long it is: the page has no room for a second."""

    def draw(paper: Paper, y: float) -> None:
        paper.text(frame.left, y - 4.2 * mm, f"•  {words}", BODY, fit=frame.width)

    return Block(5.6 * mm, draw)
