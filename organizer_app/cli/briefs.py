"""brief: the morning brief on one page."""

from pathlib import Path

import click

from organizer_app.cli.context import Run
from organizer_app.domain.times import day as read_day
from organizer_app.domain.words import LANGUAGES
from organizer_app.jobs import briefs as job
from organizer_app.jobs.files import write_file


@click.command()
@click.option("--on", help="For which day; by default today.")
@click.option("--phones", "reason", default="", help="Whole phone numbers on the page, and why: it is written down.")
@click.option("-o", "out", type=click.Path(path_type=Path), required=True, help="The PDF that is written.")
@click.option("--language", type=click.Choice(LANGUAGES), default="hi", show_default=True, help="Of the page.")
@click.pass_obj
def brief(run: Run, on: str | None, reason: str, out: Path, language: str) -> None:
    """One page for the morning: who is behind, calls to make, today's camps and sheets, what waits to be sent."""
    day = read_day(on) if on else None
    with run.store(writing=True) as store:
        made = job.make(store, day=day, reason=reason, language=language)
        write_file(out, made.pdf)
        job.record(store, made, reason)
    found = made.brief
    run.answer(
        {
            "file": out,
            "day": found.day,
            "drive": found.drive,
            "behind": [{**one._asdict(), "missing": one.missing} for one in found.behind],
            "calls": len(found.calls),
            "camps": len(found.camps) + found.more_camps,
            "waiting": found.waiting,
        },
        str(out),
    )
