"""A data folder as a window has it: held, opened, looked over after a bad end, restored, given back."""

from pathlib import Path

import pytest
from sqlalchemy import text

from organizer_app.db import indexes, key
from organizer_app.db.connect import DATABASE
from organizer_app.domain.errors import RuleBroken
from organizer_app.jobs import backups
from organizer_app.jobs.data_folder import create
from organizer_app.jobs.erased_before import told
from organizer_app.jobs.opening import LOCKED, NEW, READY, DataFolder
from organizer_app.services import erasing, members, organisation
from tests.conftest import Template

SECRET = "neela ghada mitti"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, str]:
    """A data folder with a passphrase, closed, and its recovery code."""
    created = create(tmp_path / "data", passphrase=SECRET, operator="Asha", use_keyring=False)
    created.store.close()
    return tmp_path / "data", created.recovery_code


def test_an_empty_place_is_new(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "nothing")
    assert folder.look() == NEW
    assert not folder.path.exists()
    with pytest.raises(RuntimeError):
        _store = folder.store


def test_open_with_the_passphrase_and_close(made: tuple[Path, str]) -> None:
    folder = DataFolder(made[0], operator="Asha")
    assert folder.look() == LOCKED
    with pytest.raises(RuleBroken, match="does not open"):
        folder.open(passphrase="wrong")
    folder.open(passphrase=SECRET)
    assert (folder.store.operator, folder.findings) == ("Asha", None)
    folder.close()
    assert DataFolder(made[0], passphrase=SECRET).look() == READY


def test_indexes_that_a_killed_import_left_out_are_made_again(made: tuple[Path, str]) -> None:
    folder = DataFolder(made[0])
    folder.open(passphrase=SECRET)
    with folder.store.reading() as session:
        before = set(session.scalars(text("SELECT name FROM sqlite_master")))
    pooled = folder.store.engine.raw_connection()
    indexes.put_aside(pooled.driver_connection, folder.store.turn)
    pooled.close()
    folder.close()
    folder.open(passphrase=SECRET)
    with folder.store.reading() as session:
        assert set(session.scalars(text("SELECT name FROM sqlite_master"))) == before
    folder.close()


def test_a_second_copy_is_refused_until_the_first_is_closed(made: tuple[Path, str]) -> None:
    first, second = DataFolder(made[0]), DataFolder(made[0])
    first.look()
    with pytest.raises(RuleBroken, match="Close it and try again"):
        second.look()
    first.close()
    assert second.look() == LOCKED
    second.close()


def test_the_recovery_code_sets_a_new_passphrase(made: tuple[Path, str]) -> None:
    folder = DataFolder(made[0])
    folder.open(recovery=made[1].lower().replace("-", " "), new_passphrase="nayi mitti ghada")
    folder.close()
    with pytest.raises(RuleBroken):
        key.unlock(made[0], passphrase=SECRET)
    assert key.unlock(made[0], passphrase="nayi mitti ghada")


def test_a_bad_end_is_looked_over(district_template: Template, tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.mkdir()
    for name in (DATABASE, "organizer.key"):
        (path / name).write_bytes((district_template.folder / name).read_bytes())
    (path / f"{DATABASE}-wal").write_bytes(b"left behind by a power cut")
    folder = DataFolder(path, passphrase="made-up")
    folder.look()
    folder.open()
    assert folder.findings == ()
    folder.close()


def test_a_restore_takes_the_place_of_the_open_data(made: tuple[Path, str], tmp_path: Path) -> None:
    folder = DataFolder(made[0], passphrase=SECRET)
    folder.open()
    name = rename(folder, "पहला")
    backups.make(folder.store, dest=tmp_path / "b.zip")
    rename(folder, "दूसरा")
    aside = folder.restore(file=tmp_path / "b.zip")
    with folder.store.reading() as session:
        assert organisation.get(session).name_hi == name
    assert aside is not None
    assert aside.exists()
    folder.close()


def test_a_backup_opens_in_an_empty_place(made: tuple[Path, str], tmp_path: Path) -> None:
    source = DataFolder(made[0], passphrase=SECRET)
    source.open()
    backups.make(source.store, dest=tmp_path / "b.zip")
    source.close()
    folder = DataFolder(tmp_path / "elsewhere")
    with pytest.raises(RuleBroken):
        folder.restore(file=tmp_path / "b.zip", passphrase="wrong wrong")
    folder.restore(file=tmp_path / "b.zip", recovery=made[1])
    assert folder.store.path == tmp_path / "elsewhere" / DATABASE
    folder.close()


def rename(folder: DataFolder, name: str) -> str:
    """Names the organisation."""
    with folder.store.transaction("organisation.rename") as session:
        organisation.rename(session, name_hi=name, name_en="")
    return name


def test_a_restore_counts_whom_it_erased_again(made: tuple[Path, str], tmp_path: Path) -> None:
    folder = DataFolder(made[0], passphrase=SECRET, operator="Asha")
    folder.open()
    with folder.store.transaction("members.add") as session:
        person = members.add(session, new=members.New(name="झबरू लाल"))
    backups.make(folder.store, dest=tmp_path / "b.zip")
    with folder.store.transaction("erasing.erase") as session:
        erasing.erase(session, member=person, reason="asked")
    folder.restore(file=tmp_path / "b.zip")
    assert folder.erased_again == 1
    assert told(folder.erased_again) == "1 person was erased again."
    backups.make(folder.store, dest=tmp_path / "c.zip")
    folder.restore(file=tmp_path / "c.zip")
    assert folder.erased_again == 0
    folder.close()
