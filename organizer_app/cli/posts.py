"""Verbs of offices: who holds which, giving and ending them, and where they are vacant."""

from datetime import date

import click
from sqlalchemy.orm import Session

from organizer_app.cli.context import Run
from organizer_app.domain.honorifics import titled
from organizer_app.domain.ids import id_from_text
from organizer_app.domain.members import office_name
from organizer_app.domain.times import day as read_day
from organizer_app.domain.words import translate as _
from organizer_app.services import areas, committees, members, vacancies, wings
from organizer_app.services import posts as service


@click.group()
def posts() -> None:
    """Offices: list, add, end, hand over, vacant."""


@posts.command("list")
@click.argument("area_code", metavar="AREA")
@click.option("--wing", help="Of a wing, by name or code.")
@click.pass_obj
def list_(run: Run, area_code: str, wing: str | None) -> None:
    """Who holds an office in a place, in order of precedence, each with the post's id."""
    with run.store(writing=False) as store, store.reading() as session:
        area, of = areas.find(session, code=area_code).id, wing_id(session, wing)
        found = committees.committee(session, area=area, wing=of)
    rows = [
        {"post": h.post_id, "office": o.title, "member": h.member_id, "name": h.name, "from": h.from_on, "to": h.to_on}
        for o in found.offices
        for h in o.holders
    ]
    lines = (
        f"{h.post_id.hex()}  {office_name(o.title):<22} {titled(h.honorific, h.name)}"
        for o in found.offices
        for h in o.holders
    )
    run.answer(rows, "\n".join(lines) or _("Nobody holds an office here."))


@posts.command()
@click.argument("member", metavar="ID")
@click.argument("title", metavar="OFFICE")
@click.option("--area", "area_code", required=True, help="For which place, by code or name.")
@click.option("--wing", help="Of a wing, by name or code.")
@click.option("--from", "from_on", help="First day, by default today.")
@click.option("--to", "to_on", help="Last day; none while the office is held.")
@click.pass_obj
def add(
    run: Run, member: str, title: str, area_code: str, wing: str | None, from_on: str | None, to_on: str | None
) -> None:
    """Give a person an office: a code such as vice_president, or own words."""
    first, last = _day(from_on), _day(to_on)
    with run.store(writing=True) as store, store.transaction("posts.appoint", title) as session:
        post = service.appoint(
            session,
            member=members.find(session, ref=member),
            title=title,
            area=areas.find(session, code=area_code).id,
            wing=wing_id(session, wing),
            from_on=first,
            to_on=last,
        )
    run.answer({"id": post}, post.hex())


@posts.command()
@click.argument("post", metavar="POST")
@click.option("--on", help="Last day, by default today.")
@click.pass_obj
def end(run: Run, post: str, on: str | None) -> None:
    """End a term; it stays in the person's history."""
    identity, day = id_from_text(post), _day(on)
    with run.store(writing=True) as store, store.transaction("posts.end") as session:
        service.end(session, post=identity, on=day)
    run.answer({"id": identity}, _("Saved."))


@posts.command("hand-over")
@click.argument("post", metavar="POST")
@click.argument("member", metavar="ID")
@click.option("--on", help="The day, by default today.")
@click.pass_obj
def hand_over(run: Run, post: str, member: str, on: str | None) -> None:
    """End a term and give the office to another person on the same day."""
    identity, day = id_from_text(post), _day(on)
    with run.store(writing=True) as store, store.transaction("posts.hand_over") as session:
        made = service.hand_over(session, post=identity, to=members.find(session, ref=member), on=day)
    run.answer({"id": made}, made.hex())


@posts.command()
@click.argument("level")
@click.argument("title", metavar="OFFICE")
@click.option("--under", help="Only in this area, by code or name.")
@click.option("--wing", help="Of a wing, by name or code.")
@click.option("--places", is_flag=True, help="The places by name instead of counts.")
@click.pass_obj
def vacant(run: Run, level: str, title: str, under: str | None, wing: str | None, places: bool) -> None:
    """Where an office is vacant, by block; for example: posts vacant booth president."""
    with run.store(writing=False) as store, store.reading() as session:
        inside, of = areas.find(session, code=under).id if under else None, wing_id(session, wing)
        if places:
            listed = vacancies.places(session, level=level, title=title, wing=of, under=inside)
            rows = [{"code": p.code, "name_hi": p.name_hi, "name_en": p.name_en, "in": p.parent_code} for p in listed]
            run.answer(rows, "\n".join(f"{p.code:<16} {p.name}, {p.parent_name}" for p in listed))
            return
        found = vacancies.counts(session, level=level, title=title, wing=of, under=inside)
    text = _("{group}: {vacant} of {places} without {office}")
    lines = (
        text.format(group=v.group, vacant=v.vacant, places=v.places, office=office_name(title))
        for v in found
        if v.vacant
    )
    run.answer(found, "\n".join(lines) or _("Nothing is vacant."))


def wing_id(session: Session, name: str | None) -> bytes | None:
    """The wing with a name or code; None for none."""
    return wings.find(session, name=name).id if name else None


def _day(text: str | None) -> date | None:
    return read_day(text) if text else None
