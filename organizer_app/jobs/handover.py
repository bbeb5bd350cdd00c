"""The steps of a handover that reach a file: the charge list on paper, the new recovery code, a new passphrase."""

from pathlib import Path

from organizer_app.db import key
from organizer_app.db.store import Store
from organizer_app.domain.clock import today
from organizer_app.domain.progress import Progress, silent
from organizer_app.jobs import backups
from organizer_app.jobs.files import write_file
from organizer_app.services import handover


def save_charge_list(store: Store, progress: Progress = silent, *, file: Path, language: str = "hi") -> Path:
    """Writes the charge list as PDF and notes that it is done. Raises RuleBroken when it can't be written."""
    from organizer_app.printing import charge_list  # here: what makes PDFs is 9 MB

    progress.step(0, 1)
    last = backups.last(store.folder)
    with store.reading() as session:
        made = handover.charge_list(session, day=today(), backup=(last.at, last.file) if last is not None else None)
    write_file(file, charge_list.pdf(made, language=language))
    with store.transaction("handover.note") as session:
        handover.note(session, step=handover.CHARGE)
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
