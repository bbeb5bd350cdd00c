"""Certificates of participation: A4 across, one page a person, a frame and rosettes in line work."""

from collections.abc import Sequence
from math import cos, pi, sin

from organizer_app.domain.camps import Camp
from organizer_app.domain.papers import Signer
from organizer_app.domain.sheets import Organisation, Person
from organizer_app.domain.words import N_, days_text, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import nothing, publish
from organizer_app.printing.page import both
from organizer_app.printing.parts import RULE, Frame, fitted, organisation_name, put
from organizer_app.printing.text import A4, Paper, Style, landscape, mm

_RELATIONS = {
    "father": N_("Father: {name}"),
    "husband": N_("Husband: {name}"),
    "mother": N_("Mother: {name}"),
    "guardian": N_("Guardian: {name}"),
}


def pdf(
    camp: Camp,
    people: Sequence[Person],
    organisation: Organisation,
    signers: Sequence[Signer] = (),
    *,
    language: str = "hi",
) -> bytes:
    """One page for each person in the order given; up to three signers, by default camp in-charge and president."""
    with in_language(language):
        frame = Frame(N_("Certificate"), organisation, camp, size=landscape(A4))
        paper = frame.paper()
        if not people:
            return publish(paper, frame, [nothing(paper, frame, _("Nobody has earned a certificate yet."))])
        under = signers or (Signer("", _("Camp in-charge")), Signer("", _("President")))
        for number, person in enumerate(people):
            if number:
                paper.next_page()
            paper.form("page", lambda: _shared(paper, camp, organisation, under))
            _person(paper, person)
        return paper.bytes()


def _shared(paper: Paper, camp: Camp, organisation: Organisation, signers: Sequence[Signer]) -> None:
    wide, high = paper.width, paper.height
    middle, room = wide / 2, wide - 84 * mm
    _border(paper, wide, high)
    if organisation.logo:
        paper.image(middle - 11 * mm, high - 42 * mm, 22 * mm, 20 * mm, organisation.logo)
    else:
        _rosette(paper, middle, high - 31 * mm, 9.5 * mm, petals=16)
    put(paper, middle, high - 49 * mm, organisation_name(organisation), Style("semibold", 14, 0.15), room, "center")
    own, other = both(N_("Certificate of participation"))
    put(paper, middle, high - 66.5 * mm, own, Style("bold", 40), room, "center")
    put(paper, middle, high - 75 * mm, other, Style("medium", 10.5, 0.35), room, "center")
    put(paper, middle, high - 89 * mm, _("This is to certify that"), Style("regular", 13, 0.15), room, "center")
    paper.line(middle - 68 * mm, high - 107 * mm, middle + 68 * mm, high - 107 * mm, width=0.5, stroke=RULE)
    held = _("took an active part, {days}, at {venue}, in") if camp.venue else _("took an active part, {days}, in")
    done = _("and completed the training.") if camp.kind == "training" else _("from beginning to end.")
    held = held.format(days=days_text(camp.from_on, camp.to_on), venue=camp.venue)
    put(paper, middle, high - 127 * mm, held, Style("regular", 13, 0.15), room, "center")
    put(paper, middle, high - 138.5 * mm, camp.title, Style("bold", 19), room, "center")
    put(paper, middle, high - 148 * mm, done, Style("regular", 13, 0.15), room, "center")
    _signers(paper, signers)


def _person(paper: Paper, person: Person) -> None:
    middle, high = paper.width / 2, paper.height
    name = Style("bold", 31)
    room = 190 * mm
    put(paper, middle, high - 103 * mm, person.name, fitted(paper, person.name, name, room), room, "center")
    guardian = _RELATIONS.get(person.relation, _RELATIONS["guardian"])
    beside = (
        person.name_other,
        _(guardian).format(name=person.guardian) if person.guardian else "",
        person.office,
        person.block,
    )
    words = " · ".join(part for part in beside if part)
    put(paper, middle, high - 114 * mm, words, Style("medium", 11.5, 0.2), 200 * mm, "center")
    serial = _("No. {serial}").format(serial=person.serial)
    paper.text(middle, 17.5 * mm, serial, Style("regular", 8.5, 0.35), align="center")


def _signers(paper: Paper, signers: Sequence[Signer]) -> None:
    room = 62 * mm
    inner = paper.width - 2 * 34 * mm - room
    for at, signer in enumerate(signers):
        share = at / (len(signers) - 1) if len(signers) > 1 else 1.0
        x = 34 * mm + room / 2 + inner * share
        paper.line(x - room / 2, 37 * mm, x + room / 2, 37 * mm, width=0.6, stroke=RULE)
        put(paper, x, 31.6 * mm, signer.name or signer.office, Style("semibold", 11.5), room, "center")
        if signer.name:
            put(paper, x, 26.8 * mm, signer.office, Style("regular", 9.5, 0.25), room, "center")


def _border(paper: Paper, wide: float, high: float) -> None:
    """A thick and a thin frame that stop short of a flower in each corner."""
    for inset, width, grey in ((9 * mm, 2.2, 0.0), (11.6 * mm, 0.6, 0.3)):
        short = 9 * mm
        for y in (inset, high - inset):
            paper.line(inset + short, y, wide - inset - short, y, width=width, stroke=grey)
        for x in (inset, wide - inset):
            paper.line(x, inset + short, x, high - inset - short, width=width, stroke=grey)
    for x in (11 * mm, wide - 11 * mm):
        for y in (11 * mm, high - 11 * mm):
            _rosette(paper, x, y, 5.6 * mm, petals=8)


def _rosette(paper: Paper, x: float, y: float, radius: float, petals: int) -> None:
    """Pointed petals around a centre, a smaller flower inside."""
    for scale, grey, turn in ((1.0, 0.35, 0.0), (0.55, 0.0, pi / petals)):
        for petal in range(petals):
            angle = turn + 2 * pi * petal / petals
            side = pi / petals * 0.75
            far, near = radius * scale, radius * scale * 0.55
            points = [
                (x, y),
                (x + near * cos(angle - side), y + near * sin(angle - side)),
                (x + far * cos(angle), y + far * sin(angle)),
                (x + near * cos(angle + side), y + near * sin(angle + side)),
            ]
            paper.polygon(points, stroke=grey, width=0.5)
