"""The verbs for files of laptops: bundle for those that have no line, take-in for those that HQ closed."""

from pathlib import Path

import click

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.hq import audit, bundles, closed_laptops
from organizer_app.hq.console import Run
from organizer_app.hq.hub import Hub
from organizer_app.wire.bundle import MAX_FILE, TOO_LARGE

_File = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_File)
@click.option("-o", "--output", type=_File, required=True, help="The answer, for the same laptop.")
@click.pass_obj
def bundle(run: Run, file: Path, output: Path) -> None:
    """Take in the FILE of a laptop, and write HQ's answer to it."""
    data = _bytes(file)
    if output.exists() and output.samefile(file):
        raise RuleBroken(N_("Write the answer into another file than {file}."), file=file)
    with run.engine() as engine:
        made = bundles.answer(engine, Hub(engine), run.keys(), data, file.name)
        write_whole(output, made.data)
        with engine.begin() as connection:
            audit.write(connection, "bundle", now=run.now, who=run.who, device=made.device, ops=made.ops)
    run.answer(
        {
            "file": output,
            "device": made.device,
            "ops": made.ops,
            "records": made.records,
            "refused": made.refused,
        },
        _("{label}: {ops} changes taken in, {records} records go back. The answer is {file}.").format(
            label=made.label, ops=sum(made.ops.values()), records=made.records, file=output
        ),
    )


@click.command("take-in")
@click.argument("file", type=_File)
@click.pass_obj
def take_in(run: Run, file: Path) -> None:
    """Take in FILE, what a revoked laptop had not sent, as decisions for those who hold its area."""
    data = _bytes(file)
    with run.engine() as engine:
        made = closed_laptops.take_in(engine, Hub(engine), run.keys(), data, file.name)
        with engine.begin() as connection:
            audit.write(connection, "take-in", now=run.now, who=run.who, device=made.device, ops=made.ops)
    run.answer(
        made,
        _("{label}: {count} changes wait as decisions on the laptops of that area.").format(
            label=made.label or made.device, count=sum(made.ops.values())
        ),
    )


def _bytes(file: Path) -> bytes:
    """What is in a file. Raises RuleBroken when there is none, or it is too large to be a laptop's."""
    if not file.is_file():
        raise RuleBroken(N_("There is no file {file}. Check its name and folder."), file=file)
    if file.stat().st_size > MAX_FILE:
        raise RuleBroken(TOO_LARGE, file=file.name)
    return file.read_bytes()


COMMANDS = (bundle, take_in)
