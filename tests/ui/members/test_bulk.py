"""Changes to the people selected: the question with their number, the work, undo."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from organizer_app.domain.clock import today
from organizer_app.services import camps, consents, invitations, members_list
from tests.ui.members.conftest import Desk
from tests.ui.walk import problems
from ui.members import bulk
from ui.members.menu import Choice
from ui.shared.form import Form


def _selected(desk: Desk, count: int) -> None:
    table = desk.page.roster.table
    table.select_row(0)
    table._select_spans([(1, count - 1)])
    desk.rest()


def _press(desk: Desk, text: str) -> Form:
    """A button of the bar below the table, and the form it opens."""
    bar = desk.page.roster.selection
    next(b for b in bar._buttons if b.text() == text).click()
    desk.rest()
    form = desk.page.person.form
    assert form is not None
    return form


def _statuses(desk: Desk) -> list[str]:
    return [row.status for row in desk.rows()]


def test_the_bar_counts_and_goes_away(desk: Desk) -> None:
    bar = desk.page.roster.selection
    assert not bar.isVisible()
    desk.page.roster.table.setFocus()
    desk.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert bar.isVisible()
    assert bar._count.text() == f"{len(desk.rows())} people selected"
    bar.cleared.emit()
    assert not bar.isVisible()


def test_a_status_for_many_names_their_number_and_one_undo_takes_it_back(desk: Desk) -> None:
    before = _statuses(desk)
    _selected(desk, 5)
    form = _press(desk, "Status")
    assert desk.page.pane.title() == "Status of 5 people"
    assert form.save_button.text() == "Change 5 people"
    form.save()
    assert form.fields["status"].problem()
    form.set_values({"status": "volunteer"})
    form.save()
    desk.rest()
    assert _statuses(desk)[:6] == ["volunteer"] * 5 + before[5:6]
    assert desk.page.person.form is None
    desk.window.undo()
    desk.rest()
    assert _statuses(desk) == before


def test_into_a_wing_and_to_a_place(desk: Desk) -> None:
    _selected(desk, 3)
    form = _press(desk, "Into a wing")
    wing = desk.page.person.wings[0]
    form.set_values({"wing": wing.id})
    form.save()
    desk.rest()
    assert all(wing.id.hex() in row.wings for row in desk.rows()[:3])
    form = _press(desk, "Out of a wing")
    form.set_values({"wing": wing.id})
    form.save()
    desk.rest()
    assert not any(wing.id.hex() in row.wings for row in desk.rows()[:3])


def test_people_are_invited_to_a_camp_that_is_planned(desk: Desk) -> None:
    _selected(desk, 4)
    next(b for b in desk.page.roster.selection._buttons if b.text() == "Invite to a camp…").click()
    desk.rest()
    assert desk.page.person.form is None, "there is no camp yet"
    day = today() + timedelta(5)
    plan = [camps.NewSession(day, "09:00", "10:00", "One", ())]
    with desk.records.store.transaction("camps.add") as session:
        camp = camps.add(session, title="Training", area=desk.home, from_on=day, to_on=day, sessions=plan)
    form = _press(desk, "Invite to a camp…")
    form.set_values({"camp": camp})
    form.save()
    desk.rest()
    with desk.records.store.reading() as session:
        assert len(invitations.rows(session, camp=camp)) == 4
    row = desk.rows()[6]
    desk.page._on_menu_picked(row, Choice.INVITE)
    desk.rest()
    assert desk.page.pane.title() == "Invite 1 person to a camp"


def test_a_signed_list_is_one_act_that_says_who_was_left_out(desk: Desk) -> None:
    first, second = desk.rows()[:2]
    with desk.records.store.transaction("x") as session:
        consents.record(session, member=first.id, purpose="membership", channel="call", state="withdrawn")
    _selected(desk, 4)
    form = _press(desk, "Signed consents")
    assert desk.page.pane.title() == "Signed list of 4 people"
    assert "We write down" in form.fields["notice"].value()
    assert problems(desk.page) == []
    form.set_values({"on": today() + timedelta(1)})
    form.save()
    assert "or earlier" in form.fields["on"].problem()
    form.set_values({"on": today() - timedelta(3), "channel": "call", "how": "signed on Sunday"})
    form.save()
    desk.rest()
    assert desk.page.person.form is None
    assert "3 answers are written down. Left out: 1 person who has said no" in desk.window.toast.text()
    (answer,) = [c for c in desk.member(second.id).consents if c.how == "signed on Sunday"]
    assert datetime.fromtimestamp(answer.at / 1000).date() == today() - timedelta(3)
    desk.window.undo()
    desk.rest()
    assert not [c for c in desk.member(second.id).consents if c.how == "signed on Sunday"]


def test_a_change_of_nobody_leaves_the_act_before_it_to_be_undone(desk: Desk) -> None:
    _selected(desk, 3)
    for times in range(2):
        form = _press(desk, "Status")
        form.set_values({"status": "volunteer"})
        form.save()
        desk.rest()
        assert desk.window.toast.text().startswith("3 people" if times == 0 else "0 people")
        assert desk.window.toast.can_undo() == (times == 0)


def test_a_refusal_stays_in_the_form(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _selected(desk, 3)
    form = _press(desk, "Status")
    form.set_values({"status": "lead"})
    monkeypatch.setattr("organizer_app.services.members_bulk.OFFERED_STATUSES", ())
    form.save()
    desk.rest()
    assert desk.page.person.form is form
    assert "person by person" in form.fields["status"]._below.text()
    assert "lead" not in _statuses(desk)


def test_many_are_taken_off_only_after_a_question(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "SURE", 3)
    everybody = desk.rows()
    _selected(desk, 4)
    desk.press(Qt.Key.Key_Delete)
    assert desk.page.pane.title() == "Take 4 people off the roster?"
    assert len(desk.rows()) == len(everybody)
    form = desk.page.person.form
    assert form is not None
    form.save()
    desk.rest()
    assert [r.id for r in desk.rows()] == [r.id for r in everybody[4:]]
    desk.window.undo()
    desk.rest()
    assert len(desk.rows()) == len(everybody)


def test_all_are_selected_without_loading_a_row(desk: Desk) -> None:
    table = desk.page.roster.table
    loaded = len(table.rows._pages)
    table.selectAll()
    with desk.records.store.reading() as session:
        assert list(table.selected_ids()) == list(members_list.ids(session))
    assert len(table.rows._pages) == loaded
    assert [b for b in desk.page.roster.selection.findChildren(QPushButton) if not b.accessibleName()] == []
