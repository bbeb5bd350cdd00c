"""Which other Python the window is proven on, and that none is said and not passed over in silence."""

from pathlib import Path

import pytest

from tests.proofs import newest


def put(folder: Path, name: str, says: str) -> None:
    """A Python that says it is this version; a shim of pyenv says that there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{says}\n")
    (folder / name).chmod(0o755)


@pytest.fixture
def pythons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    put(tmp_path / "bin", "python3.11", "echo 3.11.7")
    return tmp_path


def test_the_newest_that_runs_is_taken(pythons: Path) -> None:
    assert newest.another((3, 11)) is None
    put(pythons / "pyenv" / "versions" / "3.12.1" / "bin", "python3.12", "echo 3.12.1")
    assert newest.another((3, 11)) == str(pythons / "pyenv/versions/3.12.1/bin/python3.12")
    put(pythons / "bin", "python3.13", "echo 3.13.2")
    put(pythons / "bin", "python3.14", "exit 127")
    assert newest.another((3, 11)) == str(pythons / "bin/python3.13")


def test_where_the_newest_runs_already_the_oldest_is_taken(pythons: Path) -> None:
    assert newest.another((3, 14)) == str(pythons / "bin/python3.11")


def test_a_computer_without_another_python_says_so(pythons: Path) -> None:
    assert newest.prove((3, 11), 1, 1) == "left out: no other Python here than 3.11"
