"""Opening a data folder for one window: held so that no second copy writes, unlocked, looked over, given back."""

from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

from organizer_app.db import key
from organizer_app.db.check import check, ended_uncleanly
from organizer_app.db.connect import DATABASE
from organizer_app.db.envelope import ENVELOPE, read
from organizer_app.db.lock import only_copy
from organizer_app.db.restore import restore
from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.laptop_date import Doubt
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import translate as _
from organizer_app.jobs import level_labels
from organizer_app.services import laptop_date, operators

NEW, LOCKED, READY, REVOKED = "new", "locked", "ready", "revoked"


def closed_by_hq(folder: Path) -> RuleBroken | None:
    """Why nobody opens this folder, when HQ closed the laptop; else None."""
    if read(folder / ENVELOPE).slots:
        return None
    leaving: Any = import_module("organizer_app.sync.leaving")  # brings sync, which a start needs not
    refusal: RuleBroken | None = leaving.refusal(folder)
    return refusal


class DataFolder:
    """A data folder as one window has it. One call at a time; `close()` gives everything back.

    `passphrase`, when given, is the only key tried. `findings` are the sentences of the look that follows a bad end
    (power cut, kill); empty when all is whole, None when the last end was a good one. `erased_again` is how many people
    the last restore brought along who had been erased since that backup: they are erased again. `shared`: several
    people work here, and a PIN says who it is. `doubt` is what there is to ask about this laptop's date before work
    starts.
    """

    def __init__(self, path: Path, *, operator: str = "", passphrase: str | None = None) -> None:
        self.path, self.operator, self.passphrase = path, operator, passphrase
        self.findings: tuple[str, ...] | None = None
        self.closed: RuleBroken | None = None
        self.erased_again = 0
        self.shared = False
        self.doubt: Doubt | None = None
        self._held: ExitStack | None = None
        self._store: Store | None = None

    @property
    def store(self) -> Store:
        """The open database. Raises RuntimeError before `open`."""
        if self._store is None:
            raise RuntimeError("the data folder is not open")
        return self._store

    def look(self, _progress: Progress = silent) -> str:
        """What comes next: NEW (no district here yet), LOCKED (somebody must type something), READY, or REVOKED: HQ
        closed this laptop, and `closed` says so.

        The folder is held from here on. Raises RuleBroken when another copy has it.
        """
        if self.path.is_dir():
            self.hold()
        if not (self.path / ENVELOPE).exists():
            return NEW
        self.closed = closed_by_hq(self.path)
        if self.closed is not None:
            return REVOKED
        return READY if self.passphrase is not None or not key.needs_passphrase(self.path) else LOCKED

    def hold(self) -> None:
        """Keeps other copies from writing, until `close`. Raises RuleBroken when one of them came first."""
        if self._held is None:
            with ExitStack() as stack:
                stack.enter_context(only_copy(self.path))
                self._held = stack.pop_all()

    def open(
        self,
        progress: Progress = silent,
        *,
        passphrase: str | None = None,
        recovery: str | None = None,
        new_passphrase: str | None = None,
        remember: bool = False,
    ) -> None:
        """Opens the database: with the recovery code, the passphrase or the keyring, in this order.

        `new_passphrase` replaces the forgotten one, `remember` lets this computer's keyring open it from now on.
        Raises RuleBroken when it does not open.
        """
        progress.step(0, 0, _("Opening"))
        self.hold()
        given = passphrase if passphrase is not None else self.passphrase
        data_key = key.unlock(self.path, passphrase=given, recovery=recovery)
        if new_passphrase is not None:
            key.change_passphrase(self.path, data_key, new_passphrase)
        if remember:
            key.remember(self.path, data_key)
        if ended_uncleanly(self.path / DATABASE):
            progress.step(0, 0, _("Looking over the data after a power cut"))
            self.findings = check(self.path / DATABASE, data_key).findings
        self.adopt(Store(self.path, data_key, operator=self.operator))

    def restore(
        self,
        progress: Progress = silent,
        *,
        file: Path,
        passphrase: str | None = None,
        recovery: str | None = None,
    ) -> Path | None:
        """Puts a backup in place of the data and opens it; returns where the earlier data went.

        The open database's own key opens the backup, else the recovery code, the passphrase or the keyring. Raises
        RuleBroken or Cancelled; the earlier data is untouched then, and closed.
        """
        data_key = self._store.key if self._store is not None else None
        if self._store is not None:
            self._store.close()
            self._store = None
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.hold()
        given = passphrase if passphrase is not None else self.passphrase
        done = restore(file, self.path, key=data_key, passphrase=given, recovery=recovery, progress=progress)
        self.adopt(Store(self.path, done.key, operator=self.operator))
        erased_before: Any = import_module("organizer_app.jobs.erased_before")  # brings what erases: for a restore
        self.erased_again = erased_before.erase_again(self.store, done.aside)
        return done.aside

    def adopt(self, store: Store) -> None:
        """Takes over a store of this folder that was just made."""
        self._store = store
        store.complete()
        level_labels.follow(store)
        with store.reading() as session:
            self.shared = operators.is_shared(session)
        self.look_at_date()

    def look_at_date(self, _progress: Progress = silent) -> Doubt | None:
        """Whether this laptop's date can be right, by the open data; see `doubt`."""
        with self.store.reading() as session:
            self.doubt = laptop_date.ask(session)
        return self.doubt

    def say_date_is_right(self, _progress: Progress = silent) -> None:
        """Keeps that somebody says so: the same is not asked again."""
        with self.store.transaction("laptop_date.say_right") as session:
            laptop_date.say_right(session)
        self.doubt = None

    def close(self) -> None:
        """Closes the database and lets other copies in."""
        store, self._store = self._store, None
        if store is not None:
            store.close()
        held, self._held = self._held, None
        if held is not None:
            held.close()
