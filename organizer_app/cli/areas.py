"""Verbs of area lists."""

from pathlib import Path

import click

from organizer_app.cli.context import Run, progress_bar, require_file
from organizer_app.domain.words import translate as _
from organizer_app.jobs import data_folder
from organizer_app.services import areas as service
from organizer_app.services import areas_moving


@click.group()
def areas() -> None:
    """Area lists."""


@areas.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_(run: Run, file: Path) -> None:
    """Read an area list: ours, LGD's downloads, or a polling-station list."""
    require_file(file)
    with run.store(writing=True) as store, progress_bar() as bar:
        loaded = data_folder.load_areas(store, bar, path=file)
    problems = run.tell_problems(loaded.problems)
    run.answer(
        {"areas": loaded.areas, "problems": problems},
        _("{count} areas read, {problems} problems.").format(count=loaded.areas, problems=len(problems)),
    )


@areas.command("list")
@click.option("--under", help="Only what lies in this area (code or name).")
@click.pass_obj
def list_(run: Run, under: str | None) -> None:
    """Every area with code, level, both names and parent."""
    with run.store(writing=False) as store, store.reading() as session:
        above = service.find(session, code=under).id if under else None
        found = service.places(session, under=above)
    rows = [
        {"code": p.code, "level": p.level, "name_hi": p.name_hi, "name_en": p.name_en, "parent": p.parent_code}
        for p in found
    ]
    run.answer(rows, "\n".join(f"{r['level']:<13} {r['code']:<10} {r['name_en']} · {r['name_hi']}" for r in rows))


@areas.command()
@click.argument("codes", nargs=-1, required=True, metavar="CODE…")
@click.option("--to", "district", required=True, help="The district they belong to now, by code or name.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.pass_obj
def move(run: Run, codes: tuple[str, ...], district: str, dry_run: bool) -> None:
    """Before joining HQ: move blocks to another district, with the people who live there."""
    with run.store(writing=not dry_run) as store:
        with store.reading() as session:
            places = [service.find(session, code=code).id for code in codes]
            to = service.find(session, code=district, levels=("district",)).id
            told = areas_moving.consequences(session, places=places, to=to)
        if not dry_run:
            with store.upkeep() as session:
                told = areas_moving.move(session, places=places, to=to)
    text = _("{places} to {district}: {people} people come with their consents and offices.")
    lines = [text.format(places=", ".join(told.places), district=told.district, people=told.people)]
    if told.camps:
        lines.append(_("Camps that stay with the old district: {camps}").format(camps=", ".join(told.camps)))
    run.answer(told, "\n".join([*lines, _("It can't be undone with “undo”; the same command moves them back.")]))
