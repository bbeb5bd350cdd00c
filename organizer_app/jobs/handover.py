"""The steps of a handover that reach a file: backup, what HQ lacks, charge list, new recovery code, new passphrase.

Each step is noted when it is done, so that a handover that stopped goes on where it was.
"""

from pathlib import Path

from organizer_app.db import key
from organizer_app.db.store import Store
from organizer_app.domain.clock import today
from organizer_app.domain.progress import Progress, silent
from organizer_app.jobs import backups
from organizer_app.jobs.backups import LastBackup
from organizer_app.jobs.files import write_file
from organizer_app.services import handover


def back_up(store: Store, progress: Progress = silent, *, dest: Path | None = None) -> LastBackup:
    """A backup, into the kept folder by default. Raises RuleBroken when there is none, or Cancelled."""
    made = backups.make(store, progress, dest=dest)
    _note(store, handover.BACKUP)
    return made


def write_bundle(store: Store, progress: Progress = silent, *, file: Path | None = None) -> Path:
    """What HQ does not have as a file for HQ, beside the backups by default. Raises RuleBroken when it can't be."""
    from organizer_app.jobs import bundles  # here: what reaches HQ is 6 MB

    made = bundles.write(
        store, progress, file=file or backups.in_kept_folder(store.folder).parent / bundles.suggested_name()
    )
    _note(store, handover.SENT)
    return made.file


def charge_list_pdf(store: Store, progress: Progress = silent, *, language: str = "hi") -> bytes:
    """The charge list as it stands, to look at and print; note it once it is on paper."""
    from organizer_app.printing import charge_list  # here: what makes PDFs is 9 MB

    progress.step(0, 1)
    last = backups.last(store.folder)
    with store.reading() as session:
        made = handover.charge_list(session, day=today(), backup=(last.at, last.file) if last is not None else None)
    return charge_list.pdf(made, language=language)


def save_charge_list(store: Store, progress: Progress = silent, *, file: Path, language: str = "hi") -> Path:
    """Writes the charge list as PDF and notes that it is done. Raises RuleBroken when it can't be written."""
    write_file(file, charge_list_pdf(store, progress, language=language))
    _note(store, handover.CHARGE)
    return file


def new_code(store: Store, _progress: Progress = silent) -> str:
    """A new recovery code: the old page opens this laptop no more. It is kept nowhere; note it once it is on paper."""
    return key.renew_recovery(store.folder, store.key)


def has_passphrase(store: Store, _progress: Progress = silent) -> bool:
    """Whether a passphrase opens the data, which the giver knows."""
    return key.PASSPHRASE in key.slots(store.folder)


def new_passphrase(store: Store, _progress: Progress = silent, *, passphrase: str) -> None:
    """The receiver's own; the giver's opens this laptop no more."""
    key.change_passphrase(store.folder, store.key, passphrase)


def _note(store: Store, step: str) -> None:
    with store.transaction("handover.note") as session:
        handover.note(session, step=step)
