"""Verbs of the register of groups: who keeps which. What a group is, is its keeper's word."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click
from sqlalchemy.orm import Session

from organizer_app.cli.context import Run, field_pairs
from organizer_app.domain.digits import latin_digits
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.groups import LANGUAGES, PLATFORMS, Filter, GroupRow, language_name, platform_name
from organizer_app.domain.ids import id_from_text
from organizer_app.domain.times import day as read_day
from organizer_app.domain.words import N_, day_text, group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import areas, groups_counts, members
from organizer_app.services import groups as service
from organizer_app.services.groups import SORTS

NO_SIZE = N_("size: “{value}” is no whole number.")
F = TypeVar("F", bound=Callable[..., Any])
_CONDITIONS = (
    click.option("--keeper", default="", help="Only those of this person, by id or card number."),
    click.option("--platform", type=click.Choice(PLATFORMS), help="Only on this platform."),
    click.option("--area", "area_code", default="", help="Only of this place, by code or name."),
    click.option("--language", default="", help=f"Only in this language: {', '.join(LANGUAGES)}, or own words."),
    click.option("--ending", is_flag=True, help="Only whose link ends within a week or has ended."),
    click.option("--unseen", is_flag=True, help="Only what nobody looked at for thirty days."),
    click.option("--words", default="", help="Only with these words in the group's name or the keeper's."),
)


@click.group()
def groups() -> None:
    """Messaging groups that people keep: listed one by one, or how many somebody said."""


def conditions(command: F) -> F:
    """Gives a command the options of `chosen`."""
    for option in reversed(_CONDITIONS):
        command = option(command)
    return command


def chosen(session: Session, given: dict[str, Any]) -> Filter:
    """The conditions given. Raises RuleBroken for a person or a place that is not known."""
    return Filter(
        keeper=members.find(session, ref=given["keeper"]) if given["keeper"] else None,
        platform=given["platform"] or "",
        area=areas.find(session, code=given["area_code"]).id if given["area_code"] else None,
        language=given["language"],
        ending=given["ending"],
        unseen=given["unseen"],
        words=given["words"],
    )


@groups.command("list")
@conditions
@click.option("--sort", type=click.Choice(SORTS), default="name", show_default=True)
@click.option("--descending", is_flag=True, help="The other way round.")
@click.option("--limit", type=click.IntRange(1, 10_000_000), default=50, show_default=True)
@click.pass_obj
def list_(run: Run, /, sort: str, descending: bool, limit: int, **given: Any) -> None:
    """Groups that are listed, each with its id."""
    with run.store(writing=False) as store, store.reading() as session:
        wanted = chosen(session, given)
        numbers = service.ids(session, chosen=wanted, sort=sort, descending=descending, limit=limit)
        found = [row for row in service.rows(session, numbers=numbers) if row is not None]
        total = service.count(session, chosen=wanted)
    counted = ngettext("{n} group", "{n} groups", total).format(n=group_digits(total))
    lines = [f"{row.id.hex()}  {_line(row)}" for row in found]
    run.answer({"items": [_plain(row) for row in found], "total": total}, "\n".join([*lines, counted]))


@groups.command()
@click.argument("member", metavar="MEMBER")
@click.argument("name")
@click.option("--platform", type=click.Choice(PLATFORMS), default="whatsapp", show_default=True)
@click.option("--area", "area_code", help="For which place; by default where the keeper lives.")
@click.option("--language", default="", help=f"One of {', '.join(LANGUAGES)}, or own words.")
@click.option("--size", type=int, help="How many people are in it.")
@click.option("--link", default="", help="By which somebody joins it; https://…")
@click.option("--expires", help="On which day the link ends.")
@click.option("--checked", "checked_on", help="On which day somebody last saw it.")
@click.pass_obj
def add(
    run: Run,
    member: str,
    name: str,
    platform: str,
    area_code: str | None,
    language: str,
    size: int | None,
    link: str,
    expires: str | None,
    checked_on: str | None,
) -> None:
    """List a group that MEMBER (id or card number) keeps."""
    with run.store(writing=True) as store, store.transaction("groups.add", name) as session:
        made = service.add(
            session,
            keeper=members.find(session, ref=member),
            name=name,
            platform=platform,
            area=areas.find(session, code=area_code).id if area_code else None,
            language=language,
            size=size,
            link=link,
            expires=_day(expires),
            checked=_day(checked_on),
        )
    run.answer({"id": made}, made.hex())


@groups.command()
@click.argument("group", metavar="ID")
@click.pass_obj
def show(run: Run, group: str) -> None:
    """One group, and how many its keeper has altogether."""
    with run.store(writing=False) as store, store.reading() as session:
        row = service.get(session, id=id_from_text(group))
        kept = groups_counts.of_member(session, member=row.member_id)
    has = ngettext("{n} group", "{n} groups", kept.total).format(n=group_digits(kept.total))
    run.answer(_plain(row) | {"kept": kept.total, "has_ten": kept.has_ten}, f"{_line(row)}\n{row.keeper}: {has}")


@groups.command()
@click.argument("group", metavar="ID")
@click.argument("fields", metavar="FIELD=VALUE", nargs=-1, required=True)
@click.pass_obj
def edit(run: Run, group: str, fields: tuple[str, ...]) -> None:
    """Change name, platform, area, language, size, link, expires or keeper; FIELD= takes a value away."""
    typed = field_pairs(fields)
    with run.store(writing=True) as store, store.transaction("groups.edit") as session:
        changes = {field: _typed(session, field, value) for field, value in typed.items()}
        service.edit(session, id=id_from_text(group), changes=changes)
    run.answer({"id": id_from_text(group)}, _("Saved."))


@groups.command()
@click.argument("ids", metavar="ID", nargs=-1, required=True)
@click.pass_obj
def remove(run: Run, ids: tuple[str, ...]) -> None:
    """Take groups out of the register; “undo” brings them back."""
    with run.store(writing=True) as store, store.transaction("groups.archive") as session:
        gone = service.archive(session, ids_=[id_from_text(text) for text in ids])
    run.answer({"removed": gone}, _("Saved."))


@groups.command()
@click.argument("member", metavar="MEMBER")
@click.argument("number", type=int)
@click.option("--platform", type=click.Choice(PLATFORMS), default="whatsapp", show_default=True)
@click.option("--on", help="On which day it was said; by default today.")
@click.pass_obj
def said(run: Run, member: str, number: int, platform: str, on: str | None) -> None:
    """How many groups MEMBER (id or card number) says they keep on a platform."""
    with run.store(writing=True) as store, store.transaction("groups_counts.said") as session:
        keeper = members.find(session, ref=member)
        changed = groups_counts.said(session, member=keeper, platform=platform, number=number, on=_day(on))
        kept = groups_counts.of_member(session, member=keeper)
    words = _("Saved.") if changed else _("Something newer, or the same, is known already.")
    run.answer({"changed": changed, "kept": kept.total, "has_ten": kept.has_ten}, words)


@groups.command()
@click.argument("group", metavar="ID")
@click.option("--on", help="On which day it was seen; by default today.")
@click.pass_obj
def checked(run: Run, group: str, on: str | None) -> None:
    """Somebody saw with the keeper that a group is there."""
    with run.store(writing=True) as store, store.transaction("groups.checked") as session:
        service.checked(session, id=id_from_text(group), on=_day(on))
        row = service.get(session, id=id_from_text(group))
    run.answer({"id": row.id, "checked_on": row.checked_on}, _("Saved."))


def _day(text: str | None) -> date | None:
    return read_day(text) if text else None


def _typed(session: Session, field: str, value: str) -> Any:
    """A value as the service has it. Raises RuleBroken for a day, a number, a place or a person that is none."""
    if field == "keeper":
        return members.find(session, ref=value)
    if field == "area":
        return areas.find(session, code=value).id if value else None
    if field == "expires":
        return _day(value)
    if field == "size":
        digits = latin_digits(value)
        if value and not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
            raise RuleBroken(NO_SIZE, value=value)
        return int(digits) if value else None
    return value


def _line(row: GroupRow) -> str:
    size = ngettext("{n} person", "{n} people", row.size).format(n=group_digits(row.size)) if row.size else ""
    language = language_name(row.language) if row.language else ""
    ends = _("link until {day}").format(day=day_text(row.expires_on)) if row.expires_on else ""
    seen = _("seen on {day}").format(day=day_text(row.checked_on)) if row.checked_on else ""
    told = (row.name, row.keeper, row.area, platform_name(row.platform), language, size, ends, seen)
    return " · ".join(filter(None, told))


def _plain(row: GroupRow) -> dict[str, Any]:
    """A group without the keeper's phone: “members show” tells it, and writes that down."""
    return {
        "id": row.id,
        "member": row.member_id,
        "keeper": row.keeper,
        "name": row.name,
        "platform": row.platform,
        "area": row.area_code,
        "area_name": row.area,
        "language": row.language,
        "size": row.size,
        "link": row.link,
        "expires": row.expires_on,
        "checked_on": row.checked_on,
        "checked_by": row.checked_by,
    }
