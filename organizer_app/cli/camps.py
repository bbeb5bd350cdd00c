"""Verbs of camps: plan, invite, freeze, print, close."""

import csv
import hashlib
from datetime import date, timedelta
from pathlib import Path

import click

from organizer_app.cli.camps_above import ask, asked_numbers, camp_line, take_over
from organizer_app.cli.camps_month import month
from organizer_app.cli.context import Run, progress_bar, require_file, require_output
from organizer_app.domain.camps import KINDS
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.invitations import STATES
from organizer_app.domain.ranges import parse
from organizer_app.domain.sheets import Change
from organizer_app.domain.times import day as read_day
from organizer_app.domain.words import N_, language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import papers
from organizer_app.services import areas, attendance, invitations, shared_camps, sheets, wings
from organizer_app.services import camps as service

HALF_DAYS = (("09:30", "12:30"), ("13:30", "16:30"))
MOST_SESSIONS, MOST_PEOPLE = 60, 1_000_000


@click.group()
def camps() -> None:
    """Training camps, webinars, meetings."""


camps.add_command(ask)
camps.add_command(month)
camps.add_command(take_over)


@camps.command()
@click.option("--title", required=True)
@click.option("--area", "area_code", required=True)
@click.option("--from", "from_text", required=True, metavar="DAY")
@click.option("--to", "to_text", metavar="DAY")
@click.option("--venue", default="")
@click.option("--kind", type=click.Choice(KINDS), default="training")
@click.option("--capacity", type=click.IntRange(1, MOST_PEOPLE))
@click.option(
    "--sessions",
    "planned",
    default="2",
    metavar="FILE|N",
    help="A CSV (day, starts, ends, title, trainers), or how many.",
)
@click.option(
    "--district",
    "asked",
    multiple=True,
    metavar="CODE[=N]",
    help="Of a camp above a district: whom it asks, for how many.",
)
@click.pass_obj
def add(
    run: Run,
    title: str,
    area_code: str,
    from_text: str,
    to_text: str | None,
    venue: str,
    kind: str,
    capacity: int | None,
    planned: str,
    asked: tuple[str, ...],
) -> None:
    """Plan a camp."""
    first = read_day(from_text)
    last = read_day(to_text) if to_text else first
    sessions = counted_sessions(int(planned), first, last) if planned.isdecimal() else read_sessions(Path(planned))
    numbers = asked_numbers(asked)
    with run.store(writing=True) as store, store.transaction("camps.add", title) as session:
        area = areas.find(session, code=area_code)
        districts = {areas.find(session, code=c, levels=("district",)).id: n for c, n in numbers.items()}
        camp = service.add(
            session,
            title=title,
            area=area.id,
            from_on=first,
            to_on=last,
            venue=venue,
            kind=kind,
            capacity=capacity,
            sessions=sessions,
            districts=districts or None,
        )
    run.answer({"id": camp, "sessions": len(sessions)}, camp.hex())


