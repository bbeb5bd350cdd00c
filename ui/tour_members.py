"""What the members page shows seldom: forms about one person and about a list, what comes once, steps of an import."""

from datetime import date
from functools import partial
from typing import Any

from organizer_app.domain import roles
from organizer_app.domain.erasing import PrintedOn, Receipt
from organizer_app.domain.members import Member
from organizer_app.domain.roles import May
from organizer_app.domain.sheets import Organisation
from organizer_app.services import organisation, person_export
from ui.members.act import Act
from ui.members.acts import MODES, REACH, reach_view
from ui.members.erase import ERASE, Made
from ui.members.import_origin import NOBODY
from ui.members.list_act import ListAct
from ui.members.list_acts import LIST_ACTS
from ui.members.lists_print import show_print
from ui.members.looks_like import LooksLike
from ui.members.pane import EDIT
from ui.members.rights import COPY
from ui.tour_stop import Open

AT = 1_797_000_000_000  # ms
GONE = (("members", 1), ("posts", 2), ("consents", 3), ("invitations", 1))
DAY = date(2026, 12, 14)
SHEETS = tuple(PrintedOn("Training camp, Kanke", DAY, DAY, version, 17, AT) for version in "12")
RECEIPT = Receipt("7QK2-M9XW", AT, "Savita Kujur", "Asked at the office", GONE, (("attendance", 4),), SHEETS, AT, True)
DONE_AT_ONCE = ("languages", "merge")  # signs of the acts that open no form: a write, and a stop of its own


def about_one(member: Member) -> dict[str, Open]:
    """By name, about somebody with a mobile number."""
    modes = {mode: partial(_mode, member.id, mode) for mode in sorted({EDIT, *MODES})}
    reach = {way: partial(_reach, way, member) for way in sorted(REACH)}
    once = {"receipt": partial(_once, ERASE, _receipt), "handed-out": partial(_once, COPY, partial(_record, member.id))}
    return {**modes, **reach, **once, "looks-like": partial(_looks_like, member)}


def about_list() -> dict[str, Open]:
    """By name: everything that can be done with the list opens once."""
    acts = {f"list-{act.icon}": partial(_list_act, act) for act in LIST_ACTS if act.icon not in DONE_AT_ONCE}
    return {**acts, "paper": _paper}


def import_steps() -> dict[str, Open]:
    """By name, after the columns of a file were shown."""
    return {"import-origin": _origin, "import-done": _done}


def _mode(member: bytes, mode: str, page: Any) -> None:
    page.person.show_person(member, mode)


def _reach(way: str, member: Member, page: Any) -> None:
    view = reach_view(way, member)  # as the pane does, but nobody was asked, so nothing is written down
    page.show_view(view.title, view, view.back, view.copy)


def _once(act: Act, made: Open, page: Any) -> None:
    if act.view is not None:
        view: Any = act.view(made(page), page.shell.tasks)
        page.show_view(act.view_title(), view, view.save)


def _receipt(_page: Any) -> Made:
    return Made(RECEIPT, Organisation("", ""), lambda _progress: None)


def _record(member: bytes, page: Any) -> tuple[Any, Organisation]:
    work = partial(person_export.everything, member=member)
    return page.records.now(work), page.records.now(organisation.get)


def _looks_like(member: Member, page: Any) -> None:
    page.person.show_add({"name": member.name, "guardian": member.guardian})
    for warning in page.findChildren(LooksLike):
        warning.ask()


def _list_act(act: ListAct, page: Any) -> None:
    page.roster.table.selectAll()
    act.do(page)


def _paper(page: Any) -> None:
    show_print(page)
    page.person.form.save()


def _origin(page: Any) -> None:
    page.imports.next.click()


def _done(page: Any) -> None:
    _origin(page)
    basis = "form" if roles.allows(May.CONSENT) else NOBODY
    page.imports.origin.form.set_values({"source": "Block register, Kanke, 2026", "basis": basis})
    page.imports.next.click()
