"""One page for the door and for the reprints: the venue has changed, or another trainer comes."""

from organizer_app.domain.camps import Camp
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.sheets import Change, Organisation
from organizer_app.domain.words import N_, days_text, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.page import both
from organizer_app.printing.parts import RULE, Frame, fitted, foot, organisation_name, put
from organizer_app.printing.text import Paper, Style, mm

_TITLES = {"venue": N_("The venue has changed"), "trainer": N_("The trainer has changed")}
_ADVICE = {
    "venue": N_("Everything else stays as announced. Please come to the new venue."),
    "trainer": N_("Day, time and venue stay as announced."),
}


def pdf(change: Change, camp: Camp, organisation: Organisation, *, language: str = "hi", printed_at: str = "") -> bytes:
    """One A4 page, readable from two metres: what it was, struck out, and what it is now.

    Raises RuleBroken for a change that is neither "venue" nor "trainer".
    """
    if change.what not in _TITLES:
        raise RuleBroken(N_("A notice is for a venue or a trainer, not for “{what}”."), what=change.what)
    with in_language(language):
        frame = Frame(_TITLES[change.what], organisation, camp, printed_at, margin=20 * mm)
        paper = frame.paper()
        _title(paper, frame, camp)
        y = _old(paper, frame, change.before, frame.size[1] - 120 * mm)
        paper.polygon(
            [(frame.left + 6 * mm, y), (frame.left + 18 * mm, y), (frame.left + 12 * mm, y - 8 * mm)], fill=0.1
        )
        y = _new(paper, frame, change.after, y - 14 * mm)
        paper.paragraph(
            frame.left, y - 16 * mm, frame.width, _(_ADVICE[change.what]), Style("medium", 17), leading=9 * mm
        )
        foot(paper, frame)
        return paper.bytes()


def _title(paper: Paper, frame: Frame, camp: Camp) -> None:
    wide, high = frame.size
    own, other = both(frame.title)
    paper.rect(0, high - 62 * mm, wide, 62 * mm, fill=0.08)
    put(paper, wide / 2, high - 17 * mm, _("Notice"), Style("medium", 16, 0.85), frame.width, "center")
    put(paper, wide / 2, high - 38 * mm, own, Style("bold", 46, 1.0), frame.width, "center")
    put(paper, wide / 2, high - 51 * mm, other, Style("medium", 17, 0.85), frame.width, "center")
    put(
        paper, frame.left, high - 74 * mm, organisation_name(frame.organisation), Style("medium", 13, 0.25), frame.width
    )
    put(paper, frame.left, high - 85 * mm, camp.title, Style("bold", 25), frame.width)
    put(paper, frame.left, high - 94 * mm, days_text(camp.from_on, camp.to_on), Style("semibold", 15), frame.width)
    paper.line(frame.left, high - 100 * mm, frame.right, high - 100 * mm, width=1.2)


def _old(paper: Paper, frame: Frame, words: str, y: float) -> float:
    """Struck out, so that a glance is enough; returns the baseline below."""
    own, other = both(N_("Before"))
    end = paper.text(frame.left, y + 9 * mm, own, Style("semibold", 13, 0.25))
    paper.text(frame.left + end + 6, y + 9 * mm, other, Style("regular", 10, 0.4))
    style = Style("medium", 20, 0.35)
    for line in paper.lines(words or "–", frame.width, style):
        wide = put(paper, frame.left, y - 1 * mm, line, style, frame.width)
        paper.line(frame.left - 1 * mm, y + 1.2 * mm, frame.left + wide + 1 * mm, y + 1.2 * mm, width=1.4, stroke=0.2)
        y -= 10 * mm
    return y - 1 * mm


def _new(paper: Paper, frame: Frame, words: str, y: float) -> float:
    """In a thick frame; returns its bottom edge."""
    own, other = both(N_("Now"))
    style = Style("bold", 34)
    room = frame.width - 20 * mm
    lines = paper.lines(words or "–", room, style)
    tall = 20 * mm + len(lines) * 16 * mm
    paper.rounded(frame.left, y - tall, frame.width, tall, 4 * mm, stroke=0.0, width=3)
    end = paper.text(frame.left + 10 * mm, y - 11 * mm, own, Style("semibold", 13, 0.15))
    paper.text(frame.left + 10 * mm + end + 6, y - 11 * mm, other, Style("regular", 10, RULE))
    base = y - 26 * mm
    for line in lines:
        put(paper, frame.left + 10 * mm, base, line, fitted(paper, line, style, room), room)
        base -= 16 * mm
    return y - tall
