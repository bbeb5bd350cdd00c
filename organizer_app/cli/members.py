"""Verbs of the roster."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from organizer_app.cli.context import Run, field_pairs, progress_bar, require_file, require_output
from organizer_app.cli.list_options import chosen as chosen_by
from organizer_app.cli.list_options import other_conditions
from organizer_app.cli.looks import as_seen, note_look
from organizer_app.cli.members_duplicates import among_new, likely_text, warn
from organizer_app.cli.person_text import person_text
from organizer_app.db.store import Store
from organizer_app.domain.imports import Preview
from organizer_app.domain.matched import matched
from organizer_app.domain.phones import on_screen
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from organizer_app.importing.preview import preview
from organizer_app.jobs import members_check, members_erased, members_import
from organizer_app.services import areas, duplicates, members_list, wings
from organizer_app.services import members as service

COUNTED = ("added", "updated", "unchanged", "refused")
LIMIT = click.IntRange(1, 10_000_000)


@click.group()
def members() -> None:
    """The roster."""


@members.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheet", help="The worksheet, when a workbook has several.")
@click.option("--map", "mapped", multiple=True, metavar="FIELD=COLUMN", help="Correct a guessed column.")
@click.option("--area", "area_code", help="Where people go whose row names no place.")
@click.option("--source", help="Where the list comes from.")
@click.option("--consent", default="", help="On what consent it rests, in your words.")
@click.option("--guardian-consent", default="", help="How guardians agreed for those under 18; else these are refused.")
@click.option(
    "--legacy", type=click.Choice(["refuse", "convert"]), default="refuse", help="Old-font Hindi (Kruti Dev)."
)
@click.option("--dry-run", is_flag=True, help="Show the columns and count what would come in; import nothing.")
@click.option("--rejects", type=click.Path(path_type=Path), help="Where refused rows go (CSV).")
@click.pass_obj
def import_(
    run: Run,
    file: Path,
    sheet: str | None,
    mapped: tuple[str, ...],
    area_code: str | None,
    source: str | None,
    consent: str,
    guardian_consent: str,
    legacy: str,
    dry_run: bool,
    rejects: Path | None,
) -> None:
    """Read a roster file: CSV, TSV, TXT, XLSX, XLS, ODS, vCard. Running it again changes nothing."""
    require_file(file)
    rejects = rejects or file.with_name(f"{file.stem}-rejects.csv")
    require_output(rejects)
    seen = preview(file, sheet=sheet)
    mapping = seen.mapping
    for name, column in field_pairs(mapped).items():
        mapping = mapping.with_(name, int(column) - 1 if column.isdecimal() else column or None)
    plan = members_import.Plan(
        path=file,
        mapping=mapping,
        source=source or file.name,
        consent=consent,
        guardian_consent=guardian_consent,
        sheet=sheet,
        legacy="convert" if legacy == "convert" else "refuse",
        rejects=rejects,
    )
    if dry_run:
        _say_what_would_be(run, seen, plan, area_code)
        return
    with run.store(writing=True) as store, progress_bar() as bar:
        plan = _into(store, plan, area_code)
        result = members_import.run(store, bar, plan=plan, total=seen.total)
        likely = among_new(store, bar, result)
    problems = run.tell_problems(result.problems)
    if result.held:
        run.say(members_erased.told(len(result.held)))
    if likely:
        run.say(likely_text(likely))
    run.answer(
        {
            "added": result.added,
            "updated": result.updated,
            "unchanged": result.unchanged,
            "refused": len(result.refused),
            "held": len(result.held),
            "problems": problems,
            "rejects": result.rejects,
            "resumed_at": result.resumed_at,
            "likely_duplicates": likely,
        },
        _("{added} added, {updated} updated, {unchanged} unchanged, {refused} refused.").format(
            added=result.added, updated=result.updated, unchanged=result.unchanged, refused=len(result.refused)
        ),
    )


def _into(store: Store, plan: members_import.Plan, area_code: str | None) -> members_import.Plan:
    """The plan with the area given for people whose row names no place."""
    if not area_code:
        return plan
    with store.reading() as session:
        return replace(plan, area=areas.find(session, code=area_code).id)


def _say_what_would_be(run: Run, seen: Preview, plan: members_import.Plan, area_code: str | None) -> None:
    """The columns, and the counts of the import itself where the data opens without asking for its passphrase."""
    check = None
    if run.opens_by_itself():
        with run.store(writing=False) as store, progress_bar() as bar:
            check = members_check.count(store, bar, plan=_into(store, plan, area_code), total=seen.total)
    guesses = plan.mapping.guesses
    columns = {f: seen.header[g.column] if seen.header else g.column + 1 for f, g in guesses.items()}
    lines = [f"{field}: {column}" for field, column in columns.items()]
    if check is not None:
        would = _(
            "Nothing is imported yet. It would be: {added} added, {updated} updated, {unchanged} unchanged, "
            "{refused} refused."
        )
        counts = {k: group_digits(getattr(check, k)) for k in COUNTED}
        lines += [would.format(**counts), *filter(None, [members_erased.told(check.held)])]
    told = {k: None if check is None else getattr(check, k) for k in (*COUNTED, "held", "look")}
    refused = [str(r) for r in plan.mapping.refused]
    about = {"total": seen.total, "samples": seen.samples, "encoding": seen.encoding}
    run.answer({"columns": columns, "refused_columns": refused, **about, **told}, "\n".join(lines))


@members.command()
@click.argument("query")
@click.option("--area", "area_code", help="Only in this area.")
@click.option("--limit", type=LIMIT, default=50, show_default=True)
@click.pass_obj
def search(run: Run, query: str, area_code: str | None, limit: int) -> None:
    """Find people by name in either script, village, phone digits or card number."""
    with run.store(writing=False) as store:
        with store.reading() as session:
            area = areas.find(session, code=area_code).id if area_code else None
            numbers = members_list.search(session, query=query, area=area, limit=limit)
            found = members_list.rows(session, numbers=numbers)
        note_look(store, people=sum(bool(r.phone) for r in found))
    items = [
        {
            "id": r.id,
            "name": r.name,
            "name_other": r.name_other,
            "phone": as_seen(r.phone),
            "area": r.area_name,
            "matched": [mark._asdict() for mark in matched(r, query)],
        }
        for r in found
    ]
    run.answer(
        {"items": items, "total": len(items)},
        "\n".join(f"{r.id.hex()}  {r.name}  {on_screen(r.phone)}  {r.area_name}" for r in found) or _("Nobody found."),
    )


@members.command("list")
@other_conditions
@click.option("--status", default="", help="Only with this status.")
@click.option("--sort", type=click.Choice(members_list.SORTS), default="name", show_default=True)
@click.option("--descending", is_flag=True, help="The other way round.")
@click.option("--limit", type=LIMIT, default=1000, show_default=True)
@click.pass_obj
def list_(run: Run, /, sort: str, descending: bool, limit: int, **given: Any) -> None:
    """The roster, by name or in another order."""
    with run.store(writing=False) as store:
        with store.reading() as session:
            chosen = chosen_by(session, given)
            numbers = members_list.ids(session, chosen=chosen, sort=sort, descending=descending, limit=limit)
            found = [
                r for i in range(0, len(numbers), 500) for r in members_list.rows(session, numbers=numbers[i : i + 500])
            ]
            total = members_list.count(session, chosen=chosen)
        if run.as_json:
            note_look(store, people=sum(bool(r.phone) for r in found))
    items = [
        {
            "id": r.id,
            "name": r.name,
            "name_other": r.name_other,
            "phone": as_seen(r.phone),
            "area": r.area_name,
            "status": r.status,
        }
        for r in found
    ]
    run.answer({"items": items, "total": total}, "\n".join(f"{r.id.hex()}  {r.name}  {r.area_name}" for r in found))


@members.command()
@click.argument("name")
@click.option("--phone", default="")
@click.option("--guardian", default="")
@click.option("--relation", default="", help="What the guardian is: father, husband, mother or guardian.")
@click.option("--area", "area_code")
@click.option("--source", default="")
@click.option("--fresh-consent", default="", help="How somebody who was erased agreed to be taken in again.")
@click.option("--birth-year", type=int)
@click.option("--guardian-consent", default="", help="Which guardian agreed, and how, for somebody under 18.")
@click.pass_obj
def add(
    run: Run,
    name: str,
    phone: str,
    guardian: str,
    relation: str,
    area_code: str | None,
    source: str,
    fresh_consent: str,
    birth_year: int | None,
    guardian_consent: str,
) -> None:
    """Add one person."""
    with run.store(writing=True) as store, store.transaction("members.add", name) as session:
        area = areas.find(session, code=area_code).id if area_code else None
        new = service.New(name=name, phones=phone, guardian=guardian, relation=relation, area=area, source=source)
        new = replace(new, again=fresh_consent, birth_year=birth_year, guardian_consent=guardian_consent)
        alike = duplicates.like(session, new=new)
        member = service.add(session, new=new)
    warn(run, alike)
    run.answer({"id": member}, member.hex())


@members.command()
@click.argument("ref")
@click.pass_obj
def show(run: Run, ref: str) -> None:
    """Everything of one person."""
    with run.store(writing=False) as store:
        with store.reading() as session:
            member = service.get(session, id=service.find(session, ref=ref))
        if any(phone.number for phone in member.phones):
            note_look(store, subject=member.id)
    seen = replace(member, phones=tuple(replace(p, number=as_seen(p.number)) for p in member.phones))
    run.answer(seen, person_text(seen))


@members.command()
@click.argument("ref")
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE…")
@click.pass_obj
def edit(run: Run, ref: str, changes: tuple[str, ...]) -> None:
    """Change fields of one person, for example place=Kanke phones="98123 45678" wings=youth,it."""
    pairs = field_pairs(changes)
    with run.store(writing=True) as store, store.transaction("members.edit") as session:
        values: dict[str, object] = dict(pairs)
        for name in pairs:
            if name in ("area", "seat"):
                values[name] = areas.find(session, code=pairs[name]).id if pairs[name] else None
            elif name == "wings":
                values[name] = [wings.find(session, name=w).id for w in pairs[name].split(",") if w.strip()]
            elif name in service.LISTS:
                values[name] = pairs[name].split(",")
        member = service.find(session, ref=ref)
        service.edit(session, id=member, changes=values)
    run.answer({"id": member}, _("Saved."))
