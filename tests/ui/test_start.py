"""The command: preflight first, the self-test, pictures, and what an unexpected error says."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from organizer_app.domain.words import use_language
from ui import app, preflight
from ui.shared.qt_words import QtWords
from ui.start import _catch_all
from ui.window import Window


def test_no_window_is_a_sentence_and_status_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(preflight, "check", lambda: "A system library is missing.")
    assert app.main([]) == 3
    assert capsys.readouterr().err == "A system library is missing.\n"


def test_the_self_test_opens_every_page(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.app", "--self-test", "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ok: ")


def test_an_unexpected_error_is_a_sentence(
    window: Window, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    _catch_all(window)
    name = "Sunita"
    try:
        raise ValueError(name)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert window.toast.text().startswith("Something went wrong")
    assert "ValueError" in caplog.text
    assert "Sunita" not in caplog.text.replace('name = "Sunita"', "")


def test_qts_words(qapp: QApplication) -> None:
    words = QtWords()
    assert not words.isEmpty()
    assert words.translate("QLineEdit", "&Paste") == "&Paste"
    use_language("hi")
    assert words.translate("QLineEdit", "&Paste") == "चिपकाएँ"
    assert words.translate("QX", "Not in the catalogue") == "Not in the catalogue"
    assert words.translate("QX", "") == ""
