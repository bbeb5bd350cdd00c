"""Pages of a PDF as pictures, and on a printer. Runs on a worker thread: no widgets here."""

from typing import NamedTuple

import pypdfium2
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.printing.pages import LOCK

DPI = 72
MOST_DPI = 300


class PageSize(NamedTuple):
    """Points, 1/72 inch."""

    width: float
    height: float


def page_sizes(pdf: bytes) -> list[PageSize]:
    """The size of every page. Raises RuleBroken when the bytes are not a PDF."""
    with LOCK:
        document = _open(pdf)
        try:
            return [PageSize(*document.get_page_size(n)) for n in range(len(document))]
        finally:
            document.close()


def picture(pdf: bytes, page: int, scale: float) -> QImage:
    """One page (from 0) as a picture; scale 1 is one pixel a point."""
    with LOCK:
        document = _open(pdf)
        try:
            bitmap = document[page].render(scale=scale, prefer_bgrx=True)
            form = QImage.Format.Format_RGB32
            return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form).copy()
        finally:
            document.close()


def print_pages(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    """Prints the pages the printer was set to, each filling its paper; gives how many.

    Raises RuleBroken when the printer can't be written to, Cancelled between two pages.
    """
    sizes = page_sizes(pdf)
    first, last = printer.fromPage() or 1, min(printer.toPage() or len(sizes), len(sizes))
    scale = min(MOST_DPI, printer.resolution()) / DPI
    painter = QPainter()
    if not painter.begin(printer):
        raise RuleBroken(N_("The printer did not answer. Is it switched on? Save the file instead and print it later."))
    try:
        for number in range(first - 1, last):
            progress.step(number - first + 1, last - first + 1, _("Printing"))
            if number >= first:
                printer.newPage()
            painter.drawImage(QRectF(painter.viewport()), picture(pdf, number, scale))
    finally:
        painter.end()
    return last - first + 1


def set_paper(printer: QPrinter, size: PageSize) -> None:
    """Sets the printer to the document's paper, with the page's own margins only."""
    wide = size.width > size.height
    short, long = sorted(size)
    paper = QSizeF(short, long)
    printer.setPageSize(QPageSize(paper, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    layout = printer.pageLayout()
    layout.setOrientation(layout.Orientation.Landscape if wide else layout.Orientation.Portrait)
    printer.setPageLayout(layout)
    printer.setFullPage(True)


def _open(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise RuleBroken(N_("This file is not a PDF, or it is damaged. Make it again.")) from None
