"""Settings: every section does what it says, and fits."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QEvent, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from organizer_app.db import key
from organizer_app.db.backup import is_backup
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import language
from organizer_app.jobs import backups, papers
from organizer_app.jobs.data_folder import shipped
from organizer_app.services import area_counts, erasing, members, organisation, wings
from tests.conftest import District
from tests.printing.pdf_reading import pdfium_text
from tests.ui.context import context_of
from ui.pages_list import Context
from ui.settings.backup import BackupSection
from ui.settings.history import VERBS, HistorySection
from ui.settings.keys import KeysSection
from ui.settings.laptop import LaptopSection
from ui.settings.organisation import OrganisationSection
from ui.settings.page import SettingsPage
from ui.settings.places import PlacesSection
from ui.settings.printer import PrinterSection
from ui.settings.wings import WingsSection
from ui.shared.field import Option
from ui.shared.page import PageSpec
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def context(district: District, tasks: Tasks, tmp_path: Path) -> Context:
    return context_of(district, tasks, tmp_path)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, context: Context) -> Iterator[SettingsPage]:
    """The settings in a window, at rest."""
    window = Window(
        [PageSpec("settings", "settings", "Settings", lambda s: SettingsPage(s, context))], context.records.tasks
    )
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    settle(qapp, window.tasks)
    made = window.page("settings")
    assert isinstance(made, SettingsPage)
    yield made
    settle(qapp, window.tasks)


def test_undo_in_a_toast_outlives_the_section(page: SettingsPage, rest: Callable[[], None]) -> None:
    section = page.section("backup")
    assert isinstance(section, BackupSection)
    window = page.shell
    assert isinstance(window, Window)
    section.undo()  # and before the answer comes, everything is made anew in the other language
    window.use_language("hi")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    rest()
    assert toast(page)


@pytest.fixture
def rest(qapp: QApplication, tasks: Tasks) -> Callable[[], None]:
    """Lets everything come that was asked for."""
    return lambda: settle(qapp, tasks)


def toast(page: SettingsPage) -> str:
    window = page.shell
    assert isinstance(window, Window)
    return window.toast.text()


def said(widget: QWidget) -> str:
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if not w.isHidden())


def test_the_new_name_stands_on_paper_and_undo_takes_it_back(
    page: SettingsPage, district: District, rest: Callable[[], None]
) -> None:
    section = page.section("organisation")
    assert isinstance(section, OrganisationSection)
    assert section.form.values()["name_en"] == "Jan Sahyog Sangathan"
    section.form.set_values({"name_hi": "", "name_en": ""})
    section.form.save()
    rest()
    assert "stands on every sheet" in said(section.form)
    section.form.set_values({"name_hi": "नई किरण", "name_en": "Nayi Kiran"})
    section.form.save()
    rest()
    assert "new name" in toast(page)
    with district.store.reading() as session:
        found = organisation.get(session)
    assert (found.name_hi, found.name_en) == ("नई किरण", "Nayi Kiran")
    section.undo()
    rest()
    assert section.form.values()["name_hi"] == "जन सहयोग संगठन"


def test_a_logo_is_taken_shown_and_removed(
    page: SettingsPage, district: District, rest: Callable[[], None], tmp_path: Path
) -> None:
    section = page.section("organisation")
    assert isinstance(section, OrganisationSection)
    (tmp_path / "no.png").write_bytes(b"not a picture")
    section.set_logo(tmp_path / "no.png")
    rest()
    assert "Choose a PNG, JPG or SVG" in toast(page)
    section.set_logo(tmp_path / "missing.png")
    rest()
    assert "could not be read" in toast(page)
    picture, buffer = QImage(160, 80, QImage.Format.Format_RGB32), QBuffer()
    picture.fill(Qt.GlobalColor.darkGreen)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes here, Qt a name
    (tmp_path / "logo.png").write_bytes(buffer.data().data())
    section.set_logo(tmp_path / "logo.png")
    rest()
    assert not section._logo.pixmap().isNull()
    section.set_logo(None)
    rest()
    with district.store.reading() as session:
        assert organisation.get(session).logo is None


def test_ones_own_area_and_another_states_list(
    page: SettingsPage, district: District, rest: Callable[[], None], tmp_path: Path
) -> None:
    page.open_place("places")
    rest()
    section = page.section()
    assert isinstance(section, PlacesSection)
    assert section.home.input.text() == "Ranchi"
    section.load(shipped("areas/chhattisgarh.csv"))
    rest()
    assert "areas were read." in said(section)
    (option,) = [o for o in section._find("raipur") if o.below.startswith("District")]
    section.home.set_value(Option(*option))
    section.form.save()
    rest()
    assert "Raipur" in toast(page)
    with district.store.reading() as session:
        seen = area_counts.standing(session)
    assert (seen.home.name_en if seen.home else "", len(seen.states)) == ("Raipur", 2)
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    section.load(tmp_path / "bad.csv")
    rest()
    assert "bad.csv" in said(section)


def test_a_wing_is_added_under_another(page: SettingsPage, district: District, rest: Callable[[], None]) -> None:
    page.open_place("wings")
    rest()
    section = page.section()
    assert isinstance(section, WingsSection)
    assert section.form is not None
    section.form.save()
    rest()
    assert "needs a name" in said(section.form)
    with district.store.reading() as session:
        above = next(w for w in wings.rows(session) if w.code == "youth" or w.parent_id is None)
    section.form.set_values({"name_hi": "पदयात्रा दल", "name_en": "Padyatra team", "kind": "cell", "parent": above.id})
    section.form.save()
    rest()
    with district.store.reading() as session:
        assert wings.find(session, name="पदयात्रा दल").parent_id == above.id
    assert "Padyatra team" in said(section)
    section.undo()
    rest()
    assert "Padyatra team" not in {w.name for w in section._found if not w.archived}


def test_a_wing_is_changed_taken_out_and_brought_back(page: SettingsPage, rest: Callable[[], None]) -> None:
    page.open_place("wings")
    rest()
    section = page.section()
    assert isinstance(section, WingsSection)
    assert section._past_card.isHidden()
    first = section._found[0]

    def press(name: str) -> None:
        button = next(b for b in section.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible())
        button.click()
        rest()

    bar = page.findChildren(QScrollArea)[-1].verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    press(f"Change {first.name}")
    assert bar.value() == 0, "the form is seen"
    assert section.form is not None
    assert section.form.values()["name_hi"] == first.name_hi
    section.form.set_values({"name_en": "Walkers", "parent": first.id})
    section.form.set_values({"name_hi": section._found[1].name_hi})
    section.form.save()
    rest()
    assert "already a wing called" in said(section.form)
    section.restore(section.state())
    section.form.set_values({"name_hi": "पदयात्री"})
    section.form.save()
    rest()
    assert "Walkers" in said(section)
    assert section._form_title.text() == "Add a wing"
    press("Take Walkers out of the list")
    assert "not offered any more" in toast(page)
    assert section._past_card.isVisible()
    press("Bring back: Walkers")
    assert section._past_card.isHidden()
    for _act in range(3):
        section.undo()
        rest()
    assert first.name in said(section)
    assert "Walkers" not in said(section)
    press(f"Change {first.name}")
    section.form.cancelled.emit()
    assert section.form.values()["name_hi"] == ""


def test_language_look_and_name(page: SettingsPage, context: Context, rest: Callable[[], None]) -> None:
    page.open_place("laptop")
    section = page.section()
    assert isinstance(section, LaptopSection)
    section.form.set_values({"operator": "Asha Lakra"})
    section.form.save()
    assert (context.choices.operator, context.records.store.operator) == ("Asha Lakra", "Asha Lakra")
    section.theme.picked.emit("system")
    rest()
    assert context.choices.settings.theme == "system"
    window = page.shell
    assert isinstance(window, Window)
    again = window.page("settings")
    assert isinstance(again, SettingsPage)
    assert again.key == "laptop"
    again.section().language.picked.emit("hi")  # type: ignore[attr-defined]  # the laptop section
    rest()
    assert language() == "hi"


def test_the_passphrase_changes_only_with_the_old_one(
    page: SettingsPage, district: District, rest: Callable[[], None]
) -> None:
    page.open_place("keys")
    rest()
    section = page.section()
    assert isinstance(section, KeysSection)
    assert section.form is not None
    section.form.set_values({"now": "wrong", "first": "neela ghada mitti", "second": "neela ghada"})
    section.form.save()
    assert "not the same" in said(section.form)
    section.form.set_values({"second": "neela ghada mitti"})
    section.form.save()
    rest()
    assert "does not open" in said(section.form)
    section.form.set_values({"now": "made-up"})
    section.form.save()
    rest()
    assert "new passphrase" in toast(page)
    assert key.unlock(district.store.folder, passphrase="neela ghada mitti") == district.store.key
    with pytest.raises(RuleBroken):
        key.unlock(district.store.folder, passphrase="made-up")


def test_a_new_recovery_code_is_shown_once(
    page: SettingsPage, district: District, rest: Callable[[], None], tmp_path: Path
) -> None:
    page.open_place("keys")
    rest()
    section = page.section()
    assert isinstance(section, KeysSection)
    section._on_renew()
    rest()
    assert section.code is not None
    code = section.code._code
    assert key.unlock(district.store.folder, recovery=code) == district.store.key
    hide = next(b for b in section.findChildren(QPushButton) if b.text() == "Done, hide the code")
    assert not hide.isEnabled()
    section.code.save_to(tmp_path / "code.pdf")
    rest()
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")
    section.code.tick.setChecked(False)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    section.code.print_on(printer)
    rest()
    assert (tmp_path / "printed.pdf").stat().st_size > 1000
    assert section.code.tick.isChecked()
    hide.click()
    rest()
    assert code.split("-")[0] not in said(section)


def test_a_backup_is_made_and_remembered(
    page: SettingsPage, district: District, rest: Callable[[], None], tmp_path: Path
) -> None:
    page.open_place("backup")
    rest()
    section = page.section()
    assert isinstance(section, BackupSection)
    assert "No backup was made" in said(section)
    section.back_up(district.store.folder / "x.zip")
    rest()
    assert "data folder itself" in said(section)
    section.back_up(tmp_path / "b.zip")
    rest()
    assert is_backup(tmp_path / "b.zip")
    assert "it is whole" in said(section)
    assert "b.zip" in section._last.text()
    last = backups.last(district.store.folder)
    assert last is not None
    section._on_look()
    rest()
    assert "All is whole." in said(section)


def test_backups_go_to_a_folder_that_is_kept(
    page: SettingsPage, district: District, rest: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.open_place("backup")
    rest()
    section = page.section()
    assert isinstance(section, BackupSection)
    pendrive, asked = tmp_path / "pendrive", list[str]()
    pendrive.mkdir()
    answers = [str(pendrive), "", str(district.store.folder)]

    def ask(_parent: QWidget, title: str, start: str) -> str:
        asked.append(start)
        return answers.pop(0)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", ask)
    press = {b.text(): b for b in section.findChildren(QPushButton)}
    assert "The first backup asks for one." in section._goes.text()
    press["Back up now"].click()
    rest()
    assert section._goes.text() == f"Backups go to: {pendrive}"
    assert "it is whole" in said(section)
    (made,) = pendrive.glob("*.zip")
    made.unlink()
    press["Back up now"].click()
    rest()
    assert len(list(pendrive.glob("*.zip"))) == 1
    assert asked == [str(Path.home())], "asked once, when no folder was known"
    press["Change…"].click()  # and thought better of it
    press["Change…"].click()
    rest()
    assert "data folder itself" in said(section)
    assert backups.kept_folder(district.store.folder) == pendrive
    assert asked[1:] == [str(pendrive)] * 2
    pendrive.rename(tmp_path / "taken out")
    press["Back up now"].click()
    rest()
    assert "Put the pendrive in" in said(section)
    elsewhere = tmp_path / "elsewhere.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(elsewhere), ""))
    press["Save elsewhere…"].click()
    rest()
    assert is_backup(elsewhere)
    assert backups.kept_folder(district.store.folder) == pendrive, "elsewhere is for this once"


def test_the_test_page_is_shown(page: SettingsPage, rest: Callable[[], None]) -> None:
    page.open_place("printer")
    section = page.section()
    assert isinstance(section, PrinterSection)
    section.paper.choose("legal")
    section.make()
    rest()
    assert section.preview.isVisible()
    assert len(section.preview._canvas.sizes) == 1
    assert round(section.preview._canvas.sizes[0].height) == 1008  # 14 inches
    QTest.keyClick(section.preview, Qt.Key.Key_Escape)
    assert not section.preview.isVisible()


def test_what_was_done_is_listed_and_undone(page: SettingsPage, district: District, rest: Callable[[], None]) -> None:
    with district.store.transaction("organisation.rename", "Nayi Kiran") as session:
        organisation.rename(session, name_hi="नई किरण", name_en="Nayi Kiran")
    page.open_place("history")
    rest()
    section = page.section()
    assert isinstance(section, HistorySection)
    newest = section.acts[0]
    assert (newest.verb, newest.about) == ("organisation.rename", "Nayi Kiran")
    assert "Named the organisation" in said(section)
    undo = next(
        b for b in section.findChildren(QPushButton) if b.text() == "Undo" and "Nayi Kiran" in b.accessibleName()
    )
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    rest()
    with district.store.reading() as session:
        assert organisation.get(session).name_en == "Jan Sahyog Sangathan"
    assert section.acts[1].undone


def test_what_touched_somebody_erased_says_that_it_stays(
    page: SettingsPage, district: District, rest: Callable[[], None]
) -> None:
    with district.store.transaction("members.add", "Budhni Kujur") as session:
        person = members.add(session, new=members.New(name="Budhni Kujur"))
    with district.store.transaction("erasing.erase") as session:
        erasing.erase(session, member=person, reason="asked")
    page.open_place("history")
    rest()
    section = page.section()
    assert isinstance(section, HistorySection)
    assert [act.verb for act in section.acts if act.erased] == ["erasing.erase", "members.add"]
    assert said(section).count("A person was erased: this stays.") == 2
    assert "Budhni" not in said(section)
    assert "Imported a list" in said(section)


def test_the_new_name_is_in_the_pdf(district: District) -> None:
    from organizer_app.jobs import made_up, made_up_camps

    with district.store.transaction("organisation.rename") as session:
        organisation.rename(session, name_hi="नई किरण", name_en="Nayi Kiran Manch")
    camp = made_up.plan_camp(district.store, area=district.home, seed=1)
    made_up_camps.invite(district.store, camp, area=district.home, wanted=5)
    made_up_camps.freeze(district.store, camp)
    made = papers.make(district.store, papers.Order(camp, "sheet", language="en"))
    assert "Nayi Kiran Manch" in pdfium_text(made.pdf)


def test_everything_that_can_be_done_has_words() -> None:
    root = Path(__file__).parents[3]
    sources = [p.read_text() for top in ("organizer_app", "ui") for p in (root / top).rglob("*.py")]
    written = re.compile(r"(?:transaction|\.write)\(\s*\"([a-z_]+\.[a-z_]+)\"")
    verbs = {verb for source in sources for verb in written.findall(source)}
    assert len(verbs) > 30
    assert verbs - VERBS.keys() == set()
