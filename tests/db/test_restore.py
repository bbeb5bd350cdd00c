"""Restore: verified first, whole or not at all, the earlier data kept aside, killed at any step."""

import random
import shutil
import zipfile
from pathlib import Path

import pytest

from organizer_app.db import key as keys
from organizer_app.db.backup import MANIFEST, backup
from organizer_app.db.connect import DATABASE, connect
from organizer_app.db.lock import only_copy
from organizer_app.db.restore import finish_restore, restore
from organizer_app.domain.errors import Cancelled, RuleBroken
from tests.db.test_backup import Watching


class Desk:
    """A data folder with one word in it."""

    def __init__(self, folder: Path, word: str) -> None:
        self.folder = folder
        self.key, self.code = keys.create(folder, passphrase="pass", use_keyring=False)
        self.write(word)

    def write(self, word: str) -> None:
        c = connect(self.folder / DATABASE, self.key)
        c.execute("CREATE TABLE IF NOT EXISTS t (word TEXT)")
        c.execute("DELETE FROM t")
        c.execute("BEGIN")
        c.executemany("INSERT INTO t VALUES (?)", [(word,)] * 500)
        c.execute("COMMIT")
        c.close()


def word(folder: Path, key: bytes) -> str:
    c = connect(folder / DATABASE, key)
    words = {w for (w,) in c.execute("SELECT word FROM t")}
    c.close()
    assert len(words) == 1
    return str(words.pop())


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "data", "earlier")


@pytest.fixture
def file(desk: Desk, tmp_path: Path) -> Path:
    backup(desk.folder, desk.key, tmp_path / "b.backup")
    desk.write("later")
    return tmp_path / "b.backup"


def test_the_earlier_data_comes_back_and_the_later_goes_aside(desk: Desk, file: Path) -> None:
    done = restore(file, desk.folder, key=desk.key)
    assert (done.path, done.key) == (desk.folder / DATABASE, desk.key)
    assert word(desk.folder, done.key) == "earlier"
    assert done.aside
    assert done.aside.name.startswith("before-restore-")
    assert word(done.aside, keys.unlock(done.aside, passphrase="pass", use_keyring=False)) == "later"
    assert sorted(p.name for p in desk.folder.iterdir()) == sorted([DATABASE, keys.ENVELOPE, done.aside.name])
    again = restore(file, desk.folder, key=desk.key)  # within the same second
    assert again.aside != done.aside


@pytest.mark.parametrize("by", ["passphrase", "recovery"])
def test_into_an_empty_folder_of_another_computer(desk: Desk, file: Path, tmp_path: Path, by: str) -> None:
    secret = {"passphrase": "pass", "recovery": desk.code}[by]
    done = restore(file, tmp_path / "new" / "data", use_keyring=False, **{by: secret})  # type: ignore[arg-type]  # one str
    assert done.aside is None
    assert word(tmp_path / "new" / "data", done.key) == "earlier"
    assert keys.unlock(tmp_path / "new" / "data", recovery=desk.code) == desk.key


def test_a_stale_log_does_not_ruin_the_restored_file(desk: Desk, file: Path, tmp_path: Path) -> None:
    c = connect(desk.folder / DATABASE, desk.key)
    c.execute("UPDATE t SET word = 'from the log'")
    saved = {n: (desk.folder / n).read_bytes() for n in (f"{DATABASE}-wal", f"{DATABASE}-shm")}
    c.close()
    for name, data in saved.items():
        (desk.folder / name).write_bytes(data)
    done = restore(file, desk.folder, key=desk.key)
    assert word(desk.folder, desk.key) == "earlier"
    assert done.aside
    assert {p.name for p in done.aside.iterdir()} >= set(saved)
    assert word(done.aside, desk.key) == "from the log"


def test_a_passphrase_changed_since_stays_changed(desk: Desk, file: Path) -> None:
    keys.change_passphrase(desk.folder, desk.key, "new one")
    restore(file, desk.folder, passphrase="new one", use_keyring=False)
    assert keys.unlock(desk.folder, passphrase="new one") == desk.key
    assert word(desk.folder, desk.key) == "earlier"


def test_who_knows_only_the_old_passphrase_gets_it_back(desk: Desk, file: Path) -> None:
    keys.change_passphrase(desk.folder, desk.key, "forgotten")
    done = restore(file, desk.folder, passphrase="pass", use_keyring=False)
    assert keys.unlock(desk.folder, passphrase="pass") == desk.key
    assert done.aside
    assert keys.unlock(done.aside, passphrase="forgotten") == desk.key


