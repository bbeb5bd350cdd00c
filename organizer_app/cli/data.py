"""Verbs of the data folder: init, unlock, backup, restore, check, undo."""

import zipfile
from contextlib import closing, suppress
from pathlib import Path

import click

from organizer_app.cli.context import Run, ask_passphrase, progress_bar, require_file, require_output
from organizer_app.db import key
from organizer_app.db.backup import backup as write_backup
from organizer_app.db.check import check as check_file
from organizer_app.db.connect import DATABASE, explain
from organizer_app.db.envelope import ENVELOPE, decode, read
from organizer_app.db.lock import only_copy
from organizer_app.db.restore import restore as restore_backup
from organizer_app.db.store import Store
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.words import N_, language
from organizer_app.domain.words import translate as _
from organizer_app.importing import area_lists
from organizer_app.jobs import backups, data_folder, erased_before
from organizer_app.printing import recovery_code
from organizer_app.services import areas as area_services
from organizer_app.services import history

MOST_ACTS = 2**62  # what the database can count


@click.command()
@click.option("--pack", help="An area list that ships (jharkhand, chhattisgarh) or a file.")
@click.option("--area", "area_code", help="Your own area, by code.")
@click.option(
    "--recovery", type=click.Path(path_type=Path), help="Where the recovery code goes (PDF, or text for .txt)."
)
@click.pass_obj
def init(run: Run, pack: str | None, area_code: str | None, recovery: Path | None) -> None:
    """Make a new data folder."""
    # All that can be refused is refused before anything is made.
    if recovery is not None:
        if run.folder.resolve() in recovery.resolve().parents:
            message = N_("{file} lies in the data folder. Keep the recovery code somewhere else, best on paper.")
            raise RuleBroken(message, file=recovery)
        require_output(recovery)
    path = data_folder.pack_path(pack) if pack else None
    if area_code:
        data_folder.require_area(path, area_code)
    elif path is not None:
        area_lists.read(path)
    passphrase = run.passphrase
    if passphrase is None and not key.keyring_available():
        passphrase = ask_passphrase(twice=True)
    created = data_folder.create(
        run.folder, passphrase=passphrase, operator=run.operator, use_keyring=run.passphrase is None
    )
    count = 0
    try:
        _hand_over(run, recovery, created.recovery_code)
        if path is not None:
            with progress_bar() as bar:
                count = data_folder.load_areas(created.store, bar, path=path).areas
        if area_code:
            with created.store.reading() as session:
                home = area_services.find(session, code=area_code)
            data_folder.choose_home(created.store, area=home.id)
    finally:
        created.store.close()
    run.answer(
        {"data": run.folder / DATABASE, "areas": count, "recovery": recovery},
        _("Ready: {folder}, {count} areas.").format(folder=run.folder, count=count),
    )


def _hand_over(run: Run, file: Path | None, code: str) -> None:
    """The recovery code on a page to print, as plain text, or on the screen when no file can take it."""
    try:
        if file is not None:
            text = file.suffix.lower() == ".txt"
            data = f"{code}\n".encode() if text else recovery_code.pdf(code, today(), "", language=language())
            write_whole(file, data)
            return
    except OSError as error:  # the data exists by now, and nothing else knows its code
        run.say(str(explain(error, file or run.folder)))
    run.say(
        _("Recovery code, shown this once: {code}. Write it down and keep it apart from the laptop.").format(code=code)
    )


@click.command()
@click.option("--recovery", required=True, help="The printed recovery code.")
@click.pass_obj
def unlock(run: Run, recovery: str) -> None:
    """Open with the recovery code and set a new passphrase."""
    run.require_data()
    with only_copy(run.folder):
        data_key = key.unlock(run.folder, recovery=recovery)
        passphrase = run.passphrase if run.passphrase is not None else ask_passphrase(twice=True)
        key.change_passphrase(run.folder, data_key, passphrase)
        if run.passphrase is None:  # a script's passphrase is for that script, not for this computer
            key.remember(run.folder, data_key)
    run.answer({"unlocked": True}, _("The new passphrase opens the data from now on."))


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.pass_obj
def backup(run: Run, file: Path | None) -> None:
    """Write a verified backup to FILE, or into the folder chosen for backups in the window's settings."""
    run.require_data()
    file = file or backups.in_kept_folder(run.folder)
    require_output(file)
    with progress_bar() as bar:  # without a Store, which would migrate first: a backup is of what is there
        made = write_backup(run.folder, run.key(), file, bar)
    backups.remember(run.folder, made)
    run.answer(made, _("Backed up to {file}, read back and whole.").format(file=file))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--recovery", help="The printed recovery code, when the passphrase is lost.")
@click.pass_obj
def restore(run: Run, file: Path, recovery: str | None) -> None:
    """Put the backup FILE in place of the data; the old data is moved aside."""
    require_file(file)
    passphrase = run.passphrase if recovery is None else None
    if recovery is None and passphrase is None and _asks_passphrase(file, run.folder):
        passphrase = ask_passphrase()
    try:
        run.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise explain(error, run.folder) or error from error
    with only_copy(run.folder), progress_bar() as bar:
        done = restore_backup(file, run.folder, passphrase=passphrase, recovery=recovery, progress=bar)
        with closing(Store(run.folder, done.key, operator=run.operator)) as store:
            erased = erased_before.erase_again(store, done.aside)
    if erased:
        run.say(erased_before.told(erased))
    run.answer(
        {"data": done.path, "aside": done.aside, "erased_again": erased},
        _("Restored. The earlier data is in {folder}.").format(folder=done.aside) if done.aside else _("Restored."),
    )


def _asks_passphrase(file: Path, folder: Path) -> bool:
    """True when this computer's keyring opens neither the backup nor the folder whose data it is."""
    try:
        with zipfile.ZipFile(file) as packed:
            envelopes = [decode(packed.read(ENVELOPE), file)]
    except (OSError, KeyError, RuleBroken, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False  # restore says what is wrong with it
    with suppress(RuleBroken):
        envelopes += [own for own in [read(folder / ENVELOPE)] if own.id == envelopes[0].id]
    for envelope in envelopes:
        with suppress(RuleBroken):
            key.open_envelope(envelope, file)
            return False
    return True


@click.command()
@click.option("--deep", is_flag=True, help="Also the seal of every page and every index.")
@click.pass_obj
def check(run: Run, deep: bool) -> None:
    """Check that the file is whole."""
    run.require_data()
    # Without a Store, which would migrate: looking changes nothing.
    report = check_file(run.folder / DATABASE, run.key(), deep=deep)
    for finding in report.findings:
        run.say(finding)
    if report.ok or run.as_json:
        run.answer({"ok": report.ok, "findings": report.findings}, _("The file is whole."))
    if not report.ok:
        raise SystemExit(1)


@click.command()
@click.option("--tx", type=click.IntRange(1, MOST_ACTS), help="The act's number; without it the last one.")
@click.pass_obj
def undo(run: Run, tx: int | None) -> None:
    """Take back the last act."""
    with run.store(writing=True) as store:
        undone = undo_last(store, tx)
    run.answer({"undone": undone}, _("Undone: {what}").format(what=undone))


def undo_last(store: Store, tx: int | None = None) -> str:
    """Undoes an act, the operator's last one by default. Raises RuleBroken when there is none."""
    with store.transaction("history.undo") as session:
        last = history.last_undoable(session)
        number = tx if tx is not None else last.tx if last else None
        if number is None:
            raise RuleBroken(N_("There is nothing to undo."))
        return history.undo(session, tx=number)
