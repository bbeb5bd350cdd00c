"""Pages of finished PDFs: counted, picked, put together. PDFium is not made for two threads, so all take `LOCK`."""

import re
import threading
from collections.abc import Collection, Sequence
from hashlib import md5
from io import BytesIO

import pypdfium2

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_

LOCK = threading.Lock()


def counts(pdfs: Sequence[tuple[str, bytes]]) -> list[int]:
    """How many pages each (title, PDF) has. Raises RuleBroken naming the title of one that is no PDF."""
    with LOCK:
        return [_count(title, data) for title, data in pdfs]


def picked(pdf: bytes, wanted: Collection[int]) -> bytes:
    """The wanted pages (from 1) in their order; none wanted gives all. Raises RuleBroken for a page it lacks."""
    if not wanted:
        return pdf
    count = counts([("", pdf)])[0]
    missing = [page for page in sorted(wanted) if not 1 <= page <= count]
    if missing:
        raise RuleBroken(N_("There is no page {page}; this paper has {count}."), page=missing[0], count=count)
    return _written([(pdf, [page - 1 for page in sorted(wanted)])])


def joined(pdfs: Sequence[bytes]) -> bytes:
    """The PDFs one after the other; equal parts give equal bytes."""
    return _written([(pdf, None) for pdf in pdfs])


def _count(title: str, data: bytes) -> int:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise RuleBroken(N_("“{title}” is not a PDF that can be read. Make it again."), title=title) from error
    try:
        return len(document)
    finally:
        document.close()


def _written(parts: Sequence[tuple[bytes, list[int] | None]]) -> bytes:
    with LOCK:
        target = pypdfium2.PdfDocument.new()
        for data, pages in parts:
            source = pypdfium2.PdfDocument(data)
            target.import_pages(source, pages)
            source.close()
        written = BytesIO()
        target.save(written)
        target.close()
    return _steady(written.getvalue())


def _steady(pdf: bytes) -> bytes:
    """Equal parts give equal bytes: the time and the random id that PDFium writes are replaced, length for length."""
    pdf = re.sub(rb"(/CreationDate\(D:)\d{14}", rb"\g<1>" + b"20000101000000", pdf)
    blank = re.sub(rb"(/ID\[)<\w{32}><\w{32}>", rb"\g<1><" + b"0" * 32 + b"><" + b"0" * 32 + b">", pdf)
    name = md5(blank, usedforsecurity=False).hexdigest().upper().encode()
    return re.sub(rb"(/ID\[)<0{32}><0{32}>", rb"\g<1><" + name + b"><" + name + b">", blank)
