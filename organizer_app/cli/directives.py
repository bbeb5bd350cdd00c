"""Verbs of directives: which there are, giving one, acknowledging and answering it, closing it."""

from typing import Any

import click

from organizer_app.cli.context import Run
from organizer_app.domain.clock import local_text, now_ms
from organizer_app.domain.directives import Answer, Directive, state_name
from organizer_app.domain.times import moment
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from organizer_app.services import areas
from organizer_app.services import directives as service


@click.group()
def directives() -> None:
    """What the state asks its districts for, and what they answer."""


@directives.command("list")
@click.pass_obj
def list_(run: Run) -> None:
    """Every directive, open ones first."""
    with run.store(writing=False) as store, store.reading() as session:
        found = service.rows(session)
    run.answer({"items": [plain(one) for one in found]}, "\n".join(map(line, found)) or _("No directive yet."))


@directives.command()
@click.argument("title")
@click.option("--due", required=True, help="Until when: 14-12-2026 18:00, or 18:00 for today.")
@click.option("--text", default="", help="What is to be done.")
@click.option("--area", "codes", multiple=True, help="For which places, by code or name; without it everywhere.")
@click.pass_obj
def add(run: Run, title: str, due: str, text: str, codes: tuple[str, ...]) -> None:
    """Give a directive to districts; it goes out with the next sync."""
    due_at = moment(due)
    with run.store(writing=True) as store, store.transaction("directives.add", title) as session:
        places = [areas.find(session, code=code).id for code in codes]
        made = service.add(session, title=title, text=text, due_at=due_at, areas_=places)
    run.answer({"ids": list(made)}, _("It goes out with the next sync."))


@directives.command()
@click.argument("title")
@click.pass_obj
def show(run: Run, title: str) -> None:
    """One directive, with what each district said."""
    with run.store(writing=False) as store, store.reading() as session:
        one = service.find(session, name=title)
    lines = [line(one), *filter(None, (one.text,)), *(_said(answer, one.due_at) for answer in one.answers)]
    run.answer(plain(one), "\n".join(lines))


@directives.command()
@click.argument("title")
@click.pass_obj
def acknowledge(run: Run, title: str) -> None:
    """Say that this district has read it."""
    with run.store(writing=True) as store, store.transaction("directives.acknowledge", title) as session:
        service.acknowledge(session, id=service.find(session, name=title).id)
    run.answer({}, _("Acknowledged. It goes out with the next sync."))


@directives.command()
@click.argument("title")
@click.option("--text", default="", help="What was done, or what is in the way.")
@click.option("--done", is_flag=True, help="It is done.")
@click.pass_obj
def answer(run: Run, title: str, text: str, done: bool) -> None:
    """Answer for this district."""
    with run.store(writing=True) as store, store.transaction("directives.answer", title) as session:
        service.answer(session, id=service.find(session, name=title).id, text=text, done=done)
    run.answer({}, _("Answered. It goes out with the next sync."))


@directives.command()
@click.argument("title")
@click.pass_obj
def close(run: Run, title: str) -> None:
    """Close a directive: nobody waits for answers any more."""
    with run.store(writing=True) as store, store.transaction("directives.close", title) as session:
        service.close(session, id=service.find(session, name=title).id)
    run.answer({}, _("Closed."))


def plain(one: Directive) -> dict[str, Any]:
    """One as JSON."""
    now = now_ms()
    return {
        "id": one.id,
        "title": one.title,
        "text": one.text,
        "due_at": one.due_at,
        "issued_at": one.issued_at,
        "issued_by": one.issued_by,
        "closed_at": one.closed_at,
        "places": list(one.places),
        "answers": [
            {
                "bucket": answer.bucket,
                "district": answer.district,
                "state": answer.state(one.due_at, now),
                "acknowledged_at": answer.acknowledged_at,
                "acknowledged_by": answer.acknowledged_by,
                "text": answer.text,
                "answered_at": answer.answered_at,
                "answered_by": answer.answered_by,
                "done_at": answer.done_at,
            }
            for answer in one.answers
        ],
    }


def line(one: Directive) -> str:
    """One as people read it: title, due time, how many districts acknowledged and are done."""
    words = _("{title}: due {when}, {n} of {all} acknowledged, {done} done")
    said = words.format(
        title=one.title,
        when=local_text(one.due_at),
        n=group_digits(one.acknowledged),
        all=group_digits(len(one.answers)),
        done=group_digits(one.done),
    )
    return said if one.closed_at is None else _("{said} (closed)").format(said=said)


def _said(one: Answer, due_at: int) -> str:
    return f"  {one.district}: {state_name(one.state(due_at, now_ms()))}  {one.text}".rstrip()
