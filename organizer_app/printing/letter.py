"""The invitation: one page a person, or one general page without a name."""

from collections.abc import Sequence
from itertools import groupby

from organizer_app.domain.camps import Camp
from organizer_app.domain.papers import Letter
from organizer_app.domain.sheets import Organisation, Person
from organizer_app.domain.words import N_, day_text, days_text, in_language, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.printing.page import both
from organizer_app.printing.parts import FAINT, RULE, SMALL, Frame, organisation_name, put
from organizer_app.printing.text import Paper, Style, mm

_TEXT = Style("regular", 11)
_STEP = 6.3 * mm
_SESSIONS_IN_FULL = 8
_LABEL = 30 * mm


def pdf(
    camp: Camp, people: Sequence[Person], organisation: Organisation, letter: Letter, *, language: str = "hi"
) -> bytes:
    """A4, one page for each person in the order given; no people gives the general letter."""
    with in_language(language):
        frame = Frame(N_("Invitation"), organisation, camp, margin=22 * mm)
        paper = frame.paper()
        for number, person in enumerate(people or (None,)):
            if number:
                paper.next_page()
            paper.form("letterhead", lambda: _letterhead(paper, frame))
            _page(paper, frame, camp, person, letter)
        return paper.bytes()


def _letterhead(paper: Paper, frame: Frame) -> None:
    high, middle = frame.size[1], frame.size[0] / 2
    own = organisation_name(frame.organisation)
    names = (frame.organisation.name_hi, frame.organisation.name_en)
    put(paper, middle, high - 22 * mm, own, Style("bold", 20), frame.width - 44 * mm, "center")
    other = next((name for name in names if name and name != own), "")
    put(paper, middle, high - 28 * mm, other, Style("medium", 10, 0.3), frame.width - 44 * mm, "center")
    if frame.organisation.logo:
        paper.image(frame.left, high - 31 * mm, 20 * mm, 20 * mm, frame.organisation.logo)
    paper.line(frame.left, high - 34 * mm, frame.right, high - 34 * mm, width=1.4)
    paper.line(frame.left, high - 35 * mm, frame.right, high - 35 * mm, width=0.4)


def _page(paper: Paper, frame: Frame, camp: Camp, person: Person | None, letter: Letter) -> None:
    y = frame.size[1] - 43 * mm
    if letter.number:
        paper.text(frame.left, y, _("Letter no. {number}").format(number=letter.number), Style("medium", 10))
    if letter.written_on:
        dated = _("Date {day}").format(day=day_text(letter.written_on))
        paper.text(frame.right, y, dated, Style("medium", 10), align="right")
    y = _addressee(paper, frame, person, y - 12 * mm)
    y = _subject(paper, frame, camp, y)
    paper.text(frame.left, y, _("Dear friend,"), Style("medium", 11.5))
    words = _("You are invited to “{camp}”. Your presence matters. Please come on time and stay to the end.")
    y = paper.paragraph(frame.left, y - 7.5 * mm, frame.width, words.format(camp=camp.title), _TEXT, leading=_STEP)
    y = _facts(paper, frame, camp, letter, y - 2 * mm)
    y = _bring(paper, frame, letter, y - 3 * mm)
    _close(paper, frame, letter, y)


def _addressee(paper: Paper, frame: Frame, person: Person | None, y: float) -> float:
    paper.text(frame.left, y, _("To,"), Style("regular", 10, 0.3))
    if person is None:
        paper.text(frame.left, y - 7 * mm, _("All office bearers and workers"), Style("bold", 14))
        return y - 19 * mm
    put(paper, frame.left, y - 7 * mm, person.name, Style("bold", 15), frame.width - 34 * mm)
    beside = " · ".join(part for part in (person.office, person.block, person.place) if part)
    put(paper, frame.left, y - 13 * mm, beside, Style("regular", 10.5, 0.2), frame.width - 34 * mm)
    serial = _("No. {serial}").format(serial=person.serial)
    style = Style("bold", 11)
    wide = paper.measure(serial, style) + 8 * mm
    paper.rounded(frame.right - wide, y - 8.4 * mm, wide, 7 * mm, 3.5 * mm, stroke=0.0, width=0.9)
    paper.text(frame.right - wide / 2, y - 6.2 * mm, serial, style, align="center")
    return y - 24 * mm


