"""The camps of a month, in words or on paper."""

from datetime import date
from pathlib import Path

import click

from organizer_app.cli.camps_above import camp_line
from organizer_app.cli.context import Run, require_pdf
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.months import last_of_month
from organizer_app.domain.words import N_, language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import month_papers
from organizer_app.services import camps as service


@click.command()
@click.argument("month", required=False)
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), help="Save the month as a PDF there.")
@click.pass_obj
def month(run: Run, month: str | None, file: Path | None) -> None:
    """The camps of a month (2026-12; this one unless given), in words or as a page to hang up."""
    first = read_month(month) if month else today().replace(day=1)
    if file is not None:
        require_pdf(file)
    with run.store(writing=False) as store:
        with store.reading() as session:
            found = service.rows(session, from_on=first, to_on=last_of_month(first))
        if file is not None:
            write_whole(file, month_papers.make(store, first=first, language=language()))
    words = "\n".join(map(camp_line, found)) or _("No camp is planned in this month.")
    run.answer(found, str(file) if file is not None else words)


def read_month(text: str) -> date:
    """2026-12 -> its first day. Raises RuleBroken for anything else."""
    try:
        return date.fromisoformat(f"{text.strip()}-01")
    except ValueError:
        raise RuleBroken(N_("{n} is not a month. Write the year and the month, like 2026-12."), n=text) from None
