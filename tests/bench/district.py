"""A made-up district on disk for benches and long proofs, opened without the cost of a passphrase, as by a keyring."""

from pathlib import Path

from organizer_app.db import key
from organizer_app.db.envelope import ENVELOPE
from organizer_app.db.store import Store
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.domain.progress import silent
from organizer_app.importing.preview import preview
from organizer_app.jobs import data_folder, made_up, members_import

PASSPHRASE = "bench"


def make(folder: Path) -> tuple[Store, bytes]:
    """An empty district in `folder` and its id. The passphrase is PASSPHRASE; stretching it costs nothing."""
    created = data_folder.create(folder, passphrase=PASSPHRASE, use_keyring=False)
    cost, key.PASSPHRASE_COST = key.PASSPHRASE_COST, 2
    key.change_passphrase(folder, created.store.key, PASSPHRASE)
    key.PASSPHRASE_COST = cost
    assert (folder / ENVELOPE).exists()
    return created.store, made_up.prepare(created.store)


def roster(folder: Path, count: int, *, seed: int = 1) -> Path:
    """A made-up roster file."""
    path = folder / f"roster-{count}-{seed}.csv"
    write_roster(path, count, seed)
    return path


def plan(path: Path, home: bytes) -> members_import.Plan:
    """The import of a file as a person would confirm it."""
    return members_import.Plan(path=path, mapping=preview(path).mapping, source="register", consent="form", area=home)


def read(store: Store, path: Path, home: bytes) -> members_import.Result:
    """Imports a roster."""
    return members_import.run(store, silent, plan=plan(path, home))
