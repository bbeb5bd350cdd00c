"""What can be done with the page as a whole: read a list in, save one, draw and print a spot check."""

import secrets
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QGridLayout

from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.groups import SAMPLE, Sample
from organizer_app.domain.progress import Progress
from organizer_app.domain.roles import May, allows
from organizer_app.domain.words import group_digits, language, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs import groups_export, groups_import, groups_paper
from organizer_app.jobs.groups_export import Written
from organizer_app.jobs.groups_import import Imported
from organizer_app.services.groups_sample import SEEDS
from ui.shared.field import ChoiceField, NumberField, Option, TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import Item, box, column
from ui.shared.page_menu import PageMenu
from ui.shared.places import AreaField
from ui.shared.progress import JobStrip

if TYPE_CHECKING:
    from ui.groups.page import GroupsPage

PRINT, SAVE, IMPORT = "Ctrl+P", "Ctrl+Shift+S", "Ctrl+I"
TABLES = "XLSX, XLS, ODS, CSV, TSV (*.xlsx *.xls *.ods *.csv *.tsv *.txt)"
NAMES = {".xlsx": "Excel (*.xlsx)", ".csv": "CSV (*.csv)"}
SHOWN = 12  # wrong rows of a file that are named
MOST_DRAWN = 500


class Acts(QObject):
    """`menu` is the button with all of them."""

    def __init__(self, page: "GroupsPage") -> None:
        super().__init__(page)
        self._page = page
        self.strip = JobStrip()
        self.menu = PageMenu(_("What to do with these groups"))
        for text, sign, key, on, needs in (
            (_("Spot check on paper…"), "printer", PRINT, self.ask_sample, None),
            (_("Read a list in…"), "upload", IMPORT, self.ask_file, May.CHANGE),
            (_("Save as a file…"), "download", SAVE, self.ask_export, None),
        ):
            self.menu.add(text, sign, key, on, needs)

    def ask_sample(self) -> None:
        """The form of a spot check."""
        hint = _("Each group and each number said is as likely as any other.")
        form = Form(
            [
                NumberField("number", _("How many are drawn"), low=1, high=MOST_DRAWN, required=True, hint=hint),
                AreaField("area", _("Place"), self._page.records, hint=_("Left empty: everywhere.")),
            ],
            save_text=_("Draw"),
            buttons=False,
            needs=None,
        )
        form.set_values({"number": SAMPLE})

        def save(values: dict[str, Any]) -> None:
            self._page.records.job(
                partial(_draw, number=values["number"], area=values["area"]),
                done=self._on_drawn,
                failed=lambda sentence: form.show_refusal(sentence, "number"),
                owner=form,
            )

        self._page.forms.show(_("Spot check"), form, save)

    def ask_file(self) -> None:
        """Asks which list is read in."""
        path, _kind = QFileDialog.getOpenFileName(self._page, _("Read a list in…"), str(Path.home()), TABLES)
        if path:
            self.take_file(Path(path))

    def take_file(self, path: Path) -> None:
        """Reads a list; rows that are wrong are named, and lie in a file beside it."""
        rejects = path.with_name(f"{path.stem}-rejects.csv")
        job = self._page.records.job(
            partial(groups_import.run, path=path, rejects_to=rejects),
            done=partial(self._on_read, path),
            failed=self._failed,
            cancelled=lambda: self._page.shell.say(_("Stopped. What was read before that stays."), tone="info"),
            owner=self,
        )
        self.strip.follow(job, _("Reading the list"))

    def ask_export(self) -> None:
        """The form of a file: which kind, and whether whole numbers leave the laptop."""
        if not self._page.counted():
            self._page.shell.say(_("No group is on this list."), tone="info")
            return
        phones = [Option(True, _("Only the last four digits")), Option(False, _("Whole numbers"))]
        hint = _("It is written down beside your name, for whoever asks later.")
        form = Form(
            [
                ChoiceField("kind", _("File"), [Option(".xlsx", _("Excel workbook")),
                                                Option(".csv", _("CSV, for any program"))]),
                ChoiceField("phones", _("Phone numbers"), phones if allows(May.EXPORT_PHONES) else phones[:1]),
                TextField("reason", _("Why do the numbers leave this laptop"), hint=hint),
            ],
            save_text=_("Choose where…"),
            buttons=False,
            needs=None,
        )  # fmt: skip
        grid = form.layout()
        strip = JobStrip()
        if isinstance(grid, QGridLayout):
            grid.addWidget(strip, grid.rowCount(), 0)

        def show_reason() -> None:
            form.fields["reason"].setVisible(not form.values()["phones"])

        def save(values: dict[str, Any]) -> None:
            name = f"{_('Groups')}{values['kind']}"
            try:
                groups_export.check(Path(name), reason=values["reason"], mask_phones=values["phones"])
            except RuleBroken as refused:
                form.show_refusal(str(refused), "reason")
                return
            start = str(Path.home() / name)
            path, _kind = QFileDialog.getSaveFileName(form, _("Save as a file…"), start, NAMES[values["kind"]])
            if path:
                self.write(Path(path).with_suffix(values["kind"]), values, strip)

        form.changed.connect(show_reason)
        show_reason()
        self._page.forms.show(_("Save as a file"), form, save)

    def write(self, file: Path, values: dict[str, Any], strip: JobStrip) -> None:
        """Writes what is on screen, numbers said with it, in the background."""
        job = self._page.records.job(
            partial(
                groups_export.run,
                file=file,
                chosen=self._page.chosen(),
                reason=values["reason"],
                mask_phones=values["phones"],
            ),
            done=self._on_written,
            failed=self._failed,
            cancelled=lambda: self._page.shell.say(_("Stopped. No file was written."), tone="info"),
            owner=self,
        )
        strip.follow(job, _("Writing {file}").format(file=file.name))

    def _on_drawn(self, drawn: tuple[bytes, Sample]) -> None:
        self._page.forms.close()
        self._page.show_paper(f"{_('Spot check of groups')}.pdf", drawn[0])

    def _on_written(self, done: Written) -> None:
        self._page.forms.close()
        told = _("{file}: {groups} groups, {numbers} numbers said.")
        self._page.shell.say(
            told.format(file=done.file.name, groups=group_digits(done.groups), numbers=group_digits(done.numbers))
        )

    def _on_read(self, path: Path, done: Imported) -> None:
        told = _("{added} added, {updated} updated, {unchanged} unchanged, {refused} refused.").format(
            added=group_digits(done.added),
            updated=group_digits(done.updated),
            unchanged=group_digits(done.unchanged),
            refused=group_digits(len(done.refused)),
        )
        if not done.refused:
            self._page.undoing.say(told)
            return
        parts: list[Item] = [label(told, wrap=True), label(_("Rows that were not taken"), "strong")]
        for wrong in done.refused[:SHOWN]:
            words = _("Row {row}: {problem}").format(row=wrong.row, problem=groups_import.told(wrong))
            parts.append(label(words, "small", wrap=True))
        if len(done.refused) > SHOWN:
            more = ngettext("and {n} more", "and {n} more", len(done.refused) - SHOWN)
            parts.append(label(more.format(n=group_digits(len(done.refused) - SHOWN)), "small"))
        if done.rejects is not None:
            words = _("All of them are in {file}, beside the list. Correct them there and read that file in.")
            parts.append(label(words.format(file=done.rejects.name), "muted", wrap=True))
        self._page.show_told(path.name, box(column(*parts, gap=8)))

    def _failed(self, sentence: str) -> None:
        self._page.shell.say(sentence, tone="bad")


def _draw(store: Store, _progress: Progress, *, number: int, area: bytes | None) -> tuple[bytes, Sample]:
    return groups_paper.make(store, seed=secrets.randbelow(SEEDS), number=number, area=area, language=language())
