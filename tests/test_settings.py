"""Settings: which folder, which language, and a damaged file that hurts nobody."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from organizer_app import settings
from organizer_app.domain.errors import RuleBroken
from organizer_app.settings import Settings, load, save


@pytest.fixture
def usual(tmp_path: Path) -> dict[str, Path]:
    return {"usual_data": tmp_path / "usual", "usual_file": tmp_path / "config" / "settings.json"}


def test_a_first_start(usual: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.locale, "getlocale", lambda: ("hi_IN", "UTF-8"))
    first = load({}, **usual)
    assert first == Settings(usual["usual_data"], "hi", "system", usual["usual_file"])
    assert not usual["usual_file"].exists()
    monkeypatch.setattr(settings.locale, "getlocale", lambda: ("English_India", "1252"))
    assert load({}, **usual).language == "en"


def test_what_is_saved_is_read(usual: dict[str, Path], tmp_path: Path) -> None:
    chosen = replace(load({}, **usual), language="hi", theme="dark", data=tmp_path / "आँकड़े")
    save(chosen)
    assert load({}, **usual) == chosen


def test_a_folder_named_from_outside_wins_and_keeps_its_own_settings(usual: dict[str, Path], tmp_path: Path) -> None:
    save(replace(load({}, **usual), language="hi", theme="dark"))
    named = load({"ORGANIZER_DATA": str(tmp_path / "demo")}, **usual)
    assert (named.data, named.theme) == (tmp_path / "demo", "system")
    assert load({"ORGANIZER_DATA": "/elsewhere"}, data=tmp_path / "demo", **usual) == named
    save(replace(named, theme="light"))
    assert load({}, **usual).theme == "dark"
    assert load({"ORGANIZER_DATA": ""}, **usual).data == tmp_path / "usual"


def test_a_relative_folder_is_made_absolute(usual: dict[str, Path]) -> None:
    assert load({}, data=Path("out"), **usual).data == Path(os.getcwd()) / "out"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"3", b"\xff\xfe", b'{"language": "xx"}', b'{"theme": "blue"}', b'{"role": 3}']
)
def test_a_damaged_file_gives_the_defaults_and_a_notice(usual: dict[str, Path], content: bytes) -> None:
    usual["usual_file"].parent.mkdir()
    usual["usual_file"].write_bytes(content)
    loaded = load({}, **usual)
    assert loaded.theme == "system"
    assert "{file}" in loaded.notice
    assert usual["usual_file"].read_bytes() == content
    assert save(loaded).notice == ""
    assert load({}, **usual).notice == ""


def test_a_setting_of_a_later_version_is_read_over(usual: dict[str, Path]) -> None:
    usual["usual_file"].parent.mkdir()
    usual["usual_file"].write_text('{"theme": "dark", "later": [1, 2]}')
    assert (load({}, **usual).theme, load({}, **usual).notice) == ("dark", "")


def test_a_place_that_cannot_be_written_is_told(usual: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "config").write_bytes(b"")
    with pytest.raises(RuleBroken, match=r"settings\.json"):
        save(load({}, **usual))


def test_the_platforms_places_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings.platformdirs, "user_data_path", lambda *a, **k: tmp_path / "d")
    monkeypatch.setattr(settings.platformdirs, "user_config_path", lambda *a, **k: tmp_path / "c")
    assert (load({}).data, load({}).file) == (tmp_path / "d", tmp_path / "c" / "settings.json")
