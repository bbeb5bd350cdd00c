"""Erasing a person for good."""

from pathlib import Path

import click

from organizer_app.cli.context import Run, require_output
from organizer_app.domain.erasing import receipt_text
from organizer_app.domain.files import write_whole
from organizer_app.services import erasing, members


@click.command()
@click.argument("ref")
@click.option("--reason", required=True, help="Why; it stands on the receipt.")
@click.option("--receipt", type=click.Path(path_type=Path), required=True, help="Where the receipt goes (text).")
@click.pass_obj
def erase(run: Run, ref: str, reason: str, receipt: Path) -> None:
    """Erase one person for good, here and with the next exchange everywhere. It can't be undone."""
    require_output(receipt)
    with run.store(writing=True) as store, store.transaction("erasing.erase") as session:
        gone = erasing.erase(session, member=members.find(session, ref=ref), reason=reason)
        write_whole(receipt, receipt_text(gone).encode())
    run.answer(gone, receipt_text(gone).rstrip())
