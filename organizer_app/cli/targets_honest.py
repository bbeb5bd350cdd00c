"""Verbs of honest counters: what is left of a number, and a list of people to call back."""

import secrets
from pathlib import Path

import click

from organizer_app.cli.context import Run, require_pdf
from organizer_app.cli.list_options import reason_option
from organizer_app.cli.targets import drive_of, place_of, targets
from organizer_app.domain.clock import today
from organizer_app.domain.counters import FLAGS, SAMPLE, STEPS, counter_name
from organizer_app.domain.files import write_whole
from organizer_app.domain.words import group_digits, language, ngettext
from organizer_app.jobs import call_backs, list_papers
from organizer_app.services import counters

DRAWS = 10_000


@targets.command()
@click.option("--area", "area_code", help="Where, by code or name; by default your own area.")
@click.option("--drive", "name", help="Since which drive began, by title or id; by default the one that goes on.")
@click.pass_obj
def honest(run: Run, area_code: str | None, name: str | None) -> None:
    """How many of those on the roster can be reached, agreed, were trained and take part; and what to call back."""
    with run.store(writing=False) as store, store.reading() as session:
        area, since = place_of(session, area_code).id, drive_of(session, name).first
        found = counters.honest(session, area=area, since=since, day=today())
    numbers = dict(zip((*STEPS, *FLAGS), (*found.steps, *found.flags), strict=True))
    run.answer(numbers, "\n".join(f"{group_digits(n):>10}  {counter_name(code)}" for code, n in numbers.items()))


@targets.command("call-back")
@click.option("--area", "area_code", help="Where, by code or name; by default your own area.")
@click.option("--drive", "name", help="Since which drive began, by title or id; by default the one that goes on.")
@click.option("--number", type=int, default=SAMPLE, show_default=True, help="How many people.")
@click.option("--seed", type=int, help="The draw that is to be done again; it stands on the paper.")
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), required=True, help="The PDF.")
@reason_option
@click.pass_obj
def call_back(
    run: Run, area_code: str | None, name: str | None, number: int, seed: int | None, file: Path, reason: str
) -> None:
    """Print people drawn at random, to be called and asked; only who agreed to be called is on the list."""
    require_pdf(file)
    draw = secrets.randbelow(DRAWS) if seed is None else seed
    with run.store(writing=True) as store:
        with store.reading() as session:
            area, since = place_of(session, area_code).id, drive_of(session, name).first
        made, order = call_backs.make(
            store, area=area, since=since, number=number, seed=draw, reason=reason, language=language()
        )
        write_whole(file, made.pdf)
        list_papers.record(store, made, order)
    told = ngettext("{n} person", "{n} people", made.people).format(n=group_digits(made.people))
    run.answer({"file": file, "people": made.people, "seed": draw}, f"{file}  {told}")
