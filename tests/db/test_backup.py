"""Backups while others write, onto bad disks, over other files; and a file that survives being killed."""

import random
import signal
import subprocess
import sys
import threading
import time
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from organizer_app.db import backup as backup_module
from organizer_app.db import copy as copy_module
from organizer_app.db import key as keys
from organizer_app.db.backup import MANIFEST, backup, is_backup
from organizer_app.db.check import check
from organizer_app.db.connect import DATABASE, connect
from organizer_app.domain.errors import Cancelled, RuleBroken
from organizer_app.domain.progress import Progress

NAME = "सुनीता मरांडी"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def key(folder: Path) -> bytes:
    data_key, _code = keys.create(folder, passphrase="pass", use_keyring=False)
    c = connect(folder / DATABASE, data_key)
    c.execute("CREATE TABLE members (n INTEGER PRIMARY KEY, name TEXT)")
    c.execute("BEGIN")
    c.executemany("INSERT INTO members (name) VALUES (?)", [(f"{NAME} {i}",) for i in range(3000)])
    c.execute("COMMIT")
    c.close()
    return data_key


class Watching(Progress):
    def __init__(self, cancel_at: int | None = None) -> None:
        self.seen: list[tuple[int, int, str]] = []
        self.cancel_at = cancel_at

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        self.seen.append((done, total, text))
        if self.cancel_at is not None and len(self.seen) > self.cancel_at:
            raise Cancelled


def test_one_whole_file_with_everything_in_it(folder: Path, key: bytes, tmp_path: Path) -> None:
    dest, progress = tmp_path / "pendrive.backup", Watching()
    made = backup(folder, key, dest, progress)
    data = dest.read_bytes()
    assert (made.path, made.bytes, made.sha256) == (dest, len(data), sha256(data).hexdigest())
    assert NAME.encode() not in data
    assert b"SQLite format" not in data
    with zipfile.ZipFile(dest) as packed:
        assert packed.namelist() == [DATABASE, keys.ENVELOPE, MANIFEST]
        assert packed.read(keys.ENVELOPE) == (folder / keys.ENVELOPE).read_bytes()
        packed.extractall(tmp_path / "out")
    c = connect(tmp_path / "out" / DATABASE, key)
    assert c.execute("SELECT count(*), max(name) FROM members").fetchone()[0] == 3000
    c.close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "out", "pendrive.backup"]
    assert sorted(p.name for p in folder.iterdir()) == [DATABASE, keys.ENVELOPE]
    shares = [done / total for done, total, _text in progress.seen]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_backup_replaces_a_backup_and_nothing_else(folder: Path, key: bytes, tmp_path: Path) -> None:
    dest = tmp_path / "b.backup"
    first = backup(folder, key, dest)
    assert backup(folder, key, dest).made_at >= first.made_at
    letter = tmp_path / "letter.odt"
    with zipfile.ZipFile(letter, "w") as z:
        z.writestr("content.xml", "<x/>")
    assert not is_backup(letter)
    before = letter.read_bytes()
    for other in (letter, folder / DATABASE, folder / keys.ENVELOPE):
        with pytest.raises(RuleBroken, match="is not a backup"):
            backup(folder, key, other)
    assert letter.read_bytes() == before
    with pytest.raises(RuleBroken, match="can't be opened"):
        backup(folder, key, tmp_path / "no" / "folder.backup")


def test_beside_a_writer_it_is_one_moment_and_the_writer_goes_on(folder: Path, key: bytes, tmp_path: Path) -> None:
    stop, longest, written = threading.Event(), 0.0, 0

    def write() -> None:
        nonlocal longest, written
        c = connect(folder / DATABASE, key)
        while not stop.is_set():
            begun = time.perf_counter()
            c.execute("BEGIN IMMEDIATE")
            c.executemany("INSERT INTO members (name) VALUES (?)", [("pair",), ("pair",)])
            c.execute("COMMIT")
            longest, written = max(longest, time.perf_counter() - begun), written + 1
        c.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        went_on = made = 0
        while went_on < 3 and made < 20:  # on a busy machine a writer may not have its turn while one is made
            before = written
            backup(folder, key, tmp_path / f"{made}.backup")
            went_on, made = went_on + (written > before), made + 1
        assert went_on == 3
    finally:
        stop.set()
        writer.join()
    for i in range(made):
        with zipfile.ZipFile(tmp_path / f"{i}.backup") as packed:
            packed.extract(DATABASE, tmp_path / f"{i}")
        c = connect(tmp_path / f"{i}" / DATABASE, key)
        pairs = c.execute("SELECT count(*) FROM members WHERE name = 'pair'").fetchone()[0]
        c.close()
        assert pairs % 2 == 0
    assert longest < 3


