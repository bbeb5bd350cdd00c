"""Third step of an import: where the list came from, on what consent it rests, and a place for people without one."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer_app.domain import roles
from organizer_app.domain.roles import May
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from ui.members.import_draft import Draft
from ui.shared.cards import card, heading_row, rule
from ui.shared.field import ChoiceField, Option, TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import box, column, row, scrolled
from ui.shared.notices import notice
from ui.shared.places import HOMES, AreaField
from ui.shared.records import Records

NOBODY = "none"
BASES = {
    "form": N_("They signed a membership form"),
    "asked": N_("They were asked and said yes"),
    "themselves": N_("They put themselves on the list"),
    NOBODY: N_("They were not asked yet"),
}


class OriginStep(QWidget):
    """`answered` when both questions have their answer and the import may begin."""

    answered = Signal()

    def __init__(self, records: Records) -> None:
        super().__init__()
        self._draft = Draft()
        records_consent = roles.allows(May.CONSENT)
        self.form = Form(
            [
                TextField("source", _("Where does the list come from?"), required=True, wide=True,
                          hint=_("For example “block register, Kanke, 2026”. It stands with every person.")),
                ChoiceField("basis", _("On what consent does it rest?"),
                            [Option(key, _(text)) for key, text in BASES.items() if key == NOBODY or records_consent],
                            placeholder=_("Choose"), required=True, wide=True),
                TextField("words", _("How and when they were asked"), wide=True,
                          hint=_("It is written down with the consent.")),
                TextField("guardians", _("How guardians agreed for those under 18"), wide=True,
                          hint=_("Leave it empty to put these rows to the refused ones.")),
                AreaField("area", _("Place of people whose row names none"), records, HOMES, wide=True,
                          hint=_("Leave it empty to keep them without a place; nothing is guessed.")),
            ],
            columns=2,
            buttons=False,
        )  # fmt: skip
        self.form.fields["guardians"].setEnabled(records_consent)
        self.form.saved.connect(self._on_saved)
        self.form.changed.connect(self._on_changed)
        why = _("Being invited to a camp is not a consent to other messages. Whoever was not asked is kept on the "
                "roster without a consent, and can be asked later.")  # fmt: skip
        self._note = notice(why if records_consent else roles.why_not(May.CONSENT), "info")
        self.form.setMaximumWidth(680)
        body = card(
            heading_row(label(_("Asked once for the whole list"), "heading")),
            rule(),
            row((self.form, 1), None),
            self._note,
            gap=12,
        )
        self.setLayout(column((scrolled(box(column(body, None), "page")), 1)))

    def show_draft(self, draft: Draft) -> None:
        """Shows what was answered so far; what is typed here is kept in the draft."""
        self._draft = draft
        values: dict[str, Any] = {"source": "", "basis": None, "words": "", "guardians": "", "area": None}
        self.form.set_values(values | draft.origin.get("typed", {}))
        self.form.focus_first()

    def _on_changed(self) -> None:
        area = self.form.fields["area"]
        typed = self.form.values() | {"area": area.option() if isinstance(area, AreaField) else None}
        basis = typed["basis"]
        text = _(BASES[basis]) if basis else ""
        self._draft.origin = self.form.values() | {"basis_text": text, "typed": typed}

    def _on_saved(self, _values: dict[str, Any]) -> None:
        self._on_changed()
        self.answered.emit()
