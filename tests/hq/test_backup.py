"""HQ's backup: sealed, from either database into either, a new generation, and what was erased stays erased."""

import random
from pathlib import Path

import pytest
from sqlalchemy import Engine

from organizer_app.domain.errors import RuleBroken
from organizer_app.hq import backup, database, keys, sealed_file
from organizer_app.hq.generations import AGE
from organizer_app.hq.restore import restore
from tests.hq.site import Joined, Site, is_problem
from tests.hq.test_blobs import PHOTO, SHA, put
from tests.hq.world import ASHA, BALU, KHUNTI, RANCHI

SECRET = "four words make a key"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_file, "COST", 2**4)


@pytest.fixture
def site(engine: Engine, tmp_path: Path) -> Site:
    return Site(engine, tmp_path / "hq")


@pytest.fixture
def ranchi(site: Site) -> Joined:
    laptop = site.join((RANCHI, "rw"), (KHUNTI, "rw"))
    laptop.exchange(laptop.op(ASHA, {"name": "Asha", "notes": SHA}), laptop.op(BALU, {"name": "बालू"}))
    put(laptop, PHOTO)
    return laptop


def written(site: Site) -> Path:
    file = site.folder.parent / "hq.backup"
    backup.write(site.engine, site.folder, file, SECRET, files=site.settings.blobs)
    return file


def empty(tmp_path: Path) -> Site:
    engine = database.open_engine(f"sqlite:///{tmp_path / 'second.db'}")
    database.prepare(engine)
    folder = tmp_path / "second"
    folder.mkdir()
    made = object.__new__(Site)
    made.engine, made.folder = engine, folder
    return made


def test_a_backup_brings_everything_into_an_empty_hq(site: Site, ranchi: Joined, tmp_path: Path) -> None:
    before = site.everything()
    file = written(site)
    other = empty(tmp_path)
    gen = restore(other.engine, other.folder, file, SECRET, files=other.folder / "blobs", now=site.now)
    after = other.everything()
    assert gen in str(after.pop("facts"))
    assert gen not in str(before.pop("facts"))
    after["head"] = [row.replace(f"'rev': {AGE + 1},", "'rev': 1,") for row in after["head"]]
    assert after == before
    again = Site(other.engine, other.folder)
    assert again.keys.sign_pub == site.keys.sign_pub
    laptop = Joined(again, ranchi.device, ranchi.token)
    assert laptop.get(f"/blobs/{SHA}").content == PHOTO
    assert is_problem(laptop.exchange(gen=site.gen()), 409, "generation-changed")
    other.engine.dispose()


def test_what_was_erased_since_the_backup_stays_erased(site: Site, ranchi: Joined) -> None:
    file = written(site)
    ranchi.exchange(ranchi.op(ASHA, {}, kind="erase", base=1, at_rev=1))
    restore(site.engine, site.folder, file, SECRET, files=site.settings.blobs, now=site.now)
    rows = {row[2]: row[4] for row in ranchi.exchange().json()["rows"][RANCHI]}
    assert rows == {ASHA: "erased", BALU: "same"}
    left = [row for name in ("head", "oplog") for row in site.everything()[name] if ASHA in row]
    assert left
    assert not [row for row in left if "Asha" in row]


def test_nobody_reads_a_backup_without_the_passphrase(site: Site, ranchi: Joined) -> None:
    file = written(site)
    for word in (b"members", b"Asha", ranchi.device.encode(), site.keys.box_pub.encode()):
        assert word not in file.read_bytes()
    before = site.everything()
    with pytest.raises(RuleBroken, match="passphrase doesn't open"):
        restore(site.engine, site.folder, file, "another", files=site.settings.blobs, now=site.now)
    assert site.everything() == before


def test_a_damaged_backup_changes_nothing(site: Site, ranchi: Joined) -> None:
    file = written(site)
    whole, chance = file.read_bytes(), random.Random(5)
    before = site.everything()
    for _ in range(12):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        for damaged in (whole[: chance.randrange(len(whole))], whole + b"x", bytes(flipped), chance.randbytes(99)):
            file.write_bytes(damaged)
            with pytest.raises(RuleBroken):
                restore(site.engine, site.folder, file, SECRET, files=site.settings.blobs, now=site.now)
    assert site.everything() == before


def test_pieces_can_be_neither_cut_off_nor_swapped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sealed_file, "PIECE", 64)
    file = tmp_path / "sealed"
    data = bytes(range(256))
    with file.open("wb") as target:
        writer = sealed_file.SealedWriter(target, SECRET)
        writer.write(data)
        writer.finish()
    whole = file.read_bytes()
    head, size = len(sealed_file.MAGIC) + 16, 64 + 16
    pieces = [whole[i : i + size] for i in range(head, len(whole), size)]
    assert len(pieces) == 4

    def opened(parts: list[bytes]) -> bytes:
        file.write_bytes(whole[:head] + b"".join(parts))
        with file.open("rb") as source:
            reader = sealed_file.SealedReader(source, SECRET, file)
            found = b"".join(iter(lambda: reader.read(100), b""))
            reader.drain()
            return found

    assert opened(pieces) == data
    for wrong in (pieces[:-1], pieces[1:], pieces[::-1], [*pieces, pieces[-1]], [pieces[0], *pieces[2:]]):
        with pytest.raises(RuleBroken):
            opened(wrong)


def test_a_backup_of_another_hq_is_refused(site: Site, ranchi: Joined, tmp_path: Path) -> None:
    file = written(site)
    keys.make(tmp_path / "stranger")
    before = site.everything()
    with pytest.raises(RuleBroken, match="another HQ"):
        restore(site.engine, tmp_path / "stranger", file, SECRET, files=tmp_path / "blobs", now=site.now)
    assert site.everything() == before


def test_only_a_backup_is_replaced(site: Site, ranchi: Joined) -> None:
    file = written(site)
    assert written(site) == file
    file.write_bytes(b"my letter")
    with pytest.raises(RuleBroken, match="exists and is not a backup"):
        written(site)
    assert file.read_bytes() == b"my letter"
    assert [p.name for p in file.parent.glob("*.part")] == []
