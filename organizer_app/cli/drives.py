"""Verbs of drives: which there are, beginning one from a template or with own words, ending one."""

from pathlib import Path
from typing import Any

import click

from organizer_app.cli.context import Run, field_pairs
from organizer_app.domain.boards import MEASURES, Drive, measure_name
from organizer_app.domain.clock import today
from organizer_app.domain.times import day as read_day
from organizer_app.domain.words import days_text, group_digits
from organizer_app.domain.words import translate as _
from organizer_app.jobs import drive_templates
from organizer_app.jobs.files import read_file
from organizer_app.jobs.rights_papers import read_text
from organizer_app.services import areas, drives_fields, organisation
from organizer_app.services import drives as service

MISSED_CALL, WHATSAPP = "missed_call", "whatsapp"


@click.group()
def drives() -> None:
    """Drives: campaigns with days, goals and numbers to call."""


@drives.command("list")
@click.pass_obj
def list_(run: Run) -> None:
    """Every drive, the newest first."""
    with run.store(writing=False) as store, store.reading() as session:
        found = service.rows(session)
    told = _("No drive yet. “organizer-cli drives begin --template membership --area CODE --year YEAR” begins one.")
    run.answer({"items": [_plain(one) for one in found]}, "\n".join(map(_words, found)) or told)


@drives.command()
@click.pass_obj
def templates(run: Run) -> None:
    """The templates that come with the program."""
    found = drive_templates.shipped()
    items = [{"name": name, "title_hi": one.title_hi, "title_en": one.title_en} for name, one in found.items()]
    run.answer(
        {"items": items}, "\n".join(f"{item['name']:<16} {item['title_hi']}  {item['title_en']}" for item in items)
    )


@drives.command()
@click.option("--template", help="A template that comes with the program, or a file ending in .toml.")
@click.option("--area", "area_code", help="Where, by code or name; by default your own area.")
@click.option("--year", type=int, help="The year in which a template's drive begins; by default this one.")
@click.option("--title-hi", default="", help="Without a template: the title in Hindi.")
@click.option("--title-en", default="", help="Without a template: the title in English.")
@click.option("--from", "first", help="Without a template: the first day.")
@click.option("--to", "last", help="Without a template: the last day.")
@click.option(
    "--measure", "measures", multiple=True, help="Without a template: what is counted; by default everything."
)
@click.option("--missed-call", default="", help="The number for missed calls, kept as it is given.")
@click.option("--whatsapp", default="", help="The WhatsApp number, kept as it is given.")
@click.pass_obj
def begin(
    run: Run,
    template: str | None,
    area_code: str | None,
    year: int | None,
    title_hi: str,
    title_en: str,
    first: str | None,
    last: str | None,
    measures: tuple[str, ...],
    missed_call: str,
    whatsapp: str,
) -> None:
    """Begin a drive, with the goals of its template."""
    if template is None and not (first and last):
        raise click.UsageError(_("Give --template, or --from, --to and a title."))
    numbers = {MISSED_CALL: missed_call, WHATSAPP: whatsapp}
    with run.store(writing=True) as store:
        with store.reading() as session:
            home = organisation.home_area(session)
            area = areas.find(session, code=area_code).id if area_code else home
        if area is None:
            raise click.UsageError(_("Give --area: this laptop has no area of its own yet."))
        totals: dict[str, int] = {}
        if template is not None:
            found = drive_templates.find(template)
            drive, totals = drive_templates.begin(
                store, template=found, area=area, year=year or today().year, numbers=numbers
            )
        else:
            with store.transaction("drives.begin", title_hi or title_en) as session:
                drive = service.begin(
                    session,
                    area=area,
                    title_hi=title_hi,
                    title_en=title_en,
                    first=read_day(first or ""),
                    last=read_day(last or ""),
                    measures=measures or MEASURES,
                    numbers=numbers,
                )
    lines = (f"{measure_name(measure)}: {group_digits(goal)}" for measure, goal in totals.items())
    run.answer({"id": drive, "goals": totals}, "\n".join([drive.hex(), *lines]))


@drives.command()
@click.argument("name", metavar="DRIVE")
@click.pass_obj
def show(run: Run, name: str) -> None:
    """All that a drive says of itself: days, numbers, what is counted, its kit and its words."""
    with run.store(writing=False) as store, store.reading() as session:
        found = service.find(session, name=name)
        fields = drives_fields.shown(service.record(session, found.id))
    lines = (f"{field:<12} {_text(value)}" for field, value in fields.items())
    run.answer({"id": found.id, "own": found.own, **fields}, "\n".join([_words(found), *lines]))


@drives.command()
@click.argument("name", metavar="DRIVE")
@click.argument("fields", metavar="FIELD=VALUE", nargs=-1, required=True)
@click.pass_obj
def edit(run: Run, name: str, fields: tuple[str, ...]) -> None:
    """Change a drive of your own, for example weekly=Sunday, colours=#0B655B, flag=FILE, report_hi=@FILE.

    FIELD= takes a value away. “drives show” names every field.
    """
    typed = {field: _typed(field, value) for field, value in field_pairs(fields).items()}
    with run.store(writing=True) as store:
        with store.reading() as session:
            found = service.find(session, name=name)
        with store.transaction("drives.edit", found.title) as session:
            drives_fields.change(session, id=found.id, typed=typed)
    run.answer({"id": found.id}, _("Saved."))


@drives.command()
@click.argument("name", metavar="DRIVE")
@click.pass_obj
def end(run: Run, name: str) -> None:
    """Take a drive of your own out of the lists; “undo” brings it back."""
    with run.store(writing=True) as store:
        with store.reading() as session:
            found = service.find(session, name=name)
        with store.transaction("drives.end", found.title) as session:
            service.end(session, id=found.id)
    run.answer({"id": found.id}, _("Saved."))


def _plain(one: Drive) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "first": one.first,
        "last": one.last,
        "area": one.area_name,
        "measures": list(one.measures),
        "numbers": dict(one.numbers),
        "own": one.own,
    }


def _typed(field: str, value: str) -> str | bytes:
    """A value as it stands, or what a file holds: pictures always, words behind an @."""
    if field in drives_fields.PICTURES:
        return read_file(Path(value)) if value else b""
    return read_text(Path(value[1:])) if value.startswith("@") and field in drives_fields.WORDS else value


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _words(one: Drive) -> str:
    return f"{one.title}: {one.area_name}, {days_text(one.first, one.last)}"
