"""Lists of the roster taken out: as a file, and on paper."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from organizer_app.cli.context import Run, progress_bar, require_output, require_pdf
from organizer_app.cli.list_options import by_words, chosen, conditions, list_option, reason_option, saved, use_option
from organizer_app.domain.list_columns import EVERY, ON_PAPER, ORDERS, PAPER_USUAL, USUAL, of_screen
from organizer_app.domain.list_columns import chosen as columns_of
from organizer_app.domain.vcards import VERSIONS
from organizer_app.domain.words import group_digits, language, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs import exports, list_papers
from organizer_app.jobs.files import write_file
from organizer_app.services import contact_lists
from organizer_app.services.members_list import SORTS


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@list_option
@conditions
@click.option("--columns", default="", help="Columns by name with commas between them, or all.")
@click.option("--sort", type=click.Choice(SORTS), help="What the rows are sorted by.")
@click.option("--descending", is_flag=True, help="The other way round.")
@use_option
@reason_option
@click.option("--mask-phones", is_flag=True, help="Only the last four digits; needs no reason.")
@click.option("--vcard", "version", type=click.Choice(VERSIONS), default="3.0", help="Which contacts a .vcf holds.")
@click.pass_obj
def export(
    run: Run,
    /,
    file: Path,
    list_name: str,
    columns: str,
    sort: str | None,
    descending: bool,
    use: str,
    reason: str,
    mask_phones: bool,
    version: str,
    **given: Any,
) -> None:
    """Write people into a file: .csv, .xlsx, or .vcf for a telephone. Who did not agree is in no contact list."""
    exports.kind_of(file)
    require_output(file)
    picked = columns_of(columns, EVERY, ())
    with run.store(writing=True) as store, progress_bar() as bar:
        with store.reading() as session:
            base = saved(run, session, list_name)
            wanted = replace(base, chosen=chosen(session, given, base.chosen))
            plan = exports.Plan(
                file,
                picked or of_screen(base.columns) or USUAL,
                chosen=wanted.chosen,
                sort=sort or base.sort,
                descending=descending or (not sort and base.descending),
                numbers=by_words(run, session, wanted, sort, descending),
                use=use,
                reason=reason,
                mask_phones=mask_phones,
                version=version,
            )
        done = exports.run(store, bar, plan=plan)
    if left_out := contact_lists.told(done.left_out):
        run.say(left_out)
    count = ngettext("{n} person", "{n} people", done.people).format(n=group_digits(done.people))
    run.answer(
        {"file": done.file, "people": done.people, "left_out": done.left_out, "columns": plan.columns},
        _("{file}: {count}.").format(file=done.file, count=count),
    )


@click.command("print")
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="Where the PDF goes.")
@list_option
@conditions
@click.option("--title", default="", help="What stands over the list; without it the name of the list.")
@click.option("--columns", default="", help=f"Of these, with commas between them: {', '.join(ON_PAPER)}; or all.")
@click.option("--order", type=click.Choice(tuple(ORDERS)), default="name", show_default=True)
@use_option
@click.option("--whole-phones", is_flag=True, help="Whole numbers; needs a reason.")
@reason_option
@click.pass_obj
def print_(
    run: Run,
    /,
    out: Path,
    list_name: str,
    title: str,
    columns: str,
    order: str,
    use: str,
    whole_phones: bool,
    reason: str,
    **given: Any,
) -> None:
    """Print people as a list (PDF), phones masked unless a reason is given for whole numbers."""
    require_pdf(out)
    picked = columns_of(columns, ON_PAPER, PAPER_USUAL)
    with run.store(writing=True) as store, progress_bar() as bar:
        with store.reading() as session:
            base = saved(run, session, list_name)
            wanted = replace(base, chosen=chosen(session, given, base.chosen))
            asked = list_papers.Order(
                title=title or base.title,
                columns=picked,
                chosen=wanted.chosen,
                numbers=by_words(run, session, wanted),
                by=order,
                use=use,
                reason=reason,
                mask_phones=not whole_phones,
                language=language(),
            )
        made = list_papers.make(store, bar, order=asked)
        list_papers.record(store, made, asked)
        write_file(out, made.pdf)
    if made.left_out:
        run.say(made.left_out)
    count = ngettext("{n} person", "{n} people", made.people).format(n=group_digits(made.people))
    run.answer({"file": out, "people": made.people}, _("{file}: {count}.").format(file=out, count=count))
