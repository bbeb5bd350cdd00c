"""Verbs about who works at this laptop: list, add, set, out."""

import click

from organizer_app.cli import seating
from organizer_app.cli.context import Run
from organizer_app.domain import roles
from organizer_app.domain.operators import Operator
from organizer_app.domain.roles import role_name
from organizer_app.domain.times import day as read_day
from organizer_app.domain.words import day_text
from organizer_app.domain.words import translate as _
from organizer_app.services import operators as service
from organizer_app.services import pins

ROLE = click.Choice(roles.ROLES)


@click.group()
def operators() -> None:
    """Who works at this laptop, each with a PIN."""


@operators.command("list")
@click.pass_obj
def list_(run: Run) -> None:
    """Everybody who works or worked here."""
    with run.store(writing=False) as store, store.reading() as session:
        found = service.rows(session)
    run.answer({"items": found}, "\n".join(map(_told, found)) or _("Nobody has a PIN here."))


def _told(one: Operator) -> str:
    if one.left_on is not None:
        state = _("until {day}").format(day=day_text(one.left_on))
    elif one.until is not None:
        state = _("guest until {day}").format(day=day_text(one.until))
    else:
        state = _("has a PIN here") if one.here else _("no PIN on this laptop")
    return f"{one.name}  {role_name(one.role)}  {state}"


@operators.command()
@click.argument("name")
@click.option("--role", type=ROLE, help="Without it the first one is organiser, the others operators.")
@click.option("--guest-until", "until", help="A guest expert: looks, without phones, and is let in until that day.")
@click.pass_obj
def add(run: Run, name: str, role: str | None, until: str | None) -> None:
    """Add somebody, with a PIN (asked for, or ORGANIZER_NEW_PIN)."""
    with run.store(writing=True) as store:
        pin = seating.new_pin()
        with store.transaction("pins.add", name) as session:
            usual = "operator" if service.is_shared(session) else roles.ORGANISER
            usual = roles.VIEWER if until else usual
            last = read_day(until) if until else None
            identity = pins.add(session, name=name, role=role or usual, pin=pin, until=last)
    run.answer({"id": identity}, _("{name} can sit down here with the PIN.").format(name=name))


@operators.command("set")
@click.argument("name")
@click.option("--role", type=ROLE)
@click.option("--pin", "has_pin", is_flag=True, help="Another PIN (asked for, or ORGANIZER_NEW_PIN).")
@click.option("--guest-until", "until", help="A guest expert: looks, without phones, and is let in until that day.")
@click.pass_obj
def set_(run: Run, name: str, role: str | None, has_pin: bool, until: str | None) -> None:
    """Another role or another PIN. A PIN brings back who was put out."""
    with run.store(writing=True) as store:
        pin = seating.new_pin() if has_pin else ""
        with store.transaction("pins.edit", name) as session:
            one = service.find(session, name=name)
            if pin:
                pins.give(session, id=one.id, pin=pin)
            if role is not None:
                service.set_role(session, id=one.id, role=role)
            if until:
                service.let_in_until(session, id=one.id, day=read_day(until))
    run.answer({"id": one.id}, _("Saved."))


@operators.command()
@click.argument("name")
@click.pass_obj
def out(run: Run, name: str) -> None:
    """Put somebody out. The history keeps the name."""
    with run.store(writing=True) as store, store.transaction("operators.put_out", name) as session:
        one = service.find(session, name=name)
        service.put_out(session, id=one.id)
    said = _("{name} works here no more. The history keeps the name.").format(name=one.name)
    run.answer({"id": one.id}, said)
