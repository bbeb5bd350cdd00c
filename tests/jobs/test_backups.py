"""Backups a person asks for, and what is remembered of the last one."""

from pathlib import Path

import pytest

from organizer_app.db.backup import is_backup
from organizer_app.domain.errors import RuleBroken
from organizer_app.jobs import backups
from organizer_app.jobs.data_folder import create


def test_a_backup_is_remembered(tmp_path: Path) -> None:
    store = create(tmp_path / "data", passphrase="neela ghada", use_keyring=False).store
    assert backups.last(store.folder) is None
    (tmp_path / "pendrive").mkdir()
    made = backups.make(store, dest=tmp_path / "pendrive")
    assert is_backup(Path(made.file))
    assert Path(made.file).parent == tmp_path / "pendrive"
    assert Path(made.file).stat().st_size == made.bytes
    assert backups.last(store.folder) == made
    (store.folder / backups.RECORD).write_text("{")
    assert backups.last(store.folder) is None
    store.close()


def test_not_beside_the_data(tmp_path: Path) -> None:
    store = create(tmp_path / "data", passphrase="neela ghada", use_keyring=False).store
    with pytest.raises(RuleBroken, match="pendrive"):
        backups.make(store, dest=store.folder)
    assert not list(store.folder.glob("*.zip"))
    store.close()


def test_backups_go_to_the_folder_that_was_kept(tmp_path: Path) -> None:
    store = create(tmp_path / "data", passphrase="neela ghada", use_keyring=False).store
    pendrive = tmp_path / "pendrive"
    assert backups.kept_folder(store.folder) is None
    with pytest.raises(RuleBroken, match="No folder for backups"):
        backups.make(store)
    with pytest.raises(RuleBroken, match="pendrive is not there now"):
        backups.keep_folder(store, dest=pendrive)
    for inside in (store.folder, pendrive / ".." / "data"):
        with pytest.raises(RuleBroken, match="data lies in the data folder itself"):
            backups.keep_folder(store, dest=inside)
    assert backups.kept_folder(store.folder) is None
    pendrive.mkdir()
    assert backups.keep_folder(store, dest=pendrive) == backups.kept_folder(store.folder) == pendrive
    made = backups.make(store)
    assert Path(made.file).parent == pendrive
    assert is_backup(Path(made.file))
    Path(made.file).unlink()
    pendrive.rmdir()
    with pytest.raises(RuleBroken, match="Put the pendrive in"):
        backups.make(store)
    assert backups.last(store.folder) == made
    (store.folder / backups.KEPT).write_text("{")
    assert backups.kept_folder(store.folder) is None
    store.close()
