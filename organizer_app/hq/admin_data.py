"""Verbs about what HQ holds: status, move, backup, restore, generation."""

from pathlib import Path

import click

from organizer_app.domain.clock import local_text
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.hq import audit, generations, opening, settings
from organizer_app.hq import backup as backups
from organizer_app.hq import status as states
from organizer_app.hq.console import Run
from organizer_app.hq.hub import Hub
from organizer_app.hq.moving import move_member
from organizer_app.hq.restore import restore as put_back

_File = click.Path(path_type=Path)


@click.command()
@click.pass_obj
def status(run: Run) -> None:
    """How HQ is."""
    with run.transaction() as connection:
        found = states.of(connection)
    laptops = ", ".join(f"{count} {name}" for name, count in sorted(found.laptops.items())) or "0"
    run.answer(
        found,
        _(
            "Generation {gen} on {database}: {records} records in {buckets} buckets, {ops} edits, "
            "{conflicts} conflicts. Laptops: {laptops}. Last backup: {backup}."
        ).format(
            gen=found.gen,
            database=found.database,
            records=found.records,
            buckets=found.buckets,
            ops=found.ops,
            conflicts=found.conflicts,
            laptops=laptops,
            backup=local_text(found.last_backup) or _("never"),
        ),
    )


@click.command()
@click.argument("file", type=_File)
@click.option("--without-files", is_flag=True, help="Leave photos and kit files out.")
@click.pass_obj
def backup(run: Run, file: Path, without_files: bool) -> None:
    """Write everything into FILE, sealed with a passphrase, while HQ goes on."""
    if not file.absolute().parent.is_dir():
        raise RuleBroken(N_("There is no folder {folder}. Make it first."), folder=file.absolute().parent)
    secret = run.passphrase(twice=True)
    with run.engine() as engine:
        files = None if without_files else run.settings.blobs
        made = backups.write(engine, run.settings.data, file, secret, files=files)
        with engine.begin() as connection:
            audit.write(connection, "backup", now=run.now, who=run.who, file=file.name, rows=made.rows)
    run.answer(
        made,
        _("Backed up to {file}: {rows} rows, {files} files.").format(file=file, rows=made.rows, files=made.files),
    )


@click.command()
@click.argument("file", type=_File)
@click.pass_obj
def restore(run: Run, file: Path) -> None:
    """Put the backup FILE in place of what HQ holds. Stop “serve” first."""
    if not file.is_file():
        raise RuleBroken(N_("There is no file {file}. Check its name and folder."), file=file)
    secret = run.passphrase()
    run.settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = opening.connect(run.settings.db)
    try:
        opening.make_tables(engine)
        gen = put_back(engine, run.settings.data, file, secret, files=run.settings.blobs, now=run.now)
        with engine.begin() as connection:
            audit.write(connection, "restore", now=run.now, who=run.who, file=file.name, gen=gen)
    finally:
        engine.dispose()
    settings.remember(run.settings)
    run.answer({"gen": gen}, _("Restored as generation {gen}. Laptops will send again what HQ forgot.").format(gen=gen))


@click.command()
@click.argument("member")
@click.argument("bucket")
@click.pass_obj
def move(run: Run, member: str, bucket: str) -> None:
    """Move MEMBER (an id) to the district's BUCKET, such as D339, with consents and posts."""
    with run.engine() as engine:
        count = move_member(engine, Hub(engine), member.replace("-", "").lower(), bucket, now=run.now, who=run.who)
    run.answer({"moved": count}, _("{count} records are in {bucket} now.").format(count=count, bucket=bucket))


@click.command("new-generation")
@click.pass_obj
def new_generation(run: Run) -> None:
    """After the database was put back by other means: laptops send again what HQ forgot, erasures are done again."""
    with run.transaction() as connection:
        gen = generations.begin(connection, (), now=run.now)
        audit.write(connection, "new-generation", now=run.now, who=run.who, gen=gen)
    run.answer({"gen": gen}, gen)


COMMANDS = (status, move, backup, restore, new_generation)
