"""Backups: where they go, make one now, when the last was made, put one back; and a look whether the data is whole."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from organizer_app.db.check import Report, check
from organizer_app.db.store import Store
from organizer_app.domain import roles
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from organizer_app.jobs import backups
from organizer_app.jobs.backups import LastBackup
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared.buttons import button
from ui.shared.labels import label
from ui.shared.layout import box, clear, column, row
from ui.shared.notices import notice
from ui.shared.page import Shell
from ui.shared.progress import JobStrip
from ui.shared.when import said_when

MEGABYTE = 1_000_000


class BackupSection(Section):
    """See the module's first lines."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self._last, self._goes = label("", "muted", wrap=True), label("", wrap=True)
        self._strip = JobStrip()
        self._outcome = column(gap=6)
        now = button(_("Back up now"), kind="primary", icon="pendrive", key="Ctrl+B", on=self._on_now)
        elsewhere = button(_("Save elsewhere…"), icon="folder", on=self._on_elsewhere)
        change = button(_("Change…"), tip=_("Change the folder that backups go to"), on=self._on_change)
        text = _(
            "One file with everything, locked like the data itself. It is read back before it counts. Keep it on a "
            "pendrive away from the laptop."
        )
        self._found = column(gap=6)
        look = button(_("Look over the data"), icon="shield-check", on=self._on_look)
        bring_text = _(
            "The backup takes the place of the data on this laptop; what is here now moves into a folder of its own "
            "beside it. On another laptop choose “I have a backup” on the first screen; it asks for the passphrase or "
            "the recovery code."
        )
        bring = button(_("Put a backup back…"), icon="upload", on=self._on_bring)
        bring.setVisible(context.restore is not None and roles.allows(roles.May.SETTINGS))
        self.show_cards(
            titled(
                _("Backup"),
                text,
                row((self._goes, 1), change),
                self._last,
                row(now, elsewhere, None),
                self._strip,
                box(self._outcome),
            ),
            titled(_("Restore"), bring_text, row(bring, None)),
            titled(
                _("Is the data whole?"),
                _("Looks at every page of the file. It can take a minute."),
                row(look, None),
                box(self._found),
            ),
        )

    def refresh(self) -> None:
        kept = backups.kept_folder(self.records.store.folder)
        none = _("No folder for backups is chosen yet. The first backup asks for one.")
        self._goes.setText(_("Backups go to: {folder}").format(folder=kept) if kept else none)
        self._show_last(backups.last(self.records.store.folder))

    def back_up(self, dest: Path | None = None) -> None:
        """Makes a backup into a file or a folder, the kept one by default."""
        clear(self._outcome)
        job = self.records.job(partial(backups.make, dest=dest), done=self._on_made, failed=self._on_failed, owner=self)
        place = dest or backups.kept_folder(self.records.store.folder) or Path()
        self._strip.follow(job, _("Backing up to {file}").format(file=place.name or place))

    def keep(self, folder: Path, *, then: Callable[[], object] | None = None) -> None:
        """Keeps the folder that backups go to."""
        clear(self._outcome)

        def kept(_folder: Path) -> None:
            self.refresh()
            if then is not None:
                then()

        self.records.job(partial(backups.keep_folder, dest=folder), done=kept, failed=self._on_failed, owner=self)

    def _show_last(self, last: LastBackup | None) -> None:
        if last is None:
            self._last.setText(_("No backup was made on this laptop yet."))
            return
        text = _("The last one: {when}, {file}, {size} MB.")
        size = group_digits(max(1, round(last.bytes / MEGABYTE)))
        self._last.setText(text.format(when=said_when(last.at), file=last.file, size=size))

    def _on_now(self) -> None:
        if backups.kept_folder(self.records.store.folder) is None:
            self._ask(then=self.back_up)
        else:
            self.back_up()

    def _on_change(self) -> None:
        self._ask()

    def _ask(self, *, then: Callable[[], object] | None = None) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Change the folder that backups go to"), str(self._begin()))
        if chosen:
            self.keep(Path(chosen), then=then)

    def _on_elsewhere(self) -> None:
        start = self._begin() / backups.suggested_name()
        path, _kind = QFileDialog.getSaveFileName(self, _("Save elsewhere…"), str(start), _("Backups") + " (*.zip)")
        if path:
            self.back_up(Path(path))

    def _begin(self) -> Path:
        """Where a dialog begins: where backups go, or where the last one went, or at home."""
        last = backups.last(self.records.store.folder)
        known = (backups.kept_folder(self.records.store.folder), Path(last.file).parent if last else None)
        return next((folder for folder in known if folder is not None and folder.is_dir()), Path.home())

    def _on_made(self, last: LastBackup) -> None:
        self._show_last(last)
        self._outcome.addWidget(notice(_("The backup is made and was read back: it is whole."), "ok"))
        self.records.tasks.changed.emit(frozenset({"backups"}))

    def _on_failed(self, sentence: str) -> None:
        self._outcome.addWidget(notice(sentence, "bad"))

    def _on_bring(self) -> None:
        kinds = _("Backups") + " (*.zip)"
        path, _kind = QFileDialog.getOpenFileName(self, _("Put a backup back…"), str(Path.home()), kinds)
        if path and self.context.restore is not None:
            self.context.restore(Path(path))

    def _on_look(self) -> None:
        clear(self._found)
        job = self.records.job(_look, done=self._on_looked, owner=self)
        self._strip.follow(job, _("Looking over the data"))

    def _on_looked(self, report: Report) -> None:
        if report.ok:
            self._found.addWidget(notice(_("All is whole."), "ok"))
        for finding in report.findings:
            self._found.addWidget(notice(finding, "bad"))


def _look(store: Store, progress: Progress) -> Report:
    progress.step(0, 0)
    return check(store.path, store.key, deep=True)
