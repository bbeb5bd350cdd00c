"""Verbs of committees: the list of one, as words or as a PDF, and the seats of every level."""

from collections.abc import Iterator
from pathlib import Path

import click

from organizer_app.cli.context import Run, require_pdf
from organizer_app.cli.posts import wing_id
from organizer_app.domain.committees import Committee
from organizer_app.domain.files import write_whole
from organizer_app.domain.honorifics import titled
from organizer_app.domain.members import office_name
from organizer_app.domain.words import day_text, language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import committee_lists
from organizer_app.services import areas
from organizer_app.services import committees as service


@click.group()
def committees() -> None:
    """Committees: who holds the offices of a place, and how many seats each office has."""


@committees.command()
@click.argument("area_code", metavar="AREA")
@click.option("--wing", help="Of a wing, by name or code.")
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), help="Save the list as a PDF there.")
@click.pass_obj
def show(run: Run, area_code: str, wing: str | None, file: Path | None) -> None:
    """The committee of a place in order of precedence, with its vacant seats."""
    if file is not None:
        require_pdf(file)
    with run.store(writing=False) as store:
        with store.reading() as session:
            area, of = areas.find(session, code=area_code).id, wing_id(session, wing)
            found = service.committee(session, area=area, wing=of)
        if file is not None:
            write_whole(file, committee_lists.make(store, area=area, wing=of, language=language()))
    run.answer(found, str(file) if file is not None else "\n".join(_lines(found)))


def _lines(of: Committee) -> Iterator[str]:
    for office in of.offices:
        for holder in office.holders:
            until = _("until {day}").format(day=day_text(holder.to_on)) if holder.to_on else ""
            yield f"{office_name(office.title):<22} {titled(holder.honorific, holder.name)}  {until}".rstrip()
        for _seat in range(office.vacant):
            yield f"{office_name(office.title):<22} – {_('vacant')} –"


@committees.command()
@click.argument("level")
@click.argument("title", metavar="[OFFICE]", required=False)
@click.argument("number", metavar="[SEATS]", type=int, required=False)
@click.option("--wing", help="Of a wing, by name or code.")
@click.option("--usual", is_flag=True, help="Back to the usual offices and seats.")
@click.pass_obj
def seats(run: Run, level: str, title: str | None, number: int | None, wing: str | None, usual: bool) -> None:
    """The offices of every committee of a level; with OFFICE and SEATS sets one, 0 takes it out."""
    if usual and title is not None:
        raise click.UsageError(_("Either --usual or an office, not both."))
    if title is not None and number is None:
        raise click.UsageError(_("Give the number of seats, too: committees seats booth secretary 2"))
    with run.store(writing=usual or title is not None) as store:
        if usual:
            with store.transaction("committees.set_usual", level) as session:
                service.set_usual(session, level=level, wing=wing_id(session, wing))
        if title is not None and number is not None:
            with store.transaction("committees.set_seats", title) as session:
                service.set_seats(session, level=level, title=title, number=number, wing=wing_id(session, wing))
        with store.reading() as session:
            found = service.seats(session, level=level, wing=wing_id(session, wing))
    run.answer(found, "\n".join(f"{s.seats:>3}  {office_name(s.title)}" for s in found))
