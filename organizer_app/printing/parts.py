"""What every paper of a camp shares: its frame, the head with organisation and camp, the foot, fitted words."""

from dataclasses import dataclass, replace

from organizer_app.domain.camps import Camp
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import days_text, language
from organizer_app.domain.words import translate as _
from organizer_app.printing.page import both
from organizer_app.printing.text import A4, Paper, Style, mm

STRONG = Style("semibold", 10)
BODY = Style("regular", 9.5)
SMALL = Style("regular", 8, 0.25)
FAINT = Style("regular", 7, 0.35)
HAIR, RULE = 0.68, 0.35  # greys of thin and of plain lines; they must survive a photocopy

_HEAD = 35 * mm
_FOOT = 17 * mm
_CHIP = 7.8 * mm
_NARROWEST, _SMALLEST = 0.8, 0.55


@dataclass(frozen=True, slots=True)
class Frame:
    """Whose paper it is, what it is called (an English message) and the room on each of its pages, in points.

    A paper that is of no camp has a `heading` and a line of `facts` in the place of the camp's.
    """

    title: str
    organisation: Organisation
    camp: Camp | None = None
    printed_at: str = ""
    size: tuple[float, float] = A4
    margin: float = 15 * mm
    heading: str = ""
    facts: str = ""

    @property
    def left(self) -> float:
        return self.margin

    @property
    def right(self) -> float:
        return self.size[0] - self.margin

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def top(self) -> float:
        """Where the body begins, under the head."""
        return self.size[1] - _HEAD

    @property
    def bottom(self) -> float:
        """Where the body ends, above the foot."""
        return _FOOT

    @property
    def room(self) -> float:
        return self.top - self.bottom

    def paper(self) -> Paper:
        """An empty document for this frame, in the language in force."""
        of = self.camp.title if self.camp else self.heading
        title = f"{of} – {_(self.title)}" if of else _(self.title)
        return Paper(title=title, size=self.size, language=language(), author=organisation_name(self.organisation))


def organisation_name(organisation: Organisation) -> str:
    """The name in the language in force; the other where only one was given."""
    names = organisation.name_hi, organisation.name_en
    first, second = names if language() == "hi" else names[::-1]
    return first or second


def fitted(paper: Paper, s: str, style: Style, width: float) -> Style:
    """The style in a size at which a long name stands whole in `width` points, condensed only a little."""
    natural = paper.measure(s, style) * _NARROWEST
    if natural <= width:
        return style
    return replace(style, size=style.size * max(_SMALLEST, width / natural))


def put(paper: Paper, x: float, y: float, s: str, style: Style, width: float, align: str = "left") -> float:
    """One line, whole if at all possible: first condensed, then set smaller. Returns its width in points."""
    return paper.text(x, y, s, fitted(paper, s, style, width), align=align, fit=width)


def put_name(paper: Paper, x: float, y: float, s: str, style: Style, width: float, align: str = "left") -> float:
    """A name on the baseline y; one too long for its cell stands in two smaller lines around it, whole.

    Returns how far below y its last line stands, in points.
    """
    if fitted(paper, s, style, width).size >= style.size * 0.85:
        put(paper, x, y, s, style, width, align)
        return 0.0
    small = replace(style, size=style.size * 0.72)
    shares = (paper.measure(s, small) * share / 10 for share in range(5, 10))  # two lines of about one length
    halves = (paper.lines(s, half, small) for half in shares)
    first, *rest = next((lines for lines in halves if len(lines) == 2), paper.lines(s, width / _NARROWEST, small))
    put(paper, x, y + style.size * 0.36, first, small, width, align)
    put(paper, x, y - style.size * 0.4, " ".join(rest), small, width, align)
    return style.size * 0.4


def head(paper: Paper, frame: Frame, page: int, pages: int) -> None:
    """The same head on every page: organisation, camp, place and days; on the right what this paper is."""
    paper.form("head", lambda: _head(paper, frame))
    y = frame.size[1] - 27.5 * mm
    paper.text(frame.right, y, page_words(page, pages), Style("medium", 9), align="right")


def _head(paper: Paper, frame: Frame) -> None:
    left, right, high = frame.left, frame.right, frame.size[1]
    own, other = both(frame.title)
    chip = Style("bold", 12.5, 1.0)
    pill = paper.measure(own, chip) + 9 * mm
    paper.rounded(right - pill, high - 19.2 * mm, pill, _CHIP, _CHIP / 2, fill=0.0)
    paper.text(right - pill / 2, high - 16.8 * mm, own, chip, align="center")
    paper.text(right, high - 23.1 * mm, other, SMALL, align="right")
    if frame.organisation.logo:
        paper.image(left, high - 28.5 * mm, 16 * mm, 17 * mm, frame.organisation.logo)
        left += 20 * mm
    room = right - left - max(pill, 45 * mm) - 6 * mm
    put(paper, left, high - 14 * mm, organisation_name(frame.organisation), Style("semibold", 10, 0.25), room)
    heading = frame.camp.title if frame.camp else frame.heading
    if heading:
        put_name(paper, left, high - 21.2 * mm, heading, Style("bold", 18), room)
        facts = place_and_days(frame.camp) if frame.camp else frame.facts
        put(paper, left, high - 27.5 * mm, facts, Style("medium", 9.5), room)
    paper.line(frame.left, high - 31.5 * mm, right, high - 31.5 * mm, width=1.2)


def place_and_days(camp: Camp) -> str:
    """Where and when, in one line."""
    return " · ".join(part for part in (days_text(camp.from_on, camp.to_on), camp.venue) if part)


def foot(paper: Paper, frame: Frame, note: str = "") -> None:
    """A hairline, when it was printed, and a remark that holds for the whole paper."""
    paper.line(frame.left, 12.5 * mm, frame.right, 12.5 * mm, width=0.4, stroke=HAIR)
    if frame.printed_at:
        printed = _("Printed {at}").format(at=frame.printed_at)
        paper.text(frame.right, 8.6 * mm, printed, FAINT, align="right")
    put(paper, frame.left, 8.6 * mm, note, FAINT, frame.width - 50 * mm)


def page_words(page: int, pages: int) -> str:
    """“Page 2 of 7” in the language in force."""
    return _("Page {page} of {pages}").format(page=page, pages=pages)
