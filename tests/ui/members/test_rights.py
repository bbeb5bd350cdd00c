"""A person's rights in the window: numbers only when asked for, a copy, a correction, consent below its notice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton

from organizer_app.domain import roles
from organizer_app.domain.clock import today
from organizer_app.domain.phones import on_screen
from organizer_app.domain.roles import May
from organizer_app.services import audit
from tests.ui.members.conftest import Desk
from tests.ui.members.test_import import _answer, _next, _open
from ui.members.consent import AnswerForm
from ui.members.menu import Choice
from ui.members.pane import PERSON
from ui.members.rights import CopyView


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    roles.use_role(roles.ORGANISER)


def first(desk: Desk) -> bytes:
    row = next(row for row in desk.rows() if row.phone and not row.problem)
    desk.choose(row)
    return row.id


def words(desk: Desk) -> str:
    return "\n".join(w.text() for w in desk.page.person._pane.findChildren(QLabel) if w.isVisible())


def seen(desk: Desk, person: bytes) -> list[str]:
    with desk.page.records.store.reading() as session:
        return [line.act for line in audit.lines(session, subjects=[person])]


def ask(desk: Desk) -> QPushButton | None:
    buttons = [
        b for b in desk.page.person._pane.findChildren(QPushButton) if b.text() == "Show the number" and b.isVisible()
    ]
    return buttons[0] if buttons else None


def opened(desk: Desk, choice: Choice) -> bytes:
    person = first(desk)
    row = next(row for row in desk.rows() if row.id == person)
    desk.page._on_menu_picked(row, choice)
    desk.rest()
    return person


def test_an_organiser_sees_numbers_and_is_not_asked(desk: Desk) -> None:
    person = first(desk)
    number = desk.member(person).phones[0].number
    assert on_screen(number) in words(desk)
    assert ask(desk) is None


def sit_down(desk: Desk, role: str) -> None:
    """Somebody else's role, as the settings put it in force; the person who was shown may be shown still."""
    roles.use_role(role)
    desk.records.tasks.changed.emit(frozenset({"settings", "members"}))
    desk.rest()


def test_an_operator_asks_once_for_each_person_and_it_is_written_down(desk: Desk) -> None:
    sit_down(desk, "operator")
    person = first(desk)
    number = desk.member(person).phones[0].number
    whole = on_screen(number, asked=True)
    assert whole not in words(desk)
    assert on_screen(number) in words(desk)
    show = ask(desk)
    assert show is not None
    show.click()
    desk.rest()
    assert whole in words(desk)
    assert seen(desk, person) == ["view_phone"]
    other = next(row for row in desk.rows() if row.id != person and row.phone)
    desk.choose(other)
    desk.choose(next(row for row in desk.rows() if row.id == person))
    assert whole not in words(desk), "asked for anew the next time"
    desk.page.person.edit()
    desk.rest()
    form = desk.page.person.form
    assert form is not None
    assert not form.fields["phones"].isVisible()


def test_a_viewer_can_not_ask(desk: Desk) -> None:
    sit_down(desk, roles.VIEWER)
    first(desk)
    assert ask(desk) is None


def test_a_viewer_types_into_no_cell_and_is_told_why(desk: Desk) -> None:
    sit_down(desk, roles.VIEWER)
    row = desk.rows()[0]
    desk.choose(row)
    table = desk.page.roster.table
    table.setFocus()
    desk.press(Qt.Key.Key_F2)
    assert not table.editor.is_open()
    assert desk.window.toast.text() == roles.why_not(May.CHANGE)
    assert "F2" not in dict(desk.page.keys())
    desk.window.toast.close_now()
    table.doubleClicked.emit(table.rows.index(0, 0))
    desk.rest()
    assert not table.editor.is_open()
    assert desk.page.person.mode == PERSON, "the person, no form that can't be saved"


def test_a_viewer_drops_no_file(desk: Desk, roster_file: Path) -> None:
    sit_down(desk, roles.VIEWER)
    file = QMimeData()
    file.setUrls([QUrl.fromLocalFile(str(roster_file))])
    action, button, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), action, file, button, held)
    desk.page.dragEnterEvent(enter)
    assert not enter.isAccepted()
    assert desk.window.toast.text() == roles.why_not(May.CHANGE)
    desk.page.dropEvent(QDropEvent(QPointF(9, 9), action, file, button, held))
    desk.page.take_file(roster_file)
    assert not desk.page._importing()


def test_a_copy_is_put_together_saved_and_in_the_log(desk: Desk, tmp_path: Path) -> None:
    person = opened(desk, Choice.COPY)
    form = desk.page.person.form
    assert form is not None
    form.set_values({"reason": "asked by letter"})
    form.save()
    desk.rest()
    (view,) = desk.window.findChildren(CopyView)
    view.save_to(tmp_path / "copy.pdf")
    desk.rest()
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF")
    assert seen(desk, person) == ["person_export"]
    assert not desk.page.undo(), "there is nothing to take back"


def test_a_correction_is_written_down(desk: Desk) -> None:
    person = opened(desk, Choice.CORRECT)
    form = desk.page.person.form
    assert form is not None
    form.set_values({"reason": "wanted another village, has it"})
    form.save()
    desk.rest()
    assert seen(desk, person) == ["correct"]


def test_consent_stands_below_the_notice_that_was_given(desk: Desk) -> None:
    person = opened(desk, Choice.CONSENT)
    form = desk.page.person.form
    assert isinstance(form, AnswerForm)
    assert "We write down" in form.fields["notice"].value()
    form.fields["notice_language"].set_value("hi")
    form.fields["notice_language"].changed.emit()
    assert "हम यह लिखते हैं" in form.fields["notice"].value()
    assert not form.fields["given_by"].isVisible()
    form.save()
    desk.rest()
    (given,) = [c for c in desk.member(person).consents if c.purpose == "membership" and c.how == ""]
    assert (given.notice_language, given.notice_version, given.given_by) == ("hi", "1", "")


def test_for_somebody_under_eighteen_the_guardian_is_asked_for(desk: Desk) -> None:
    person = first(desk)
    desk.page.person.edit()
    desk.rest()
    form = desk.page.person.form
    assert form is not None
    assert not form.fields["guardian_consent"].isVisible()
    form.fields["birth_year"].set_value(today().year - 15)
    form.fields["birth_year"].changed.emit()
    assert form.fields["guardian_consent"].isVisible()
    form.save()
    desk.rest()
    assert "Type which guardian agreed" in words(desk)
    form.set_values({"guardian_consent": "Shiv Mahto, father"})
    form.save()
    desk.rest()
    assert desk.member(person).consents[0].given_by == "Shiv Mahto, father"
    assert "by Shiv Mahto, father" in words(desk)


@pytest.mark.parametrize(("guardians", "refused"), [("", 1), ("parents' evening, 4 May", 0)])
def test_an_imported_list_asks_how_guardians_agreed(desk: Desk, tmp_path: Path, guardians: str, refused: int) -> None:
    file = tmp_path / "club.csv"
    file.write_text(f"Name,Birth year,Mobile\nChhotu Mahto,{today().year - 15},98765 00001\n", encoding="utf-8")
    view = _open(desk, file)
    _next(desk)
    _answer(view)
    view.origin.form.fields["guardians"].set_value(guardians)
    view.origin.form.changed.emit()
    _next(desk)
    desk.rest()
    there = [row for row in desk.rows("Chhotu Mahto") if row.name == "Chhotu Mahto"]
    assert len(there) == 1 - refused
    if there:
        assert desk.member(there[0].id).consents[0].given_by == guardians
