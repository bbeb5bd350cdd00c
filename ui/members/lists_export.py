"""The list on screen as a file: what for, which columns, whether whole numbers leave and why."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QGridLayout

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.list_columns import EVERY, USUAL, of_screen
from organizer_app.domain.roles import May, allows
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs import exports
from organizer_app.jobs.exports import Plan, Written
from organizer_app.services import contact_lists
from ui.members.list_act import Desk, Listed
from ui.members.lists_whom import UseField, whom
from ui.shared.field import ChoiceField, Option, TextField
from ui.shared.form import Form
from ui.shared.progress import JobStrip

NAMES = {".xlsx": "Excel (*.xlsx)", ".csv": "CSV (*.csv)", ".vcf": "vCard (*.vcf)"}


class ExportForm(Form):
    """Keys: use, kind (the end of the name), columns, phones, reason."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._listed = desk, desk.listed()
        self._shown = of_screen(self._listed.columns) or USUAL
        kinds = [Option(".xlsx", _("Excel workbook")), Option(".csv", _("CSV, for any program")),
                 Option(".vcf", _("Contacts for a telephone"))]  # fmt: skip
        columns = [Option(self._shown, _("As in the table")), Option(EVERY, _("Everything there is"))]
        phones = [Option(True, _("Only the last four digits")), Option(False, _("Whole numbers"))]
        if not allows(May.EXPORT_PHONES):
            kinds, phones = kinds[:2], phones[:1]
        hint = _("It is written down beside your name, for whoever asks later.")
        super().__init__(
            [
                UseField(desk.records, self._listed.numbers()),
                ChoiceField("kind", _("File"), kinds),
                ChoiceField("columns", _("Columns"), columns),
                ChoiceField("phones", _("Phone numbers"), phones),
                TextField("reason", _("Why do the numbers leave this laptop"), hint=hint),
            ],
            save_text=_("Choose where…"),
            buttons=False,
            needs=None,
        )
        self.strip = JobStrip()
        grid = self.layout()
        if isinstance(grid, QGridLayout):
            grid.addWidget(self.strip, grid.rowCount(), 0)
        self.changed.connect(self._on_changed)
        self.saved.connect(self._on_saved)
        self.cancelled.connect(desk.close_pane)
        self._on_changed()

    def plan(self, file: Path) -> Plan:
        """What the form says, for a file."""
        values, (chosen, numbers) = self.values(), whom(self._listed)
        contacts = values["kind"] == ".vcf"
        return Plan(
            file,
            values["columns"],
            chosen,
            self._listed.asked.sort,
            self._listed.asked.descending,
            numbers,
            values["use"],
            values["reason"],
            mask_phones=values["phones"] and not contacts,
        )

    def _on_changed(self) -> None:
        values = self.values()
        self.fields["phones"].setVisible(values["kind"] != ".vcf")
        self.fields["reason"].setVisible(exports.tells_phones(self.plan(Path(f"list{values['kind']}"))))

    def _on_saved(self, values: dict[str, Any]) -> None:
        name = f"{_('Members')}{values['kind']}"
        try:
            exports.check(self.plan(Path(name)))
        except RuleBroken as refused:
            key = "use" if refused.msgid == exports.NOT_FOR_OFFICE else "reason"
            self.show_refusal(str(refused), key)
            return
        start = str(Path.home() / name)
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the list…"), start, NAMES[values["kind"]])
        if path:
            self.write(Path(path).with_suffix(values["kind"]))

    def write(self, file: Path) -> None:
        """Writes the file in the background."""
        plan = self.plan(file)
        job = self._desk.records.job(
            partial(exports.run, plan=plan),
            done=self._on_written,
            failed=lambda sentence: self._desk.shell.say(sentence, tone="bad"),
            cancelled=lambda: self._desk.shell.say(_("Stopped. No file was written."), tone="info"),
            owner=self,
        )
        self.strip.follow(job, _("Writing {file}").format(file=file.name))

    def _on_written(self, done: Written) -> None:
        count = ngettext("{n} person", "{n} people", done.people).format(n=group_digits(done.people))
        sentence = _("{file}: {count}.").format(file=done.file.name, count=count)
        self._desk.close_pane()
        self._desk.shell.say(" ".join(filter(None, (sentence, contact_lists.told(done.left_out)))))


def show_export(desk: Desk) -> None:
    """Asks what the file is to hold."""
    if _nobody(desk, desk.listed()):
        return
    desk.show_form(_("Save the list as a file"), ExportForm(desk))


def _nobody(desk: Desk, listed: Listed) -> bool:
    if not listed.count:
        desk.shell.say(_("Nobody is on this list."), tone="info")
    return not listed.count
