"""The verb for all districts at a glance."""

from typing import Any

import click

from organizer_app.cli import directives, duties
from organizer_app.cli.context import Run
from organizer_app.domain.clock import local_text, now_ms
from organizer_app.domain.rollups import PEOPLE
from organizer_app.domain.warroom import District, Room
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from organizer_app.jobs import tallies
from organizer_app.services import warroom as service


@click.command("war-room")
@click.pass_obj
def war_room(run: Run) -> None:
    """All districts at a glance, the silent ones first, with why; directives, and who is on duty."""
    with run.store(writing=True, dated=False) as store:
        tallies.refresh(store)
        with store.reading() as session:
            room = service.room(session, now=now_ms())
    run.answer(_plain(room), "\n".join(_lines(room)))


def _plain(room: Room) -> dict[str, Any]:
    return {
        "area": room.area_name,
        "drive": room.drive.title if room.drive is not None else None,
        "problem": room.heard.problem(room.now),
        "totals": [{"name": one.name, "now": one.now, "goal": one.goal, "due": one.due} for one in room.totals],
        "districts": [_district(one, room) for one in room.districts],
        "directives": [directives.plain(one) for one in room.directives],
        "duties": [duties.plain(one) for one in room.duties],
    }


def _district(one: District, room: Room) -> dict[str, Any]:
    figures = [
        {"name": name, "now": figure.now, "goal": figure.goal, "due": figure.due}
        for (_what, name), figure in zip(room.whats, one.figures, strict=False)
        if figure is not None
    ]
    return {
        "bucket": one.bucket,
        "code": one.code,
        "name": one.name,
        "as_of": one.as_of,
        "silent": one.silent,
        "why": one.why,
        "counts": one.counts,
        "figures": figures,
        "on_duty": [duty.who for duty in one.on_duty],
        "waiting": one.waiting,
    }


def _lines(room: Room) -> list[str]:
    lines = list(filter(None, (room.heard.problem(room.now),)))
    if not room.districts:
        lines.append(_("This laptop holds no district's counts. HQ grants them to a state's laptop."))
    for one in room.districts:
        said = one.why or local_text(one.as_of)
        people = [f"{name} {_of(now, goal)}" for name, now, goal in _figures(one, room)]
        lines.append(f"{one.name}: {said}  {', '.join(people)}".rstrip())
    lines += [directives.line(one) for one in room.open_directives]
    return lines + [duties.line(one) for one in room.duties if one.is_now(room.now)]


def _figures(one: District, room: Room) -> list[tuple[str, int, int | None]]:
    found = zip(room.whats, one.figures, strict=False)
    told = [(name, figure.now, figure.goal) for (_what, name), figure in found if figure is not None]
    return told or [(_("People"), one.counts.get(PEOPLE, 0), None)]


def _of(now: int, goal: int | None) -> str:
    if goal is None:
        return group_digits(now)
    return _("{n} of {all}").format(n=group_digits(now), all=group_digits(goal))
