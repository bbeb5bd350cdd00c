import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from organizer_app.domain import clock, roles
from organizer_app.domain.words import LANGUAGES
from organizer_app.services import history, laptop_choices, members, operators, pins
from tests.conftest import Template
from tests.ui.lock.desk import ASHA, BALU, PINS, Desk
from tests.ui.walk import problems
from ui.lock.forgot import Forgot
from ui.lock.seating import Seating
from ui.shared.person import LOCK_KEY
from ui.shared.records import Records

MINUTE = 60_000


def test_the_window_comes_locked_and_opens_with_a_pin(desk: Desk) -> None:
    assert desk.program.context is None, "nothing of the roster was asked for"
    assert desk.window.windowTitle() == "Locked"
    assert [t.text() for t in desk.asked().tiles.tiles] == [ASHA, BALU]
    desk.sit_down(BALU, "0000")
    assert desk.asked().pin._below.text() == "This PIN is not right. Try again."
    assert desk.asked().pin.value() == ""
    assert desk.window.is_covered()
    desk.sit_down(BALU)
    assert not desk.window.is_covered()
    assert desk.window.windowTitle().startswith("Home")
    assert (desk.store.operator, roles.role()) == (BALU, "operator")
    assert any(BALU.split()[0] in text for text in desk.shown()), "the first page greets by name"
    with desk.store.reading() as session:
        assert history.last_undoable(session) is None, "what others did is not his to take back"


def test_nothing_shows_under_the_lock_and_the_same_person_goes_on(desk: Desk) -> None:
    desk.sit_down(ASHA)
    desk.window.go("members", "add")
    desk.settle()
    pane = next(f for f in desk.window.page().findChildren(QLineEdit) if f.isVisible() and f is not None)
    pane.setText("half a na")
    pane.setFocus()
    desk.window._topbar.search.setText("munda")
    desk.settle()
    before = set(desk.shown())
    menu = QMenu(desk.window)
    menu.addAction("A person")
    menu.popup(desk.window.mapToGlobal(desk.window.rect().center()))
    desk.window.lock_asked.emit()
    desk.asked()
    desk.settle()
    desk.window.say("Ramesh Oraon was saved.")
    desk.window.show_title("Ramesh Oraon")
    assert not menu.isVisible()
    assert desk.window.windowTitle() == "Locked"
    assert not desk.window.centralWidget().isVisible()
    assert not {t for t in before & set(desk.shown()) if t not in ("हिन्दी", "Field Organizer", ASHA)}
    assert not desk.window.toast.isVisible()
    for key in (Qt.Key.Key_K, Qt.Key.Key_Z):
        QTest.keyClick(desk.window.windowHandle(), key, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_F1)
    assert not desk.window.centralWidget().isVisible()
    desk.sit_down(ASHA)
    assert (pane.text(), pane.isVisible(), pane.hasFocus()) == ("half a na", True, True)
    assert desk.window._topbar.search.text() == "munda"
    assert desk.window.toast.text() == "Ramesh Oraon was saved.", "said once it may be read"
    assert desk.window.windowTitle().startswith("Ramesh Oraon")


def test_another_person_finds_a_window_of_their_own(desk: Desk) -> None:
    desk.sit_down(ASHA)
    desk.window.go("members")
    desk.window._topbar.search.setText("munda")
    desk.settle()
    desk.window.lock_asked.emit()
    desk.asked()
    desk.window.say("Ramesh Oraon was saved.")
    desk.sit_down(BALU)
    assert (desk.window.key, desk.window._states) == ("home", {}), "no filter, no half-typed form"
    assert desk.window._topbar.search.text() == ""
    assert desk.window.toast.text() == ""
    desk.window.go("members")
    desk.settle()
    assert desk.window.page("members").state().get("query", "") == ""
    records = desk.program.context.records if desk.program.context else None
    assert isinstance(records, Records)
    records.write("members.add", partial(members.add, new=members.New(name="Somebody")))
    desk.settle()
    with desk.store.reading() as session:
        assert history.acts(session, limit=1)[0].user == BALU
    desk.window.lock_asked.emit()
    desk.sit_down(ASHA)
    with desk.store.reading() as session:
        last = history.last_undoable(session)
    assert last is None or last.user == ASHA
    assert roles.role() == roles.ORGANISER


def test_it_locks_after_ten_idle_minutes(desk: Desk) -> None:
    desk.sit_down(ASHA)
    idle, began = desk.seating.idle, clock.now_ms()
    now = began
    idle._clock = lambda: now
    idle.begin()
    now = began + 9 * MINUTE
    idle.look()
    assert not desk.window.is_covered()
    handle = desk.window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_Down)
    now = began + 18 * MINUTE
    idle.look()
    assert not desk.window.is_covered(), "a key was pressed at nine"
    now = began + 19 * MINUTE
    idle.look()
    assert desk.window.is_covered()
    desk.sit_down(ASHA)
    now -= 60 * MINUTE
    idle.look()
    assert desk.window.is_covered(), "a clock that was set back keeps nothing open"


def test_the_minutes_are_chosen(desk: Desk) -> None:
    desk.sit_down(ASHA)
    assert desk.seating.idle.minutes == 10
    with desk.store.transaction("operators.minutes") as session:
        laptop_choices.keep(session, screen="lock", value=30)
    desk.program.tasks.changed.emit(frozenset({"settings"}))
    desk.settle()
    assert desk.seating.idle.minutes == 30