def _subject(paper: Paper, frame: Frame, camp: Camp, y: float) -> float:
    label = _("Subject:")
    wide = paper.text(frame.left, y, label, Style("regular", 11, 0.3)) + 5
    words = _("Invitation to {camp}").format(camp=camp.title)
    return (
        paper.paragraph(frame.left + wide, y, frame.width - wide, words, Style("semibold", 12), leading=_STEP) - 4 * mm
    )


def _facts(paper: Paper, frame: Frame, camp: Camp, letter: Letter, y: float) -> float:
    """Date, time, place, sessions and whom to ask, labels in a column of their own."""
    facts = [(N_("Date"), days_text(camp.from_on, camp.to_on))]
    if letter.report_at:
        facts.append((N_("Arrive by"), letter.report_at))
    facts.append((N_("Venue"), camp.venue or camp.link))
    facts += [(N_("Sessions") if not at else "", line) for at, line in enumerate(_sessions(camp))]
    contact = " · ".join(part for part in (letter.contact_name, letter.contact_phone) if part)
    if contact:
        facts.append((N_("Contact"), contact))
    top = y + 1 * mm
    y -= 6 * mm
    for at, (label, words) in enumerate(facts, 1):
        if label:
            own, other = both(label)
            paper.text(frame.left + 5 * mm, y, own, Style("medium", 10, 0.25))
            paper.text(frame.left + 5 * mm, y - 3.3 * mm, other, FAINT)
        style = Style("semibold", 11) if label and label != "Sessions" else Style("regular", 10.5)
        put(paper, frame.left + _LABEL, y, words, style, frame.width - _LABEL - 5 * mm)
        y -= 8.2 * mm if at == len(facts) or facts[at][0] else 6 * mm
    paper.rounded(frame.left, y + 2.5 * mm, frame.width, top - y - 2.5 * mm, 2.5 * mm, stroke=RULE, width=0.7)
    return y - 4 * mm


def _sessions(camp: Camp) -> list[str]:
    """Every session while they are few; else one line a day."""
    if len(camp.sessions) <= _SESSIONS_IN_FULL:
        several = len({s.day for s in camp.sessions}) > 1
        days = {day: at for at, day in enumerate(sorted({s.day for s in camp.sessions}), 1)}
        return [
            (_("Day {number}").format(number=days[s.day]) + " · " if several else "")
            + f"{s.starts} – {s.ends} · {s.title}"
            for s in camp.sessions
        ]
    lines = []
    for day, group in groupby(camp.sessions, key=lambda s: s.day):
        sessions = list(group)
        count = ngettext("{count} session", "{count} sessions", len(sessions)).format(count=len(sessions))
        lines.append(f"{day_text(day)} · {sessions[0].starts} – {sessions[-1].ends} · {count}")
    return lines


def _bring(paper: Paper, frame: Frame, letter: Letter, y: float) -> float:
    if not letter.bring:
        return y
    paper.text(frame.left, y, _("Please bring"), Style("semibold", 11))
    x, y = frame.left, y - 7 * mm
    for item in letter.bring:
        wide = paper.measure(item, _TEXT) + 14 * mm
        if x > frame.left and x + wide > frame.right:
            x, y = frame.left, y - _STEP
        paper.checkbox(x, y - 0.4 * mm, 3.2 * mm)
        x += 5.5 * mm + put(paper, x + 5.5 * mm, y, item, _TEXT, frame.width - 6 * mm) + 8 * mm
    return y - 9 * mm


def _close(paper: Paper, frame: Frame, letter: Letter, y: float) -> None:
    """Who invites, on the right; the notice at the foot of the page, apart from the letter."""
    y = max(y - 16 * mm, 52 * mm)
    middle = frame.right - 30 * mm
    paper.line(middle - 28 * mm, y, middle + 28 * mm, y, width=0.6, stroke=RULE)
    put(paper, middle, y - 5.2 * mm, letter.signer.name, Style("semibold", 11), 60 * mm, "center")
    put(paper, middle, y - 10 * mm, letter.signer.office, Style("regular", 9.5, 0.25), 60 * mm, "center")
    if not letter.notice:
        return
    lines = paper.lines(letter.notice, frame.width, SMALL)
    foot = 10 * mm + len(lines) * 4 * mm
    paper.line(frame.left, foot + 7 * mm, frame.right, foot + 7 * mm, width=0.4, stroke=RULE)
    paper.text(frame.left, foot + 2.6 * mm, _("What is recorded, and why"), Style("semibold", 8.5))
    paper.paragraph(frame.left, foot - 1.6 * mm, frame.width, letter.notice, SMALL, leading=4 * mm)
