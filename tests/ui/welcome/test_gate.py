"""From the first start to the window: made up, one's own, unlocked, refused."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from organizer_app.db.lock import only_copy
from organizer_app.domain.words import language
from organizer_app.jobs.data_folder import create
from organizer_app.services import home, organisation
from organizer_app.settings import load
from tests.conftest import District
from tests.ui.walk import problems
from tests.ui.welcome.conftest import Until
from ui.choices import Choices
from ui.members.page import MembersPage
from ui.pages_list import Opening
from ui.program import Program, beside
from ui.start import SIZES, settle
from ui.welcome.bring import Bring
from ui.welcome.first_run import KeepCode, MakeDistrict, Welcome
from ui.welcome.unlock import Unlock, WithCode
from ui.welcome.views import Refused

SECRET = "neela ghada mitti"


def view(program: Program) -> QWidget | None:
    """What the gate shows."""
    return program.gate.view if program.gate is not None else None


def press(widget: QWidget, words: str) -> None:
    """Clicks the button with these words."""
    (found,) = [b for b in widget.findChildren(QPushButton) if b.text() == words and not b.isHidden()]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_first_run_to_the_window(program: Program, until: Until, qtbot: QtBot, tmp_path: Path) -> None:
    program.begin()
    until(lambda: isinstance(view(program), Welcome))
    press(view(program), "Make my district")
    until(lambda: isinstance(view(program), MakeDistrict))
    made = view(program)
    assert isinstance(made, MakeDistrict)
    form = made.form
    until(lambda: form._lines)
    form.form.save()
    shown = [w.text() for w in made.findChildren(QLabel) if w.isVisible() and "fill this in" in w.text()]
    assert len(shown) == 3  # area and the passphrase twice
    program.gate.activateWindow()
    QTest.qWaitForWindowActive(program.gate)
    form.home.setFocus()
    QTest.keyClicks(form.home.input, "ranchi")
    until(lambda: form.home._popup.isVisible())
    QTest.keyClick(form.home._popup, Qt.Key.Key_Down)
    QTest.keyClick(form.home._popup, Qt.Key.Key_Return)
    assert form.home.value() == ("district", "339")
    form.form.set_values({"name_hi": "जन सहयोग", "first": "short", "second": "short", "operator": "Asha"})
    form.form.save()
    assert "at least 8" in "".join(w.text() for w in form.first.findChildren(QLabel))
    form.form.set_values({"first": SECRET, "second": SECRET + "!"})
    form.form.save()
    assert "not the same" in "".join(w.text() for w in form.second.findChildren(QLabel))
    form.form.set_values({"second": SECRET})
    form.form.save()
    until(lambda: isinstance(view(program), KeepCode))
    kept = view(program)
    assert isinstance(kept, KeepCode)
    assert not kept.go.isEnabled()
    kept.code.save_to(tmp_path / "data" / "code.pdf")
    until(lambda: "lies in the data folder" in kept.code._said.text())
    assert not kept.go.isEnabled()
    kept.code.save_to(tmp_path / "code.pdf")
    until(kept.go.isEnabled)
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")
    kept.go.click()
    until(lambda: program.window is not None)
    assert (program.gate, program.folder is not None) == (None, True)
    with program.folder.store.reading() as session:
        assert (home.area_name(session), organisation.get(session).name_hi) == ("Ranchi", "जन सहयोग")
    assert program.folder.store.operator == "Asha"
    assert load({}, usual_data=tmp_path / "data", usual_file=tmp_path / "settings.json").operator == "Asha"


def test_a_wrong_passphrase_is_one_sentence(program: Program, until: Until, tmp_path: Path) -> None:
    code = _locked(tmp_path)
    program.begin()
    until(lambda: isinstance(view(program), Unlock))
    unlock = view(program)
    assert isinstance(unlock, Unlock)
    QTest.keyClick(unlock.secret.input, Qt.Key.Key_Return)
    assert "fill this in" in unlock.secret._below.text()
    QTest.keyClicks(unlock.secret.input, "wrong")
    QTest.keyClick(unlock.secret.input, Qt.Key.Key_Return)
    until(lambda: "does not open" in unlock.secret._below.text())
    assert unlock.secret._below.text().startswith("This passphrase does not open")
    assert unlock.secret._below.text().endswith("use the recovery code.")
    assert unlock.isVisible()
    unlock.secret.set_value(SECRET)
    unlock.open()
    until(lambda: program.window is not None)
    assert code


def test_the_recovery_code_opens_and_sets_a_new_passphrase(program: Program, until: Until, tmp_path: Path) -> None:
    code = _locked(tmp_path)
    program.begin()
    until(lambda: isinstance(view(program), Unlock))
    press(view(program), "Use the recovery code")
    until(lambda: isinstance(view(program), WithCode))
    form = view(program)
    assert isinstance(form, WithCode)
    form.form.set_values({"recovery": "AAAAA-AAAAA", "first": "nayi mitti ghada", "second": "nayi mitti ghada"})
    form.form.save()
    until(lambda: "does not open" in form._code._below.text())
    form.form.set_values({"recovery": code})
    form.form.save()
    until(lambda: program.window is not None)
    program.close()
    again = Program(program.choices, environ={"ORGANIZER_PASSPHRASE": "nayi mitti ghada"})
    again.begin()
    until(lambda: again.window is not None)
    again.close()
    again.window.close()


def test_the_made_up_district_and_back_to_ones_own(
    program: Program, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.begin()
    until(lambda: isinstance(view(program), Welcome))
    assert not (tmp_path / "data").exists()
    monkeypatch.setattr("ui.welcome.first_run.make_made_up", _small)
    press(view(program), "Open the made-up district")
    until(lambda: program.window is not None)
    assert beside(tmp_path / "data").is_dir()
    until(lambda: program.window.page("home").findChildren(QPushButton))
    press(program.window.page("home"), "Make my own district")
    assert program.gate is not None
    assert program.gate.isVisible()  # at once: the last window that closes ends the program
    until(lambda: isinstance(view(program), Welcome))
    assert program.window is None


def _small(folder: object, progress: object) -> None:
    from organizer_app.jobs.first_run import make_made_up

    make_made_up(folder, progress, members=60)  # type: ignore[arg-type]  # what the gate gives


def test_a_second_copy_is_refused_in_one_sentence_and_may_try_again(
    program: Program, until: Until, tmp_path: Path
) -> None:
    _locked(tmp_path)
    with only_copy(tmp_path / "data"):
        program.begin()
        until(lambda: isinstance(view(program), Refused))
        refused = view(program)
        assert isinstance(refused, Refused)
        assert "Close it and try again." in refused.sentence
    press(refused, "Try again")
    until(lambda: isinstance(view(program), Unlock))


def test_a_passphrase_from_outside_is_the_only_key_tried(qapp: QApplication, until: Until, tmp_path: Path) -> None:
    _locked(tmp_path)
    choices = Choices(load({}, usual_data=tmp_path / "data", usual_file=tmp_path / "settings.json"))
    program = Program(choices, environ={"ORGANIZER_PASSPHRASE": "wrong"})
    program.begin()
    until(lambda: isinstance(view(program), Refused))
    refused = view(program)
    assert isinstance(refused, Refused)
    assert "does not open" in refused.sentence
    program.close()
    assert program.gate is not None
    program.gate.close()


def test_a_backup_becomes_the_district(
    program: Program, until: Until, district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from organizer_app.jobs import backups, erased_before

    monkeypatch.setattr(erased_before, "erase_again", lambda _store, _aside: 2)
    backups.make(district.store, dest=tmp_path / "b.zip")
    program.begin()
    until(lambda: isinstance(view(program), Welcome))
    welcome = view(program)
    assert isinstance(welcome, Welcome)
    welcome.bring(tmp_path / "b.zip")
    bring = view(program)
    assert isinstance(bring, Bring)
    bring.form.save()
    assert "recovery code" in bring._secret._below.text()
    bring.form.set_values({"passphrase": "wrong"})
    bring.form.save()
    until(lambda: "does not open" in bring._secret._below.text())
    bring.form.set_values({"passphrase": "made-up"})
    bring.form.save()
    until(lambda: program.window is not None)
    assert program.window is not None
    assert program.window.toast.text() == "2 people were erased again."


def test_language_and_theme_are_remembered(program: Program, until: Until, tmp_path: Path) -> None:
    _locked(tmp_path)
    program.begin()
    until(lambda: isinstance(view(program), Unlock))
    program.gate.use_language("hi")
    until(lambda: isinstance(view(program), Unlock) and program.gate.windowTitle() != "Field Organizer")
    assert language() == "hi"
    unlock = view(program)
    assert isinstance(unlock, Unlock)
    unlock.secret.set_value(SECRET)
    unlock.open()
    until(lambda: program.window is not None)
    program.window.use_theme(True)
    program.window.use_language("en")
    until(lambda: language() == "en")
    kept = load({}, usual_data=tmp_path / "data", usual_file=tmp_path / "settings.json")
    assert (kept.language, kept.theme) == ("en", "dark")
    settle(QApplication.instance(), program.tasks)  # type: ignore[arg-type]  # there is one


@pytest.mark.parametrize("code", ["en", "hi"])
def test_every_view_fits_and_is_reached_by_the_keyboard(program: Program, until: Until, code: str) -> None:
    from functools import partial

    from organizer_app.jobs.first_run import Made

    program.choices.settings = replace(program.choices.settings, operator="Asha")
    program.begin()
    until(lambda: isinstance(view(program), Welcome))
    gate = program.gate
    assert gate is not None
    gate.use_language(code)
    problem = "Another window or command has /home/asha/data open (process 4711 on dell). Close it and try again."
    views = [
        partial(Welcome, gate),
        partial(MakeDistrict, gate, ask_passphrase=True),
        partial(KeepCode, gate, Made("7H3K2-9QWER-0A1BC-D4E5F-6G7H8-JKMNP", 812, ()), "जन सहयोग"),
        partial(Unlock, gate),
        partial(WithCode, gate),
        partial(Bring, gate, Path("2026-11-22-0930.organizer-backup.zip")),
        partial(Refused, problem, again=gate.begin, close=gate.close),
    ]
    found = []
    for make in views:
        gate.show_view(make)
        for size in (SIZES[1], (820, 560)):
            gate.resize(*size)
            settle(QApplication.instance(), program.tasks)  # type: ignore[arg-type]  # there is one
            found += [f"{make.func.__name__} {size}: {p}" for p in problems(gate)]
    assert found == []


def _locked(tmp_path: Path) -> str:
    """A data folder that asks for its passphrase; gives its recovery code."""
    made = create(tmp_path / "data", passphrase=SECRET, use_keyring=False)
    made.store.close()
    return made.recovery_code


def test_the_window_is_there_before_the_data(program: Program, until: Until, tmp_path: Path) -> None:
    _locked(tmp_path)
    program._environ = {"ORGANIZER_PASSPHRASE": SECRET}
    program.begin()
    assert program.window is not None
    assert isinstance(program.window.page("home"), Opening)
    program.window.go("members")
    until(lambda: program.context is not None and isinstance(program.window.page(), MembersPage))
    assert program.folder is not None
    program.close()
    with only_copy(tmp_path / "data"):
        pass


def test_closed_before_the_opened_folder_was_handed_over(program: Program, tmp_path: Path) -> None:
    _locked(tmp_path)
    program._environ = {"ORGANIZER_PASSPHRASE": SECRET}
    program.begin()
    end = time.monotonic() + 20
    while not (program._opening and program._opening[0]._store) and time.monotonic() < end:
        time.sleep(0.01)  # without events, so that the window does not hear of it
    program.close()
    with only_copy(tmp_path / "data"):
        pass
