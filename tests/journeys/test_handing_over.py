"""The laptop passes to a successor in the window: nothing is lost, and the old ways in are shut."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from organizer_app import settings
from organizer_app.db import key
from organizer_app.db.restore import restore
from organizer_app.db.store import Store
from organizer_app.domain import roles
from organizer_app.domain.errors import RuleBroken
from organizer_app.services import history, members, members_list, operators, pins
from tests.conftest import Template
from tests.printing.pdf_reading import pdfium_text
from tests.ui.lock.desk import ASHA, BALU, PINS, Desk
from ui.choices import Choices
from ui.program import Program
from ui.settings.handover import HandoverSection
from ui.settings.page import SettingsPage
from ui.start import make_application


@pytest.fixture(scope="module")
def qapp() -> QApplication:
    return make_application("en", dark=False)


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path, district_template: Template) -> Iterator[Desk]:
    """Asha's laptop, open; she added somebody to the roster."""
    folder = tmp_path / "data"
    shutil.copytree(district_template.folder, folder)
    store = Store(folder, district_template.key, operator=ASHA)
    with store.transaction("pins.add") as session:
        pins.add(session, name=ASHA, role=roles.ORGANISER, pin=PINS[ASHA])
    with store.transaction("members.add", "Somebody New") as session:
        members.add(session, new=members.New(name="Somebody New"))
    store.close()
    choices = Choices(settings.load({}, usual_data=folder, usual_file=tmp_path / "settings.json"))
    program = Program(choices, environ={"ORGANIZER_PASSPHRASE": "made-up"})
    program.begin()
    made = Desk(program, qapp, qtbot)
    made.sit_down(ASHA)
    yield made
    program.close()
    for window in (program.gate, program.window):
        if window is not None:
            window.close()
            window.deleteLater()
    QTest.qWait(1)
    roles.use_role(roles.ORGANISER)


def section(desk: Desk) -> HandoverSection:
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    made = page.section("handover")
    assert isinstance(made, HandoverSection)
    return made


def is_on(desk: Desk, text: str) -> bool:
    (found,) = [b for b in section(desk).findChildren(QPushButton) if b.text() == text and not b.isHidden()]
    return found.isEnabled()


def told(desk: Desk) -> str:
    return " ".join(one.text() for one in section(desk).findChildren(QLabel) if one.isVisible())


def press(desk: Desk, text: str) -> None:
    assert is_on(desk, text), text
    (found,) = [b for b in section(desk).findChildren(QPushButton) if b.text() == text and not b.isHidden()]
    found.click()
    desk.settle()


def test_asha_hands_the_laptop_to_balu(desk: Desk, tmp_path: Path) -> None:
    folder = desk.store.folder
    old = key.renew_recovery(folder, desk.store.key)
    with desk.store.reading() as session:
        people = members_list.count(session)
    desk.window.go("settings", "handover")
    desk.settle()
    form = section(desk).form
    assert form is not None
    form.set_values({"name": BALU, "pin": PINS[BALU], "again": PINS[BALU]})
    form.save()
    desk.settle()
    section(desk).show_charge_list()
    desk.settle()
    assert f"{ASHA} to {BALU}" in pdfium_text(section(desk).preview._pdf), "shown, and not said to be on paper"
    section(desk).preview.save_to(tmp_path / "charge.pdf")
    desk.settle()
    section(desk).preview.closed.emit()

    desk.window.lock_asked.emit()  # somebody comes in between: what is done stays done
    desk.sit_down(ASHA)
    assert not is_on(desk, "Hand the laptop over"), "the code is not made yet, nor a backup"
    backups_at = tmp_path / "pendrive"
    backups_at.mkdir()
    section(desk).secure.back_up_to(backups_at)
    desk.settle()
    (backup,) = backups_at.iterdir()
    assert "No HQ is joined" in told(desk)
    assert not is_on(desk, "Hand the laptop over"), "the code is not made yet"
    press(desk, "Make a new recovery code")
    sheet = section(desk).code
    assert sheet is not None
    new = sheet._code
    sheet.tick.setChecked(True)
    press(desk, "Done, hide the code")
    secret = section(desk).passphrase
    assert secret is not None
    secret.set_values({"first": "four words of Balu", "second": "four words of Balu"})
    secret.save()
    desk.settle()
    press(desk, "Hand the laptop over")

    assert [tile.text() for tile in desk.asked().tiles.tiles] == [BALU], "locked, and Asha is not asked any more"
    desk.sit_down(BALU)
    assert (desk.store.operator, roles.role()) == (BALU, roles.ORGANISER)
    with desk.store.reading() as session:
        assert members_list.count(session) == people
        assert operators.find(session, name=ASHA).is_out
        done = {a.verb: a.user for a in history.acts(session)}
    assert done["members.add"] == ASHA, "what she did keeps her name"
    assert (tmp_path / "charge.pdf").read_bytes()
    assert restore(backup, tmp_path / "back", recovery=old).key, "a backup opens with the code of its day"
    assert key.unlock(folder, recovery=new) == key.unlock(folder, passphrase="four words of Balu")
    for way in (partial(key.unlock, folder, recovery=old), partial(key.unlock, folder, passphrase="made-up")):
        with pytest.raises(RuleBroken, match="does not open"):
            way()
