import gc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from organizer_app.domain import roles
from organizer_app.domain.clock import today
from organizer_app.jobs.seats import Seat
from organizer_app.services import history, laptop_choices, operators, pins
from tests.conftest import District
from tests.ui.context import context_of
from tests.ui.walk import strays
from ui.pages_list import Context
from ui.settings.page import SettingsPage
from ui.settings.people import PeopleSection
from ui.shared.page import PageSpec
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window


@pytest.fixture
def context(district: District, tasks: Tasks, tmp_path: Path) -> Context:
    return context_of(district, tasks, tmp_path)


@pytest.fixture
def section(qtbot: QtBot, qapp: QApplication, context: Context) -> Iterator[PeopleSection]:
    """The section in a window, at rest."""
    window = Window(
        [PageSpec("settings", "settings", "Settings", lambda s: SettingsPage(s, context))], context.records.tasks
    )
    qtbot.addWidget(window)
    window.show()
    window.go("settings", "people")
    settle(qapp, window.tasks)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    made = page.section("people")
    assert isinstance(made, PeopleSection)
    yield made
    settle(qapp, window.tasks)
    roles.use_role(roles.ORGANISER)


def fill(section: PeopleSection, qapp: QApplication, **values: Any) -> None:
    assert section.form is not None
    section.form.set_values(values | ({"again": values["pin"]} if "pin" in values and "again" not in values else {}))
    section.form.save()
    settle(qapp, section.records.tasks)


def said(section: PeopleSection) -> list[str]:
    return [w.text() for w in section.findChildren(QLabel) if not w.isHidden() and w.text()]


def test_the_first_one_is_an_organiser_and_the_rest_are_what_they_are(
    section: PeopleSection, qapp: QApplication, district: District
) -> None:
    assert section.form is not None
    assert [o.value for o in section.form.fields["role"]._options] == [roles.ORGANISER]  # type: ignore[attr-defined]  # a ChoiceField
    fill(section, qapp, name="Asha", role=roles.ORGANISER, pin="1234")
    assert "PIN: 1234 is the first that anybody tries. Use other digits." in said(section)
    fill(section, qapp, name="Asha", role=roles.ORGANISER, pin="4071", again="4072")
    assert "The two are not the same. Type the PIN once more." in said(section)
    fill(section, qapp, name="Asha", role=roles.ORGANISER, pin="4071")
    fill(section, qapp, name="Balu", role="trainer", pin="9283")
    fill(section, qapp, name="asha", role="viewer", pin="9283")
    assert "“Asha” works here already. Add the village or a number." in said(section)
    with district.store.reading() as session:
        here = operators.at_laptop(session)
    assert [(o.name, o.role) for o in here] == [("Asha", roles.ORGANISER), ("Balu", "trainer")]
    assert "Trainer, has a PIN here" in said(section)


def test_roles_change_pins_change_and_somebody_goes_and_comes_back(
    section: PeopleSection, qapp: QApplication, district: District
) -> None:
    fill(section, qapp, name="Asha", role=roles.ORGANISER, pin="4071")
    fill(section, qapp, name="Balu", role="trainer", pin="9283")
    balu = next(o for o in section.people if o.name == "Balu")
    section.edit(balu)
    fill(section, qapp, role="viewer")
    with district.store.reading() as session:
        assert operators.get(session, id=balu.id).role == "viewer"
        before = history.acts(session, limit=1)[0]
    section.undo()
    settle(qapp, section.records.tasks)
    with district.store.reading() as session:
        assert operators.get(session, id=balu.id).role == "trainer"
    section.edit(balu)
    fill(section, qapp, pin="5830")
    window = section.shell
    assert isinstance(window, Window)
    assert window.toast.text() == "Balu has another PIN from now on."
    assert not window.toast.can_undo(), "an undo would take back something else"
    with district.store.reading() as session:
        assert history.acts(session, limit=1)[0].tx == before.tx + 1, "the undo, and no act since"
        assert pins.attempt(session, id=balu.id, pin="5830").right
    asha = next(o for o in section.people if o.name == "Asha")
    section.put_out(asha)
    settle(qapp, section.records.tasks)
    assert window.toast.text().startswith("Nobody would be left here")
    section.put_out(balu)
    settle(qapp, section.records.tasks)
    assert any(text.startswith("Trainer, until ") for text in said(section))
    gone = next(o for o in section.people if o.name == "Balu")
    section.edit(gone)
    fill(section, qapp, role="operator", pin="9283")
    assert "Operator, has a PIN here" in said(section)


