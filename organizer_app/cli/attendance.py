"""Verbs of attendance: mark, walk-in, show, undo."""

import click

from organizer_app.cli.context import Run
from organizer_app.cli.data import undo_last
from organizer_app.cli.marks_files import marks_file
from organizer_app.domain.attendance import ABSENT, LATE, PRESENT
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ranges import parse
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.services import areas, camps, members, sheets, walk_ins
from organizer_app.services import attendance as service

MOST_ROWS = 99_999


@click.group()
def attendance() -> None:
    """Who came."""


attendance.add_command(marks_file)


@attendance.command()
@click.argument("camp")
@click.option("--session", "ref", required=True, help="Its number in the plan, 1 for the first.")
@click.option("--present", help="Numbers: 1-40 43, 40-, 112-8; !7 unmarks.")
@click.option("--absent", help="Numbers of those who did not come.")
@click.option("--late", help="Numbers of those who came late.")
@click.option("--rest-absent", is_flag=True, help="Everyone without a mark is absent.")
@click.pass_obj
def mark(
    run: Run, camp: str, ref: str, present: str | None, absent: str | None, late: str | None, rest_absent: bool
) -> None:
    """Mark people by the numbers on the sheet."""
    given = [(text, as_) for text, as_ in ((present, PRESENT), (absent, ABSENT), (late, LATE)) if text]
    if not given and not rest_absent:
        raise RuleBroken(N_("Say who came: --present, --absent, --late or --rest-absent."))
    changed = 0
    with run.store(writing=True) as store, store.transaction("attendance.mark") as session:
        found = camps.find(session, ref=camp)
        wanted = service.session_named(session, camp=found, ref=ref)
        highest = sheets.next_serial(session, camp=found) - 1
        for text, as_ in given:
            entry = parse(text, highest)
            changed += len(service.mark(session, session_id=wanted, serials=entry.marks, as_=as_).serials)
            changed += len(service.unmark(session, session_id=wanted, serials=entry.unmarks).serials)
        if rest_absent:
            changed += len(service.mark_rest(session, session_id=wanted).serials)
    run.answer({"changed": changed}, _("{count} marked.").format(count=changed))


@attendance.command("walk-in")
@click.argument("camp")
@click.option("--session", "refs", multiple=True, required=True)
@click.option("--name", default="")
@click.option("--phone", default="")
@click.option("--guardian", default="")
@click.option("--relation", default="", help="What the guardian is: father, husband, mother or guardian.")
@click.option("--gender", default="")
@click.option("--area", "area_code")
@click.option("--member", help="Somebody of the roster, by id or card number.")
@click.option("--fresh-consent", default="", help="How somebody who was erased agreed to be taken in again.")
@click.option(
    "--row", "serial", type=click.IntRange(1, MOST_ROWS), help="The spare row they signed; without it the next one."
)
@click.pass_obj
def walk_in(
    run: Run,
    camp: str,
    refs: tuple[str, ...],
    name: str,
    phone: str,
    guardian: str,
    relation: str,
    gender: str,
    area_code: str | None,
    member: str | None,
    fresh_consent: str,
    serial: int | None,
) -> None:
    """Add somebody who came without an invitation."""
    with run.store(writing=True) as store, store.transaction("walk_ins.add", name) as session:
        found = camps.find(session, ref=camp)
        added = walk_ins.add(
            session,
            camp=found,
            session_ids=[service.session_named(session, camp=found, ref=r) for r in refs],
            name=name,
            phone=phone,
            guardian=guardian,
            relation=relation,
            gender=gender,
            area=areas.find(session, code=area_code).id if area_code else None,
            member=members.find(session, ref=member) if member else None,
            again=fresh_consent,
            serial=serial,
        )
    run.answer(added, _("Number {serial}.").format(serial=added.serial))


@attendance.command()
@click.argument("camp")
@click.pass_obj
def show(run: Run, camp: str) -> None:
    """How many came, session by session."""
    with run.store(writing=False) as store, store.reading() as session:
        counts = service.counts(session, camp=camps.find(session, ref=camp))
    rows = [
        {
            "session": c.title,
            "present": c.present,
            "absent": c.absent,
            "late": c.late,
            "excused": c.excused,
            "unmarked": c.unmarked,
        }
        for c in counts
    ]
    run.answer(
        {"sessions": rows},
        "\n".join(
            _(
                "{session}: {present} present, {late} late, {absent} absent, {excused} excused, {unmarked} unmarked"
            ).format(**r)
            for r in rows
        ),
    )


@attendance.command()
@click.pass_obj
def undo(run: Run) -> None:
    """Take back the last act."""
    with run.store(writing=True) as store:
        undone = undo_last(store)
    run.answer({"undone": undone}, _("Undone: {what}").format(what=undone))
