"""What people are told before they agree: the words in force, the organisation's own, and the form on paper."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from organizer_app.domain.members import CONSENT_PURPOSES, purpose_name
from organizer_app.domain.notices import NoticeText
from organizer_app.domain.roles import May
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import rights_papers
from organizer_app.services import notices
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared.buttons import button
from ui.shared.field import ChoiceField, Option, TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import row
from ui.shared.page import Shell


class NoticesSection(Section):
    """See the module's first lines."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self.shown: NoticeText | None = None
        options = [Option(code, purpose_name(code)) for code in CONSENT_PURPOSES]
        self.purpose = ChoiceField("purpose", _("For what"), options)
        self.purpose.changed.connect(self._on_purpose)
        self._version = label("", "muted", wrap=True)
        self.form = Form(
            [TextField("text_hi", "हिन्दी", lines=9), TextField("text_en", "English", lines=9)],
            save_text=_("Put in force"),
            needs=May.SETTINGS,
        )
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self._fill)
        save = button(_("Form to sign, as PDF…"), icon="printer", key="Ctrl+P", on=self._ask)
        why = _("People read this before they agree. Your own words are a new version; the old words stay for those "
                "who agreed to them. Say which data, what for, how to take it back, and where to "
                "complain.")  # fmt: skip
        self.show_cards(titled(_("Notices"), why, self.purpose, self._version, row(save, None), self.form))

    def refresh(self) -> None:
        work = partial(notices.current, purpose=self.purpose.value())
        self.records.read(work, done=self._on_notice, owner=self, latest="notice")

    def state(self) -> dict[str, Any]:
        return {"purpose": self.purpose.value()} | self.form.values()

    def restore(self, state: dict[str, Any]) -> None:
        if state:
            self.purpose.set_value(state["purpose"])
            self.form.set_values(state)

    def save_to(self, path: Path) -> None:
        """Writes the notice with its form."""
        notice = self.shown
        if notice is None:
            return

        def write(store: Any, _progress: object) -> Path:
            return rights_papers.save_notice(store, notice=notice, file=path, language=language())

        def failed(sentence: str) -> None:
            self.shell.say(sentence, tone="bad")

        self.records.job(write, done=self._on_file, failed=failed, owner=self)

    def _on_file(self, path: Path) -> None:
        self.shell.say(_("Saved in {file}.").format(file=path))

    def _ask(self) -> None:
        start = str(Path.home() / f"{_('Notice and consent')}.pdf")
        path, _kind = QFileDialog.getSaveFileName(self, _("Form to sign, as PDF…"), start, "PDF (*.pdf)")
        if path:
            self.save_to(Path(path))

    def _on_purpose(self) -> None:
        self.shown = None
        self.refresh()

    def _on_notice(self, notice: NoticeText) -> None:
        is_new = self.shown != notice
        self.shown = notice
        self._version.setText(_("Notice, version {version}").format(version=notice.version))
        if is_new:
            self._fill()

    def _fill(self) -> None:
        if self.shown is not None:
            self.form.set_values({"text_hi": self.shown.text_hi, "text_en": self.shown.text_en})

    def _on_saved(self, values: dict[str, Any]) -> None:
        work = partial(notices.add, purpose=self.purpose.value(), **values)
        said = _("The new words are in force.")
        self.write("notices.add", work, said, about=purpose_name(self.purpose.value()), done=self._on_added,
                   failed=self._on_refused)  # fmt: skip

    def _on_added(self, _notice: NoticeText) -> None:
        self.refresh()

    def _on_refused(self, sentence: str) -> None:
        self.form.show_refusal(sentence, "text_hi")
