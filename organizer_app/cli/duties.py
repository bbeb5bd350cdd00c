"""Verbs of who is on duty: shifts of the teams of a district or a state."""

from typing import Any

import click

from organizer_app.cli.context import Run
from organizer_app.domain.clock import local_text, now_ms
from organizer_app.domain.duties import TEAMS, Duty, team_name
from organizer_app.domain.ids import id_from_text, id_text
from organizer_app.domain.times import moment
from organizer_app.domain.words import translate as _
from organizer_app.services import duties as service


@click.group()
def duties() -> None:
    """Who is on duty: shifts of the teams."""


@duties.command("list")
@click.pass_obj
def list_(run: Run) -> None:
    """The shifts that go on, come, or ended not long ago."""
    with run.store(writing=False) as store, store.reading() as session:
        found = service.rows(session, now=now_ms())
    run.answer({"items": [plain(one) for one in found]}, "\n".join(map(line, found)) or _("Nobody is on duty."))


@duties.command()
@click.argument("team", type=click.Choice(TEAMS))
@click.option("--from", "begins", required=True, help="When the shift begins: 14-12-2026 9:00, or 9:00 for today.")
@click.option("--to", "ends", required=True, help="When it ends.")
@click.option("--member", help="Who, by id. Without consent only the office is shown to the state.")
@click.pass_obj
def add(run: Run, team: str, begins: str, ends: str, member: str | None) -> None:
    """Put a shift of a team on the list."""
    who = id_from_text(member) if member else None
    with run.store(writing=True) as store, store.transaction("duties.add", team_name(team)) as session:
        made = service.add(session, team=team, from_at=moment(begins), to_at=moment(ends), member=who)
    run.answer({"id": made}, _("Saved."))


@duties.command()
@click.argument("id_", metavar="ID")
@click.pass_obj
def remove(run: Run, id_: str) -> None:
    """Take a shift off the list."""
    with run.store(writing=True) as store, store.transaction("duties.remove") as session:
        service.remove(session, id=id_from_text(id_))
    run.answer({}, _("Taken out."))


def plain(one: Duty) -> dict[str, Any]:
    """One as JSON."""
    return {
        "id": one.id,
        "where": one.where,
        "team": one.team,
        "from_at": one.from_at,
        "to_at": one.to_at,
        "who": one.who,
        "named": bool(one.name),
        "own": one.own,
    }


def line(one: Duty) -> str:
    """One as people read it."""
    shift = f"{local_text(one.from_at)} – {local_text(one.to_at)}"
    return f"{id_text(one.id)}  {one.where}  {team_name(one.team)}  {shift}  {one.who}"
