"""Erasing a person for good."""

from functools import partial
from pathlib import Path

import click

from organizer_app.cli.context import Run, progress_bar, require_output
from organizer_app.db.store import Store
from organizer_app.domain.erasing import Receipt, receipt_text
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_, language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import erasing, rights_papers
from organizer_app.services import members

KINDS = (".pdf", ".txt")
UNKNOWN_KIND = N_("{file}: end the name with .pdf to print it, or with .txt for plain text.")
STILL_OWED = N_("The data is written anew before the next backup from the window, or after the next person is erased.")


@click.command()
@click.argument("ref")
@click.option("--reason", required=True, help="Why; it stands on the receipt.")
@click.option(
    "--receipt", type=click.Path(path_type=Path), required=True, help="Where the receipt goes: .pdf, or .txt."
)
@click.pass_obj
def erase(run: Run, ref: str, reason: str, receipt: Path) -> None:
    """Erase one person for good, here and with the next exchange everywhere. It can't be undone."""
    require_output(receipt)
    if receipt.suffix.casefold() not in KINDS:
        raise RuleBroken(UNKNOWN_KIND, file=receipt.name)
    with run.store(writing=True) as store:
        with store.reading() as session:
            member = members.find(session, ref=ref)
        with progress_bar() as bar:
            keep = partial(_save, store, receipt)
            gone = erasing.erase(store, bar, member=member, reason=reason, keep=keep)
        if store.is_untidy():
            try:
                with progress_bar() as bar:
                    store.write_anew(bar)
            except RuleBroken as broken:  # the person is erased, whatever becomes of the rest
                run.say(f"{broken} {_(STILL_OWED)}")
    run.answer(gone, receipt_text(gone).rstrip())


def _save(store: Store, file: Path, receipt: Receipt) -> None:
    rights_papers.save_receipt(store, receipt=receipt, file=file, language=language())
