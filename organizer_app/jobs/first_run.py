"""A laptop's first run: the person's own district, or the made-up one, from nothing to an open data folder."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from organizer_app.db import key
from organizer_app.db.connect import DATABASE
from organizer_app.db.copy import Share
from organizer_app.db.envelope import ENVELOPE
from organizer_app.db.store import Store
from organizer_app.domain.areas import area_id
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import Problem
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.jobs import data_folder, made_up
from organizer_app.jobs.opening import DataFolder
from organizer_app.services import organisation

FILES = (ENVELOPE, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")


@dataclass(frozen=True, slots=True)
class NewDistrict:
    """What a person answers on the first run. `areas` is the file of the area list; `home` level and code in it.

    `passphrase` is None where the computer's keyring keeps the key alone.
    """

    areas: Path
    home: tuple[str, str]
    name_hi: str
    name_en: str
    passphrase: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """The recovery code, which is kept nowhere else, and what of the area list could not be placed or named."""

    recovery_code: str
    areas: int
    problems: tuple[Problem, ...]


def make(folder: DataFolder, progress: Progress = silent, *, new: NewDistrict) -> Made:
    """Makes the district in an empty folder, wholly or not at all. Raises RuleBroken or Cancelled; then it is empty."""
    if not (new.name_hi.strip() or new.name_en.strip()):
        raise RuleBroken(N_("Type the organisation's name in Hindi or English; it stands on every sheet."))
    folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.hold()
    if any((folder.path / name).exists() for name in FILES):
        raise RuleBroken(N_("{folder} already holds data. Open it, or choose an empty folder."), folder=folder.path)
    store: Store | None = None
    try:
        progress.step(0, 3, _("Making the keys"))
        created = data_folder.create(
            folder.path, passphrase=new.passphrase, operator=folder.operator, use_keyring=new.passphrase is None
        )
        store = created.store
        progress.step(1, 3, _("Reading the area list"))
        loaded = data_folder.load_areas(store, Share(progress, 1, 3), path=new.areas)
        progress.step(2, 3, _("Making the district"))
        with store.transaction("organisation.rename") as session:
            organisation.rename(session, name_hi=new.name_hi, name_en=new.name_en)
            organisation.set_home_area(session, area=area_id(*new.home))
        progress.step(3, 3)
    except BaseException:
        if store is not None:
            store.close()
        for name in FILES:
            (folder.path / name).unlink(missing_ok=True)
        raise
    folder.adopt(created.store)
    return Made(created.recovery_code, loaded.areas, loaded.problems)


def make_made_up(folder: DataFolder, progress: Progress = silent, *, members: int = 2_000, seed: int = 1) -> None:
    """Makes the made-up district and opens it. It gets its place when it is whole. Raises RuleBroken or Cancelled."""
    part = folder.path.with_name(f"{folder.path.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        created = data_folder.create(part, passphrase=made_up.PASSPHRASE, operator=folder.operator, use_keyring=False)
        try:
            made_up.fill(created.store, progress, members=members, seed=seed)
        finally:
            created.store.close()
        folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.hold()
        for name in (DATABASE, ENVELOPE):
            (part / name).replace(folder.path / name)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    folder.passphrase = made_up.PASSPHRASE
    folder.open(progress)


def open_made_up(folder: DataFolder, progress: Progress = silent) -> None:
    """Opens the made-up district, with camps of today and the next days."""
    folder.open(progress)
    with suppress(RuleBroken):  # whoever took everybody off the roster has nobody left to invite
        made_up.freshen(folder.store, progress)


def keyring_answers() -> bool:
    """Whether this computer has a keyring, so that no passphrase need be typed at every start."""
    return key.keyring_available()
