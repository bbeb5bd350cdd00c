"""The main job on a made-up district, and made-up rosters for trying out."""

from pathlib import Path

import click

from organizer_app.cli.context import Run, require_output
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import demo as job

MOST = 10_000_000


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Where the PDFs go.")
@click.option("--members", type=click.IntRange(1, MOST), default=2_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.pass_obj
def demo(run: Run, out: Path, members: int, seed: int) -> None:
    """From a roster file to a closed day, on a made-up district."""
    result = job.run(
        out=out,
        members=members,
        seed=seed,
        tell=lambda step, seconds: run.say(f"{step:<28} {seconds:6.2f} s"),
        language=language(),
    )
    run.answer(
        {"files": result.files, "counts": result.counts, "seconds": result.seconds},
        "\n".join([*result.files.values(), _("{came} of {invited} came.").format(**result.counts)]),
    )


@click.command("demo-data")
@click.option("--members", type=click.IntRange(1, MOST), default=25_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The roster file to write (CSV).")
@click.pass_obj
def demo_data(run: Run, members: int, seed: int, out: Path) -> None:
    """Write a made-up roster file."""
    require_output(out)
    count = write_roster(out, members, seed)
    run.answer({"file": out, "rows": count}, str(out))
