"""Verbs of a camp's day: count the paper, close, open again."""

import click
from sqlalchemy.orm import Session

from organizer_app.cli.context import Run
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ranges import parse
from organizer_app.domain.times import day as read_day
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.services import attendance, day_closes, sheets
from organizer_app.services import camps as service


@click.command()
@click.argument("camp")
@click.option("--day", "day_text", required=True)
@click.option("--returned", help="Pages that came back: 1-7 9.")
@click.option("--signed", multiple=True, metavar="PAGE:SESSION=COUNT", help="Signatures counted on a page.")
@click.option("--reason", default="", help="Close although paper and database do not agree.")
@click.option("--count-only", is_flag=True, help="Write the counts down and compare, but do not close.")
@click.pass_obj
def close(
    run: Run, camp: str, day_text: str, returned: str | None, signed: tuple[str, ...], reason: str, count_only: bool
) -> None:
    """Compare paper and database for a day, and close it when they agree."""
    day = read_day(day_text)
    with run.store(writing=True) as store:
        with store.transaction("sheets.record_count") as session:
            found = service.find(session, ref=camp)
            if returned:
                for sheet in sheets.latest(session, camp=found):
                    for page in parse(returned, sheets.page_count(sheet)).marks:
                        sheets.record_return(session, sheet=sheet.id, page=page, day=day.isoformat())
            for text in signed:
                _write_count(session, found, text)
        if count_only:
            with store.reading() as session:
                report = day_closes.report(session, camp=found, day=day)
        else:
            with store.transaction("day_closes.close") as session:
                report = day_closes.close(session, camp=found, day=day, despite=reason)
    found_differences = day_closes.differences(report)
    run.answer(
        {
            "closed": bool(report.closed_at),
            "came": report.came,
            "invited": report.invited,
            "walk_ins": report.walk_ins,
            "differences": found_differences,
            "sessions": report.sessions,
            "pages": report.pages,
        },
        "\n".join(found_differences) or _("{came} came. Paper and database agree.").format(came=report.came),
    )


def _write_count(session: Session, camp: bytes, text: str) -> None:
    place, equals, count = text.partition("=")
    page, colon, ref = place.partition(":")
    if not (equals and colon and page.isdecimal() and count.isdecimal()):
        raise RuleBroken(N_("--signed: write PAGE:SESSION=COUNT, for example 1:2=24."))
    wanted = attendance.session_named(session, camp=camp, ref=ref)
    for sheet in sheets.latest(session, camp=camp):
        if wanted.hex() in sheet.sessions:
            sheets.record_count(session, sheet=sheet.id, page=int(page), session_id=wanted, signed=int(count))


@click.command()
@click.argument("camp")
@click.option("--day", "day_text", required=True)
@click.option("--reason", required=True)
@click.pass_obj
def reopen(run: Run, camp: str, day_text: str, reason: str) -> None:
    """Open a closed day again; the reason stays on the report."""
    with run.store(writing=True) as store, store.transaction("day_closes.reopen") as session:
        day_closes.reopen(session, camp=service.find(session, ref=camp), day=read_day(day_text), reason=reason)
    run.answer({"closed": False}, _("Open again."))
