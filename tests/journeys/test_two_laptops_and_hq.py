"""Two laptops and an HQ as real processes, and everything that goes wrong in a year on one evening.

The cable is pulled in the middle of a message, each of the three is killed, HQ comes back from yesterday's backup, and
a laptop is cloned. In the end all hold the same, no edit is lost, and where two people wrote, both values are shown.
HQ is four workers on PostgreSQL; in the long proofs one process on SQLite, too. Only what breaks is a process of its
own: HQ that serves, and laptops that sync; what people ask for in between runs here, as the same command.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from organizer_app import cli
from organizer_app.db import key
from organizer_app.db.store import Store
from organizer_app.hq import admin
from organizer_app.hq.settings import DB_VARIABLE
from organizer_app.jobs import data_folder, sync
from organizer_app.services import conflicts, sync_state
from tests.conftest import Template
from tests.hq.conftest import cluster
from tests.journeys.cable import CUT, DOWN, HOLD, UP, Cable
from tests.sync.online import dump, names, rename

PASSPHRASE = "शिविर 2026"
HQ = "import sys; from organizer_app.hq.admin import main; main(sys.argv[1:])"
ROUNDS = 8


def run_here(main: Callable[[list[str]], None], *arguments: object) -> Any:
    """The JSON that a command gives, run to its end in this process."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert ended.value.code == 0, err.getvalue()
    return json.loads(out.getvalue())


