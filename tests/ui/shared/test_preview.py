"""The PDF preview: sizes, lazy pictures, zoom, pages, saving and printing in the background."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app.domain.errors import Cancelled, RuleBroken
from organizer_app.domain.progress import Progress, silent
from tests.ui.walk import problems
from ui.shared.pdf import page_sizes, picture, print_pages, set_paper
from ui.shared.preview import Preview
from ui.start import settle
from ui.window import Window


def blank_pdf(pages: int, width: float = 595, height: float = 842) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _number in range(pages):
        document.new_page(width, height)
    made = io.BytesIO()
    document.save(made)
    document.close()
    return made.getvalue()


@pytest.fixture
def preview(qtbot: QtBot, qapp: QApplication, window: Window) -> Preview:
    made = Preview(window)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.show_pdf(blank_pdf(6), "sheet.pdf")
    settle(qapp, window.tasks)
    return made


def test_only_what_is_seen_is_drawn(preview: Preview, window: Window, qapp: QApplication) -> None:
    assert set(preview._canvas._pictures) == {0}
    assert preview._place.text() == "Page 1 of 6"
    preview.go_to_page(4)
    settle(qapp, window.tasks)
    assert preview.page() == 4
    assert 4 in preview._canvas._pictures
    assert 2 not in preview._canvas._pictures


def test_zoom_and_pages_by_key(preview: Preview, window: Window, qapp: QApplication) -> None:
    assert preview._canvas.width() <= preview._area.viewport().width() + 1
    wide = preview._canvas.zoom
    preview.zoom_step(-1)
    assert preview._canvas.zoom < wide
    preview.zoom_step(1)
    preview.zoom_step(1)
    assert preview._canvas.zoom > wide
    preview.fit_width()
    assert preview._canvas.zoom == pytest.approx(wide, abs=0.05)
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.page() == 1
    QTest.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.page() == 0
    closed: list[int] = []
    preview.closed.connect(lambda: closed.append(1))
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert closed == [1]


def test_it_is_whole(preview: Preview) -> None:
    assert problems(preview) == []


def test_saving(preview: Preview, window: Window, qapp: QApplication, tmp_path: Path) -> None:
    preview.save_to(tmp_path / "sheet.pdf")
    settle(qapp, window.tasks)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert "sheet.pdf" in window.toast.text()
    preview.save_to(tmp_path / "no such folder" / "sheet.pdf")
    settle(qapp, window.tasks)
    assert "Choose another folder" in window.toast.text()
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.pdf"]


def test_printing_in_the_background(preview: Preview, window: Window, qapp: QApplication, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    preview.print_on(printer)
    settle(qapp, window.tasks)
    assert window.toast.text() == "Sent to the printer: 6 pages."
    assert len(page_sizes((tmp_path / "printed.pdf").read_bytes())) == 6


def test_a_range_of_landscape_pages(tmp_path: Path, qapp: QApplication) -> None:
    pdf = blank_pdf(4, 1008, 612)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    set_paper(printer, page_sizes(pdf)[0])
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.Legal
    printer.setFromTo(2, 3)
    assert print_pages(pdf, printer, silent) == 2
    sizes = page_sizes((tmp_path / "printed.pdf").read_bytes())
    assert [(round(size.width), round(size.height)) for size in sizes] == [(1008, 612)] * 2


def test_a_stopped_printer_job_leaves_between_pages(tmp_path: Path, qapp: QApplication) -> None:
    class Stopping(Progress):
        def step(self, done: int, total: int = 0, text: str = "") -> None:
            if done == 2:
                raise Cancelled

    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with pytest.raises(Cancelled):
        print_pages(blank_pdf(3), printer, Stopping())


def test_what_is_not_a_pdf_is_refused_in_a_sentence(preview: Preview, window: Window, qapp: QApplication) -> None:
    with pytest.raises(RuleBroken, match="not a PDF"):
        page_sizes(b"hello")
    preview.show_pdf(b"hello", "x.pdf")
    settle(qapp, window.tasks)
    assert "not a PDF" in window.toast.text()


def test_a_picture_has_the_size_asked() -> None:
    image = picture(blank_pdf(1, 200, 100), 0, 2)
    assert (image.width(), image.height()) == (400, 200)
    assert image.pixelColor(3, 3).lightness() == 255
