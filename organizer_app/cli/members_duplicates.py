"""Entries that are one person: list the likely pairs, merge two, take them apart, say that they are two people."""

import click
from sqlalchemy.orm import Session

from organizer_app.cli.context import Run, field_pairs, progress_bar
from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_from_text
from organizer_app.domain.likeness import LIKELY, reason_text
from organizer_app.domain.merging import BOTH
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import N_, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs import duplicates as job
from organizer_app.jobs.members_import import Result
from organizer_app.services import duplicates as service
from organizer_app.services import duplicates_waiting, members, merging

LIMIT = click.IntRange(1, 10_000_000)
SIDES = {"1": 0, "2": 1}


@click.command()
@click.option("--min", "least", type=click.IntRange(job.LEAST, 100), default=LIKELY, show_default=True)
@click.option("--limit", type=LIMIT, default=1000, show_default=True)
@click.pass_obj
def duplicates(run: Run, least: int, limit: int) -> None:
    """List pairs of entries that look like one person, the likeliest first, with reasons."""
    with run.store(writing=True) as store:
        with progress_bar() as bar:
            total = job.run(store, bar)
        with store.reading() as session:
            found = duplicates_waiting.waiting(session, least=least, limit=limit)
            names = duplicates_waiting.names(session, found)
    items = [
        {
            "first": pair.first,
            "second": pair.second,
            "names": [names[pair.first], names[pair.second]],
            "likeness": pair.likeness,
            "reasons": pair.reasons,
        }
        for pair in found
    ]
    lines = [
        f"{pair.likeness:>3}  {pair.first.hex()}  {names[pair.first]}\n"
        f"     {pair.second.hex()}  {names[pair.second]}\n"
        f"     {', '.join(map(reason_text, pair.reasons))}"
        for pair in found
    ]
    run.answer({"items": items, "total": total}, "\n".join(lines) or _("No likely duplicates."))


@click.command()
@click.argument("first")
@click.argument("second")
@click.argument("choices", nargs=-1, metavar="[FIELD=1|2|both …]")
@click.pass_obj
def merge(run: Run, first: str, second: str, choices: tuple[str, ...]) -> None:
    """Merge two entries of one person; the older one is kept. `name=2 phones=both` says whose value counts."""
    with run.store(writing=True) as store:
        with store.reading() as session:
            pair = [members.find(session, ref=ref) for ref in (first, second)]
            name = members.record(session, pair[0]).name
        with store.transaction("merging.merge", name) as session:
            chosen = {field: _side(pair, field, which) for field, which in field_pairs(choices).items()}
            kept = merging.merge(session, first=pair[0], second=pair[1], choices=chosen)
    gone = next(i for i in pair if i != kept)
    run.answer({"id": kept, "gone": gone}, _("{name}: two entries merged into one.").format(name=name))


def _side(pair: list[bytes], field: str, which: str) -> bytes | str:
    if which == BOTH:
        return BOTH
    if which not in SIDES:
        raise RuleBroken(N_("{field}: write 1 or 2 for the entry whose value counts, or both."), field=field)
    return pair[SIDES[which]]


@click.command()
@click.argument("ref")
@click.pass_obj
def unmerge(run: Run, ref: str) -> None:
    """Take the last merging of an entry apart: by the id of the kept entry, or of the one that is gone."""
    with run.store(writing=True) as store:
        with store.reading() as session:
            entry = _entry(session, ref)
        with store.transaction("merging.unmerge") as session:
            gone = merging.unmerge(session, entry=entry)
    run.answer({"id": gone}, _("Taken apart: {id} is an entry of its own again.").format(id=gone.hex()))


def _entry(session: Session, ref: str) -> bytes:
    """The id as typed: one that is gone is not on the roster, so it must be whole."""
    try:
        return members.find(session, ref=ref)
    except RuleBroken:
        if len(ref.strip().replace("-", "")) != 2 * members.ID_BYTES:
            raise
        return id_from_text(ref)


@click.command()
@click.argument("first")
@click.argument("second")
@click.pass_obj
def apart(run: Run, first: str, second: str) -> None:
    """Write down that two entries are two people, so that they are not listed again."""
    with run.store(writing=True) as store, store.transaction("duplicates.tell_apart") as session:
        pair = [members.find(session, ref=ref) for ref in (first, second)]
        service.tell_apart(session, first=pair[0], second=pair[1])
    run.answer({"first": pair[0], "second": pair[1]}, _("Written down: two people."))


def among_new(store: Store, bar: Progress, result: Result) -> int | None:
    """How many likely pairs an import brought; None where nobody came in, or somebody stopped the looking."""
    if not result.added:
        return None
    try:
        return job.run(store, bar, after=result.before)
    except KeyboardInterrupt:
        return None  # what came in is in


def likely_text(count: int) -> str:
    """The sentence about them."""
    words = ngettext(
        "{n} likely duplicate: look at it with “members duplicates”.",
        "{n} likely duplicates: look at them with “members duplicates”.",
        count,
    )
    return words.format(n=count)


def warn(run: Run, found: tuple[service.Like, ...]) -> None:
    """Says on stderr whom an entry looks like."""
    if not found:
        return
    run.say(ngettext("Looks like somebody on the roster:", "Looks like people on the roster:", len(found)))
    for one in found:
        why = ", ".join(map(reason_text, one.reasons))
        run.say("  ".join(filter(None, (one.id.hex(), one.name, one.area_name, f"({why})"))))


COMMANDS = (duplicates, merge, unmerge, apart)
