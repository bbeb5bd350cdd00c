"""Badges, eight on a page, with cut marks and a code that a scanner types into the marking field."""

from collections.abc import Sequence

from organizer_app.domain.camps import Camp
from organizer_app.domain.sheets import Organisation, Person
from organizer_app.domain.words import N_, days_text, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.drawing import qr_matrix
from organizer_app.printing.flow import nothing, publish
from organizer_app.printing.parts import Frame, organisation_name, put, put_name
from organizer_app.printing.text import Paper, Style, mm

ACROSS, DOWN = 2, 4
WIDTH, HEIGHT = 92 * mm, 66 * mm
_BAND = 14 * mm
_PAD = 6 * mm
_QR = 17 * mm
_LOGO = 10.5 * mm


def pdf(camp: Camp, people: Sequence[Person], organisation: Organisation, *, language: str = "hi") -> bytes:
    """One badge a person, 92 x 66 mm, in the order given. The code holds `badge`, or the serial where that is empty."""
    with in_language(language):
        frame = Frame(N_("Badges"), organisation, camp)
        paper = frame.paper()
        if not people:
            return publish(paper, frame, [nothing(paper, frame, _("Nobody is on this list yet."))])
        across, down = (frame.size[0] - ACROSS * WIDTH) / 2, (frame.size[1] - DOWN * HEIGHT) / 2
        for start in range(0, len(people), ACROSS * DOWN):
            if start:
                paper.next_page()
            paper.form("cuts", lambda: _cuts(paper, across, down))
            for at, person in enumerate(people[start : start + ACROSS * DOWN]):
                row, column = divmod(at, ACROSS)
                x, y = across + column * WIDTH, down + (DOWN - 1 - row) * HEIGHT
                _band(paper, camp, organisation, x, y)
                _badge(paper, camp, person, x, y)
        return paper.bytes()


def _cuts(paper: Paper, left: float, bottom: float) -> None:
    """Where the scissors go: marks outside the badges, a faint broken line between them."""
    right, top = left + ACROSS * WIDTH, bottom + DOWN * HEIGHT
    for column in range(ACROSS + 1):
        x = left + column * WIDTH
        paper.line(x, bottom, x, top, width=0.3, stroke=0.55, dash=(2, 2))
        paper.line(x, top + 2 * mm, x, top + 7 * mm, width=0.5)
        paper.line(x, bottom - 2 * mm, x, bottom - 7 * mm, width=0.5)
    for row in range(DOWN + 1):
        y = bottom + row * HEIGHT
        paper.line(left, y, right, y, width=0.3, stroke=0.55, dash=(2, 2))
        paper.line(left - 2 * mm, y, left - 7 * mm, y, width=0.5)
        paper.line(right + 2 * mm, y, right + 7 * mm, y, width=0.5)


def _band(paper: Paper, camp: Camp, organisation: Organisation, x: float, y: float) -> None:
    top = y + HEIGHT
    paper.rect(x, top - _BAND, WIDTH, _BAND, fill=0.08)
    paper.rect(x, top - _BAND - 1.1 * mm, WIDTH, 0.5 * mm, fill=0.45)
    room, middle = WIDTH - 2 * _PAD, x + WIDTH / 2
    if organisation.logo:
        left, bottom = x + 3 * mm, top - (_BAND + _LOGO) / 2
        paper.rounded(left, bottom, _LOGO, _LOGO, 1.2 * mm, fill=1.0)  # a dark logo is seen on the dark band too
        paper.image(left + 0.6 * mm, bottom + 0.6 * mm, _LOGO - 1.2 * mm, _LOGO - 1.2 * mm, organisation.logo)
        room, middle = room - _LOGO, middle + _LOGO / 2
    put(paper, middle, top - 5.4 * mm, organisation_name(organisation), Style("regular", 8.5, 0.9), room, "center")
    put_name(paper, middle, top - 10.9 * mm, camp.title, Style("semibold", 12, 1.0), room, "center")


def _badge(paper: Paper, camp: Camp, person: Person, x: float, y: float) -> None:
    left, room = x + _PAD, WIDTH - 2 * _PAD
    narrow = room - _QR - 4 * mm
    line = y + HEIGHT - _BAND - 10.3 * mm
    line -= put_name(paper, left, line, person.name, Style("bold", 20), room)
    if person.name_other:
        line -= 6.2 * mm
        put(paper, left, line, person.name_other, Style("medium", 11, 0.2), room)
    line -= 6.4 * mm
    if person.office:
        put(paper, left, line, person.office, Style("semibold", 10.5), room)
        line -= 5 * mm
    booth = _("Booth {number}").format(number=person.booth) if person.booth else ""
    place = " · ".join(part for part in (person.block, booth) if part)
    put(paper, left, line, place, Style("regular", 9.5, 0.2), narrow)
    _serial(paper, person, left, y + 11.2 * mm)
    put(paper, left, y + 7.3 * mm, days_text(camp.from_on, camp.to_on), Style("medium", 8), narrow)
    put_name(paper, left, y + 4 * mm, camp.venue, Style("regular", 7.5, 0.25), narrow)
    _code(paper, person.badge or str(person.serial), x + WIDTH - _PAD, y + 4 * mm)


def _serial(paper: Paper, person: Person, x: float, y: float) -> None:
    words = _("No. {serial}").format(serial=person.serial)
    style = Style("bold", 11.5)
    width = paper.measure(words, style) + 8 * mm
    paper.rounded(x, y, width, 6.6 * mm, 3.3 * mm, stroke=0.0, width=0.9)
    paper.text(x + width / 2, y + 2 * mm, words, style, align="center")


def _code(paper: Paper, text: str, right: float, bottom: float) -> None:
    paper.qr(right - _QR, bottom, _QR / mm / len(qr_matrix(text)), text)
