"""The list of a committee: every office in order of precedence, who holds it, and the seats that are vacant.

It carries no phone numbers: a list that goes round is no list of people who agreed to be called.
"""

from organizer_app.domain.areas import level_name
from organizer_app.domain.committees import Committee, Holder, Office
from organizer_app.domain.honorifics import titled
from organizer_app.domain.members import office_name
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, day_text, group_digits, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import Block, Cell, Column, gap, nothing, publish, signatures, table
from organizer_app.printing.parts import SMALL, Frame, put_name
from organizer_app.printing.text import Paper, Style, mm

TITLE = N_("List of office bearers")


def pdf(committee: Committee, organisation: Organisation, *, language: str = "hi", printed_at: str = "") -> bytes:
    """A4, one row for each seat, with a line for whom the list is of and how many seats are vacant."""
    with in_language(language):
        frame = Frame(TITLE, organisation, None, printed_at)
        paper = frame.paper()
        blocks = [_whose(frame, committee), gap(4 * mm)]
        if not committee.offices:
            return publish(paper, frame, [*blocks, nothing(paper, frame, _("No offices are planned at this level."))])
        blocks += _rows(frame, committee)
        blocks += [gap(6 * mm), signatures(frame, [office_name("general_secretary"), office_name("president")])]
        note = _("As of {day}").format(day=day_text(committee.as_of))
        return publish(paper, frame, blocks, note)


def _whose(frame: Frame, committee: Committee) -> Block:
    level = level_name(committee.level, committee.state_code)
    name = " · ".join(filter(None, (committee.wing, f"{committee.area} ({level})")))
    counted = _("{held} hold an office, {vacant} seats are vacant").format(
        held=group_digits(committee.held), vacant=group_digits(committee.vacant)
    )

    def draw(paper: Paper, y: float) -> None:
        put_name(paper, frame.left, y - 7 * mm, name, Style("bold", 17), frame.width)
        paper.text(frame.left, y - 13 * mm, counted, SMALL)

    return Block(15 * mm, draw)


def _rows(frame: Frame, committee: Committee) -> list[Block]:
    columns = [
        Column(N_("No."), 9, "right"),
        Column(N_("Office"), 38, style=Style("semibold", 10)),
        Column(N_("Name"), 58, style=Style("semibold", 10.5)),
        Column(N_("Place"), 42),
        Column(N_("Since"), 33),
    ]
    rows: list[list[Cell]] = []
    for office in committee.offices:
        rows += [_held(len(rows) + at, office, holder) for at, holder in enumerate(office.holders, 1)]
        rows += [_vacant(len(rows) + at, office) for at in range(1, office.vacant + 1)]
    return table(frame, columns, rows, row_height=10 * mm)


def _held(number: int, office: Office, holder: Holder) -> list[Cell]:
    name, other = titled(holder.honorific, holder.name), titled(holder.honorific, holder.name_other)
    since = day_text(holder.from_on) if holder.from_on else ""
    until = _("until {day}").format(day=day_text(holder.to_on)) if holder.to_on else ""
    place = holder.place
    return [
        group_digits(number),
        office_name(office.title),
        (name, other) if other else name,
        place,
        (since, until) if until else since,
    ]


def _vacant(number: int, office: Office) -> list[Cell]:
    last = ""
    if office.last is not None and office.last.to_on is not None:
        text = _("last {name}, until {day}")
        last = text.format(name=titled(office.last.honorific, office.last.name), day=day_text(office.last.to_on))
    vacant = _("vacant")
    return [
        group_digits(number),
        office_name(office.title),
        (f"– {vacant} –", last) if last else f"– {vacant} –",
        "",
        "",
    ]
