"""Erasing a person for good."""

from pathlib import Path

import click

from organizer_app.cli.context import Run, require_output
from organizer_app.domain.erasing import receipt_text
from organizer_app.domain.words import language
from organizer_app.jobs import rights_papers
from organizer_app.services import erasing, members


@click.command()
@click.argument("ref")
@click.option("--reason", required=True, help="Why; it stands on the receipt.")
@click.option(
    "--receipt", type=click.Path(path_type=Path), required=True, help="Where the receipt goes: .pdf, else text."
)
@click.pass_obj
def erase(run: Run, ref: str, reason: str, receipt: Path) -> None:
    """Erase one person for good, here and with the next exchange everywhere. It can't be undone."""
    require_output(receipt)
    with run.store(writing=True) as store, store.transaction("erasing.erase") as session:
        gone = erasing.erase(session, member=members.find(session, ref=ref), reason=reason)
        rights_papers.save_receipt(store, receipt=gone, file=receipt, language=language())
    run.answer(gone, receipt_text(gone).rstrip())
