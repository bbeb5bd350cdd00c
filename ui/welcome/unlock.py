"""Unlocking the district: with the passphrase, or with the recovery code and a new passphrase."""

from functools import partial
from typing import Any

from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.field import Field, TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import column, row
from ui.shared.secret import SecretField, same_twice
from ui.welcome.gate import Gate
from ui.welcome.views import View, sheet


class Unlock(View):
    """Asks for the passphrase."""

    def __init__(self, gate: Gate) -> None:
        super().__init__()
        self._gate = gate
        self.secret = SecretField("passphrase", _("Passphrase"), required=True)
        self.secret.input.returnPressed.connect(self.open)
        go = button(_("Open"), kind="primary", icon="lock", key="Ctrl+Return", on=self.open)
        other = button(_("Use the recovery code"), kind="ghost", on=partial(gate.show_view, partial(WithCode, gate)))
        where = label(_("Data in {folder}").format(folder=gate.folder.path), "small", wrap=True)
        self.setLayout(
            column(
                sheet(
                    label(_("Open your district"), "title"),
                    label(_("The data on this laptop is locked. Type its passphrase."), "muted", wrap=True),
                    6,
                    self.secret,
                    row(go, other, None, margins=(0, 6, 0, 0)),
                    8,
                    where,
                    gap=8,
                )
            )
        )
        self.first = self.secret

    def open(self) -> None:
        """Tries what was typed."""
        problem = self.secret.problem()
        if problem:
            self.secret.show_problem(problem)
            self.secret.setFocus()
        else:
            self._gate.open_folder(passphrase=self.secret.value())

    def show_refusal(self, sentence: str) -> None:
        """Says below the field why it did not open."""
        self.secret.show_problem(sentence)


class WithCode(View):
    """Asks for the recovery code and a new passphrase."""

    def __init__(self, gate: Gate) -> None:
        super().__init__()
        self._gate = gate
        self._code = TextField(
            "recovery",
            _("Recovery code"),
            required=True,
            placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX",
            hint=_("Six groups of five, from the printed page. Capitals and dashes don't matter."),
        )
        self._first = SecretField("first", _("New passphrase"), judged=True, required=True)
        self._second = SecretField("second", _("New passphrase once more"), required=True)
        fields: list[Field] = [self._code, self._first, self._second]
        self.form = Form(fields, save_text=_("Open and change the passphrase"), needs=None)
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(partial(gate.show_view, partial(Unlock, gate)))
        self.setLayout(
            column(
                sheet(
                    label(_("Open with the recovery code"), "title"),
                    label(
                        _("The code opens the data; the new passphrase takes the old one's place."), "muted", wrap=True
                    ),
                    6,
                    self.form,
                    gap=8,
                )
            )
        )
        self.first = self._code

    def show_refusal(self, sentence: str) -> None:
        """Says below the code why it did not open."""
        self._code.show_problem(sentence)

    def _on_saved(self, values: dict[str, Any]) -> None:
        problem = same_twice(self._first, self._second)
        if problem:
            self._second.show_problem(problem)
            return
        self._gate.open_folder(recovery=values["recovery"], new_passphrase=values["first"])
