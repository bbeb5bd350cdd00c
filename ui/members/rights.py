"""What a person may ask of us in the pane: a copy of everything that is kept, and a correction written down."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from organizer_app.domain.audit import CORRECT as CORRECTED
from organizer_app.domain.person_record import PersonRecord
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import person_export as files
from organizer_app.services import audit, person_export
from ui.members.act import About, Act, Values, Write
from ui.shared.buttons import button
from ui.shared.field import TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import column
from ui.shared.tasks import Tasks


def _copy_form(_about: About) -> Form:
    """Key: reason."""
    hint = _("Everything goes into it: fields, offices, consents, camps, history, and who looked at the entry.")
    asked = TextField("reason", _("Who asked for it, and how"), lines=2, hint=hint, required=True)
    return Form([asked], save_text=_("Put it together"), buttons=False)


def _copying(about: About, values: Values) -> Write:
    work = partial(person_export.hand_out, member=about.member.id, **values)
    return Write("person_export.hand_out", work, "", _("It is written down that the data was given out."))


class CopyView(QWidget):
    """The record that was put together; `save` is the button for the pane's foot. `saved(path)`, `failed(sentence)`."""

    saved = Signal(object)
    failed = Signal(str)

    def __init__(self, made: tuple[PersonRecord, Organisation], tasks: Tasks) -> None:
        super().__init__()
        self._record, self._organisation = made
        self._tasks = tasks
        words = _("All that is kept about {name} is put together. Save it as PDF to read and print, or as JSON.")
        self.setLayout(column(label(words.format(name=self._record.member.name), wrap=True), None))
        self.save = button(_("Save the copy…"), kind="primary", icon="download", on=self._ask)

    def save_to(self, path: Path) -> None:
        """Writes the file, PDF or JSON by its name."""
        work = partial(files.write, self._record, self._organisation, file=path, language=language())
        self._tasks.run(work, done=self.saved.emit, failed=self.failed.emit, pool="work", owner=self)

    def _ask(self) -> None:
        start = str(Path.home() / f"{self._record.member.name}.pdf")
        kinds = "PDF (*.pdf);;JSON (*.json)"
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the copy…"), start, kinds)
        if path:
            self.save_to(Path(path))


def _correct_form(_about: About) -> Form:
    """Key: reason."""
    hint = _("Correct the entry itself with Edit. This writes down that it was asked for and answered.")
    said = TextField("reason", _("What was asked, and what was answered"), lines=3, hint=hint, required=True)
    return Form([said], buttons=False)


def _correcting(about: About, values: Values) -> Write:
    work = partial(audit.record, act=CORRECTED, subject=about.member.id, **values)
    return Write("audit.record", work, about.member.name, _("Written down."))


COPY = Act(
    "copy",
    lambda name: _("Copy of everything about {name}").format(name=name),
    _copy_form,
    _copying,
    view=CopyView,
    view_title=lambda: _("Copy for the person"),
)
CORRECT = Act("correct", lambda name: _("Correction for {name}").format(name=name), _correct_form, _correcting)
