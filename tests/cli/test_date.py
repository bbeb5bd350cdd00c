"""A laptop whose date can't be right: looking works and says so, writing waits for the clock or for a word."""

import pytest

from organizer_app.domain import clock
from organizer_app.domain.clock import now_ms
from tests.cli.conftest import Shell

DAY = 86_400_000


@pytest.fixture
def early(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The district of a laptop that woke two days before its last record."""
    now = now_ms() - 2 * DAY
    monkeypatch.setattr(clock, "source", lambda: now)
    return desk


def test_looking_says_so_and_answers(early: Shell) -> None:
    ended = early.end(["--json", "camps", "list"])
    assert (ended.code, ended.out[0]) == (0, "[")
    assert ended.err.startswith("This laptop says it is ")
    assert ended.err.strip().endswith("Set its clock.")


def test_writing_is_refused_until_somebody_says_that_the_date_is_right(early: Shell) -> None:
    add = ("members", "add", "Ram Mahto")
    said = early.refused(*add)
    assert "Its last record was made later" in said
    assert said.endswith("give --date-is-right before the command.")
    early.words("--date-is-right", *add)
    early.words("members", "add", "Sita Mahto")
    assert early.end(["camps", "list"]).err == ""
    lines = early("audit", "--limit", "5")
    assert [line["act"] for line in lines["items"]] == ["date"]


def test_in_hindi_too(early: Shell) -> None:
    ended = early.end(["--lang", "hi", "members", "add", "राम महतो"])
    assert ended.code == 1
    assert "--date-is-right" in ended.err
    assert "laptop says" not in ended.err
