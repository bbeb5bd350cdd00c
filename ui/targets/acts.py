"""What can be done with the page as a whole: print it, save it as a table or a picture, and all that changes drives."""

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from organizer_app.db.store import Store
from organizer_app.domain.boards import What
from organizer_app.domain.progress import Progress
from organizer_app.domain.roles import May
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from ui.shared.page_menu import PageMenu
from ui.targets.honest import HONEST

if TYPE_CHECKING:
    from ui.targets.page import TargetsPage

PRINT, CSV, PNG, TABLE, NEW = "Ctrl+P", "Ctrl+Shift+S", "Ctrl+Shift+P", "Ctrl+I", "Ctrl+Shift+N"


class Acts(QObject):
    """`menu` is the button with all of them."""

    def __init__(self, page: "TargetsPage") -> None:
        super().__init__(page)
        self._page = page
        self.menu = PageMenu(_("What to do with this drive"))
        forms = page.forms
        change = May.CHANGE
        for text, sign, key, on, needs in (
            (_("Print…"), "printer", PRINT, self.print_board, None),
            (_("Save as a table (CSV)…"), "download", CSV, self.ask_table, None),
            (_("Save as a picture (PNG)…"), "download", PNG, self.ask_picture, None),
            (_("How sure the numbers are"), "shield-check", HONEST, page.show_honest, None),
            (_("A new goal"), "target", NEW, lambda: page.with_board(lambda b: forms.goal(b, page.wings)), change),
            (_("Goals from a table…"), "upload", TABLE, lambda: page.with_drive(forms.read_file), change),
            (_("Change the drive"), "pencil", "", page.change_drive, change),
            (_("Begin another drive"), "plus", "", page.begin_drive, change),
            (_("Take the drive out"), "trash", "", lambda: page.with_drive(forms.end), change),
        ):
            self.menu.add(text, sign, key, on, needs)

    def print_board(self) -> None:
        """Shows the paper of the place that is looked at."""
        self._page.with_board(
            lambda board: self._page.records.job(
                partial(_paper, drive=board.drive.id, area=board.area, what=self._page.looked_at()),
                done=partial(self._page.show_paper, f"{board.drive.title} – {board.area_name}.pdf"),
                failed=self._failed,
                owner=self,
            )
        )

    def ask_table(self) -> None:
        """Asks where the table is saved."""
        path, _kind = QFileDialog.getSaveFileName(
            self._page, _("Save as a table (CSV)…"), self._name("csv"), "CSV (*.csv)"
        )
        if path:
            self.save_table(Path(path).with_suffix(".csv"))

    def save_table(self, path: Path) -> None:
        """Saves the figures of the place and of those below."""
        self._page.with_board(
            lambda board: self._page.records.job(
                partial(_table, drive=board.drive.id, area=board.area, path=path),
                done=self._on_saved,
                failed=self._failed,
                owner=self,
            )
        )

    def ask_picture(self) -> None:
        """Asks where the picture is saved."""
        path, _kind = QFileDialog.getSaveFileName(
            self._page, _("Save as a picture (PNG)…"), self._name("png"), "PNG (*.png)"
        )
        if path:
            self.save_picture(Path(path).with_suffix(".png"))

    def save_picture(self, path: Path) -> None:
        """Saves what is on screen of the drive, with the line that is looked at."""
        if self._page.side.grab().save(str(path), "PNG"):
            self._on_saved(path)
        else:
            self._failed(_("{file} can't be written. Choose another folder.").format(file=path.name))

    def _name(self, suffix: str) -> str:
        board = self._page.board
        return str(Path.home() / f"{board.area_name if board else 'drive'}.{suffix}")

    def _on_saved(self, path: Path) -> None:
        self._page.shell.say(_("Saved: {file}").format(file=path.name))

    def _failed(self, sentence: str) -> None:
        self._page.shell.say(sentence, tone="bad")


def _paper(store: Store, _progress: Progress, *, drive: bytes, area: bytes, what: What) -> bytes:
    job: Any = import_module("organizer_app.jobs.reports")
    report = job.read(store, drive=drive, area=area)
    shown = job.pictures(store, drive=drive, area=area, what=what, language=language())
    pdf: bytes = job.pdf(store, report, language=language(), shown=shown)
    return pdf


def _table(store: Store, _progress: Progress, *, drive: bytes, area: bytes, path: Path) -> Path:
    job: Any = import_module("organizer_app.jobs.reports")
    files: Any = import_module("organizer_app.jobs.files")
    files.write_file(path, job.csv(job.read(store, drive=drive, area=area)))
    return path
