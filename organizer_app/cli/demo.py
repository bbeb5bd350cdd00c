"""The main job on a made-up district, and made-up rosters for trying out."""

from pathlib import Path

import click

from organizer_app.cli.context import Run, progress_bar, require_output
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import data_folder, made_up, made_up_state
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
@click.option("--out", type=click.Path(path_type=Path), help="Write only a roster file (CSV), and no data folder.")
@click.pass_obj
def demo_data(run: Run, members: int, seed: int, out: Path | None) -> None:
    """Fill an empty data folder with a made-up state, its roster and its planted duplicates beside it; or write a file.

    The passphrase of such a folder is “made-up” unless another one is given: nothing real is in it.
    """
    if out is not None:
        require_output(out)
        count = write_roster(out, members, seed)
        run.answer({"file": out, "rows": count}, str(out))
        return
    passphrase = made_up.PASSPHRASE if run.passphrase is None else run.passphrase
    created = data_folder.create(run.folder, passphrase=passphrase, operator=run.operator, use_keyring=False)
    try:
        with progress_bar() as bar:
            made = made_up_state.make(created.store, bar, members=members, seed=seed, beside=run.folder.absolute())
    finally:
        created.store.close()
    text = _("{count} people, {pairs} pairs of entries that are one person.")
    run.answer(made, "\n".join([str(made.roster), str(made.truth), text.format(count=made.entries, pairs=made.pairs)]))
