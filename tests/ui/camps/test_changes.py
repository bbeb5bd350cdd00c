"""Changes of a camp: sessions, trainers, venue, cancelling, substitutes, expenses; each says so and can be undone."""

from functools import partial

from PySide6.QtWidgets import QLabel, QPushButton

from organizer_app.domain.camps import Camp
from organizer_app.services import camps, expenses, invitations, members_list
from tests.ui.camps.conftest import TOMORROW, Seen
from tests.ui.camps.test_loop import form, pane
from ui.shared.field import Option


def camp_of(seen: Seen, camp: bytes) -> Camp:
    found: Camp = seen.read(partial(camps.get, camp=camp))
    return found


def words(seen: Seen) -> list[str]:
    return [label.text() for label in pane(seen).findChildren(QLabel) if label.isVisible()]


def test_a_session_is_added_changed_and_removed_and_comes_back(seen: Seen) -> None:
    camp = seen.camp()
    tab = seen.open(camp, "sessions")
    tab._on_add()
    form(seen).set_values({"starts": "16:00", "ends": "15:00", "title": "Closing", "trainers": "A B\nC D"})
    form(seen).save()
    seen.settle()
    assert "is not after" in form(seen).fields["ends"]._below.text(), "said below the field it names"
    form(seen).set_values({"ends": "17:00"})
    form(seen).save()
    seen.settle()
    assert [s.title for s in camp_of(seen, camp).sessions][-1] == "Closing"
    assert not seen.page.desk.pane_open()
    tab.table.select_row(2)
    tab._on_edit()
    assert form(seen).values()["trainers"] == "A B\nC D"
    form(seen).set_values({"title": "Pledge"})
    form(seen).save()
    seen.settle()
    tab.table.select_row(2)
    tab._on_remove()
    seen.settle()
    assert len(camp_of(seen, camp).sessions) == 2
    assert seen.window.toast.text() == "Pledge is out of the plan."
    seen.window.toast.undo()
    seen.settle()
    assert [s.title for s in camp_of(seen, camp).sessions][-1] == "Pledge"


def test_a_time_that_is_none_is_named_while_typing(seen: Seen) -> None:
    tab = seen.open(seen.camp(), "sessions")
    tab._on_add()
    starts = form(seen).fields["starts"]
    starts.input.setText("25:99")  # type: ignore[attr-defined]  # a text field
    assert "is not a time" in starts._below.text()


def test_another_trainer_offers_the_notice_and_what_to_print_again(seen: Seen) -> None:
    camp = seen.camp(invited=10, frozen=True)
    tab = seen.open(camp, "sessions")
    tab.table.select_row(0)
    tab._on_trainer()
    form(seen).set_values({"after": "Sunita Munda"})
    form(seen).save()
    seen.settle()
    assert camp_of(seen, camp).sessions[0].trainers == ("Sunita Munda",)
    assert pane(seen).title() == "The trainer has changed"
    shown = words(seen)
    assert "Ramesh Oraon  »  Sunita Munda" in shown
    assert "Programme" in shown
    assert "Badges" not in shown, "badges name no trainer"


def test_another_venue_says_which_papers_to_print_again(seen: Seen) -> None:
    camp = seen.camp(invited=10, frozen=True)
    seen.open(camp, "sessions")
    seen.page.detail._on_edit()
    form(seen).set_values({"venue": "Panchayat hall"})
    form(seen).save()
    seen.settle()
    assert camp_of(seen, camp).venue == "Panchayat hall"
    assert pane(seen).title() == "The venue has changed"
    assert {"Attendance sheet", "Badges", "Programme", "Invitation letters"} <= set(words(seen))
    press = seen.page._make_press()
    next(b for b in pane(seen).findChildren(QPushButton) if b.text() == "Preview the notice").click()
    seen.settle()
    assert press.preview._name.startswith("Change notice")
    assert not seen.page.desk.pane_open()


def test_days_can_not_move_away_from_a_planned_session(seen: Seen) -> None:
    camp = seen.camp(days=2)
    seen.open(camp, "sessions")
    seen.page.detail._on_edit()
    form(seen).set_values({"to_on": TOMORROW})
    form(seen).save()
    seen.settle()
    assert "Move the session first" in seen.window.toast.text()
    assert camp_of(seen, camp).to_on != TOMORROW


