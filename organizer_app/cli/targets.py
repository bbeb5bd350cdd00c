"""Verbs of goals: how far a place is, setting goals from a file, sharing one out."""

from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from organizer_app.cli.context import Run
from organizer_app.domain.boards import Below, Board, Drive, Standing, What
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.places import Place
from organizer_app.domain.times import day as read_day
from organizer_app.domain.words import N_, group_digits
from organizer_app.domain.words import translate as _
from organizer_app.importing.goal_lists import measure_code
from organizer_app.jobs import goal_lists, tallies
from organizer_app.services import areas, boards, drives, organisation
from organizer_app.services import targets as service

NO_DRIVE = N_("There is no drive yet. “organizer-cli drives begin” begins one.")
NO_AREA = N_("Give --area: this laptop has no area of its own yet.")
WRONG = N_("{file}: {n} rows are wrong, so no goal was set. {rows}")
SHOWN = 20  # wrong rows that are named


@click.group()
def targets() -> None:
    """Goals of a drive: how far a place is, setting them, sharing them out."""


@targets.command()
@click.option("--area", "area_code", help="Where, by code or name; by default your own area.")
@click.option("--on", help="On which day; by default today.")
@click.option("--drive", "name", help="Which drive, by title or id; by default the one that goes on.")
@click.option("--below", "measure", help="The places below, with this measure.")
@click.option("--level", default="", help="With --below: which places, for example lok_sabha.")
@click.pass_obj
def show(run: Run, area_code: str | None, on: str | None, name: str | None, measure: str | None, level: str) -> None:
    """How far a place is: goal, achieved, due, pace, on course for."""
    day = read_day(on) if on else today()
    with run.store(writing=True, dated=False) as store:
        tallies.refresh(store)
        with store.reading() as session:
            drive, place = drive_of(session, name), place_of(session, area_code)
            if measure is not None:
                what = What(measure_code(measure) or measure)
                below = boards.below(session, drive=drive.id, area=place.id, what=what, day=day, level=level)
                run.answer({"rows": [_plain_below(one) for one in below]}, "\n".join(map(_words_below, below)))
                return
            board = boards.board(session, drive=drive.id, area=place.id, day=day)
    run.answer(_plain(board), "\n".join(_words(board)))


@targets.command("set")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--drive", "name", help="Which drive, by title or id; by default the one that goes on.")
@click.pass_obj
def set_(run: Run, file: Path, name: str | None) -> None:
    """Set goals from a table: area, measure, goal (and wing, post, from, to), or a column for each measure."""
    with run.store(writing=True) as store:
        with store.reading() as session:
            drive = drive_of(session, name)
        found = goal_lists.read_in(store, file, drive=drive.id)
    if found.problems:
        named = (_("Row {row}: {problem}").format(row=w.row, problem=w.sentence) for w in found.problems[:SHOWN])
        raise RuleBroken(WRONG, file=file.name, n=len(found.problems), rows=" ".join(named))
    for note in found.notes:
        run.say(note)
    run.answer({"set": found.set, "notes": list(found.notes)}, _("{n} goals set.").format(n=group_digits(found.set)))


@targets.command("share-out")
@click.argument("measure")
@click.option("--area", "area_code", help="Whose goal, by code or name; by default your own area's.")
@click.option("--level", default="", help="To which places below; by default the next ones.")
@click.option("--how", type=click.Choice([service.POPULATION, service.EQUAL]), default=service.POPULATION)
@click.option("--drive", "name", help="Which drive, by title or id; by default the one that goes on.")
@click.option("--dry-run", is_flag=True, help="Only show it.")
@click.pass_obj
def share_out(
    run: Run, measure: str, area_code: str | None, level: str, how: str, name: str | None, dry_run: bool
) -> None:
    """Share a goal out to the places below, by population or equally."""
    what = What(measure_code(measure) or measure)
    with run.store(writing=not dry_run) as store:
        with store.reading() as session:
            drive, place = drive_of(session, name), place_of(session, area_code)
            shares = service.shares(session, drive=drive.id, area=place.id, what=what, how=how, level=level)
        if not dry_run:
            with store.transaction("targets.share_out", place.name) as session:
                goals = {share.area: share.goal for share in shares}
                service.share_out(session, drive=drive.id, what=what, goals=goals, how=how)
    run.answer(
        {"shares": [{"area": s.area, "name": s.name, "weight": s.weight, "goal": s.goal} for s in shares]},
        "\n".join(f"{group_digits(s.goal):>12}  {s.name}" for s in shares),
    )


def drive_of(session: Session, name: str | None) -> Drive:
    """The drive meant by a title or an id, or the one that goes on. Raises RuleBroken when there is none."""
    found = drives.find(session, name=name) if name else drives.current(session, day=today())
    if found is None:
        raise RuleBroken(NO_DRIVE)
    return found


def place_of(session: Session, code: str | None) -> Place:
    """The place meant by a code or a name, or the laptop's own area. Raises RuleBroken when it has none."""
    if code:
        return areas.find(session, code=code)
    home = organisation.home_area(session)
    if home is None:
        raise RuleBroken(NO_AREA)
    return areas.get(session, id=home)


def _plain(board: Board) -> dict[str, Any]:
    return {
        "drive": board.drive.title if board.drive else "",
        "area": board.area_name,
        "day": board.day,
        "counted_at": board.counted_at,
        "unknown": board.unknown,
        "partial": board.partial,
        "rows": [_plain_row(one) for one in board.standings],
    }


def _plain_row(one: Standing) -> dict[str, Any]:
    return {
        "measure": one.what.measure,
        "wing": one.what.wing,
        "post": one.what.post,
        "name": one.name,
        "goal": one.goal,
        "achieved": one.now,
        "due": one.due,
        "pace": one.ahead,
        "needed": one.needed,
        "on_course_for": one.pace.on_course if one.pace else None,
    }


def _plain_below(one: Below) -> dict[str, Any]:
    return {
        "area": one.area,
        "name": one.name,
        "level": one.level,
        "goal": one.goal,
        "achieved": one.now,
        "due": one.due,
    }


def _words(board: Board) -> list[str]:
    lines = [f"{board.area_name}, {board.drive.title if board.drive else ''}"]
    lines += map(_row, board.standings)
    if board.unknown:
        lines.append(_("Place or seat unknown: {n}").format(n=group_digits(board.unknown)))
    return lines


def _row(one: Standing) -> str:
    if one.pace is None or one.goal is None:
        return _("{what}: {now}, no goal is set").format(what=one.name, now=group_digits(one.now))
    told = _("{what}: {now} of {goal}, due {due}, {needed} a day needed").format(
        what=one.name,
        now=group_digits(one.now),
        goal=group_digits(one.goal),
        due=group_digits(one.due or 0),
        needed=group_digits(one.needed or 0),
    )
    if one.pace.on_course is None:
        return told
    return _("{told}, on course for {n}").format(told=told, n=group_digits(one.pace.on_course))


def _words_below(one: Below) -> str:
    goal = _("no goal is set") if one.goal is None else group_digits(one.goal)
    return f"{group_digits(one.now):>10} / {goal:<12} {one.name}"
