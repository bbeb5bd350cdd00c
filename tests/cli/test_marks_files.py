"""marks-file write and read between two data folders."""

import shutil

import pytest

from organizer_app.wire import marks_file
from tests.cli.conftest import Shell


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are not about guessing."""
    monkeypatch.setattr(marks_file, "COST", 2)


def test_marks_go_over_by_file(desk: Shell, camp: str) -> None:
    other, file = desk.folder / "other", desk.folder / "gate.organizer-marks"
    shutil.copytree(desk.data, other)
    desk("attendance", "mark", camp, "--session", 1, "--present", "1-3")
    desk("--data", other, "attendance", "mark", camp, "--session", 1, "--absent", "3", "--present", "4-8")
    desk("--data", other, "attendance", "walk-in", camp, "--session", 1, "--name", "Hari Munda")
    made = desk("--data", other, "attendance", "marks-file", "write", camp, file)
    assert (made["file"], made["marks"], made["listed"]) == (str(file), 7, 1)
    take = ("attendance", "marks-file", "read", file, "--code", made["code"])
    seen = desk(*take, "--dry-run")
    assert (seen["new"], seen["changes"], seen["tx"]) == (6, 8, None)
    taken = desk(*take)
    assert [d["serial"] for d in taken["differences"]] == [3]
    assert any("The later stands: absent." in text for text in taken["told"])
    assert desk("attendance", "show", camp)["sessions"][0]["present"] == 8
    assert desk.words(*take) == "7 marks are the same on both laptops."
    desk("attendance", "undo")
    assert desk("attendance", "show", camp)["sessions"][0]["present"] == 3


def test_what_is_refused(desk: Shell, camp: str) -> None:
    file = desk.folder / "gate.organizer-marks"
    said = desk.words("attendance", "marks-file", "write", camp, file)
    assert said.startswith("0 marks are in")
    assert "does not open" in desk.refused("attendance", "marks-file", "read", file, "--code", "0000-0000")
    assert "needs 8" in desk.refused("attendance", "marks-file", "read", file, "--code", "12")
    assert "There is no file" in desk.refused("attendance", "marks-file", "read", desk.folder / "x", "--code", "12")
    assert "No camp" in desk.refused("attendance", "marks-file", "write", "x", file)
    assert "is a folder" in desk.refused("attendance", "marks-file", "write", camp, desk.folder)
