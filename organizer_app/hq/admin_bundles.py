"""The verbs for files: public-file, admit and bundle for laptops without a line, take-in for those that HQ closed."""

from pathlib import Path

import click

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.hq import admissions, audit, bundles, closed_laptops
from organizer_app.hq.admin_devices import certificate_mark
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
    _require_other(file, output)
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


@click.command("public-file")
@click.argument("file", type=_File)
@click.option("--address", required=True, help="Where laptops reach HQ when they have a line: https://…")
@click.option("--pin-cert", type=_File, help="HQ's own certificate (PEM), as given to enrol.")
@click.pass_obj
def public_file(run: Run, file: Path, address: str, pin_cert: Path | None) -> None:
    """Write FILE, which a laptop without a line needs beside its code to ask to join. No secret is in it."""
    write_whole(file, admissions.public_file(run.keys(), address, certificate_mark(pin_cert) if pin_cert else ""))
    run.answer({"file": file}, _("{file} is ready. Give it with the printed code.").format(file=file))


@click.command()
@click.argument("file", type=_File)
@click.option("-o", "--output", type=_File, required=True, help="The answer, for the same laptop.")
@click.pass_obj
def admit(run: Run, file: Path, output: Path) -> None:
    """Take in the laptop whose request to join is in FILE, and write HQ's answer to it."""
    data = _bytes(file)
    _require_other(file, output)
    with run.transaction() as connection:
        made = admissions.answer(connection, run.keys(), data, file.name, run.now)
        audit.write(connection, "admit", now=run.now, who=run.who, device=made.device)
        write_whole(output, made.data)
    run.answer(
        {"file": output, "device": made.device, "name": made.name, "buckets": made.buckets},
        _("“{name}” has joined. The answer is {file}.").format(name=made.name, file=output),
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


def _require_other(file: Path, output: Path) -> None:
    if output.exists() and output.samefile(file):
        raise RuleBroken(N_("Write the answer into another file than {file}."), file=file)


COMMANDS = (public_file, admit, bundle, take_in)
