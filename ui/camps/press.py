"""Makes papers in the background and shows, prints or saves them.

Imported only when a paper is wanted: it brings PDFium, Qt's printing and the whole text layer with it.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStorageInfo, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from organizer_app.db.store import Store
from organizer_app.domain.camps import Camp
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.progress import Progress
from organizer_app.domain.roles import May
from organizer_app.domain.words import N_, language, month_text
from organizer_app.domain.words import translate as _
from organizer_app.jobs import month_papers, papers
from organizer_app.jobs.papers import Order, Printed
from ui.shared.page import Shell
from ui.shared.preview import Preview
from ui.shared.progress import JobStrip
from ui.shared.records import Records

PENDRIVES = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


def make(order: Order, store: Store, progress: Progress) -> Printed:
    """`papers.make` in the order a job is called in."""
    return papers.make(store, order, progress)


def record(made: Printed, store: Store, progress: Progress) -> None:  # noqa: ARG001  # a job is given its progress
    """`papers.record` in the order a job is called in."""
    papers.record(store, made)


def make_file(order: Order, path: Path, store: Store, progress: Progress) -> Path:
    """Makes a paper and writes it whole. Raises RuleBroken when the place can't be written to."""
    made = papers.make(store, order, progress)
    try:
        write_whole(path, made.pdf, mode=0o644)
    except OSError as error:
        message = N_("{file} could not be written ({reason}). Choose another folder.")
        raise RuleBroken(message, file=path, reason=error.strerror) from None
    papers.record(store, made)
    return path


def make_month(first: date, store: Store, progress: Progress) -> Printed:  # noqa: ARG001  # a job is given its progress
    """The camps of a month, in the language in force."""
    return Printed(month_papers.make(store, first=first, language=language()), 1)


def file_name(order: Order, title: str) -> str:
    """ "Attendance sheet – Block camp.pdf", without what a file name may not hold."""
    return plain_name(_(papers.NAMES[order.what]), title, order.day.isoformat() if order.day else "")


def plain_name(*parts: str) -> str:
    """The parts that are not empty as the name of a PDF."""
    kept = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else " " for c in " – ".join(filter(None, parts)))
    return f"{' '.join(kept.split())[:120]}.pdf"


def pendrive() -> Path:
    """Where a pendrive is mounted, else the home folder."""
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        letter = len(root) == 3 and root[1] == ":" and root[0].upper() not in "CD"
        if volume.isReady() and not volume.isReadOnly() and (root.startswith(PENDRIVES) or letter):
            return Path(root)
    return Path.home()


class Press(QObject):
    """Shows papers in `preview`; `strip` says how far a paper is; `shown()` is called when there is one to see."""

    def __init__(
        self, shell: Shell, records: Records, strip: JobStrip, shown: Callable[[], object], closed: Callable[[], object]
    ) -> None:
        super().__init__()
        self._shell, self._records, self._strip, self._shown = shell, records, strip, shown
        self.preview = Preview(shell)
        self.preview.closed.connect(closed)
        self.preview.used.connect(self._on_used)
        self._made: Printed | None = None

    def papers(self) -> tuple[str, ...]:
        """The words for all papers, in the order they are needed."""
        return papers.PAPERS

    def papers_of_own_people(self) -> tuple[str, ...]:
        """Those that can be made of a camp which another laptop runs."""
        return tuple(what for what in papers.PAPERS if what in papers.OF_OWN_PEOPLE)

    def name(self, what: str) -> str:
        """What a paper is called, in the language in force."""
        return _(papers.NAMES[what])

    def order(self, camp: Camp, what: str, **options: Any) -> Order:
        """An order for a paper of a camp; `options` are the fields of `Order`."""
        return Order(camp.id, what, **options)

    def show(self, order: Order, title: str) -> None:
        """Makes a paper and shows it on the page."""
        self._follow(partial(make, order), partial(self._on_made, file_name(order, title)), order.what)

    def show_month(self, year: int, month: int) -> None:
        """Makes the page of a month's camps and shows it."""
        first = date(year, month, 1)
        name = plain_name(_("Camps of the month"), month_text(first))
        work, done = partial(make_month, first), partial(self._on_made, name)
        text = _("Making: {paper}").format(paper=_("Camps of the month"))
        self._strip.follow(self._records.job(work, done=done, owner=self), text)

    def print(self, order: Order, title: str) -> None:
        """Makes a paper, shows it and asks for the printer."""
        self._follow(partial(make, order), partial(self._on_made_to_print, file_name(order, title)), order.what)

    def ask_file(self, order: Order, title: str, parent: QWidget) -> QFileDialog:
        """Asks where the paper is to be saved, a pendrive first for the shop, and saves it there."""
        folder = pendrive() if order.what == "shop" else Path.home()
        dialog = QFileDialog(parent, _("Save as…"), str(folder / file_name(order, title)))
        dialog.setNameFilter(_("PDF files") + " (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save(order, Path(path)))
        dialog.open()
        return dialog

    def save(self, order: Order, path: Path) -> None:
        """Makes a paper into a file."""
        self._follow(partial(make_file, order, path), self._on_saved, order.what)

    def _follow(self, work: Callable[[Store, Progress], object], done: Callable[..., object], what: str) -> None:
        text = _("Making: {paper}").format(paper=self.name(what))
        self._strip.follow(self._records.job(work, done=done, owner=self), text)

    def _on_used(self) -> None:
        if self._made is not None:
            self._records.job(partial(record, self._made), owner=self)

    def _on_made(self, name: str, made: Printed) -> None:
        self._made = made
        self.preview.show_pdf(made.pdf, name)
        self.preview.allow(May.CHANGE if made.sheets else None)  # it is written down that a sheet is on paper
        self._shown()

    def _on_made_to_print(self, name: str, made: Printed) -> None:
        self._on_made(name, made)
        self.preview.ask_printer()  # the page sizes come later; the dialog waits for nothing but the person

    def _on_saved(self, path: Path) -> None:
        self._shell.say(_("Saved in {file}.").format(file=path))
