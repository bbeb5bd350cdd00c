"""Verbs of wings: list, add, edit, archive, restore."""

import click
from sqlalchemy.orm import Session

from organizer_app.cli.context import Run, field_pairs
from organizer_app.domain.wings import KINDS
from organizer_app.domain.words import translate as _
from organizer_app.services import wings as service


@click.group()
def wings() -> None:
    """Fronts, organisations, departments and cells."""


@wings.command("list")
@click.option("--archived", "with_archived", is_flag=True, help="Also those that are not offered any more.")
@click.pass_obj
def list_(run: Run, with_archived: bool) -> None:
    """Every wing in order."""
    with run.store(writing=False) as store, store.reading() as session:
        found = service.every(session)
    shown = [w for w in found if with_archived or not w.archived]
    run.answer(shown, "\n".join(f"{w.code:<20} {w.kind:<13} {w.name_en} · {w.name_hi}" for w in shown))


@wings.command()
@click.argument("name_en", default="")
@click.option("--name-hi", default="", help="The name in Hindi.")
@click.option("--kind", type=click.Choice(KINDS), default="cell", show_default=True)
@click.option("--parent", default="", help="The wing it is a part of, by name or code.")
@click.pass_obj
def add(run: Run, name_en: str, name_hi: str, kind: str, parent: str) -> None:
    """Add a wing of your own by its English name, its Hindi name, or both."""
    with run.store(writing=True) as store, store.transaction("wings.add", name_en or name_hi) as session:
        above = _above(session, parent)
        added = service.add(session, kind=kind, name_hi=name_hi, name_en=name_en, parent=above)
    run.answer(added, added.code)


@wings.command()
@click.argument("wing")
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE…")
@click.pass_obj
def edit(run: Run, wing: str, changes: tuple[str, ...]) -> None:
    """Change a wing, for example name_en="Law cell" kind=cell parent=youth; parent= takes it out of the other."""
    pairs = field_pairs(changes)
    with run.store(writing=True) as store, store.transaction("wings.edit", wing) as session:
        values: dict[str, object] = dict(pairs)
        if "parent" in pairs:
            values["parent"] = _above(session, pairs["parent"])
        changed = service.edit(session, wing=service.find(session, name=wing).id, changes=values)
    run.answer(changed, _("Saved."))


@wings.command()
@click.argument("wing")
@click.pass_obj
def archive(run: Run, wing: str) -> None:
    """Offer a wing no more; who is in it stays in it."""
    with run.store(writing=True) as store, store.transaction("wings.archive", wing) as session:
        found = service.find(session, name=wing)
        service.archive(session, wing=found.id)
    run.answer({"id": found.id}, _("{wing} is not offered any more.").format(wing=found.name))


@wings.command()
@click.argument("wing")
@click.pass_obj
def restore(run: Run, wing: str) -> None:
    """Offer an archived wing again."""
    with run.store(writing=True) as store, store.transaction("wings.bring_back", wing) as session:
        found = service.bring_back(session, wing=service.find_archived(session, name=wing).id)
    run.answer(found, _("{wing} is in the list.").format(wing=found.name))


def _above(session: Session, name: str) -> bytes | None:
    return service.find(session, name=name).id if name.strip() else None
