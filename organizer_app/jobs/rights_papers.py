"""Papers about rights into files: the notice with its form, the receipt of an erasure, the log of access to data."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from organizer_app.db.connect import explain
from organizer_app.db.store import Store
from organizer_app.domain.audit import Access, act_name
from organizer_app.domain.clock import local_text, now_ms
from organizer_app.domain.erasing import Receipt, receipt_text
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.notices import NoticeText
from organizer_app.domain.plain_cells import marked
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, in_language
from organizer_app.domain.words import translate as _
from organizer_app.jobs.files import write_file
from organizer_app.services import organisation

NOT_TEXT = N_("{file} is no text file in UTF-8. Save it as plain text (UTF-8) and try again.")
LARGEST = 1 << 20  # bytes of a text file


def save_notice(store: Store, *, notice: NoticeText, file: Path, language: str = "hi") -> Path:
    """The notice with the form to agree, a page in each language. Raises RuleBroken when it can't be written."""
    from organizer_app.printing import notice as notice_paper  # here: the roster opens without what makes PDFs, 9 MB

    with store.reading() as session:
        names = organisation.get(session)
    write_file(file, notice_paper.pdf(notice, names, language=language))
    return file


def save_receipt(store: Store, *, receipt: Receipt, file: Path, language: str = "hi") -> Path:
    """The receipt into a file, see `write_receipt`."""
    with store.reading() as session:
        names = organisation.get(session)
    return write_receipt(receipt, names, file=file, language=language)


def write_receipt(receipt: Receipt, names: Organisation, *, file: Path, language: str = "hi") -> Path:
    """The receipt: PDF for a name that ends so, else text. Raises RuleBroken when it can't be written."""
    if file.suffix.casefold() == ".pdf":
        from organizer_app.printing import erasing_receipt

        write_file(file, erasing_receipt.pdf(receipt, names, language=language))
    else:
        with in_language(language):
            write_file(file, receipt_text(receipt).encode())
    return file


def save_audit(store: Store, *, lines: Sequence[Access], file: Path, language: str = "hi") -> Path:
    """The log: PDF to print, or CSV (UTF-8 with BOM, as spreadsheets open it). Raises RuleBroken for another kind."""
    kind = file.suffix.casefold()
    if kind == ".pdf":
        from organizer_app.printing import access_log

        with store.reading() as session:
            names = organisation.get(session)
        made = access_log.pdf(lines, names, language=language, printed_at=local_text(now_ms()))
    elif kind == ".csv":
        with in_language(language):
            made = _csv(lines)
    else:
        raise RuleBroken(
            N_("{file}: end the name with .pdf to print it, or with .csv for a spreadsheet."), file=file.name
        )
    write_file(file, made)
    return file


def _csv(lines: Sequence[Access]) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        [_("When"), _("By whom"), _("Laptop"), _("What"), _("Person"), _("How many"), _("Fields"), _("Reason")]
    )
    for a in lines:
        told = (local_text(a.at), a.by, a.device, act_name(a.act), a.name, a.people, a.fields, a.reason)
        rows.writerow([marked(cell) if isinstance(cell, str) else cell for cell in told])
    return out.getvalue().encode("utf-8-sig")


def read_text(file: Path) -> str:
    """A text file. Raises RuleBroken when it can't be read, or is no text."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleBroken(NOT_TEXT, file=file.name) from None
    except OSError as error:
        raise explain(error, file) or error from error
