"""Lists with a name: kept, shown, renamed, removed."""

from typing import Any

import click
from sqlalchemy.orm import Session

from organizer_app.cli.context import Run
from organizer_app.cli.list_options import chosen, conditions, words_options
from organizer_app.domain.list_columns import chosen as columns_of
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import list_words, members_list, ready_lists, saved_lists
from organizer_app.services.members_list import SORTS
from organizer_app.services.saved_filters import Sought
from organizer_app.services.saved_lists import Saved

SHOWN = 1000  # people that `show` names


@click.group()
def lists() -> None:
    """Lists with a name: a filter and words that are kept, never who was found."""


@lists.command("list")
@click.pass_obj
def list_(run: Run) -> None:
    """Every saved list, and examples that would find somebody."""
    with run.store(writing=False) as store, store.reading() as session:
        kept = [_told(session, s) | {"id": s.id, "trouble": s.trouble} for s in saved_lists.rows(session)]
        ready = [_told(session, Saved(b"", r.title, r.chosen)) for r in ready_lists.offered(session)]
    for one in kept:
        if one["trouble"]:
            run.say(str(one["trouble"]))
    lines = [_line(one) for one in kept]
    if ready:
        lines += [_("Examples:"), *(f"  {_line(one)}" for one in ready)]
    run.answer({"items": kept, "examples": ready}, "\n".join(lines))


@lists.command()
@click.argument("name")
@click.pass_obj
def show(run: Run, name: str) -> None:
    """Whom a list finds now."""
    with run.store(writing=False) as store, store.reading() as session:
        saved = ready_lists.find(session, name=name)
        told = _told(session, saved)
        numbers = saved_lists.found(session, saved=saved, limit=SHOWN)
        found = [
            p for i in range(0, len(numbers), 500) for p in members_list.rows(session, numbers=numbers[i : i + 500])
        ]
    for said in (saved.trouble, saved_lists.cut(saved, told["people"])):
        if said:
            run.say(said)
    items = [{"id": p.id, "name": p.name, "name_other": p.name_other, "area": p.area_name} for p in found]
    extra: dict[str, Any] = {"words": saved.sought.words, "everywhere": saved.sought.everywhere}
    extra |= {"columns": saved.columns, "sort": saved.sort, "descending": saved.descending, "trouble": saved.trouble}
    run.answer(
        told | extra | {"items": items},
        "\n".join([_line(told), *(f"{p.id.hex()}  {p.name}  {p.area_name}" for p in found)]),
    )


@lists.command()
@click.argument("name")
@conditions
@words_options
@click.option("--columns", default="", help="Columns of the table, with commas between them.")
@click.option("--sort", type=click.Choice(SORTS), default="name", show_default=True)
@click.option("--descending", is_flag=True, help="The other way round.")
@click.option("--replace", is_flag=True, help="Write over the list that has this name.")
@click.pass_obj
def save(
    run: Run,
    /,
    name: str,
    words: str,
    everywhere: bool,
    columns: str,
    sort: str,
    descending: bool,
    replace: bool,
    **given: Any,
) -> None:
    """Keep conditions under a name, for example: lists save "Youth of Kanke" --area Kanke --wing youth."""
    shown = columns_of(columns, SORTS, ())  # the table sorts by each of its columns
    with run.store(writing=True) as store, store.transaction("lists.save", name) as session:
        identity = saved_lists.save(
            session,
            title=name,
            chosen=chosen(session, given),
            sought=Sought(words, everywhere),
            columns=shown,
            sort=sort,
            descending=descending,
            replace=replace,
        )
    run.answer({"id": identity}, _("Saved."))


@lists.command()
@click.argument("name")
@click.argument("title")
@click.pass_obj
def rename(run: Run, name: str, title: str) -> None:
    """Give a list another name."""
    with run.store(writing=True) as store, store.transaction("lists.rename", title) as session:
        saved_lists.rename(session, id=saved_lists.find(session, name=name).id, title=title)
    run.answer({"title": title}, _("Saved."))


@lists.command()
@click.argument("name")
@click.pass_obj
def remove(run: Run, name: str) -> None:
    """Take a list away; the people stay. “undo” brings it back."""
    with run.store(writing=True) as store, store.transaction("lists.remove", name) as session:
        title = saved_lists.remove(session, id=saved_lists.find(session, name=name).id)
    run.answer({"title": title}, _("The list “{title}” is removed.").format(title=title))


def _told(session: Session, saved: Saved) -> dict[str, Any]:
    about = list_words.words(session, chosen=saved.chosen, sought=saved.sought)
    return {"title": saved.title, "about": about, "people": saved_lists.count(session, saved=saved)}


def _line(told: dict[str, Any]) -> str:
    count = ngettext("{n} person", "{n} people", told["people"]).format(n=group_digits(told["people"]))
    return f"{told['title']}  ({count})  {told['about']}"
