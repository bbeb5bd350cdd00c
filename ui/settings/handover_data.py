"""Nothing is lost at a handover: a backup, and what HQ lacks sent or, without a line, in a file beside the backup."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from organizer_app.domain.handover import Standing
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs import backups
from organizer_app.jobs import handover as job
from organizer_app.jobs.backups import LastBackup
from organizer_app.services import handover
from ui.pages_list import Context
from ui.shared.buttons import button
from ui.shared.labels import label
from ui.shared.layout import column, row
from ui.shared.progress import JobStrip
from ui.shared.when import said_when


class Secure(QWidget):
    """One button for both; each is kept as done by itself, so that after a break only the rest is done.

    `moved` when something was done, `said(sentence)` when something was not.
    """

    moved = Signal()
    said = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._records = context, context.records
        self._standing, self._waiting = Standing(), 0
        self._joined = self._asked = False
        self._backup, self._hq = label("", wrap=True), label("", wrap=True)
        self.strip = JobStrip()
        self.go = button(_("Back up and send"), icon="pendrive", key="Ctrl+B", on=self.begin)
        self.setLayout(column(self._backup, self._hq, row(self.go, None), self.strip, gap=6))
        if context.syncing is not None:
            context.syncing.told.connect(self._on_told)

    def show_standing(self, standing: Standing, waiting: int | None) -> None:
        """How far it is; `waiting` changes have not gone to HQ, None before one is joined."""
        self._standing, self._waiting, self._joined = standing, waiting or 0, waiting is not None
        made = standing.backup_at
        self._backup.setText(
            _("The backup is made: {when}.").format(when=said_when(made)) if made else _("No backup yet.")
        )
        self._hq.setText(self._hq_text())
        self.go.setText(_("Back up and send") if self._joined else _("Back up now"))
        self.go.setVisible(bool(self.missing()))

    def missing(self) -> tuple[str, ...]:
        """What is to be done here: "backup", "sent"."""
        unsent = self._joined and self._waiting and self._standing.sent_at is None
        return (*(("backup",) if self._standing.backup_at is None else ()), *(("sent",) if unsent else ()))

    def begin(self) -> None:
        """Does what is missing, the backup first."""
        if "backup" not in self.missing():
            self._send()
        elif backups.kept_folder(self._records.store.folder) is not None:
            self.back_up()
        else:
            title = _("Change the folder that backups go to")
            if chosen := QFileDialog.getExistingDirectory(self, title, str(Path.home())):
                self.back_up_to(Path(chosen))

    def back_up_to(self, folder: Path) -> None:
        """Keeps the folder that backups go to, and backs up."""
        work = partial(backups.keep_folder, dest=folder)
        self._records.job(work, done=lambda _folder: self.back_up(), failed=self.said.emit, owner=self)

    def back_up(self) -> None:
        """Makes the backup, then sends."""
        made = self._records.job(
            job.back_up, done=self._on_backup, failed=self.said.emit, cancelled=self.moved.emit, owner=self
        )
        self.strip.follow(made, _("Making the backup"))

    def _on_backup(self, _last: LastBackup) -> None:
        self.moved.emit()
        if self._joined and self._waiting and self._standing.sent_at is None:
            self._send()

    def _send(self) -> None:
        syncing = self._context.syncing
        if syncing is None:
            self._write()
            return
        self._asked = True
        syncing.sync_now()
        if syncing.job is not None:
            self.strip.follow(syncing.job, _("Sending to HQ"))

    def _on_told(self, _standing: object, busy: bool) -> None:
        """An exchange came to its end: what is left goes into a file."""
        if self._asked and not busy:
            self._asked = False
            self._records.read(handover.unsent, done=self._on_left, owner=self)

    def _on_left(self, left: int) -> None:
        if left:
            self._write()
        else:
            self._note()

    def _note(self) -> None:
        work = partial(handover.note, step=handover.SENT)
        self._records.write("handover.note", work, done=lambda _none: self.moved.emit(), owner=self)

    def _write(self) -> None:
        made = self._records.job(
            job.write_bundle, done=self._on_written, failed=self.said.emit, cancelled=self.moved.emit, owner=self
        )
        self.strip.follow(made, _("Writing the file for HQ"))

    def _on_written(self, file: Path) -> None:
        self.said.emit(_("HQ was not reached. What it lacks is in {file}: carry it there.").format(file=file))
        self.moved.emit()

    def _hq_text(self) -> str:
        if not self._joined:
            return _("No HQ is joined: there is nothing to send.")
        if not self._waiting:
            return _("HQ has everything.")
        n = self._waiting
        text = ngettext("{n} change has not gone to HQ.", "{n} changes have not gone to HQ.", n)
        told = text.format(n=group_digits(n))
        return f"{told} {_('They are in a file for HQ.')}" if self._standing.sent_at else told
