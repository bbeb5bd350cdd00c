"""The material register: who was given which items, with a signature."""

from collections.abc import Sequence

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.papers import MaterialIssue
from organizer_app.domain.sheets import Organisation, Person
from organizer_app.domain.words import N_, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import Block, Cell, Column, nothing, publish, signatures, table
from organizer_app.printing.parts import Frame
from organizer_app.printing.text import A4, Paper, Style, landscape, mm

ITEMS_PORTRAIT, ITEMS_LANDSCAPE = 4, 8
SPARE_ROWS = 8


def pdf(issue: MaterialIssue, organisation: Organisation, *, language: str = "hi", printed_at: str = "") -> bytes:
    """A4, upright for four items and across for up to eight; some blank rows for walk-ins at the end.

    Raises RuleBroken for more than eight items.
    """
    if len(issue.items) > ITEMS_LANDSCAPE:
        raise RuleBroken(
            N_("{count} items do not fit on one register. Print at most {most} at a time."),
            count=len(issue.items),
            most=ITEMS_LANDSCAPE,
        )
    with in_language(language):
        size = landscape(A4) if len(issue.items) > ITEMS_PORTRAIT else A4
        frame = Frame(N_("Material register"), organisation, issue.camp, printed_at, size=size)
        paper = frame.paper()
        if not issue.people or not issue.items:
            words = _("Nobody is on this list yet.") if issue.items else _("No item is named for this register.")
            return publish(paper, frame, [nothing(paper, frame, words)])
        blocks: list[Block] = table(frame, _columns(issue.items), _rows(issue), row_height=9.5 * mm, grid=True)
        blocks.append(signatures(frame, [_("Given out by"), _("Store in-charge"), _("Verified by")]))
        return publish(paper, frame, blocks, _("Tick what was given and have it signed."))


def _columns(items: Sequence[str]) -> list[Column]:
    each = 19 if len(items) <= ITEMS_PORTRAIT else 17
    return [
        Column(N_("No."), 11, "center", Style("semibold", 10.5)),
        Column(N_("Name"), 54, style=Style("semibold", 10.5)),
        *(Column(item, each, "center") for item in items),
        Column(N_("Signature / thumb"), 42),
    ]


def _rows(issue: MaterialIssue) -> list[list[Cell]]:
    boxes: list[Cell] = [_box] * len(issue.items)
    named: list[list[Cell]] = [[str(p.serial), (p.name, _beside(p)), *boxes, ""] for p in issue.people]
    return named + [["", "", *boxes, ""] for _spare in range(SPARE_ROWS)]


def _beside(person: Person) -> str:
    return " · ".join(part for part in (person.guardian, person.block) if part)


def _box(paper: Paper, x: float, y: float, width: float, height: float) -> None:
    size = 4.2 * mm
    paper.checkbox(x + width / 2 - size / 2, y + height / 2 - size / 2, size)
