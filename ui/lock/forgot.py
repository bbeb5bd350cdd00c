"""An organiser who forgot the PIN: the data's own passphrase or recovery code, and a new PIN."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal

from organizer_app.domain import roles
from organizer_app.domain.operators import Operator
from organizer_app.domain.words import translate as _
from ui.shared.field import ChoiceField, Field, Option, TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import column
from ui.shared.pin import new_pin, same_pin
from ui.shared.secret import SecretField
from ui.welcome.views import View, sheet


class Forgot(View):
    """`asked(dict)` with what jobs.seats.open_with_key takes; `back` to the tiles."""

    asked = Signal(dict)
    back = Signal()

    def __init__(self, people: Sequence[Operator], *, has_passphrase: bool) -> None:
        """`people` are all who work in the district, with or without a PIN here."""
        super().__init__()
        known = [one for one in people if one.role == roles.ORGANISER and not one.is_out]
        fields: list[Field] = []
        if known:
            options = [Option(one.id, one.name) for one in known]
            fields.append(ChoiceField("id", _("Who you are"), options))
        else:
            fields.append(TextField("name", _("Your name"), required=True))
        if has_passphrase:
            fields.append(SecretField("passphrase", _("Passphrase"), hint=_("Or the recovery code below.")))
        hint = _("Six groups of five, from the printed page. Capitals and dashes don't matter.")
        fields.append(TextField("recovery", _("Recovery code"), hint=hint))
        self._pins = new_pin()
        self.form = Form([*fields, *self._pins], save_text=_("Open"), needs=None)
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self.back)
        told = _("Only an organiser opens this way; an organiser gives everybody else another PIN in the settings.")
        self.setLayout(
            column(sheet(label(_("I forgot my PIN"), "title"), label(told, "muted", wrap=True), 6, self.form, gap=8))
        )
        self.first = fields[0] if not known or len(known) > 1 else fields[1]

    def show_refusal(self, sentence: str) -> None:
        """Says below the code why it did not open."""
        self.form.show_refusal(sentence, "recovery")

    def _on_saved(self, values: dict[str, Any]) -> None:
        if not same_pin(*self._pins):
            return
        given = {name: values[name] for name in ("id", "name", "pin") if values.get(name)}
        if values["recovery"]:
            self.asked.emit(given | {"recovery": values["recovery"]})
        elif values.get("passphrase"):
            self.asked.emit(given | {"passphrase": values["passphrase"]})
        else:
            self.form.show_refusal(_("Type the passphrase or the recovery code."), "recovery")
