"""The command: preflight first, the self-test, pictures, and what an unexpected error says."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from organizer_app import settings
from organizer_app.db import key
from organizer_app.db.envelope import ENVELOPE
from ui import app, preflight
from ui.choices import Choices
from ui.collector import Collector
from ui.program import BY_ITSELF, KEY_FILE, Program, catch_all
from ui.window import Window


def test_no_window_is_a_sentence_and_status_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(preflight, "check", lambda: "A system library is missing.")
    assert app.main([]) == 3
    assert capsys.readouterr().err == "A system library is missing.\n"


@pytest.mark.slow
def test_the_self_test_opens_every_page(tmp_path: Path) -> None:
    """In a process of its own, as the bundle runs it, with a home in which nothing may appear."""
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "ui.app", "--self-test"],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
        env=os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ok: ")
    assert [p for p in home.rglob("*") if "organizer" in p.name] == []


def test_the_window_opens_on_data_named_from_outside(tmp_path: Path, qtbot: QtBot) -> None:
    """What `organizer --made-up --data DIR` puts together: everything of it lies in DIR."""
    choices = Choices(settings.load({}, data=tmp_path / "there"))
    program = Program(choices)
    folder = program.place(made_up=True)
    assert (folder.path, folder.passphrase) == (tmp_path / "there", "made-up")
    usual = Choices(settings.load({}, usual_data=tmp_path / "data", usual_file=tmp_path / "settings.json"))
    other = Program(usual)
    assert other.place(made_up=True).path == tmp_path / "data-made-up"
    assert other.place(made_up=False).path == tmp_path / "data"
    program.close()
    other.close()


def test_what_opens_by_itself_is_seen_without_the_database(tmp_path: Path) -> None:
    assert (KEY_FILE, BY_ITSELF.decode()) == (ENVELOPE, f'"{key.KEYRING}"')
    choices = Choices(settings.load({}, data=tmp_path))
    asked, given = Program(choices), Program(choices, environ={"ORGANIZER_PASSPHRASE": "neela ghada"})
    assert not given.place(made_up=False).opens_by_itself()  # nothing is there
    (tmp_path / KEY_FILE).write_text('{"slots":{"passphrase":{}}}')
    assert given.place(made_up=False).opens_by_itself()
    assert not asked.place(made_up=False).opens_by_itself()
    (tmp_path / KEY_FILE).write_text('{"slots":{"passphrase":{},"keyring":{}}}')
    assert asked.place(made_up=False).opens_by_itself()


def test_a_restore_leaves_no_collector_that_asks_the_old_tasks(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would collect everything in the middle of the new tasks' work, because the old ones rest for ever."""
    program = Program(Choices(settings.load({}, data=tmp_path / "data")))
    program._collector = Collector(program.tasks.busy, program)
    monkeypatch.setattr(program, "_make_gate", lambda: SimpleNamespace(restore=lambda *_: None, show=lambda: None))
    program.restore(tmp_path / "some.zip")
    assert program._collector is None
    program.close()


def test_an_unexpected_error_is_a_sentence(
    window: Window, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_all(window)
    name = "Sunita"
    try:
        raise ValueError(name)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert window.toast.text().startswith("Something went wrong")
    assert "ValueError" in caplog.text
    assert "Sunita" not in caplog.text.replace('name = "Sunita"', "")
