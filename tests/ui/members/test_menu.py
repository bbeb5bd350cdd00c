"""The menu of a row offers only what can be done with the person, and the role allows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint

from organizer_app.domain import roles
from organizer_app.domain.clock import noon_ms, today
from organizer_app.domain.words import day_text
from organizer_app.services import members, members_list, merging
from organizer_app.services.members import New
from tests.ui.members.conftest import Desk
from ui.members.menu import PersonMenu, person_menu
from ui.members.titles import moment, moment_or_day

APART = "Take a merged entry apart…"


@pytest.fixture
def pair(desk: Desk) -> Iterator[tuple[bytes, bytes]]:
    with desk.records.store.transaction("members.add") as session:
        found = [members.add(session, new=New(name=name)) for name in ("Vijay Kachhap", "Vijay Kacchap")]
    yield found[0], found[1]
    roles.use_role(roles.ORGANISER)


def offered(desk: Desk, member: bytes) -> set[str]:
    with desk.records.store.reading() as session:
        row = members_list.rows(session, numbers=[members.get(session, id=member).n])[0]
    desk.page._on_menu(row, QPoint(5, 5))
    desk.rest()
    (menu,) = [one for one in desk.page.findChildren(PersonMenu) if one.isVisible()]
    found = {a.text() for a in menu.actions() if a.isVisible()}
    menu.close()
    desk.rest()
    return found


def test_who_was_never_merged_is_not_taken_apart(desk: Desk, pair: tuple[bytes, bytes]) -> None:
    assert APART not in offered(desk, pair[0])
    with desk.records.store.transaction("merging.merge") as session:
        merging.merge(session, first=pair[0], second=pair[1])
    desk.rest()
    assert APART in offered(desk, pair[0])


def test_the_lines_a_role_may_not_use_are_off_and_say_why(desk: Desk, pair: tuple[bytes, bytes]) -> None:
    roles.use_role("checker")
    with desk.records.store.reading() as session:
        row = members_list.rows(session, numbers=[members.get(session, id=pair[0]).n])[0]
    menu = person_menu(row, 1, desk.page)
    off = {a.text().split("\t")[0]: a.toolTip() for a in menu.actions() if a.isVisible() and not a.isEnabled()}
    assert set(off) == {"Record consent", "Erase for good…"}
    assert off["Erase for good…"] == "Not with your role (Checker). Who may: Organiser."
    menu.close()


def test_what_a_paper_dates_has_a_day_and_no_time() -> None:
    at = noon_ms(today())
    assert moment_or_day(at) == day_text(today())
    assert moment_or_day(at + 1) == moment(at + 1)
