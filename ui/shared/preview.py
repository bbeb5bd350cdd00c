"""A PDF on screen: pages drawn as they come into view, zoom, page up and down, Print, Save as.

    preview = Preview(shell); preview.show_pdf(pdf_bytes, "attendance-sheet.pdf")

Import this module only where it is used: it brings PDFium and Qt's printing with it.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QWidget

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.roles import May
from organizer_app.domain.words import N_, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.cards import rule
from ui.shared.labels import label
from ui.shared.layout import box, column, row
from ui.shared.page import Shell
from ui.shared.pdf import PageSize, page_sizes, picture, print_pages, set_paper
from ui.shared.progress import JobStrip
from ui.shared.rights import why_not
from ui.shared.style import colour, tokens

GAP = 16
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
POINT = 96 / 72  # pixels a point at 100 %


class Preview(QWidget):
    """See the module's first lines. `closed` when the person goes back (Esc)."""

    closed = Signal()
    used = Signal()  # what is shown was printed or saved

    def __init__(self, shell: Shell, *, closable: bool = True) -> None:
        super().__init__()
        self._shell = shell
        self._pdf, self._name = b"", "paper.pdf"
        self._ready = self._print_soon = False
        self._canvas = _Canvas(shell)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setWidget(self._canvas)
        self._area.viewport().setObjectName("canvas")
        self._area.setAccessibleName(_("Preview"))
        self._area.verticalScrollBar().valueChanged.connect(self._show_place)
        self._title, self._place, self._zoom = label("", "heading"), label("", "small"), label("", "small")
        self._strip = JobStrip()
        self._takes = (
            button(_("Save as…"), icon="download", key="Ctrl+Shift+S", on=self._on_save),
            button(_("Print"), kind="primary", icon="printer", key="Ctrl+P", on=self.ask_printer),
        )
        self._tips = [made.toolTip() for made in self._takes]
        back = button(kind="icon", icon="arrow-left", tip=_("Back"), on=self.closed.emit)
        tools = row(
            back,
            self._title,
            None,
            self._place,
            8,
            button(kind="icon", icon="zoom-out", tip=_("Smaller"), key="Ctrl+-", on=lambda: self.zoom_step(-1)),
            self._zoom,
            button(kind="icon", icon="zoom-in", tip=_("Larger"), key="Ctrl+=", on=lambda: self.zoom_step(1)),
            button(_("Fit width"), kind="ghost", key="Ctrl+0", on=self.fit_width),
            8,
            *self._takes,
            gap=6,
            margins=(20, 10, 20, 10),
        )
        strip = row(self._strip, margins=(20, 0, 20, 8))
        self.setLayout(column(box(tools), strip, rule(), (self._area, 1), gap=0))
        back.setVisible(closable)  # only now: shown without a parent it would be a window of its own
        self._fitted = True

    def show_pdf(self, pdf: bytes, name: str) -> None:
        """Shows a document; `name` is the file name offered by Save as."""
        self._pdf, self._name = pdf, name
        self._ready = self._print_soon = False
        self._title.setText(name)
        sizes = partial(page_sizes, pdf)
        self._shell.tasks.run(sizes, done=self._on_sizes, pool="work", owner=self, latest="sizes")

    def allow(self, needs: May | None) -> None:
        """Whether this document is printed and saved, or looked at alone: what a role must allow for it."""
        why = why_not(needs)
        for made, tip in zip(self._takes, self._tips, strict=True):
            made.setEnabled(not why)
            made.setToolTip(why or tip)

    def fit_width(self) -> None:
        """Makes a page as wide as the place."""
        self._fit(ZOOMS[-1])

    def zoom_step(self, direction: int) -> None:
        """One step larger (1) or smaller (-1)."""
        self._fitted = False
        now = self._canvas.zoom
        steps = [z for z in ZOOMS if (z > now + 0.01 if direction > 0 else z < now - 0.01)]
        if steps:
            self._set_zoom(steps[0] if direction > 0 else steps[-1])

    def page(self) -> int:
        """The page in view, from 0."""
        return self._canvas.page_at(self._area.verticalScrollBar().value() + self._area.viewport().height() // 3)

    def go_to_page(self, page: int) -> None:
        """Scrolls to a page, from 0."""
        if 0 <= page < len(self._canvas.sizes):
            self._area.verticalScrollBar().setValue(self._canvas.page_rect(page).top() - GAP)

    def save_to(self, path: Path) -> None:
        """Writes the document to a file in the background and says so."""
        work = partial(_write, self._pdf, path)
        self._shell.tasks.run(work, done=self._on_saved, pool="work", owner=self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # No focus proxy: Tab would go past all buttons that stand before the pages.
        self._area.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_PageDown:
            self.go_to_page(self.page() + 1)
        elif key == Qt.Key.Key_PageUp:
            self.go_to_page(self.page() - 1)
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            QTimer.singleShot(0, self, self._fit)

    def _fit(self, most: float = 1.25) -> None:
        self._fitted = True
        widest = max((size.width for size in self._canvas.sizes), default=595)
        whole = (self._area.viewport().width() - 2 * GAP) / widest / POINT
        self._set_zoom(min(most, max(0.3, whole)))

    def _set_zoom(self, zoom: float) -> None:
        bar = self._area.verticalScrollBar()
        part = bar.value() / max(1, bar.maximum())
        self._canvas.set_zoom(zoom)
        bar.setValue(round(part * bar.maximum()))
        self._zoom.setText(f"{zoom:.0%}")
        self._show_place()

    def _show_place(self) -> None:
        if self._canvas.sizes:
            text = _("Page {page} of {pages}")
            self._place.setText(text.format(page=self.page() + 1, pages=len(self._canvas.sizes)))

    def _on_sizes(self, sizes: list[PageSize]) -> None:
        self._canvas.show_pages(self._pdf, sizes)
        self._ready = True
        self._fit()
        self._area.verticalScrollBar().setValue(0)
        self._show_place()
        if self._print_soon:
            self.ask_printer()

    def _on_save(self) -> None:
        kind = _("PDF files") + " (*.pdf)"
        path, _kind = QFileDialog.getSaveFileName(self, _("Save as…"), str(Path.home() / self._name), kind)
        if path:
            self.save_to(Path(path))

    def _on_saved(self, path: Path) -> None:
        self.used.emit()
        self._shell.say(_("Saved in {file}.").format(file=path))

    def ask_printer(self) -> None:
        """Opens the print dialog, as soon as the document just shown is read."""
        if not self._ready:
            self._print_soon = True
            return
        self._print_soon = False
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(Path(self._name).stem)  # the name in the queue, and of the file where a printer is a file
        if self._canvas.sizes:
            set_paper(printer, self._canvas.sizes[0])
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, max(1, len(self._canvas.sizes)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda result: self.print_on(printer) if result else None)
        dialog.setModal(True)
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Prints in the background with a bar and Cancel."""
        work = partial(print_pages, self._pdf, printer)
        self._strip.follow(
            self._shell.tasks.run_long(work, done=self._on_printed, owner=self), _("Sending to the printer")
        )

    def _on_printed(self, pages: int) -> None:
        self.used.emit()
        text = ngettext("Sent to the printer: {n} page.", "Sent to the printer: {n} pages.", pages)
        self._shell.say(text.format(n=pages))


class _Canvas(QWidget):
    """All pages one under the other; a page's picture is asked for when the page is first painted."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._pdf = shell, b""
        self.sizes: list[PageSize] = []
        self.zoom = 1.0
        self._pictures: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self._round = 0

    def show_pages(self, pdf: bytes, sizes: list[PageSize]) -> None:
        self._pdf, self.sizes = pdf, sizes
        self._forget()

    def set_zoom(self, zoom: float) -> None:
        if abs(zoom - self.zoom) > 0.001 or not self._asked:
            self.zoom = zoom
            self._forget()

    def page_rect(self, page: int) -> QRect:
        top = GAP + sum(self._pixels(size.height) + GAP for size in self.sizes[:page])
        size = self.sizes[page]
        width = self._pixels(size.width)
        return QRect((self.width() - width) // 2, top, width, self._pixels(size.height))

    def page_at(self, y: int) -> int:
        return max((n for n in range(len(self.sizes)) if self.page_rect(n).top() <= y), default=0)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(t.sunk))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in range(len(self.sizes)):
            rect = self.page_rect(page)
            if not rect.intersects(event.rect()):
                continue
            painter.fillRect(rect.adjusted(-1, -1, 1, 1), colour(t.line))
            painter.fillRect(rect, Qt.GlobalColor.white)
            if page in self._pictures:
                painter.drawImage(rect, self._pictures[page])
            elif page not in self._asked:
                self._ask(page)

    def _pixels(self, points: float) -> int:
        return round(points * POINT * self.zoom)

    def _ask(self, page: int) -> None:
        self._asked.add(page)
        work = partial(picture, self._pdf, page, POINT * self.zoom * self.devicePixelRatioF())
        self._shell.tasks.run(work, done=partial(self._on_picture, self._round, page), pool="work", owner=self)

    def _on_picture(self, number: int, page: int, image: QImage) -> None:
        if number == self._round:
            self._pictures[page] = image
            self.update(self.page_rect(page))

    def _forget(self) -> None:
        self._round += 1
        self._pictures.clear()
        self._asked.clear()
        width = max((self._pixels(size.width) for size in self.sizes), default=0) + 2 * GAP
        height = sum(self._pixels(size.height) + GAP for size in self.sizes) + GAP
        self.resize(QSize(width, height))
        self.update()


def _write(pdf: bytes, path: Path) -> Path:
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(pdf)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        message = N_("{file} could not be written ({reason}). Choose another folder.")
        raise RuleBroken(message, file=path, reason=error.strerror) from None
    return path
