"""The recovery code, shown this once: large groups, save as PDF, print, and the word that it is kept."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QLabel, QWidget

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.words import N_, language
from organizer_app.domain.words import translate as _
from organizer_app.printing import recovery_code
from ui.shared.buttons import button
from ui.shared.labels import label, retone
from ui.shared.layout import box, column, row
from ui.shared.pdf import print_pages
from ui.shared.tasks import Tasks
from ui.shared.tick import Tick

ACROSS = 3
FILE = N_("recovery-code.pdf")


class CodeSheet(QWidget):
    """`kept(bool)` follows the tick that the code lies somewhere safe; saving and printing set it."""

    kept = Signal(bool)

    def __init__(self, tasks: Tasks, code: str, *, data: Path, organisation: str) -> None:
        """`data` is the data folder, in which the code must never lie."""
        super().__init__()
        self._tasks, self._code, self._data, self._organisation = tasks, code, data, organisation
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for at, group in enumerate(code.split("-")):
            grid.addWidget(_group(at + 1, group), *divmod(at, ACROSS))
        save = button(_("Save as PDF…"), icon="download", key="Ctrl+Shift+S", on=self._on_save)
        to_print = button(_("Print"), icon="printer", key="Ctrl+P", on=self._on_print)
        self._said = label("", "small", wrap=True)
        self._said.hide()
        self.tick = Tick(_("The code is on paper or saved apart from this laptop"))
        self.tick.toggled.connect(self.kept)
        self.setLayout(column(box(grid), 4, row(save, to_print, None), self._said, self.tick, gap=8))

    def save_to(self, file: Path) -> None:
        """Writes the page in the background."""
        self._run(partial(_save, self._pdf, self._data, file), self._on_saved)

    def print_on(self, printer: QPrinter) -> None:
        """Prints the page in the background."""
        self._tasks.run_long(
            lambda progress: print_pages(self._pdf(), printer, progress),
            done=lambda _pages: self._say(_("Sent to the printer."), "ok"),
            failed=partial(self._say, tone="bad"),
            owner=self,
        )

    def _pdf(self) -> bytes:
        return recovery_code.pdf(self._code, today(), self._organisation, language=language())

    def _run(self, work: Callable[[], Path], done: Callable[[Path], None]) -> None:
        self._tasks.run(work, done=done, failed=partial(self._say, tone="bad"), pool="work", owner=self)

    def _on_save(self) -> None:
        dialog = QFileDialog(self, _("Save as PDF…"), str(Path.home() / _(FILE)))
        dialog.setNameFilter(_("PDF files") + " (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.open()

    def _on_saved(self, file: Path) -> None:
        self._say(_("Saved in {file}. Print it, then delete the file.").format(file=file), "ok")

    def _on_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda result: self.print_on(printer) if result else None)
        dialog.setModal(True)
        dialog.show()

    def _say(self, text: str, tone: str) -> None:
        self._said.setText(text)
        retone(self._said, "tone", tone)
        self._said.show()
        if tone == "ok":
            self.tick.setChecked(True)


def _group(number: int, text: str) -> QFrame:
    words: QLabel = label(text, "number")
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    words.setAccessibleName(" ".join(text))
    return box(column(label(str(number), "caption"), words, gap=0, margins=(10, 4, 10, 8)), "sunk")


def _save(make: Callable[[], bytes], data: Path, file: Path) -> Path:
    if data.absolute() in file.absolute().parents:
        raise RuleBroken(
            N_("{file} lies in the data folder. Keep the recovery code somewhere else, best on paper."), file=file
        )
    try:
        write_whole(file, make())
    except OSError as error:
        message = N_("{file} could not be written ({reason}). Choose another folder.")
        raise RuleBroken(message, file=file, reason=error.strerror) from None
    return file
