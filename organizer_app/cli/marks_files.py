"""Verbs of attendance between two laptops without a network: marks-file write and read."""

from dataclasses import asdict
from pathlib import Path

import click

from organizer_app.cli.context import Run, require_file, require_output
from organizer_app.domain.words import translate as _
from organizer_app.jobs import marks_files
from organizer_app.services import camps, marks_words


@click.group("marks-file")
def marks_file() -> None:
    """Marks for another laptop, in a file."""


@marks_file.command()
@click.argument("camp")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def write(run: Run, camp: str, file: Path) -> None:
    """Write a camp's marks, walk-ins and substitutes to FILE, under a code."""
    require_output(file)
    with run.store(writing=False) as store:
        with store.reading() as session:
            found = camps.find(session, ref=camp)
        made = marks_files.write(store, camp=found, file=file)
    text = _("{count} marks are in {file}. The code for the other laptop: {code}")
    run.answer(made, text.format(count=made.marks, file=file, code=made.code))


@marks_file.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--code", required=True, help="As the other laptop showed it.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.pass_obj
def read(run: Run, file: Path, code: str, dry_run: bool) -> None:
    """Take in the marks of FILE; every difference is told."""
    require_file(file)
    with run.store(writing=not dry_run) as store:
        work = marks_files.look if dry_run else marks_files.read
        taken = work(store, file=file, code=code)
    told = [line.text for line in marks_words.lines(taken)]
    run.answer(asdict(taken) | {"changes": taken.changes, "told": told}, "\n".join(told))
