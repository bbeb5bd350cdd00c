"""report: the evening report as text, in HQ's own workbook, as a PDF."""

from pathlib import Path
from typing import Any

import click

from organizer_app.cli.context import Run
from organizer_app.cli.targets import drive_of, place_of
from organizer_app.domain import reports as rules
from organizer_app.domain.boards import MEMBERS, What
from organizer_app.domain.reports import PlaceFigures, Report
from organizer_app.domain.times import day as read_day
from organizer_app.domain.words import language as own_language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import reports as job
from organizer_app.jobs.files import write_file
from organizer_app.jobs.rights_papers import read_text


@click.command()
@click.option(
    "--text", "as_text", is_flag=True, help="In words, ready to be copied; what is done without another choice."
)
@click.option("--template", type=click.Path(path_type=Path), help="With --text: a text with fields like {members}.")
@click.option("--xlsx", type=click.Path(path_type=Path), help="HQ's own workbook with fields like {members}; with -o.")
@click.option("--pdf", "as_pdf", is_flag=True, help="On A4; with -o.")
@click.option("--pictures", is_flag=True, help="With --pdf: pace, days, districts and wings as pictures, too.")
@click.option("--fields", is_flag=True, help="Every field that may stand in a template, with what it tells now.")
@click.option("--area", "area_code", help="Where, by code or name; by default your own area.")
@click.option("--on", help="On which day; by default today.")
@click.option("--drive", "name", help="Which drive, by title or id; by default the one that goes on.")
@click.option(
    "--level", default="", help="Which places below are told, for example lok_sabha; by default the next ones."
)
@click.option("-o", "out", type=click.Path(path_type=Path), help="The file that is written.")
@click.pass_obj
def report(
    run: Run,
    as_text: bool,
    template: Path | None,
    xlsx: Path | None,
    as_pdf: bool,
    pictures: bool,
    fields: bool,
    area_code: str | None,
    on: str | None,
    name: str | None,
    level: str,
    out: Path | None,
) -> None:
    """The numbers of the evening, as HQ asks for them."""
    if sum((as_text or template is not None, xlsx is not None, as_pdf, fields)) > 1:
        raise click.UsageError(_("Choose one of --text, --xlsx, --pdf and --fields."))
    if pictures and not as_pdf:
        raise click.UsageError(_("Pictures stand on paper alone: give --pdf, too."))
    if (xlsx is not None or as_pdf) and out is None:
        raise click.UsageError(_("Give -o: the file that is written."))
    day = read_day(on) if on else None
    with run.store(writing=True) as store:
        with store.reading() as session:
            drive, place = drive_of(session, name).id, place_of(session, area_code).id
        found = job.read(store, drive=drive, area=place, day=day, level=level)
        if fields:
            told = {field: rules.text_value(found, field) for field in rules.fields(found)}
            run.answer({"fields": told}, "\n".join(f"{{{field}}}  {words}" for field, words in told.items()))
        elif xlsx is not None and out is not None:
            cells = job.workbook(found, xlsx, out)
            run.answer({"file": out, "cells": cells}, _("{n} cells filled: {file}").format(n=cells, file=out))
        elif as_pdf and out is not None:
            language = own_language()
            shown = None
            if pictures:
                shown = job.pictures(store, drive=drive, area=place, what=What(MEMBERS), language=language)
            write_file(out, job.pdf(store, found, language=language, shown=shown))
            run.answer({"file": out, **_plain(found)}, str(out))
        else:
            own = read_text(template) if template is not None else None
            words = job.text(store, found, drive=drive, language=own_language(), template=own)
            if out is not None:
                write_file(out, words.encode())
            run.answer({"text": words, **_plain(found)}, words.rstrip("\n"))


def _plain(found: Report) -> dict[str, Any]:
    return {
        "drive": found.drive,
        "day": found.day,
        "counted": found.counted,
        "notes": list(found.notes),
        **_plain_place(found.place),
        "rows": [_plain_place(one) for one in found.below],
    }


def _plain_place(one: PlaceFigures) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "figures": {measure: figure._asdict() for measure, figure in one.figures.items()},
    }