def test_who_is_no_organiser_changes_the_own_pin_alone(
    section: PeopleSection, qapp: QApplication, district: District, context: Context
) -> None:
    with district.store.transaction("pins.add") as session:
        pins.add(session, name="Asha Rani", role=roles.ORGANISER, pin="4071")
        balu = pins.add(session, name="Balu", role="viewer", pin="9283")
    context.choices.sit(Seat(balu, "Balu", "viewer"))
    district.store.operator = "Balu"
    roles.use_role("viewer")
    section.refresh()
    settle(qapp, section.records.tasks)
    assert section.form is not None
    assert set(section.form.fields) == {"pin", "again"}
    fill(section, qapp, pin="5830")
    with district.store.reading() as session:
        assert pins.attempt(session, id=balu, pin="5830").right
    assert "Viewer, has a PIN here, that is you" in said(section)
    with pytest.raises(Exception, match="changes nothing"), district.store.transaction("x") as session:
        pins.give(session, id=operators.find(session, name="Asha Rani").id, pin="5830")


def test_the_minutes_are_kept(section: PeopleSection, qapp: QApplication, district: District) -> None:
    fill(section, qapp, name="Asha", role=roles.ORGANISER, pin="4071")
    section.minutes.picked.emit("30")
    settle(qapp, section.records.tasks)
    with district.store.reading() as session:
        assert laptop_choices.get(session, screen="lock") == 30
    assert section.minutes.chosen() == "30"


def test_a_guest_is_let_in_until_a_day_that_has_to_be_said(
    section: PeopleSection, qapp: QApplication, district: District
) -> None:
    fill(section, qapp, name="Asha", role=roles.ORGANISER, pin="4071")
    assert section.form is not None
    assert section.form.fields["until"].isHidden()
    fill(section, qapp, name="Guest", role="guest", pin="9283")
    assert "Last day: choose until when the guest is let in." in said(section)
    fill(section, qapp, name="Guest", role="guest", pin="9283", until=today() - timedelta(1))
    assert any(text.endswith("is over. Choose a day to come.") for text in said(section))
    fill(section, qapp, name="Guest", role="guest", pin="9283", until=today())
    with district.store.reading() as session:
        guest = operators.find(session, name="guest")
    assert (guest.role, guest.until) == (roles.VIEWER, today())
    assert any(text.startswith("Guest expert, until ") for text in said(section)), said(section)
    section.edit(guest)
    assert not section.form.fields["until"].isHidden()
    fill(section, qapp, until=today() + timedelta(3))
    with district.store.reading() as session:
        assert operators.get(session, id=guest.id).until == today() + timedelta(3)
    section.edit(next(o for o in section.people if o.name == "Guest"))
    fill(section, qapp, role="operator")
    with district.store.reading() as session:
        assert operators.get(session, id=guest.id).until is None


def test_whoever_may_change_only_the_own_pin_is_asked_for_nothing_else(
    section: PeopleSection, qapp: QApplication, district: District
) -> None:
    fill(section, qapp, name="Asha", role=roles.ORGANISER, pin="4071")
    fill(section, qapp, name="Balu", role="operator", pin="9283")
    roles.use_role("operator")
    before = strays()
    section.edit(next(one for one in section.people if one.name == "Balu"))
    assert section.form is not None
    assert section.form.fields.keys() == {"pin", "again"}
    gc.collect()
    assert not set(strays()) - set(before), "a field outside of the form is a window of its own"
