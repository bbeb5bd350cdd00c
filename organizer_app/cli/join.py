"""The verb join: over the line with a code, or by file; --look says what would come and does nothing."""

import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from organizer_app.cli.context import Run, progress_bar, require_file, require_output
from organizer_app.cli.sync import counts, words
from organizer_app.domain.words import translate as _
from organizer_app.jobs import joining
from organizer_app.jobs.joining import Coming, Joined

MB = 1e6
_File = click.Path(path_type=Path)


@click.command()
@click.option("--hq", "address", help="HQ's address: https://…")
@click.option("--code", help="The code from HQ.")
@click.option("--name", default=platform.node, help="What HQ shall call this laptop.")
@click.option("--look", is_flag=True, help="Say what would come, and do nothing; the code is not used up.")
@click.option("--hq-file", type=_File, help="Without a line: the file that HQ hands out.")
@click.option("--request", type=_File, help="Without a line: where the request for HQ shall go.")
@click.option("--answer", type=_File, help="Without a line: HQ's answer to the request.")
@click.pass_obj
def join(
    run: Run,
    address: str | None,
    code: str | None,
    name: str,
    look: bool,
    hq_file: Path | None,
    request: Path | None,
    answer: Path | None,
) -> None:
    """Join an HQ: with --hq and --code; without a line with --code, --hq-file and --request, then with --answer."""
    if answer is not None:
        _by_answer(run, answer, look=look)
    elif code and hq_file is not None and request is not None:
        require_file(hq_file)
        require_output(request)
        with run.store(writing=True) as store:
            joining.ask_by_file(store, code=code, hq_file=hq_file, file=request, device=name)
        said = _("{file} is the request. Carry it to HQ and read the answer here with --answer.").format(file=request)
        run.answer({"file": request}, said)
    elif code and address:
        with run.store(writing=True) as store, progress_bar() as bar:
            if look:
                _tell_coming(run, joining.look(store, bar, code=code, address=address, device=name))
            else:
                _tell_joined(run, joining.join(store, bar, code=code, address=address, device=name))
    else:
        raise click.UsageError(_("Give --code with --hq, or with --hq-file and --request, or --answer alone."))


def _by_answer(run: Run, file: Path, *, look: bool) -> None:
    require_file(file)
    with run.store(writing=True) as store:
        if look:
            _tell_coming(run, joining.look_at_file(store, file=file))
        else:
            _tell_joined(run, joining.join_by_file(store, file=file))


def _tell_coming(run: Run, found: Coming) -> None:
    lines = [
        _("This would come: {buckets}").format(buckets=_said(found.buckets)),
        _("{people} people, {records} records, about {mb} MB.").format(
            people=found.people, records=found.records, mb=max(0.1, round(found.bytes / MB, 1))
        ),
        _("Changes of this laptop that would go out: {count}.").format(count=found.goes),
    ]
    if found.withdrawn:
        gone = _("This would go from this laptop: {buckets}, with {people} people.")
        lines.append(gone.format(buckets=", ".join(found.withdrawn), people=found.fewer))
    run.answer(found, "\n".join(lines))


def _tell_joined(run: Run, done: Joined) -> None:
    told: dict[str, Any] = {"device": done.device, "buckets": list(done.buckets), "placed": done.placed}
    said = _("This laptop has joined HQ and holds: {buckets}").format(buckets=_said(done.buckets))
    run.answer({**told, **counts(done.synced)}, f"{said}\n{words(done.synced)}")


def _said(buckets: Sequence[tuple[str, str]]) -> str:
    return ", ".join(bucket if mode == "rw" else f"{bucket} ({mode})" for bucket, mode in buckets)
