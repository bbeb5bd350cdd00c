"""Erasing a person for good: the reason before, and the receipt after, with what is left for hands."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from organizer_app.db.store import Store
from organizer_app.domain.erasing import Receipt, receipt_text
from organizer_app.domain.progress import Progress
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import erasing, rights_papers
from organizer_app.services import organisation
from ui.members.act import About, Act, Values, Write
from ui.shared.buttons import button
from ui.shared.field import TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import column, row
from ui.shared.notices import announce, notice
from ui.shared.progress import JobStrip
from ui.shared.tasks import Job, Tasks


@dataclass(frozen=True, slots=True)
class Made:
    """A receipt, whose paper it stands on, and what writes the file anew where that is still owed."""

    receipt: Receipt
    organisation: Organisation
    write_anew: Callable[[Progress], None] | None


class _Form(Form):
    """The reason, and how far the looking is; what is under way can't be begun twice."""

    def __init__(self) -> None:
        gone = _(
            "The person, the offices and the consents are gone for good: here, in history, and with the next exchange "
            "everywhere. Counts of camps stay, without a name. It can't be undone."
        )
        reason = TextField("reason", _("Reason"), lines=2, hint=gone, required=True)
        super().__init__([reason], save_text=_("Erase for good"), buttons=False)
        self._strip = JobStrip()
        layout = self.layout()
        if isinstance(layout, QGridLayout):
            layout.addWidget(self._strip, layout.rowCount(), 0)

    def follow(self, job: Job) -> None:
        """Shows the job until it ends."""
        self.save_button.setEnabled(False)
        job.ended.connect(self._on_ended)
        self._strip.follow(job, _("Erasing"))

    def _on_ended(self) -> None:
        self.save_button.setEnabled(True)


def _form(_about: About) -> Form:
    """Key: reason. The hint says what happens, before it does."""
    return _Form()


def _follow(form: Form, job: Job) -> Job:
    form.cancelled.connect(job.cancel)
    if isinstance(form, _Form):
        form.follow(job)
    return job


def _erasing(about: About, values: Values) -> Write:
    work = partial(_erase, member=about.member.id, **values)
    return Write("erasing.erase", work, "", _("Erased for good."), _follow)


def _erase(store: Store, progress: Progress, *, member: bytes, reason: str) -> Made:
    receipt = erasing.erase(store, progress, member=member, reason=reason)
    with store.reading() as session:
        return Made(receipt, organisation.get(session), store.write_anew if store.is_untidy() else None)


class ReceiptView(QWidget):
    """The receipt of an erasure; `save` is the button for the pane's foot. `saved(path)`, `failed(sentence)`.

    Where the file is still to be written anew, this says so, and does it when asked to.
    """

    saved = Signal(object)
    failed = Signal(str)

    def __init__(self, made: Made, tasks: Tasks) -> None:
        super().__init__()
        self._receipt, self._organisation, self._write_anew = made.receipt, made.organisation, made.write_anew
        self._tasks = tasks
        said = label(receipt_text(self._receipt).strip(), wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        owed = _(
            "Unused places of this laptop’s large file may still hold copies, which only its key opens. They go when "
            "it is written anew: some minutes, in which nothing else is saved here. Else that comes before the next "
            "backup."
        )
        self.write_anew = button(_("Write the data anew now"), icon="refresh", on=self._on_write_anew)
        self._owed, self._strip = notice(owed, "warn"), JobStrip()
        self._clean = notice(_("No copy is left in this laptop’s file."), "ok")
        for part in (self._owed, self.write_anew):
            part.setVisible(self._write_anew is not None)
        self._clean.hide()
        self.setLayout(column(said, self._owed, row(self.write_anew, None), self._clean, self._strip, None, gap=12))
        self.save = button(_("Save the receipt…"), kind="primary", icon="download", on=self._ask)

    def save_to(self, path: Path) -> None:
        """Writes the receipt: PDF for a name that ends so, else text."""
        work = partial(rights_papers.write_receipt, self._receipt, self._organisation, file=path, language=language())
        self._tasks.run(work, done=self.saved.emit, failed=self.failed.emit, pool="work", owner=self)

    def _on_write_anew(self) -> None:
        if self._write_anew is not None:
            work, done = self._write_anew, self._on_written
            job = self._tasks.run_long(work, done=done, failed=self.failed.emit, owner=self)
            self.write_anew.setEnabled(False)
            job.ended.connect(self._on_ended)
            self._strip.follow(job, _("Writing the data anew"))

    def _on_ended(self) -> None:
        self.write_anew.setEnabled(True)

    def _on_written(self, _none: None) -> None:
        self.write_anew.hide()
        self._owed.hide()
        self._clean.show()
        announce(self, self._clean.accessibleName())

    def _ask(self) -> None:
        start = str(Path.home() / f"{_('receipt')}-{self._receipt.number}.pdf")
        kinds = f"PDF (*.pdf);;{_('Text files')} (*.txt)"
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the receipt…"), start, kinds)
        if path:
            self.save_to(Path(path))


ERASE = Act(
    "erase",
    lambda name: _("Erase {name}").format(name=name),
    _form,
    _erasing,
    view=ReceiptView,
    view_title=lambda: _("Receipt"),
)