def test_a_cancelled_camp_is_brought_back_with_undo(seen: Seen) -> None:
    camp = seen.camp()
    seen.open(camp, "sessions")
    seen.page.detail._on_edit()
    next(b for b in pane(seen).findChildren(QPushButton) if b.text() == "Cancel the camp").click()
    seen.settle()
    assert camp_of(seen, camp).status == "cancelled"
    assert seen.page.detail._status.text() == "Cancelled"
    seen.window.toast.undo()
    seen.settle()
    assert camp_of(seen, camp).status == "planned"


def test_one_person_by_search_and_somebody_in_their_place(seen: Seen) -> None:
    camp = seen.camp()
    numbers = seen.read(partial(members_list.ids, limit=2))
    first, second = seen.read(partial(members_list.rows, numbers=numbers))
    tab = seen.open(camp, "invitees")
    tab._on_invite_one()
    form(seen).save()
    assert "please fill" in form(seen).fields["person"]._below.text()
    form(seen).fields["person"].set_value(Option(first.id, first.name))
    form(seen).save()
    seen.settle()
    assert seen.window.toast.text() == f"{first.name} is invited."
    assert form(seen).values() == {"person": None}, "the form waits for the next person"
    form(seen).fields["person"].set_value(Option(first.id, first.name))
    form(seen).save()
    seen.settle()
    assert "already on the camp's list" in seen.window.toast.text()
    tab.table.select_row(0)
    tab._on_substitute()
    assert form(seen).isAncestorOf(seen.window.focusWidget()), "the keyboard is in the new form"
    form(seen).fields["person"].set_value(Option(second.id, second.name))
    form(seen).save()
    seen.settle()
    found = {i.member_id: i for i in seen.read(partial(invitations.rows, camp=camp))}
    assert found[first.id].state == "substituted"
    assert found[second.id].stands_for == first.name
    tab.filters.choose({"state": ["confirmed"]})
    tab._show()
    assert [i.member_id for i in tab._shown] == [second.id]


def test_people_taken_off_the_list_come_back_with_undo(seen: Seen) -> None:
    camp = seen.camp(invited=5)
    tab = seen.open(camp, "invitees")
    tab.table.selectAll()
    tab._on_remove()
    seen.settle()
    assert seen.window.toast.text() == "Taken off the list: 5 people"
    assert tab._stack.currentIndex() == 1, "the empty place teaches to invite"
    seen.window.toast.undo()
    seen.settle()
    assert len(seen.read(partial(invitations.rows, camp=camp))) == 5


def test_expenses_add_up(seen: Seen) -> None:
    camp = seen.camp()
    tab = seen.open(camp, "expenses")
    assert tab._stack.currentIndex() == 1
    tab._on_add()
    for what, amount in (("Lunch", "₹ 13,500"), ("Pens", "१२५०.५")):
        form(seen).set_values({"what": what, "amount": amount})
        form(seen).save()
        seen.settle()
    assert tab._total.text() == "Total: ₹ 14,750.50"
    assert [e.amount for e in seen.read(partial(expenses.rows, camp=camp))] == [1_350_000, 125_050]
    form(seen).set_values({"what": "Tea", "amount": "a few"})
    form(seen).save()
    assert "Write rupees" in form(seen).fields["amount"]._below.text()
    seen.window.toast.undo()
    seen.settle()
    assert tab._total.text() == "Total: ₹ 13,500"


def test_an_expense_is_changed_struck_out_and_comes_back(seen: Seen) -> None:
    camp = seen.camp()
    for what, amount in (("Lunch", 1_350_000), ("Tea", 125_050)):
        seen.write(partial(expenses.add, camp=camp, kind="food", what=what, amount=amount, day=TOMORROW, page="7"))
    tab = seen.open(camp, "expenses")
    tab._on_edit()
    assert not seen.page.desk.pane_open(), "nothing is selected"
    tab.table.select_row(1)
    tab.table.opened.emit(tab.table.current())
    values = {"kind": "food", "what": "Tea", "amount": "₹ 1,250.50", "vendor": "", "day": TOMORROW, "page": "7"}
    assert form(seen).values() == values
    form(seen).set_values({"kind": "travel", "amount": "१,०००"})
    form(seen).save()
    seen.settle()
    assert not seen.page.desk.pane_open()
    assert tab._total.text() == "Total: ₹ 14,500"
    seen.window.toast.undo()
    seen.settle()
    assert [e.kind for e in seen.read(partial(expenses.rows, camp=camp))] == ["food", "food"]
    tab.table.select_row(0)
    tab._on_remove()
    seen.settle()
    assert seen.window.toast.text() == "Lunch is out of the expenses."
    assert tab._total.text() == "Total: ₹ 1,250.50"
    seen.window.toast.undo()
    seen.settle()
    assert tab._total.text() == "Total: ₹ 14,750.50"
