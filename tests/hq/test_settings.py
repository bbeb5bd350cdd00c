"""Where HQ's data is, and how much it takes."""

import stat
import sys
from pathlib import Path

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.hq import settings
from organizer_app.hq.settings import Limits


def test_what_is_given_wins_over_the_environment_and_that_over_the_folder(tmp_path: Path) -> None:
    usual = settings.load({}, data=tmp_path)
    assert usual.db == f"sqlite:///{tmp_path / 'hq.sqlite'}"
    settings.remember(settings.load({}, data=tmp_path, db="postgresql+psycopg://a/b"))
    assert settings.load({"ORGANIZER_DATA": str(tmp_path)}).db == "postgresql+psycopg://a/b"
    environ = {"ORGANIZER_HQ_DB": "postgresql+psycopg://c/d"}
    assert settings.load(environ, data=tmp_path).db == "postgresql+psycopg://c/d"
    assert settings.load(environ, data=tmp_path, db="sqlite:///x").db == "sqlite:///x"


def test_limits_in_the_folder_replace_the_usual_ones_and_are_kept(tmp_path: Path) -> None:
    file = tmp_path / settings.FILE
    file.write_text('{"limits": {"max_body": 1000}, "of a later version": 1}')
    settings.remember(settings.load({}, data=tmp_path))
    found = settings.load({}, data=tmp_path).limits
    assert (found.max_body, found.max_blob) == (1000, Limits().max_blob)
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text('{"limits": {"max_body": "much"}}')
    with pytest.raises(RuleBroken, match=r"hq\.json"):
        settings.load({}, data=tmp_path)
