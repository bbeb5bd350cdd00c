"""Last step of an import: how far it is, then what came in, what did not and why, and Undo."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton, QWidget

from organizer_app.domain.imports import FIELDS, Problem, Refused
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs.members_erased import told
from organizer_app.jobs.members_import import Result
from ui.members.import_draft import ImportRun
from ui.shared.buttons import button
from ui.shared.cards import card, heading_row, rule, stat
from ui.shared.labels import label
from ui.shared.layout import Item, box, clear, column, row
from ui.shared.notices import notice
from ui.shared.progress import JobStrip
from ui.shared.rows import Cell, Column
from ui.shared.table import Table


class Trouble(NamedTuple):
    """A line of the list: the row of the file, the sentence, and whether the person was taken."""

    row: int
    text: str
    below: str
    kept: bool


class ResultStep(QWidget):
    """`undo_asked`, `again_asked` (the same file, to go on), `duplicates_asked` (the desk for them)."""

    undo_asked = Signal()
    again_asked = Signal()
    duplicates_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._run: ImportRun | None = None
        self.strip = JobStrip()
        self._pairs, self._body = column(gap=14), column(gap=14)
        self.setLayout(column(self.strip, self._pairs, (self._body, 1), gap=14))

    def show_run(self, run: ImportRun) -> None:
        """Follows a run, or shows what came of it."""
        self._run = run
        clear(self._pairs)
        if run.job.running:
            clear(self._body)
            self.strip.follow(run.job, _("Importing {file}").format(file=run.plan.path.name))
            note = _("You can go on working meanwhile. What is in stays in, even if the computer is switched off.")
            self._body.addWidget(label(note, "muted", wrap=True))
            self._body.addStretch(1)
        else:
            self.strip.hide()
            self.show_outcome()

    def show_outcome(self) -> None:
        """Shows what came of the run."""
        run = self._run
        if run is None or run.job.running:
            return
        clear(self._body)
        self.show_likely()
        if run.result is not None:
            self._show_result(run, run.result)
        elif run.stopped:
            self._show_stopped(run)
        else:
            self._body.addWidget(notice(run.refusal, "bad", *self._ways_on(run)))
            self._body.addStretch(1)

    def show_likely(self) -> None:
        """Says how many pairs the new people are in, or that it is being looked for."""
        clear(self._pairs)
        run = self._run
        if run is None or run.job.running:
            return
        if run.looking is not None:
            self.strip.follow(run.looking, _("Looking for duplicates"))
            return
        self.strip.hide()
        if run.likely:
            words = ngettext(
                "{n} likely duplicate among the new people.", "{n} likely duplicates among the new people.", run.likely
            )
            look = button(_("Look at them"), icon="merge", key="Ctrl+Shift+P", on=self.duplicates_asked.emit)
            self._pairs.addWidget(notice(words.format(n=group_digits(run.likely)), "warn", look))

    def _show_result(self, run: ImportRun, result: Result) -> None:
        stats = (
            (result.added, _("new people"), "accent"),
            (result.updated, _("already here, filled in"), ""),
            (result.unchanged, _("already here, unchanged"), ""),
            (len(result.refused), _("rows not taken"), "warn" if result.refused else ""),
        )
        cards: list[Item] = [(stat(group_digits(count), words, tone), 1) for count, words, tone in stats]
        self._body.addLayout(row(*cards, gap=14))
        if result.resumed_at:
            words = _("It went on after row {row}, where it was stopped before.").format(
                row=group_digits(result.resumed_at)
            )
            self._body.addWidget(notice(words, "info"))
        if result.held:
            self._body.addWidget(notice(told(len(result.held)), "warn"))
        if result.refused:
            self._body.addWidget(self._rejects(run))
        troubles = _troubles(result, {r.column for r in run.plan.mapping.refused})
        if troubles:
            self._body.addWidget(_list(troubles), 1)
        else:
            self._body.addWidget(notice(_("Everything could be read."), "ok"))
            self._body.addStretch(1)

    def _show_stopped(self, run: ImportRun) -> None:
        words = _("Stopped. What came in before stays; going on continues from there, nobody is doubled.")
        self._body.addWidget(notice(words, "warn", *self._ways_on(run)))
        self._body.addStretch(1)

    def _ways_on(self, run: ImportRun) -> list[QPushButton]:
        ways: list[QPushButton] = [button(_("Go on"), icon="arrow-right", on=self.again_asked.emit)]
        if run.act is not None:
            ways.append(button(_("Take back what came in"), icon="undo", on=self.undo_asked.emit))
        return ways

    def _rejects(self, run: ImportRun) -> QFrame:
        elsewhere = button(_("Save elsewhere"), icon="download", key="Ctrl+S", on=self.save_rejects)
        if run.rejects is not None:
            words = _(
                "The rows not taken are in {file}, each with its reason: correct them there and import that file."
            )
            return notice(words.format(file=run.rejects), "info", elsewhere)
        if run.rejects_refusal:
            return notice(run.rejects_refusal, "warn", elsewhere)
        return notice(_("Writing the file of rows not taken…"), "info")

    def save_rejects(self) -> None:
        """Asks where the rows not taken should be saved."""
        run = self._run
        if run is None:
            return
        dialog = QFileDialog(self, _("Save the rows not taken"), str(run.default_rejects()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setNameFilters(["CSV (*.csv)"])
        dialog.fileSelected.connect(lambda name: run.write_rejects(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _troubles(result: Result, hidden: set[int]) -> list[Trouble]:
    """The lines of the list. Columns that are never taken are not shown either."""

    def cells(row: Refused) -> str:
        return " · ".join(cell for place, cell in enumerate(row.cells) if cell and place not in hidden)

    refused = [Trouble(r.row, str(r), cells(r), False) for r in result.refused]
    kept = [Trouble(p.row, str(p), _where(p), True) for p in result.problems]
    return sorted((*refused, *kept), key=lambda t: (t.kept, t.row))


def _where(problem: Problem) -> str:
    return f"{_(FIELDS.get(problem.field, problem.field))}: {problem.value}"


def _list(troubles: list[Trouble]) -> QFrame:
    columns = [
        Column(_("Row"), lambda t: Cell(group_digits(t.row)), 90),
        Column(_("What to look at"), lambda t: Cell(t.text, t.below), 400, stretch=True),
        Column(
            _("Person"),
            lambda t: Cell(_("kept") if t.kept else _("not taken"), kind="pill", tone="warn" if t.kept else "bad"),
            120,
        ),
    ]
    table = Table(_("What to look at"), columns)
    table.set_values(troubles)
    count = len(troubles)
    words = ngettext("{n} line needs a look", "{n} lines need a look", count).format(n=group_digits(count))
    return card(heading_row(label(words, "heading")), rule(), (box(column(table)), 1), gap=4, margins=(14, 8, 2, 2))