def counted_sessions(count: int, first: date, last: date) -> list[service.NewSession]:
    """`count` sessions over the days, two a day in the morning and the afternoon, more where needed."""
    if not 1 <= count <= MOST_SESSIONS:
        raise RuleBroken(N_("--sessions: give a number from 1 to {most}, or a CSV file."), most=MOST_SESSIONS)
    days = (last - first).days + 1
    return [
        service.NewSession(
            first + timedelta(days=i * days // count), *HALF_DAYS[i % 2], title=_("Session {n}").format(n=i + 1)
        )
        for i in range(count)
    ]


def read_sessions(file: Path) -> list[service.NewSession]:
    """Sessions from a CSV with the columns day, starts, ends, title, trainers. Raises RuleBroken naming the row."""
    require_file(file)
    try:
        with file.open(encoding="utf-8-sig", newline="") as f:
            rows = list(csv.DictReader(f))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RuleBroken(
            N_("{file} can't be read as a CSV of sessions. Save it as UTF-8 CSV."), file=file.name
        ) from error
    result = []
    for number, row in enumerate(rows, 2):
        try:
            result.append(
                service.NewSession(
                    read_day(row["day"] or ""),
                    row["starts"] or "",
                    row.get("ends") or "",
                    row.get("title") or "",
                    tuple((row.get("trainers") or "").split(";")),
                )
            )
        except KeyError as error:
            raise RuleBroken(N_("{file}: there is no column {column}."), file=file.name, column=error) from None
        except RuleBroken as error:
            raise RuleBroken(N_("{file}, row {row}: {reason}"), file=file.name, row=number, reason=error) from None
    if not result:
        raise RuleBroken(N_("{file} has no sessions: write one a row under the headings."), file=file.name)
    return result


@camps.command("list")
@click.pass_obj
def list_(run: Run) -> None:
    """Every camp by day."""
    with run.store(writing=False) as store, store.reading() as session:
        found = service.rows(session)
    run.answer(
        [
            {
                "id": c.id,
                "title": c.title,
                "from": c.from_on,
                "to": c.to_on,
                "area": c.area_name,
                "status": c.status,
                "invited": c.invited,
                "level": c.level,
                "runs_here": c.runs_here,
            }
            for c in found
        ],
        "\n".join(map(camp_line, found)) or _("No camp is planned yet. Plan one with “camps add”."),
    )


@camps.command()
@click.argument("camp")
@click.pass_obj
def show(run: Run, camp: str) -> None:
    """One camp with sessions, quotas and invitations."""
    with run.store(writing=False) as store, store.reading() as session:
        found = service.get(session, camp=service.find(session, ref=camp))
        listed = invitations.rows(session, camp=found.id)
        quotas = invitations.quotas(session, camp=found.id)
        asked = shared_camps.asked(session, camp=found.id)
    run.answer(
        {"camp": found, "quotas": quotas, "districts": asked, "invitations": listed},
        f"{found.title}, {found.venue}: {found.invited}",
    )


@camps.command()
@click.argument("camp")
@click.option("--area", "area_code")
@click.option("--wing")
@click.option("--post", default="")
@click.option("--limit", type=click.IntRange(1, MOST_PEOPLE), help="The quota: at most so many new ones.")
@click.pass_obj
def invite(run: Run, camp: str, area_code: str | None, wing: str | None, post: str, limit: int | None) -> None:
    """Invite by area, wing and post."""
    with run.store(writing=True) as store, store.transaction("invitations.invite") as session:
        done = invitations.invite(
            session,
            camp=service.find(session, ref=camp),
            area=areas.find(session, code=area_code).id if area_code else None,
            wing=wings.find(session, name=wing).id if wing else None,
            post=post,
            wanted=limit,
        )
    run.answer(
        done, _("{added} invited, {already} were already on the list.").format(added=done.added, already=done.already)
    )


@camps.command()
@click.argument("camp")
@click.argument("serials")
@click.argument("state", type=click.Choice(STATES[:3]))
@click.pass_obj
def answer(run: Run, camp: str, serials: str, state: str) -> None:
    """Write down who confirmed or declined, by numbers of the frozen list."""
    with run.store(writing=True) as store, store.transaction("invitations.answer") as session:
        found = service.find(session, ref=camp)
        wanted = parse(serials, sheets.next_serial(session, camp=found) - 1).marks
        members = attendance.members_of(session, camp=found, serials=wanted)
        changed = invitations.answer(session, camp=found, members=list(members.values()), state=state)
    run.answer({"changed": changed}, str(changed))


@camps.command()
@click.argument("camp")
@click.pass_obj
def freeze(run: Run, camp: str) -> None:
    """Freeze the list: everybody gets a number that never changes."""
    with run.store(writing=True) as store, store.transaction("sheets.freeze") as session:
        found = service.find(session, ref=camp)
        made = sheets.freeze(session, camp=found)
        newest = sheets.latest(session, camp=found)
        version, people = newest[0].version, len(newest[0].people)
    run.answer(
        {"sheets": made, "version": version, "people": people},
        _("Version {version}: {people} people.").format(version=version, people=people),
    )


@camps.command("print")
@click.argument("camp")
@click.argument("what", type=click.Choice(papers.PAPERS))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option(
    "--copies",
    type=click.IntRange(1, 999),
    default=1,
    show_default=True,
    help="Written into the answer; the printer makes them.",
)
@click.option("--mask-phones/--show-phones", default=True)
@click.option("--paper", type=click.Choice(["a4", "legal"]), default="a4")
@click.option("--day", "day_text")
@click.option("--pages", help="Only these pages, for a lost one: 3 or 2-4.")
@click.option("--late-only", is_flag=True, help="Only pages with names added since the version before.")
@click.option("--venue-before", help="For the notice: the venue as it was.")
@click.pass_obj
def print_(
    run: Run,
    camp: str,
    what: str,
    output: Path,
    copies: int,
    mask_phones: bool,
    paper: str,
    day_text: str | None,
    pages: str | None,
    late_only: bool,
    venue_before: str | None,
) -> None:
    """Make a paper of a camp as PDF."""
    require_output(output)
    with run.store(writing=True) as store, progress_bar() as bar:
        with store.reading() as session:
            found = service.get(session, camp=service.find(session, ref=camp))
        change = Change("venue", venue_before, found.venue) if venue_before else None
        order = papers.Order(
            camp=found.id,
            what=what,
            language=language(),
            mask_phones=mask_phones,
            paper=paper,
            day=read_day(day_text) if day_text else None,
            pages=parse(pages, 9999).marks if pages else (),
            late_only=late_only,
            change=change,
        )
        made = papers.make(store, order, bar)
        write_whole(output, made.pdf, mode=0o644)
        papers.record(store, made)
    run.answer(
        {
            "file": output,
            "pages": made.pages,
            "sheets": made.sheets,
            "copies": copies,
            "sha256": hashlib.sha256(made.pdf).hexdigest(),
        },
        _("{file}: {pages} pages.").format(file=output, pages=made.pages),
    )
