"""organizer-cli in this process: a shell with a data folder and a passphrase, on a copy of the made-up district."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from organizer_app.cli import main
from organizer_app.db import key
from organizer_app.db.store import Store
from organizer_app.jobs import made_up, made_up_camps
from tests.conftest import Template

PASSPHRASE = "शिविर 2026"
HOME = "339"  # Ranchi


@dataclass
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass
class Shell:
    """Runs commands as a person does; each call is a command of its own."""

    folder: Path
    data: Path
    end: Callable[[Sequence[str]], Ended]

    def __call__(self, *arguments: object) -> Any:
        """The JSON of a command that must succeed, with nothing else on stdout."""
        ended = self.end(["--json", *map(str, arguments)])
        assert ended.code == 0, ended.err
        return json.loads(ended.out)

    def words(self, *arguments: object) -> str:
        """What a person reads after a command that must succeed."""
        ended = self.end([str(a) for a in arguments])
        assert ended.code == 0, ended.err
        return ended.out.strip()

    def refused(self, *arguments: object, code: int = 1) -> str:
        """The one sentence of a command that must be refused."""
        ended = self.end([str(a) for a in arguments])
        assert ended.code == code, (ended.code, ended.out, ended.err)
        assert "Traceback" not in ended.err
        assert "nobody foresaw" not in ended.err, ended.err
        assert ended.out == ""
        if code == 1:
            assert len(ended.err.strip().splitlines()) == 1, ended.err
            assert ended.err.strip().endswith((".", "।")), ended.err
        return ended.err.strip()


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A shell without a data folder yet."""
    data = tmp_path / "data"
    monkeypatch.setenv("ORGANIZER_DATA", str(data))
    monkeypatch.setenv("ORGANIZER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("LANG", "en_IN.UTF-8")

    def end(arguments: Sequence[str]) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main(["--lang", "en", *arguments] if "--lang" not in arguments else list(arguments))
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, out, err)

    return Shell(tmp_path, data, end)


@dataclass(frozen=True)
class Desk:
    """A data folder with people and a frozen camp of forty tomorrow."""

    folder: Path
    camp: str


@pytest.fixture(scope="session")
def desk_template(district_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk") / "data"
    shutil.copytree(district_template.folder, folder)
    key.change_passphrase(folder, district_template.key, PASSPHRASE)
    store = Store(folder, district_template.key, operator="Asha")
    camp = made_up.plan_camp(store, area=district_template.home, seed=1)
    made_up_camps.invite(store, camp, area=district_template.home, wanted=40)
    made_up_camps.freeze(store, camp)
    store.close()
    return Desk(folder, camp.hex())


@pytest.fixture
def desk(shell: Shell, desk_template: Desk) -> Shell:
    """A shell on a copy of the made-up district with a frozen camp; see `camp`."""
    shutil.copytree(desk_template.folder, shell.data)
    return shell


@pytest.fixture
def camp(desk_template: Desk) -> str:
    """The frozen camp's id."""
    return desk_template.camp
