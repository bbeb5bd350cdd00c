"""The recovery code on paper: the one page that opens the data when the passphrase is lost."""

from datetime import date

from organizer_app.domain.words import N_, day_text, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.page import both
from organizer_app.printing.parts import HAIR, RULE, put
from organizer_app.printing.text import A4, Paper, Style, mm

_LEFT, _RIGHT = 22 * mm, 188 * mm
_ACROSS = 3
_CELL = 24 * mm
_STEPS = (
    N_("This code opens the data on the laptop if the passphrase is forgotten or the laptop is replaced."),
    N_("Keep this page locked away, apart from the laptop: at the office or with a trusted office bearer."),
    N_("Do not photograph it and do not send it to anyone. Whoever has this page and the laptop reads everything."),
    N_("To use it: open the app, choose “Recovery code”, and type the groups in order."),
    N_("If this page is lost, make a new code in Settings and destroy the old page."),
)
_LETTERS = N_("0 is a zero, 1 is a one: the code never has the letters I, L, O or U.")


def pdf(code: str, made_on: date, organisation_name: str, *, language: str = "hi") -> bytes:
    """One A4 page; the code's groups, parted by dashes or spaces, stand large and numbered. Both languages in full."""
    with in_language(language):
        paper = Paper(title=_("Recovery code"), language=language, author=organisation_name)
        y = A4[1] - 24 * mm
        put(paper, _LEFT, y, organisation_name, Style("semibold", 12, 0.2), _RIGHT - _LEFT)
        own, other = both(N_("Recovery code"))
        end = paper.text(_LEFT, y - 13 * mm, own, Style("bold", 28))
        paper.text(_LEFT + end + 10, y - 13 * mm, other, Style("regular", 13, 0.35))
        made = _("Made on {day}").format(day=day_text(made_on))
        paper.text(_RIGHT, y, made, Style("medium", 10), align="right")
        paper.line(_LEFT, y - 19 * mm, _RIGHT, y - 19 * mm, width=1.4)
        y = _groups(paper, code.replace("-", " ").split(), y - 26 * mm)
        own, other = both(_LETTERS)
        paper.text(_LEFT, y - 6 * mm, own, Style("medium", 10.5))
        paper.text(_LEFT, y - 10.5 * mm, other, Style("regular", 8.5, 0.3))
        _steps(paper, y - 26 * mm)
        _kept_at(paper)
        return paper.bytes()


def _groups(paper: Paper, groups: list[str], y: float) -> float:
    """Numbered boxes in reading order; returns the bottom of the last row."""
    wide = (_RIGHT - _LEFT) / _ACROSS
    for at, group in enumerate(groups):
        row, column = divmod(at, _ACROSS)
        x, bottom = _LEFT + column * wide, y - (row + 1) * _CELL
        paper.rounded(x + 1 * mm, bottom + 1 * mm, wide - 2 * mm, _CELL - 2 * mm, 2.5 * mm, stroke=0.0, width=1.0)
        paper.text(x + 4 * mm, bottom + _CELL - 6.5 * mm, str(at + 1), Style("medium", 9, 0.35))
        put(paper, x + wide / 2, bottom + 7.4 * mm, group, Style("bold", 30), wide - 8 * mm, "center")
    return y - -(-len(groups) // _ACROSS) * _CELL


def _steps(paper: Paper, y: float) -> None:
    main, small = Style("medium", 12), Style("regular", 9.5, 0.3)
    for number, step in enumerate(_STEPS, 1):
        own, other = both(step)
        paper.circle(_LEFT + 3.6 * mm, y + 1.3 * mm, 3.6 * mm, fill=0.1)
        paper.text(_LEFT + 3.6 * mm, y - 0.2 * mm, str(number), Style("bold", 11, 1.0), align="center")
        y = paper.paragraph(_LEFT + 11 * mm, y, _RIGHT - _LEFT - 11 * mm, own, main, leading=6.2 * mm) + 1 * mm
        y = paper.paragraph(_LEFT + 11 * mm, y, _RIGHT - _LEFT - 11 * mm, other, small, leading=4.8 * mm) - 4.5 * mm


def _kept_at(paper: Paper) -> None:
    """Room to write where the page lies and who took it."""
    room = (_RIGHT - _LEFT - 10 * mm) / 2
    paper.line(_LEFT, 34 * mm, _RIGHT, 34 * mm, width=0.4, stroke=HAIR)
    for at, label in enumerate((N_("Kept at"), N_("Kept by (name and signature)"))):
        x = _LEFT + at * (room + 10 * mm)
        own, other = both(label)
        paper.line(x, 20 * mm, x + room, 20 * mm, width=0.6, stroke=RULE)
        end = paper.text(x, 15.6 * mm, own, Style("medium", 9.5, 0.15))
        paper.text(x + end + 5, 15.6 * mm, other, Style("regular", 8, 0.35))
