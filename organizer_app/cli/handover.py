"""The laptop passes to a successor, in one command."""

from pathlib import Path

import click

from organizer_app.cli import seating
from organizer_app.cli.context import Run, progress_bar, require_output, require_pdf
from organizer_app.db.connect import explain
from organizer_app.db.key import passphrase_from_environment
from organizer_app.db.store import Store
from organizer_app.domain import roles
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.names import fold
from organizer_app.domain.words import N_, language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import handover as job
from organizer_app.printing import recovery_code
from organizer_app.services import handover as service
from organizer_app.services import operators, pins

_FILE = click.Path(path_type=Path)


@click.command()
@click.option(
    "--to", "name", required=True, help="Who takes over; a new name gets a PIN (asked, or ORGANIZER_NEW_PIN)."
)
@click.option("--charge-list", "charge", type=_FILE, required=True, help="The list to sign, as PDF.")
@click.option("--recovery", type=_FILE, required=True, help="Where the new recovery code goes (PDF, or text for .txt).")
@click.option("--backup", type=_FILE, help="A backup, made before anything changes.")
@click.option("--bundle", type=_FILE, help="What HQ does not have yet, as a file for HQ.")
@click.option("--new-passphrase-file", "secret", type=_FILE, help="The receiver's own passphrase, on its first line.")
@click.pass_obj
def handover(
    run: Run, name: str, charge: Path, recovery: Path, backup: Path | None, bundle: Path | None, secret: Path | None
) -> None:
    """Hand the laptop over: charge list, new recovery code, the giver out. Nothing of the data is lost."""
    require_pdf(charge)
    for file in filter(None, (recovery, backup, bundle)):
        require_output(file)
    if run.folder.resolve() in recovery.resolve().parents:
        message = N_("{file} lies in the data folder. Keep the recovery code somewhere else, best on paper.")
        raise RuleBroken(message, file=recovery)
    passphrase = passphrase_from_environment({}, secret) if secret is not None else None
    done = []
    with run.store(writing=True) as store, progress_bar() as bar:
        _begin(store, name)
        if backup is not None:
            done.append(str(job.back_up(store, bar, dest=backup).file))
        if bundle is not None:
            done.append(str(job.write_bundle(store, bar, file=bundle)))
        done.append(str(job.save_charge_list(store, bar, file=charge, language=language())))
        _give_code(run, recovery, job.new_code(store))
        with store.transaction("handover.note") as session:
            service.note(session, step=service.CODE)
        if passphrase is not None:
            job.new_passphrase(store, passphrase=passphrase)
        with store.transaction("handover.finish", name) as session:
            receiver = service.finish(session)
    done.append(str(recovery))
    told = _("{name} has taken over. Sign the charge list, and destroy the old page with the recovery code.")
    run.answer({"receiver": receiver, "files": done}, told.format(name=receiver))


def _begin(store: Store, name: str) -> None:
    with store.reading() as session:
        known = next((o for o in operators.rows(session) if fold(o.name) == fold(name)), None)
    pin = seating.new_pin() if known is None or not known.here else ""
    with store.transaction("handover.begin", name) as session:
        if known is None:
            receiver = pins.add(session, name=name, role=roles.ORGANISER, pin=pin)
        else:
            receiver = known.id
            if pin:
                operators.set_role(session, id=receiver, role=roles.ORGANISER)
                pins.give(session, id=receiver, pin=pin)
        service.begin(session, receiver=receiver)


def _give_code(run: Run, file: Path, code: str) -> None:
    """On a page to print or as text; on the screen when no file can take it: the old one is worth nothing by now."""
    try:
        text = file.suffix.lower() == ".txt"
        write_whole(file, f"{code}\n".encode() if text else recovery_code.pdf(code, today(), "", language=language()))
    except OSError as error:
        run.say(str(explain(error, file) or error))
        told = _("Recovery code, shown this once: {code}. Write it down and keep it apart from the laptop.")
        run.say(told.format(code=code))