def test_what_runs_goes_on_under_the_lock(desk: Desk) -> None:
    desk.sit_down(ASHA)
    done: list[int] = []
    desk.seating.lock()
    desk.program.tasks.run_long(lambda progress: 7, done=done.append, owner=desk.window)
    desk.settle()
    assert done == [7]
    assert desk.window.is_covered()


def test_an_organiser_who_forgot_comes_back_with_the_passphrase(desk: Desk) -> None:
    desk.asked().forgot.emit()
    view = desk.seating.screen
    assert isinstance(view, Forgot)
    wrong = {"passphrase": "made up", "pin": "5830", "again": "5830"}
    view.form.set_values(wrong)
    view.form.save()
    desk.settle()
    assert "does not open" in view.form.fields["recovery"]._below.text()
    view.form.set_values({"passphrase": "", "recovery": ""})
    view.form.save()
    assert view.form.fields["recovery"]._below.text() == "Type the passphrase or the recovery code."
    view.form.set_values({"passphrase": "made-up", "again": "5831"})
    view.form.save()
    assert "not the same" in view.form.fields["again"]._below.text()
    view.form.set_values({"again": "5830"})
    view.form.save()
    desk.settle()
    assert not desk.window.is_covered()
    assert desk.store.operator == ASHA
    desk.seating.lock()
    desk.sit_down(ASHA, "5830")
    assert not desk.window.is_covered()


def test_the_first_pin_locks_and_its_undo_opens_for_good(
    opened: Callable[[Path], Desk], district_template: Template, tmp_path: Path
) -> None:
    folder = tmp_path / "alone"
    shutil.copytree(district_template.folder, folder)
    desk = opened(folder)
    desk.until(lambda: desk.program.context is not None)
    desk.settle()
    assert not desk.window.is_covered()
    assert not desk.window._sidebar.person.isEnabled()
    assert desk.program.context is not None
    records = desk.program.context.records
    records.write("pins.add", partial(pins.add, name=ASHA, role=roles.ORGANISER, pin=PINS[ASHA]), about=ASHA)
    desk.sit_down(ASHA)
    assert not desk.window.is_covered()
    assert desk.window._sidebar.person.isEnabled()
    with desk.store.reading() as session:
        tx = history.acts(session, limit=1)[0].tx
    records.undo(tx=tx)
    desk.until(lambda: desk.program._seating is None)
    desk.settle()
    assert not desk.window.is_covered()
    assert desk.store.operator != ASHA
    assert not desk.window._sidebar.person.isEnabled()


def test_who_is_put_out_elsewhere_is_out_here(desk: Desk) -> None:
    desk.sit_down(BALU)
    seated = roles.role()
    roles.use_role(roles.ORGANISER)  # as another laptop's organiser
    with desk.store.transaction("operators.put_out") as session:
        operators.set_role(session, id=operators.find(session, name=BALU).id, role="viewer")
    desk.settle()
    assert (seated, roles.role()) == ("operator", "viewer")
    roles.use_role(roles.ORGANISER)
    with desk.store.transaction("operators.put_out") as session:
        operators.put_out(session, id=operators.find(session, name=BALU).id)
    desk.settle()
    assert [t.text() for t in desk.asked().tiles.tiles] == [ASHA]


@pytest.mark.parametrize("view", ["who", "forgot"])
def test_the_lock_reads_well_in_both_languages(desk: Desk, view: str) -> None:
    found = []
    for code in LANGUAGES:
        desk.window.use_language(code)
        desk.settle()
        if view == "forgot":
            desk.asked().forgot.emit()
        for size in ((1366, 690), (1093, 614)):
            desk.window.resize(*size)
            desk.settle()
            over = desk.window.overlay()
            assert over is not None
            assert (over.width(), over.height()) == (desk.window.width(), desk.window.height())
            found += [f"{code} {size}: {problem}" for problem in problems(over)]
    assert found == []


def test_the_key_to_lock_is_told(desk: Desk) -> None:
    desk.sit_down(ASHA)
    person = desk.window._sidebar.person
    assert LOCK_KEY in person.toolTip()
    assert person.accessibleName() == f"{ASHA}, Ranchi: lock"
    person.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(person, Qt.Key.Key_Space)
    assert desk.window.is_covered()
    desk.sit_down(ASHA)
    QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_F12)
    desk.until(desk.window.is_covered)


def test_a_guest_who_sits_there_is_locked_out_when_the_last_day_is_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.store.transaction("operators.let_in_until") as session:
        guest = operators.find(session, name=BALU)
        operators.let_in_until(session, id=guest.id, day=clock.today())
    desk.settle()
    desk.sit_down(BALU)
    assert not desk.window.is_covered()
    seating = desk.window.findChild(Seating)
    assert isinstance(seating, Seating)
    seating.minute.timeout.emit()
    desk.settle()
    assert not desk.window.is_covered(), "the last day goes on"
    real = clock.source
    monkeypatch.setattr(clock, "source", lambda: real() + 86_400_000)
    seating._clock = clock.now_ms
    seating.minute.timeout.emit()
    desk.settle()
    assert desk.window.is_covered()
    assert [t.text() for t in desk.asked().tiles.tiles] == [ASHA]
