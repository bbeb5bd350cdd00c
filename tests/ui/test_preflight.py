"""What is said when no window can open, with nothing installed but Python."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui import preflight

SCRIPT = Path(preflight.__file__)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PATH": os.environ["PATH"], **environment},
    )


def test_it_runs_alone_and_finds_nothing_missing_here() -> None:
    answer = run(QT_QPA_PLATFORM="offscreen")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert run("--packages").returncode == 0


def test_without_a_screen_it_says_so() -> None:
    answer = run()
    assert answer.returncode == 1
    assert "No screen was found" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_it_imports_nothing_but_the_standard_library() -> None:
    code = f"import sys; sys.path.insert(0, {str(SCRIPT.parent)!r}); import preflight; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not [name for name in loaded if name.split(".")[0] in {"PySide6", "ui", "organizer_app"}]


def test_a_missing_library_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    gone = "libxcb-cursor.so.0"
    monkeypatch.setattr(preflight, "_opening", lambda name: gone if name.endswith(("qxcb.so", gone)) else "")
    assert preflight.missing_packages() == ["libxcb-cursor0"]
    assert preflight.check() == f"A system library is missing ({gone}). Run: sudo apt-get install libxcb-cursor0"


@pytest.mark.parametrize(
    ("known", "release", "wanted"),
    [
        ({"libglib2.0-0t64"}, "", "libglib2.0-0t64"),
        ({"libglib2.0-0"}, "", "libglib2.0-0"),
        (set(), 'ID=ubuntu\nVERSION_ID="24.04"', "libglib2.0-0t64"),
        (set(), 'ID=debian\nVERSION_ID="12"', "libglib2.0-0"),
        (set(), 'ID=debian\nVERSION_ID="13"', "libglib2.0-0t64"),
        (set(), "ID=arch", "libglib2.0-0"),
    ],
)
def test_the_package_has_the_name_this_system_knows(
    monkeypatch: pytest.MonkeyPatch, known: set[str], release: str, wanted: str
) -> None:
    monkeypatch.setattr(preflight, "_apt_knows", known.__contains__)
    monkeypatch.setattr(Path, "read_text", lambda _path, encoding="": release)
    assert preflight.package_for("libglib-2.0.so.0: cannot open shared object file") == wanted


def test_no_toolkit_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "qt_folder", lambda: None)
    sentence = preflight.check()
    assert sentence is not None
    assert "make setup" in sentence
    assert preflight.main([]) == 1


def test_no_window_on_other_systems_is_left_to_qt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert preflight.check() is None