def test_other_data_brings_its_own_envelope(desk: Desk, file: Path, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other", "other data")
    with pytest.raises(RuleBroken, match=r"b\.backup"):
        restore(file, other.folder, key=other.key)
    assert word(other.folder, other.key) == "other data"
    done = restore(file, other.folder, passphrase="pass", use_keyring=False)  # which opens both envelopes
    assert word(other.folder, keys.unlock(other.folder, passphrase="pass")) == "earlier"
    assert done.aside
    assert word(done.aside, keys.unlock(done.aside, recovery=other.code)) == "other data"


def test_a_wrong_secret_changes_nothing(desk: Desk, file: Path) -> None:
    before = content(desk.folder)
    for wrong in ({"passphrase": "wrong"}, {"recovery": "wrong"}, {"key": bytes(32)}, {"use_keyring": False}):
        with pytest.raises(RuleBroken, match=r"b\.backup"):
            restore(file, desk.folder, **wrong)  # type: ignore[arg-type]  # each of its own type
    assert content(desk.folder) == before
    assert sorted(p.name for p in desk.folder.iterdir()) == [DATABASE, keys.ENVELOPE]


def test_what_a_killed_restore_left_is_removed(desk: Desk) -> None:
    (desk.folder / "restore-abc.part").mkdir()
    (desk.folder / "restore-abc.part" / DATABASE).write_bytes(b"half")
    with only_copy(desk.folder):
        assert not list(desk.folder.glob("restore-*"))
    assert word(desk.folder, desk.key) == "earlier"


def test_cut_or_changed_backups_change_nothing(desk: Desk, file: Path) -> None:
    before, whole, at = content(desk.folder), file.read_bytes(), random.Random(7)
    spoiled = [whole[:n] for n in (0, 1, 100, len(whole) // 2, len(whole) - 1)]
    spoiled += [b"not a zip at all", whole[:1000] + whole[5000:], bytes(len(whole))]
    for _ in range(150):
        flipped = bytearray(whole)
        place = at.choice(
            (at.randrange(len(whole)), -at.randrange(1, 1200))
        )  # the directory at the end is the weak part
        flipped[place] ^= 1 << at.randrange(8)
        spoiled.append(bytes(flipped))
    refused = 0
    for data in spoiled:
        file.write_bytes(data)
        try:
            done = restore(file, desk.folder, key=desk.key)
        except RuleBroken as broken:
            refused += 1
            assert "b.backup" in str(broken)  # noqa: PT017  # a flipped date in the zip is no damage, so it may pass
            assert content(desk.folder) == before
            continue
        assert word(desk.folder, desk.key) == "earlier"
        assert done.aside
        (desk.folder / DATABASE).unlink()
        (done.aside / DATABASE).rename(desk.folder / DATABASE)
        shutil.rmtree(done.aside)
    assert refused > 100


def test_a_zip_that_lies_is_refused(desk: Desk, file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    newer = parts[MANIFEST].replace(b'"format":1', b'"format":9')
    for name, data, sentence in ((MANIFEST, newer, "newer version"), (DATABASE, b"x" * 8192, "not a whole backup")):
        with zipfile.ZipFile(tmp_path / "lie.backup", "w") as packed:
            for part, old in (parts | {name: data, "../escaped": b"x"}).items():
                packed.writestr(part, old)
        with pytest.raises(RuleBroken, match=sentence):
            restore(tmp_path / "lie.backup", desk.folder, key=desk.key)
    assert not (tmp_path / "escaped").exists()
    with pytest.raises(RuleBroken, match=r"absent\.backup can't be opened"):
        restore(tmp_path / "absent.backup", desk.folder, key=desk.key)


@pytest.mark.parametrize("at", range(3))
def test_cancelled_it_changes_nothing(desk: Desk, file: Path, at: int) -> None:
    before = content(desk.folder)
    with pytest.raises(Cancelled):
        restore(file, desk.folder, key=desk.key, progress=Watching(cancel_at=at))
    assert content(desk.folder) == before


def test_between_two_steps_nobody_opens_or_makes_a_database(desk: Desk) -> None:
    (desk.folder / "restoring-2026-12-14-093000").mkdir()
    (desk.folder / DATABASE).rename(desk.folder / "elsewhere")
    with pytest.raises(RuleBroken, match="is being restored"):
        connect(desk.folder / DATABASE, desk.key)
    assert not (desk.folder / DATABASE).exists()
    with only_copy(desk.folder):
        connect(desk.folder / DATABASE, desk.key).close()


class PowerCut(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("steps", range(9))
def test_power_lost_at_any_step_is_carried_through(
    desk: Desk, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    other = Desk(tmp_path / "other", "other data")
    left = steps

    def counted(name: str) -> None:
        real = getattr(Path, name)

        def once(self: Path, target: Path) -> Path:
            nonlocal left
            if self.is_relative_to(other.folder):
                if left == 0:
                    raise PowerCut
                left -= 1
            return Path(real(self, target))

        monkeypatch.setattr(Path, name, once)

    with monkeypatch.context() as monkeypatch:
        counted("rename")
        counted("replace")
        cut = True
        try:
            restore(file, other.folder, recovery=desk.code)
            cut = False
        except PowerCut:
            pass
    with only_copy(other.folder):
        pass
    opened = {w: _word_by(other.folder, c) for w, c in (("earlier", desk.code), ("other data", other.code))}
    whole = [w for w, found in opened.items() if found == w]
    assert len(whole) == 1, "exactly one of the two, with its own envelope"
    asides = list(other.folder.glob("before-restore-*"))
    if whole == ["earlier"]:
        assert _word_by(asides[0], other.code) == "other data"
    else:
        assert cut
        assert not asides
    assert not list(other.folder.glob("rest*"))
    if steps == 8:
        assert not cut, "fewer steps than tried: all were covered"
    assert finish_restore(other.folder) is None


def _word_by(folder: Path, code: str) -> str | None:
    try:
        return word(folder, keys.unlock(folder, recovery=code))
    except RuleBroken:
        return None
