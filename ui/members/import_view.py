"""Bringing a roster file in, step by step: file, columns, origin, result. Nothing is saved before the last step.

`left(newest_first)` when the person goes back to the roster; True after an import, to see who came in.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from organizer_app.domain.imports import Preview
from organizer_app.domain.words import translate as _
from organizer_app.importing.preview import preview
from organizer_app.jobs import members_check, members_erased
from organizer_app.jobs.members_check import Check
from organizer_app.jobs.members_import import Plan
from organizer_app.services import history
from ui.members.import_columns import ColumnsStep
from ui.members.import_draft import COLUMNS, FILE, ORIGIN, RESULT, Draft, ImportRun
from ui.members.import_file import FileStep
from ui.members.import_origin import OriginStep
from ui.members.import_result import ResultStep
from ui.members.import_steps import Steps
from ui.shared.buttons import button
from ui.shared.labels import label
from ui.shared.layout import Stack, box, column, row
from ui.shared.page import Shell
from ui.shared.records import Records
from ui.shared.tasks import Job

FOOT = (26, 10, 26, 10)


class ImportView(QWidget):
    """See the module's first lines."""

    left = Signal(bool)

    def __init__(self, shell: Shell, records: Records) -> None:
        super().__init__()
        self._shell, self._records = shell, records
        self.draft = Draft()
        self._counting: Job | None = None
        self._steps = Steps([_("File"), _("Columns"), _("Origin"), _("Result")])
        self.file, self.columns = FileStep(), ColumnsStep()
        self.origin, self.result = OriginStep(records), ResultStep()
        self._stack = Stack()
        for part in (self.file, self.columns, self.origin, self.result):
            self._stack.addWidget(part)
        self._note = label("", "small", wrap=True)
        self.back = button(_("Back"), icon="arrow-left", key="Alt+Left", on=self._on_back)
        self.undo = button(_("Undo the import"), icon="undo", key="Ctrl+Shift+Z", on=self._on_undo)
        self.camp = button(_("Plan a camp"), icon="camp", key="Ctrl+N", on=partial(shell.go, "camps", "new"))
        self.next = button(_("Next"), kind="primary", icon="arrow-right", key="Ctrl+Return", on=self._on_next)
        head = row(label(_("Bring a roster in"), "title"), 18, (self._steps, 1), None, margins=(26, 16, 26, 12))
        foot = box(row((self._note, 1), self.undo, self.back, self.camp, self.next, gap=10, margins=FOOT), "bar")
        body = column(self._stack, margins=(26, 0, 26, 14))
        self.setLayout(column(head, (body, 1), foot, gap=0))
        self.file.picked.connect(self.take_file)
        self.columns.changed.connect(self._on_columns)
        self.columns.sheet_asked.connect(self._on_sheet)
        self.origin.answered.connect(self._begin)
        self.left.connect(self._stop_counting)
        self.result.undo_asked.connect(self._on_undo)
        self.result.again_asked.connect(self._begin)

    def show_draft(self, draft: Draft) -> None:
        """Shows an import where it stands."""
        self.draft = draft
        self.file.show_trouble("")
        if draft.run is not None:
            self._follow(draft.run)
        self._show_step(draft.step)

    def take_file(self, path: Path, sheet: str | None = None) -> None:
        """Looks at a file and goes to its columns, or says why it can't be read."""
        self.file.show_looking(path.name)
        work = partial(preview, path, sheet=sheet)
        self._records.tasks.run(
            work, done=self._on_preview, failed=self._on_unreadable, pool="work", owner=self, latest="preview"
        )

    def running(self) -> bool:
        """Whether an import is under way."""
        return self.draft.run is not None and self.draft.run.job.running

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.running():
            self.left.emit(False)
        else:
            super().keyPressEvent(event)

    def _on_preview(self, found: Preview) -> None:
        self.file.show_trouble("")
        self.draft.take(found)
        self._show_step(COLUMNS)

    def _on_unreadable(self, sentence: str) -> None:
        self._show_step(FILE)
        self.file.show_trouble(sentence)

    def _on_sheet(self, name: str) -> None:
        if self.draft.preview is not None:
            self.take_file(self.draft.preview.path, name)

    def _show_step(self, step: int) -> None:
        self.draft.step = step
        self._steps.show_step(step)
        self._stack.setCurrentIndex(step)
        if step == COLUMNS:
            self.columns.show_draft(self.draft)
            self._count()
        elif step == ORIGIN:
            self.origin.show_draft(self.draft)
            self._count()
        self._show_foot()
        # Keys go to the step that is shown, not to what was hidden with the one before.
        if step in (FILE, COLUMNS, RESULT):
            target = self.back if step == FILE else self.next
            (target if target.isEnabled() and target.isVisibleTo(self) else self).setFocus()

    def _on_columns(self) -> None:
        self._show_foot()
        self._count()

    def _count(self) -> None:
        """Counts in the background what the import would do, unless it was counted or is being."""
        draft, plan = self.draft, self.draft.plan()
        if plan != draft.counted or (draft.check is None and self._counting is None):
            self._stop_counting()
            draft.counted, draft.check = plan, None
            if not draft.missing():
                total = draft.preview.total if draft.preview else 0
                work = partial(members_check.count, plan=plan, total=total)
                done, failed = partial(self._on_counted, plan), partial(self._on_not_counted, plan)
                self._counting = self._records.job(work, done=done, failed=failed, owner=self)
                self.destroyed.connect(self._counting.cancel)  # the page is made anew in another language
        if draft.step == COLUMNS:
            self.columns.show_check(counting=self._counting is not None)

    def _stop_counting(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None

    def _on_counted(self, plan: Plan, check: Check) -> None:
        if plan == self.draft.counted:
            self._counting, self.draft.check = None, check
            self._show_counted()

    def _on_not_counted(self, plan: Plan, _sentence: str) -> None:
        # The import itself says why; until then everything can be decided.
        if plan == self.draft.counted:
            self._counting = None
            self._show_counted()

    def _show_counted(self) -> None:
        if self.draft.step == COLUMNS:
            self.columns.show_check(counting=False)
        self._show_foot()

    def _show_foot(self) -> None:
        step, run = self.draft.step, self.draft.run
        over = step == RESULT and not self.running()
        missing = self.draft.missing() if step == COLUMNS else ""
        promise = _("Nothing is saved before the last step, and an import can be undone.")
        check = self.draft.check
        held = members_erased.told(check.held) if check is not None and step == ORIGIN else ""
        self._note.setText(_(missing) or held or (promise if step in (COLUMNS, ORIGIN) else ""))
        words = {FILE: _("Next"), COLUMNS: _("Next"), ORIGIN: _("Import"), RESULT: _("See the roster")}[step]
        self.next.setText(words)
        self.next.setAccessibleName(words)
        self.next.setToolTip(f"{words}  (Ctrl+Return)")
        self.next.setVisible(step != FILE)
        self.next.setEnabled(not missing and not (step == RESULT and not over))
        back = {FILE: _("Back to the roster"), RESULT: _("Another file")}.get(step, _("Back"))
        self.back.setText(back)
        self.back.setAccessibleName(back)
        self.back.setToolTip(f"{back}  (Alt+Left)")
        self.back.setVisible(step != RESULT or over)
        self.camp.setVisible(over and run is not None and run.result is not None)
        self.undo.setVisible(over and run is not None and run.result is not None and run.act is not None)

    def _on_back(self) -> None:
        step = self.draft.step
        if step == FILE:
            self.left.emit(False)
        elif step == RESULT:
            self.show_draft(Draft())
        else:
            self._show_step(step - 1)

    def _on_next(self) -> None:
        step = self.draft.step
        if step == COLUMNS:
            self._show_step(ORIGIN)
        elif step == ORIGIN:
            self.origin.form.save()
        elif step == RESULT:
            self.left.emit(True)

    def _begin(self) -> None:
        found = self.draft.preview
        if found is None:
            return
        self._stop_counting()  # the import itself looks again
        since = self.draft.run.since if self.draft.run else 0
        self.draft.run = ImportRun(self._records, self.draft.plan(), found.total, since)
        self._follow(self.draft.run)
        self._show_step(RESULT)

    def _follow(self, run: ImportRun) -> None:
        run.ended.connect(self._on_ended)
        run.rejects_written.connect(self.result.show_outcome)
        run.looked.connect(self.result.show_likely)
        self.result.show_run(run)

    def _on_ended(self) -> None:
        self.result.show_outcome()
        self._show_foot()

    def _on_undo(self) -> None:
        run = self.draft.run
        if run is not None and run.act is not None:
            self.undo.setEnabled(False)
            work = partial(history.undo, tx=run.act)
            name = run.plan.path.name
            self._records.write(
                "history.undo", work, about=name, done=self._on_undone, failed=self._on_kept, owner=self
            )

    def _on_undone(self, about: str) -> None:
        self.undo.setEnabled(True)
        self._shell.say(_("The import of {file} is taken back.").format(file=about))
        self.show_draft(Draft())
        self.left.emit(False)

    def _on_kept(self, sentence: str) -> None:
        self.undo.setEnabled(True)
        self._shell.say(sentence, tone="bad")
