"""Verbs about HQ: leave, sync, bundle, conflicts."""

import time
from pathlib import Path
from typing import Any

import click

from organizer_app.cli.context import Run, ask_passphrase, progress_bar, require_file, require_output
from organizer_app.db import key
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_from_text
from organizer_app.domain.record_names import field_name
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.jobs import bundles, joining
from organizer_app.jobs import sync as job
from organizer_app.jobs.sync import Synced
from organizer_app.services import conflicts as service
from organizer_app.sync.runner import Schedule

ASK = 5.0  # seconds between two questions whether an exchange is due
_File = click.Path(path_type=Path)


@click.command()
@click.option("--yes", is_flag=True, help="Leave; without it only what would happen is said.")
@click.pass_obj
def leave(run: Run, yes: bool) -> None:
    """Leave HQ. All data stays on this laptop."""
    with run.store(writing=True) as store:
        done = joining.leave(store) if yes else joining.consequences(store)
    said = _(
        "All {records} people and camps stay on this laptop. {unsent} changes have not gone out; HQ will not have them."
    ).format(records=done.records, unsent=done.unsent)
    lines = [said] if yes else [said, _("Nothing was done yet. To leave, give --yes.")]
    run.answer({"left": yes, "records": done.records, "unsent": done.unsent}, "\n".join(lines))


@click.command()
@click.option("--once", is_flag=True, help="Exchange once and end; exit 1 when HQ was not reached.")
@click.pass_obj
def sync(run: Run, once: bool) -> None:
    """Exchange with HQ: once, or again and again until stopped."""
    if once:
        done = _exchange(run)
        if done.error:
            run.say(done.error)
            raise click.exceptions.Exit(1)
        return
    run.require_data()
    if run.passphrase is None and key.needs_passphrase(run.folder):
        run.passphrase = ask_passphrase()
    schedule = Schedule()
    while True:
        if schedule.is_due():
            done = _exchange(run)
            if done.error:
                run.say(done.error)
                schedule.failed(done.asked)
            else:
                schedule.went_through()
        time.sleep(ASK)


def _exchange(run: Run) -> Synced:
    with run.store(writing=True, dated=False, anybody=True) as store, progress_bar() as bar:
        done = job.run(store, bar)
    run.answer(counts(done), words(done))
    return done


def counts(done: Synced) -> dict[str, Any]:
    """What an exchange came to, for JSON."""
    return {
        "sent": done.sent,
        "received": done.received,
        "conflicts": done.conflicts,
        "refused": done.refused,
        "waiting": done.waiting,
        "error": done.error,
    }


def words(done: Synced) -> str:
    """The same for a person."""
    said = _("Changes sent: {sent}. Records that came: {received}. Conflicts: {conflicts}. Still waiting: {waiting}.")
    return said.format(sent=done.sent, received=done.received, conflicts=done.conflicts, waiting=done.waiting)


@click.group()
def bundle() -> None:
    """Sync by file, for a laptop without a network."""


@bundle.command("write")
@click.argument("file", type=_File)
@click.pass_obj
def write(run: Run, file: Path) -> None:
    """Write all that HQ has not got into FILE, which only HQ can open."""
    require_output(file)
    with run.store(writing=True, dated=False) as store, progress_bar() as bar:
        made = bundles.write(store, bar, file=file)
    run.answer(
        {"file": made.file, "sent": made.sent, "bytes": made.bytes},
        _("{n} changes are in {file}. Carry it to HQ and read the answer here.").format(n=made.sent, file=file),
    )


@bundle.command("read")
@click.argument("file", type=_File)
@click.pass_obj
def read(run: Run, file: Path) -> None:
    """Read HQ's answer out of FILE."""
    require_file(file)
    with run.store(writing=True, dated=False) as store, progress_bar() as bar:
        done = bundles.read(store, bar, file=file)
    run.answer(
        {"sent": done.sent, "received": done.received, "conflicts": done.conflicts, "refused": done.refused},
        _("HQ has taken {sent} changes; {received} records came.").format(sent=done.sent, received=done.received),
    )


@click.group()
def conflicts() -> None:
    """What two people changed."""


@conflicts.command("list")
@click.pass_obj
def listed(run: Run) -> None:
    """Every open conflict."""
    with run.store(writing=False) as store, store.reading() as session:
        found = service.listing(session)
    items = [
        {
            "id": one.id,
            "table": record.tbl,
            "rid": record.rid,
            "name": record.name,
            "field": one.field,
            "kind": one.kind,
            "kept": one.kept.text,
            "kept_by": one.kept.usr,
            "lost": one.lost.text,
            "lost_by": one.lost.usr,
        }
        for record in found
        for one in record.conflicts
    ]
    lines = (
        f"{one.id.hex()}  {record.name}, {field_name(record.tbl, one.field)}: “{one.kept.text}” ({one.kept.usr}) / "
        f"“{one.lost.text}” ({one.lost.usr})"
        for record in found
        for one in record.conflicts
    )
    run.answer({"items": items}, "\n".join(lines) or _("Nothing was changed by two people."))


@conflicts.command("resolve")
@click.argument("conflict")
@click.option("--keep", type=click.Choice(("kept", "lost", "mine", "theirs")), help="Which of the two stands.")
@click.option("--value", help="Another value instead of both.")
@click.pass_obj
def resolve(run: Run, conflict: str, keep: str | None, value: str | None) -> None:
    """Decide CONFLICT (an id of `conflicts list`)."""
    if (keep is None) == (value is None):
        raise RuleBroken(N_("Give either --keep or --value."))
    with run.store(writing=True) as store, store.transaction("conflicts.resolve", conflict) as session:
        identity = id_from_text(conflict)
        service.resolve(session, id=identity, choice=keep or "typed", value=value)
    run.answer({"id": identity, "resolved": keep or "typed"}, _("Decided."))
