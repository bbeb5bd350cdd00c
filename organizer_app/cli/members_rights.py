"""Verbs about a person's rights: consent, a copy of everything, corrections, and whom to decide about."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from organizer_app.cli.context import Run, progress_bar, require_file, require_output, require_pdf
from organizer_app.domain.audit import ACTS, CORRECT, act_name
from organizer_app.domain.clock import local_text
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.members import CONSENT_CHANNELS, CONSENT_PURPOSES, status_name
from organizer_app.domain.retention import why_text
from organizer_app.domain.words import LANGUAGES, N_, day_text, language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import person_export, rights_papers
from organizer_app.services import audit as audit_service
from organizer_app.services import consents, members, notices, retention

LIMIT = click.IntRange(1, 10_000_000)


@click.command()
@click.argument("refs", metavar="REF...", nargs=-1, required=True)
@click.option("--purpose", type=click.Choice(CONSENT_PURPOSES), required=True)
@click.option("--channel", type=click.Choice(CONSENT_CHANNELS), required=True)
@click.option("--withdraw", is_flag=True, help="The person takes it back.")
@click.option("--how", default="", help="How it was asked, for example “signed at the meeting of 4 May”.")
@click.option("--given-by", default="", help="The guardian, for one person under 18.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Of several people: the day they signed.")
@click.option("--notice-language", type=click.Choice(LANGUAGES), help="In which language they were told.")
@click.pass_obj
def consent(run: Run, /, refs: tuple[str, ...], withdraw: bool, given_by: str, day: date | None, **answer: Any) -> None:
    """Write down what a person agreed to, or took back; of several people: a list that they signed, in one act."""
    answer |= {"state": "withdrawn" if withdraw else "given", "notice_language": answer["notice_language"] or ""}
    if len(refs) > 1:
        _record_many(run, refs, answer | {"on": _day(day)}, given_by)
        return
    if day is not None:
        raise RuleBroken(N_("--on is the day on which several people signed a list. Leave it out for one person."))
    with run.store(writing=True) as store, store.transaction("consents.record") as session:
        member = members.find(session, ref=refs[0])
        consents.record(session, member=member, given_by=given_by, **answer)
    run.answer({"id": member}, _("The consent is withdrawn.") if withdraw else _("The answer is written down."))


def _record_many(run: Run, refs: Sequence[str], answer: dict[str, Any], given_by: str) -> None:
    if given_by:
        raise RuleBroken(N_("Given by: a guardian answers for one person at a time. Name only that person."))
    with run.store(writing=True) as store, store.transaction("consents.record_many") as session:
        done = consents.record_many(session, members=[members.find(session, ref=ref) for ref in refs], **answer)
        if not done.written:
            raise RuleBroken(N_("No answer was written down. {why}"), why=done.left_out())
    run.answer(done, done.told())


@click.command("export-person")
@click.argument("ref")
@click.option("-o", "file", type=click.Path(path_type=Path), required=True, help="FILE.pdf to read, FILE.json as data.")
@click.option("--reason", default="", help="Who asked for it; it stands in the log.")
@click.pass_obj
def export_person(run: Run, ref: str, file: Path, reason: str) -> None:
    """Everything of one person in a file for that person."""
    require_output(file)
    with run.store(writing=True) as store, progress_bar() as bar:
        with store.reading() as session:
            member = members.find(session, ref=ref)
        saved = person_export.save(store, bar, member=member, file=file, language=language(), reason=reason)
    run.answer({"id": member, "file": saved.file}, _("Saved in {file}.").format(file=saved.file))


@click.command()
@click.argument("ref")
@click.option("--reason", required=True, help="What was asked, and what was answered.")
@click.pass_obj
def corrected(run: Run, ref: str, reason: str) -> None:
    """Write down that a person asked for a correction, and what was answered."""
    with run.store(writing=True) as store, store.transaction("audit.record") as session:
        member = members.find(session, ref=ref)
        if not reason.strip():
            raise RuleBroken(N_("Reason: type what was asked and what was answered."))
        audit_service.record(session, act=CORRECT, subject=member, reason=reason)
    run.answer({"id": member}, _("Written down."))


@click.command()
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Whose day comes until then; today without it.")
@click.option("--limit", type=LIMIT, default=100, show_default=True)
@click.pass_obj
def review(run: Run, day: date | None, limit: int) -> None:
    """Whom to decide about: keep, take off or erase."""
    with run.store(writing=False) as store, store.reading() as session:
        page = retention.due(session, day=_day(day), limit=limit)
    items = [
        {"id": p.id, "name": p.name, "status": p.status, "due": p.due, "why": why_text(p.why)} for p in page.people
    ]
    lines = (f"{p.due}  {p.id.hex()}  {p.name}  {status_name(p.status)}  {why_text(p.why)}" for p in page.people)
    run.answer({"items": items, "total": page.total}, "\n".join(lines) or _("Nobody is due."))


@click.command()
@click.argument("ref")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day to ask again.")
@click.option("--reason", required=True, help="Why; it stands in the log.")
@click.pass_obj
def keep(run: Run, ref: str, until: date, reason: str) -> None:
    """Keep somebody on the roster until a day."""
    with run.store(writing=True) as store, store.transaction("retention.keep") as session:
        member = members.find(session, ref=ref)
        day = _day(until)
        assert day is not None, "it is required"
        retention.keep(session, ids=[member], until=day, reason=reason)
    run.answer({"id": member}, _("Kept until {day}.").format(day=day_text(day)))


def _day(given: date | None) -> date | None:
    """A day without the time that the option brings along."""
    return date(given.year, given.month, given.day) if given is not None else None


@click.command()
@click.option("--person", "ref", help="Only about one person: an id or card number.")
@click.option("--act", type=click.Choice(ACTS), help="Only one kind of act.")
@click.option("--by", default="", help="Only one operator.")
@click.option("--limit", type=LIMIT, default=200, show_default=True)
@click.option("-o", "file", type=click.Path(path_type=Path), help="Into a file: .pdf to print, .csv for a spreadsheet.")
@click.pass_obj
def audit(run: Run, ref: str | None, act: str | None, by: str, limit: int, file: Path | None) -> None:
    """Who looked at or took out whose data, newest first."""
    if file is not None:
        require_output(file)
    with run.store(writing=False) as store:
        with store.reading() as session:
            subjects = [members.find(session, ref=ref)] if ref else []
            lines = audit_service.lines(session, subjects=subjects, act=act or "", by=by, limit=limit)
        if file is not None:
            rights_papers.save_audit(store, lines=lines, file=file, language=language())
    told = (
        "  ".join(
            filter(None, (local_text(a.at), a.by, act_name(a.act), a.name, str(a.people or ""), a.fields, a.reason))
        )
        for a in lines
    )
    run.answer({"items": lines}, "\n".join(told) or _("Nobody has looked at anything yet."))


@click.command()
@click.argument("purpose", type=click.Choice(CONSENT_PURPOSES))
@click.option("-o", "file", type=click.Path(path_type=Path), help="The notice with its form as PDF, in both languages.")
@click.option(
    "--hi", "hindi", type=click.Path(path_type=Path), help="A text file with the organisation's words in Hindi."
)
@click.option("--en", "english", type=click.Path(path_type=Path), help="The same in English.")
@click.pass_obj
def notice(run: Run, purpose: str, file: Path | None, hindi: Path | None, english: Path | None) -> None:
    """What people are told before they agree; with --hi or --en a new version of it."""
    for path in filter(None, (hindi, english)):
        require_file(path)
    texts = {k: rights_papers.read_text(path) for k, path in (("text_hi", hindi), ("text_en", english)) if path}
    if file is not None:
        require_pdf(file)
    with run.store(writing=bool(texts)) as store:
        if texts:
            with store.transaction("notices.add", purpose) as session:
                notices.add(session, purpose=purpose, **texts)
        with store.reading() as session:
            shown = notices.current(session, purpose=purpose)
        if file is not None:
            rights_papers.save_notice(store, notice=shown, file=file, language=language())
    run.answer(shown, shown.text(language()))


COMMANDS = (consent, export_person, corrected, review, keep)