class Headquarters:
    """organizer-hq: its folder, and the process that serves, with its workers."""

    def __init__(self, folder: Path, cable: Cable, workers: int) -> None:
        self.folder, self.cable, self.workers = folder, cable, workers
        self._process: subprocess.Popen[str] | None = None

    def __call__(self, *arguments: object) -> Any:
        return run_here(admin.main, "--data", self.folder, "--json", *arguments)

    def start(self) -> None:
        command = [sys.executable, "-c", HQ, "--data", str(self.folder), "--json", "serve", "--port", "0"]
        command += ["--workers", str(self.workers)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
        assert self._process.stdout is not None
        said = json.loads(self._process.stdout.readline())
        self.cable.port = int(said["url"].rpartition(":")[2])

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._process is not None:
            if how == signal.SIGKILL:
                os.killpg(self._process.pid, how)  # the computer loses its power, with all workers
            else:
                self._process.send_signal(how)
            self._process.wait(30)
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None


class Laptop:
    """organizer-cli on a data folder; a person who edits there, and processes that sync."""

    def __init__(self, folder: Path, data_key: bytes, who: str) -> None:
        self.folder, self.key, self.who = folder, data_key, who

    def start(self, *arguments: object) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "organizer_app.cli", "--data", str(self.folder), "--lang", "en", "--json"]
        return subprocess.Popen(
            [*command, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def __call__(self, *arguments: object) -> Any:
        return run_here(cli.main, "--data", self.folder, "--lang", "en", "--json", *arguments)

    def open(self) -> "closing[Store]":
        return closing(Store(self.folder, self.key, operator=self.who))

    def edit(self, member: bytes, **changes: object) -> None:
        with self.open() as store:
            rename(store, member, **changes)

    def dump(self) -> dict[str, list[str]]:
        with self.open() as store:
            return dump(store, "D339%")  # the rest comes down, or is this laptop's own

    def killed(self, *arguments: object, cable: Cable, direction: str, after: int) -> None:
        """Runs a command and kills it while its message is held on the way."""
        fault = cable.breaks(direction, after, HOLD)
        process = self.start(*arguments)
        assert fault.reached.wait(60), "the message was not that long"
        process.kill()
        process.communicate(timeout=30)
        fault.released.set()


@pytest.fixture
def cable() -> Iterator[Cable]:
    made = Cable()
    yield made
    made.close()


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.slow), "postgresql"])
def hq(
    request: pytest.FixtureRequest, tmp_path: Path, cable: Cable, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Headquarters]:
    monkeypatch.setenv("ORGANIZER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    with ExitStack() as stack:
        on_postgres = request.param == "postgresql"
        made = Headquarters(tmp_path / "hq", cable, workers=4 if on_postgres else 1)
        if on_postgres:
            monkeypatch.setenv(DB_VARIABLE, stack.enter_context(cluster()).format(name="postgres"))
        made("init", "--pack", "jharkhand")
        made.start()
        stack.callback(made.stop, signal.SIGKILL)
        yield made


@pytest.fixture
def ranchi(district_template: Template, tmp_path: Path) -> Laptop:
    """The laptop that has the people."""
    folder = tmp_path / "ranchi"
    shutil.copytree(district_template.folder, folder)
    key.change_passphrase(folder, district_template.key, PASSPHRASE)
    return Laptop(folder, district_template.key, "Asha")


@pytest.fixture
def second(tmp_path: Path) -> Laptop:
    """A new laptop, without people."""
    made = data_folder.create(tmp_path / "second", passphrase=PASSPHRASE, operator="Vijay", use_keyring=False)
    made.store.close()
    return Laptop(tmp_path / "second", made.store.key, "Vijay")


def settle(*laptops: Laptop) -> None:
    """Syncs all until nobody has anything more; in this process, since only those that break need one of their own."""
    quiet = 0
    for _ in range(ROUNDS):
        for laptop in laptops:
            with laptop.open() as store:
                done = sync.run(store)
            assert done.error == ""
            quiet = 0 if done.sent or done.received else quiet + 1
            if quiet >= len(laptops):
                return
    pytest.fail("they do not come to rest")


def person(laptop: Laptop, number: int) -> bytes:
    with laptop.open() as store, store.reading() as session:
        return bytes(session.execute(text("SELECT id FROM members ORDER BY id")).all()[number][0])


def values(laptop: Laptop, member: bytes, field: str) -> set[str]:
    """Every value of a field that is shown somewhere: the one that stands, and those of conflicts."""
    with laptop.open() as store, store.reading() as session:
        stands = session.execute(text(f"SELECT {field} FROM members WHERE id = :i"), {"i": member}).scalar_one()
        found = [c for record in conflicts.listing(session) if record.rid == member for c in record.conflicts]
    return {stands, *(side.text for c in found if c.field == field for side in (c.kept, c.lost))}


def waiting_conflicts(laptop: Laptop) -> int:
    """How many conflicts wait for somebody."""
    with laptop.open() as store, store.reading() as session:
        return sync_state.standing(session).conflicts


def test_an_evening_on_which_everything_breaks(
    hq: Headquarters, cable: Cable, ranchi: Laptop, second: Laptop, tmp_path: Path
) -> None:
    def code(label: str) -> str:
        return str(hq("enrol", "--area", "339", "--label", label)["code"])

    # Ranchi joins; the cable is pulled while its people go up, then while the answer comes down.
    with ranchi.open() as store:
        people = len(names(store))
    cable.breaks(UP, 12_000, CUT)
    joined = ranchi("join", "--hq", cable.url, "--code", code("Ranchi 1"), "--name", "ranchi")
    assert joined["error"] == "" or joined["waiting"] > 0
    cable.breaks(DOWN, 3_000, CUT)
    ranchi.start("sync", "--once").communicate(timeout=120)
    settle(ranchi)

    # The second laptop is killed in the middle of its first pull, and goes on.
    second.killed("join", "--hq", cable.url, "--code", code("Ranchi 2"), cable=cable, direction=DOWN, after=9_000)
    settle(second)
    with second.open() as store:
        assert len(names(store)) == people
    assert second.dump() == ranchi.dump()
    first, other, third, fourth, fifth = (person(ranchi, number) for number in range(5))

    # Both edit one person without a line; HQ is killed after it has taken the edit, before it can say so.
    hq("backup", tmp_path / "yesterday.backup", "--without-files")
    ranchi.edit(first, notes="from Ranchi", address="Lalpur")
    second.edit(first, notes="from the second")
    fault = cable.breaks(DOWN, 0, HOLD)
    process = ranchi.start("sync", "--once")
    assert fault.reached.wait(60)
    hq.stop(signal.SIGKILL)
    fault.released.set()
    out, err = process.communicate(timeout=120)
    assert process.returncode == 1, err
    assert json.loads(out)["error"].startswith(("HQ's answer broke off", "HQ was not reached"))
    hq.start()

    # The laptop itself is killed at the same place.
    ranchi.edit(other, notes="typed before the power went")
    ranchi.killed("sync", "--once", cable=cable, direction=DOWN, after=0)
    settle(ranchi, second)
    assert ranchi.dump() == second.dump()
    assert values(ranchi, first, "notes") == {"from Ranchi", "from the second"}
    assert len(ranchi("conflicts", "list")["items"]) == 1

    # What one wrote the other has seen, and changes it; and so a second time.
    ranchi.edit(fifth, notes="asked her in the morning")
    settle(ranchi, second)
    second.edit(fifth, notes="she comes at noon")
    settle(second, ranchi)
    ranchi.edit(fifth, notes="she came")
    settle(ranchi, second)
    assert waiting_conflicts(ranchi) == 1

    # HQ comes back from yesterday's backup, and has forgotten the evening.
    hq.stop()
    hq("restore", tmp_path / "yesterday.backup")
    hq.start()
    second.edit(third, notes="after the backup")
    settle(second, ranchi)
    assert ranchi.dump() == second.dump()
    assert waiting_conflicts(ranchi) == 1, "nobody has to decide again what was seen and replaced"
    for laptop in (ranchi, second):
        assert values(laptop, fifth, "notes") == {"she came"}
        assert values(laptop, first, "notes") >= {"from Ranchi", "from the second"}
        assert values(laptop, first, "address") >= {"Lalpur"}
        assert values(laptop, other, "notes") >= {"typed before the power went"}
        assert values(laptop, third, "notes") >= {"after the backup"}

    # Ranchi's disk is copied to another computer; both go on as if they were one.
    shutil.copytree(ranchi.folder, tmp_path / "clone")
    clone = Laptop(tmp_path / "clone", ranchi.key, "Asha's brother")
    ranchi.edit(fourth, notes="on the laptop")
    clone.edit(fourth, notes="on the copy")
    clone.edit(third, address="Kanke")
    settle(clone, ranchi, second)
    assert ranchi.dump() == second.dump() == clone.dump()
    assert values(second, fourth, "notes") >= {"on the laptop", "on the copy"}
    assert values(second, third, "address") >= {"Kanke"}

    # Somebody decides; everybody has it.
    for item in second("conflicts", "list")["items"]:
        second("conflicts", "resolve", item["id"], "--keep", "kept")
    settle(second, ranchi, clone)
    assert ranchi("conflicts", "list") == {"items": []}
    assert ranchi.dump() == second.dump() == clone.dump()
