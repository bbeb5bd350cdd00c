"""The notice and the form to agree with it: one page in each language, to be given out front and back."""

from organizer_app.domain.members import CONSENT_CHANNELS, channel_name, purpose_name
from organizer_app.domain.notices import NoticeText
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import LANGUAGES, N_, day_text, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import Block, gap, heading, sentence
from organizer_app.printing.parts import RULE, Frame, foot, organisation_name, put
from organizer_app.printing.text import Paper, Style, mm

_BODY, _LABEL = Style("regular", 10), Style("medium", 9.5, 0.15)
_LINE = 10.5 * mm
ACROSS = 3  # boxes to tick beside each other


def pdf(notice: NoticeText, organisation: Organisation, *, language: str = "hi") -> bytes:
    """A4, two pages: `language` first, then the other one. Each holds the whole notice and the whole form."""
    languages = sorted(LANGUAGES, key=lambda code: code != language)
    paper: Paper | None = None
    for code in languages:
        with in_language(code):
            frame = Frame(
                N_("Notice and consent"),
                organisation,
                heading=purpose_name(notice.purpose),
                facts=_("Notice, version {version}").format(version=notice.version)
                + (f" · {day_text(notice.from_on)}" if notice.from_on else ""),
            )
            if paper is None:
                paper = frame.paper()
            else:
                paper.next_page()
            _head(paper, frame)
            foot(paper, frame)
            _page(paper, frame, notice.text(code))
    assert paper is not None, "there are languages"
    return paper.bytes()


def _head(paper: Paper, frame: Frame) -> None:
    """Not the head that all pages of a paper share: each page is in another language."""
    high = frame.size[1]
    name, title = organisation_name(frame.organisation), _(frame.title)
    put(paper, frame.left, high - 14 * mm, name, Style("semibold", 10, 0.25), frame.width * 0.6)
    put(paper, frame.left, high - 21.5 * mm, frame.heading, Style("bold", 18), frame.width * 0.6)
    put(paper, frame.left, high - 27.5 * mm, frame.facts, Style("medium", 9.5), frame.width * 0.6)
    put(paper, frame.right, high - 14 * mm, title, Style("bold", 12.5), frame.width * 0.38, "right")
    paper.line(frame.left, high - 31.5 * mm, frame.right, high - 31.5 * mm, width=1.2)


def _page(paper: Paper, frame: Frame, words: str) -> None:
    body = _size(paper, frame, words)
    blocks = [block for line in words.split("\n") for block in (sentence(paper, frame, line, body), gap(0.6 * mm))]
    blocks += [gap(2 * mm), heading(frame, N_("I agree")), *_form(paper, frame)]
    y = frame.top
    for block in blocks:
        block.draw(paper, y)
        y -= block.height


def _size(paper: Paper, frame: Frame, words: str) -> Style:
    """As large as the notice may stand and still leave room for the form."""
    room = frame.room - sum(block.height for block in _form(paper, frame)) - 14 * mm
    for size in (10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6):
        style = Style("regular", size)
        if sum(sentence(paper, frame, line, style).height + 0.6 * mm for line in words.split("\n")) <= room:
            return style
    return Style("regular", 6)


def _form(paper: Paper, frame: Frame) -> list[Block]:
    """What is filled in by hand: who, by which ways, the signature, and a line to take it back."""
    half = frame.width / 2
    blank = (
        (_("Name"), _("Father or husband")),
        (_("Phone"), _("Year of birth")),
        (_("Village or ward"), _("Date")),
    )
    blocks = [_lines(frame, pair, half) for pair in blank]
    blocks += [gap(1.5 * mm), sentence(paper, frame, _("You may reach me by (tick what you want):"), _LABEL)]
    ways = [channel_name(code) for code in CONSENT_CHANNELS if code != "paper"]
    blocks += [_boxes(frame, ways[at : at + ACROSS]) for at in range(0, len(ways), ACROSS)]
    signed = (_("Signature or thumb mark"), _("Under 18: guardian's name and signature"))
    back = (_("I take it back (signature, date)"), _("Taken by (name)"))
    office = (_("Our office: address and phone"),)
    return [
        *blocks,
        gap(3 * mm),
        *(_lines(frame, pair, half) for pair in (signed, back)),
        _lines(frame, office, 2 * half),
    ]


def _lines(frame: Frame, labels: tuple[str, ...], half: float) -> Block:
    def draw(paper: Paper, y: float) -> None:
        for at, label in enumerate(labels):
            x = frame.left + at * half
            room = half - 6 * mm
            wide = put(paper, x, y - _LINE + 2.6 * mm, label, _LABEL, room * 0.72)
            paper.line(x + wide + 2 * mm, y - _LINE + 2 * mm, x + room, y - _LINE + 2 * mm, width=0.6, stroke=RULE)

    return Block(_LINE, draw)


def _boxes(frame: Frame, words: list[str]) -> Block:
    each = frame.width / ACROSS

    def draw(paper: Paper, y: float) -> None:
        for at, word in enumerate(words):
            x = frame.left + at * each
            paper.checkbox(x, y - 6 * mm, 4 * mm)
            put(paper, x + 6.5 * mm, y - 5.2 * mm, word, _BODY, each - 9 * mm)

    return Block(7.5 * mm, draw)
