"""The registration desk's copy: a person is found by the last four digits of the phone, or by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from organizer_app.domain.areas import level_name
from organizer_app.domain.sheets import Organisation, Person, Sheet
from organizer_app.domain.words import N_, in_language, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import nothing, publish
from organizer_app.printing.page import both
from organizer_app.printing.parts import FAINT, HAIR, RULE, SMALL, Frame, foot, head, put, put_name
from organizer_app.printing.text import Paper, Style, mm

_LINE = 5.55 * mm
_GUTTER = 8 * mm
_SECTION = 16 * mm  # a section's title and the titles of its columns
_KEY, _NAME, _BLOCK, _PAGE, _SERIAL = 0.0, 14 * mm, 52 * mm, 70 * mm, 1.5 * mm


@dataclass(frozen=True, slots=True)
class _Section:
    """One order of the same people: the English title, what to look up by, and the lines."""

    title: str
    key_title: str
    lines: tuple[tuple[str, Person], ...]
    note: str = ""


def pdf(sheet: Sheet, organisation: Organisation, *, language: str = "hi", printed_at: str = "") -> bytes:
    """A4, two columns a page: first everyone with digits in their order, then everyone by name; each with the serial.

    A person without `last_four` stands in the list by name only, and the first list says how many those are.
    """
    with in_language(language):
        frame = Frame(N_("Desk copy"), organisation, sheet.camp, printed_at)
        paper = frame.paper()
        if not sheet.people:
            return publish(paper, frame, [nothing(paper, frame, _("Nobody is on this list yet."))])
        per_page = 2 * _lines_in_column(frame)
        pages = [
            (section, section.lines[at : at + per_page])
            for section in (_by_digits(sheet.people), _by_name(sheet.people))
            for at in range(0, len(section.lines), per_page)
        ]
        on_page = {person.serial: at // sheet.rows_per_page + 1 for at, person in enumerate(sheet.people)}
        block = level_name(sheet.camp.grouped_by, sheet.camp.state_code)
        note = _("Attendance sheet {version}").format(version=sheet.version)
        for number, (section, lines) in enumerate(pages, 1):
            if number > 1:
                paper.next_page()
            head(paper, frame, number, len(pages))
            foot(paper, frame, note)
            _draw(paper, frame, on_page, section, lines, block)
        return paper.bytes()


def _lines_in_column(frame: Frame) -> int:
    return int((frame.room - _SECTION) / _LINE)


def _by_digits(people: Sequence[Person]) -> _Section:
    having = sorted((p for p in people if p.last_four), key=lambda p: (p.last_four, p.serial))
    without = len(people) - len(having)
    one, many = N_("{count} person without digits: look by name"), N_("{count} people without digits: look by name")
    note = ngettext(one, many, without).format(count=without) if without else ""
    return _Section(
        N_("By the last four digits of the phone"), N_("Digits"), tuple((p.last_four, p) for p in having), note
    )


def _by_name(people: Sequence[Person]) -> _Section:
    ordered = sorted(people, key=lambda p: (p.name.casefold(), p.serial))
    lines = []
    before = ""
    for person in ordered:
        initial = person.name[:1].upper()
        lines.append(("" if initial == before else initial, person))
        before = initial
    return _Section(N_("By name"), N_("Initial"), tuple(lines))


def _draw(
    paper: Paper,
    frame: Frame,
    pages: Mapping[int, int],
    section: _Section,
    lines: Sequence[tuple[str, Person]],
    block: str,
) -> None:
    y = frame.top - 7 * mm
    own, other = both(section.title)
    end = paper.text(frame.left, y, own, Style("bold", 12.5))
    paper.text(frame.left + end + 6, y, other, SMALL)
    paper.text(frame.right, y, section.note, SMALL, align="right")
    depth = _lines_in_column(frame)
    width = (frame.width - _GUTTER) / 2
    for column in range(2):
        part = lines[column * depth : (column + 1) * depth]
        if part:
            left = frame.left + column * (width + _GUTTER)
            _titles(paper, section, block, left, width, frame.top - 10 * mm)
            for at, (key, person) in enumerate(part, 1):
                bottom = frame.top - _SECTION - at * _LINE
                _line(paper, key, person, str(pages[person.serial]), left, width, bottom)
                thick, grey = (0.5, RULE) if at % 5 == 0 or at == len(part) else (0.3, HAIR)
                paper.line(left, bottom, left + width, bottom, width=thick, stroke=grey)


def _titles(paper: Paper, section: _Section, block: str, left: float, width: float, y: float) -> None:
    style = Style("medium", 8, 0.25)
    paper.text(left + 1 * mm, y - 3.6 * mm, _(section.key_title), style)
    paper.text(left + _NAME, y - 3.6 * mm, _("Name"), style)
    put(paper, left + _BLOCK, y - 3.6 * mm, block, style, _PAGE - _BLOCK - 1 * mm)
    paper.text(left + _PAGE + 3.2 * mm, y - 3.6 * mm, _("Page"), style, align="center")
    paper.text(left + width - _SERIAL, y - 3.6 * mm, _("No."), style, align="right")
    paper.line(left, y - 6 * mm, left + width, y - 6 * mm, width=0.9)


def _line(paper: Paper, key: str, person: Person, page: str, left: float, width: float, bottom: float) -> None:
    y = bottom + 1.65 * mm
    paper.text(left + 1 * mm, y, key, Style("bold", 10.5))
    room = _BLOCK - _NAME - 2 * mm
    style = Style("medium", 9.5)
    put_name(paper, left + _NAME, y, person.name, style, room)
    used = paper.measure(person.name, style) + 1.5 * mm
    if person.guardian and paper.measure(person.guardian, FAINT) * 0.85 < room - used:
        paper.text(left + _NAME + used, y, person.guardian, FAINT, fit=room - used)
    put(paper, left + _BLOCK, y, person.block, Style("regular", 8, 0.2), _PAGE - _BLOCK - 1 * mm)
    paper.text(left + _PAGE + 3.2 * mm, y, page, Style("regular", 8.5, 0.25), align="center")
    paper.text(left + width - _SERIAL, y, str(person.serial), Style("bold", 10.5), align="right")
