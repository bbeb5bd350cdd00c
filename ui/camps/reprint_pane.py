"""After a change of venue or trainer: the notice to print, and which papers to print again."""

from functools import partial

from PySide6.QtWidgets import QWidget

from organizer_app.domain.camps import Camp
from organizer_app.domain.sheets import Change
from organizer_app.domain.words import N_, language
from organizer_app.domain.words import translate as _
from ui.camps.desk import Desk
from ui.camps.reprint import papers_to_print_again
from ui.shared.buttons import button
from ui.shared.cards import rule
from ui.shared.labels import label, mark
from ui.shared.layout import Item, box, column, row

TITLES = {"venue": N_("The venue has changed"), "trainer": N_("The trainer has changed")}


def open_reprint(desk: Desk, camp: Camp, what: str, before: str, after: str) -> None:
    """Opens the pane that offers the change notice and every paper that names what changed."""
    press = desk.press()
    notice = press.order(camp, "notice", language=language(), change=Change(what, before, after))
    show = partial(press.show, notice, camp.title)
    lines: list[Item] = [
        label(f"{before}  »  {after}", "strong", wrap=True),
        label(_("Hang the notice at the door, and tell people who are on their way."), "small", wrap=True),
        row(button(_("Preview the notice"), kind="primary", icon="eye", on=show), None),
        8,
        rule(),
        label(_("Print these again"), "heading"),
    ]
    again = papers_to_print_again(what, frozen=camp.status != "planned")
    lines += [_paper(desk, camp, paper) for paper in again]
    desk.open_pane(_(TITLES[what]), box(column(*lines, gap=10)))


def _paper(desk: Desk, camp: Camp, paper: str) -> QWidget:
    press = desk.press()
    name = press.name(paper)
    tip = _("Preview: {paper}").format(paper=name)
    show = partial(press.show, press.order(camp, paper, language=language()), camp.title)
    return box(row(mark("file-text"), (label(name, wrap=True), 1), button(kind="icon", icon="eye", tip=tip, on=show)))