@pytest.mark.parametrize("at", range(6))
def test_cancelled_anywhere_it_leaves_nothing(folder: Path, key: bytes, tmp_path: Path, at: int) -> None:
    dest = tmp_path / "b.backup"
    old = backup(folder, key, dest)
    with pytest.raises(Cancelled):
        backup(folder, key, dest, Watching(cancel_at=at))
    assert sha256(dest.read_bytes()).hexdigest() == old.sha256
    assert sorted(p.name for p in folder.iterdir()) == [DATABASE, keys.ENVELOPE]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.backup", "data"]


def test_one_long_statement_can_be_cancelled(
    folder: Path, key: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy_module, "OPCODES", 500)
    progress = Watching(cancel_at=3)
    with pytest.raises(Cancelled):
        backup(folder, key, tmp_path / "b.backup", progress)
    assert {text for _done, _total, text in progress.seen} == {"Copying the data"}
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_a_damaged_database_gives_no_backup(folder: Path, key: bytes, tmp_path: Path) -> None:
    data = bytearray((folder / DATABASE).read_bytes())
    data[20 * 4096 + 5] ^= 1
    (folder / DATABASE).write_bytes(data)
    with pytest.raises(RuleBroken, match=r"data.organizer\.db is damaged"):
        backup(folder, key, tmp_path / "b.backup")
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_a_reference_to_nothing_gives_no_backup(folder: Path, key: bytes, tmp_path: Path) -> None:
    c = connect(folder / DATABASE, key, foreign_keys=False)
    c.execute("CREATE TABLE camps (n INTEGER REFERENCES members (n))")
    c.execute("INSERT INTO camps VALUES (-1)")
    c.close()
    with pytest.raises(RuleBroken, match="points to a row of members that is not there"):
        backup(folder, key, tmp_path / "b.backup")
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_a_pendrive_that_forgets_is_told(
    folder: Path, key: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = backup_module._pack

    def forgetful(*args: object) -> object:
        manifest = packed(*args)  # type: ignore[arg-type]  # passed on as they came
        part = tmp_path / "b.backup.part"
        data = bytearray(part.read_bytes())
        at = zipfile.ZipFile(part).getinfo(DATABASE).file_size // 2
        data[at : at + 512] = bytes(512)
        part.write_bytes(data)
        return manifest

    monkeypatch.setattr(backup_module, "_pack", forgetful)
    with pytest.raises(RuleBroken, match="not written correctly"):
        backup(folder, key, tmp_path / "b.backup")
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_without_a_database_or_an_envelope(folder: Path, key: bytes, tmp_path: Path) -> None:
    (folder / DATABASE).unlink()
    with pytest.raises(RuleBroken, match="to back up"):
        backup(folder, key, tmp_path / "b.backup")
    (folder / keys.ENVELOPE).unlink()
    with pytest.raises(RuleBroken, match="is missing"):
        backup(folder, key, tmp_path / "b.backup")


WRITE = """
import sys
from pathlib import Path
from organizer_app.db.connect import connect
c = connect(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
print("go", flush=True)
while True:
    c.execute("BEGIN IMMEDIATE")
    c.executemany("INSERT INTO members (name) VALUES (?)", [("pair" * 200,)] * 20)
    c.execute("COMMIT")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
def test_killed_while_writing_the_file_is_whole(folder: Path, key: bytes) -> None:
    path, moments = folder / DATABASE, random.Random(20261214)
    for _ in range(4):
        command = [sys.executable, "-c", WRITE, str(path), key.hex()]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout
            assert writer.stdout.readline() == "go\n"
            time.sleep(moments.uniform(0.02, 0.2))
            writer.send_signal(signal.SIGKILL)
        assert check(path, key, deep=True).ok
        c = connect(path, key)
        written = c.execute("SELECT count(*) FROM members WHERE name LIKE 'pair%'").fetchone()[0]
        c.close()
        assert written % 20 == 0
    assert written
