"""Verbs of groups that read and write files: a list in, a list out, the paper of a spot check."""

import secrets
from pathlib import Path
from typing import Any

import click

from organizer_app.cli.context import Run, progress_bar, require_file, require_output, require_pdf
from organizer_app.cli.groups import chosen, conditions, groups
from organizer_app.cli.list_options import reason_option
from organizer_app.domain.files import write_whole
from organizer_app.domain.groups import SAMPLE
from organizer_app.domain.words import group_digits, language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import groups_export, groups_import, groups_paper
from organizer_app.services import areas
from organizer_app.services.groups_sample import SEEDS

SHOWN = 20  # wrong rows that are named


@groups.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--rejects", type=click.Path(path_type=Path), help="Where refused rows go (CSV).")
@click.pass_obj
def import_(run: Run, file: Path, rejects: Path | None) -> None:
    """Read groups, or numbers of groups, from CSV, XLSX or ODS. Running it again changes nothing."""
    require_file(file)
    rejects = rejects or file.with_name(f"{file.stem}-rejects.csv")
    require_output(rejects)
    with run.store(writing=True) as store, progress_bar() as bar:
        done = groups_import.run(store, bar, path=file, rejects_to=rejects)
    for wrong in done.refused[:SHOWN]:
        run.say(_("Row {row}: {problem}").format(row=wrong.row, problem=groups_import.told(wrong)))
    if done.rejects is not None:
        run.say(_("Rows that were not taken: {file}").format(file=done.rejects))
    told = _("{added} added, {updated} updated, {unchanged} unchanged, {refused} refused.").format(
        added=group_digits(done.added),
        updated=group_digits(done.updated),
        unchanged=group_digits(done.unchanged),
        refused=group_digits(len(done.refused)),
    )
    problems = [{"row": w.row, "field": w.field, "value": w.value, "sentence": w.sentence} for w in done.refused]
    counts = {"added": done.added, "updated": done.updated, "unchanged": done.unchanged, "refused": len(problems)}
    run.answer(counts | {"problems": problems, "rejects": done.rejects}, told)


@groups.command()
@click.argument("file", type=click.Path(path_type=Path))
@conditions
@reason_option
@click.option("--mask-phones", is_flag=True, help="Only the last four digits; needs no reason.")
@click.pass_obj
def export(run: Run, /, file: Path, reason: str, mask_phones: bool, **given: Any) -> None:
    """Write groups and numbers said into a file, .csv or .xlsx, that “groups import” reads again."""
    groups_export.check(file, reason=reason, mask_phones=mask_phones)
    require_output(file)
    with run.store(writing=True) as store, progress_bar() as bar:
        with store.reading() as session:
            wanted = chosen(session, given)
        done = groups_export.run(store, bar, file=file, chosen=wanted, reason=reason, mask_phones=mask_phones)
    counts = {"groups": done.groups, "numbers": done.numbers}
    told = _("{file}: {groups} groups, {numbers} numbers said.").format(
        file=file, groups=group_digits(done.groups), numbers=group_digits(done.numbers)
    )
    run.answer({"file": file} | counts, told)


@groups.command()
@click.option("--area", "area_code", help="Of which place, by code or name; by default of all.")
@click.option("--number", type=int, default=SAMPLE, show_default=True, help="How many groups.")
@click.option("--seed", type=int, help="The draw that is to be done again; it stands on the paper.")
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), required=True, help="The PDF.")
@click.pass_obj
def sample(run: Run, area_code: str | None, number: int, seed: int | None, file: Path) -> None:
    """Print groups and numbers said that are drawn at random, to be looked at with their keepers."""
    require_pdf(file)
    draw = secrets.randbelow(SEEDS) if seed is None else seed
    with run.store(writing=False) as store:
        with store.reading() as session:
            area = areas.find(session, code=area_code).id if area_code else None
        pdf, drawn = groups_paper.make(store, seed=draw, number=number, area=area, language=language())
    write_whole(file, pdf)
    told = _("{n} drawn of {of}").format(n=group_digits(len(drawn.lines)), of=group_digits(drawn.of))
    answer = {"file": file, "groups": len(drawn.lines), "of": drawn.of, "seed": draw}
    run.answer(answer, f"{file}  {told}")
