"""A backup on a laptop without a district: what opens it, then it becomes the district."""

from functools import partial
from pathlib import Path
from typing import Any

from organizer_app.domain.words import translate as _
from ui.shared.field import Field, TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import column
from ui.shared.secret import SecretField
from ui.welcome.gate import Gate
from ui.welcome.views import View, sheet


class Bring(View):
    """Asks for the backup's passphrase, or its recovery code."""

    def __init__(self, gate: Gate, file: Path) -> None:
        super().__init__()
        self._gate, self._file = gate, file
        self._secret = SecretField("passphrase", _("Passphrase of the backup"))
        self._code = TextField("recovery", _("or its recovery code"), placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        fields: list[Field] = [self._secret, self._code]
        self.form = Form(fields, save_text=_("Put the backup back"), needs=None)
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(gate.begin)
        words = _("{file} becomes the district on this laptop.").format(file=file.name)
        title = label(_("I have a backup"), "title")
        self.setLayout(column(sheet(title, label(words, "muted", wrap=True), 6, self.form, gap=8)))
        self.first = self._secret

    def show_refusal(self, sentence: str) -> None:
        """Says why it could not be put back, below what was typed."""
        (self._secret if self._secret.value() else self._code).show_problem(sentence)

    def _on_saved(self, values: dict[str, Any]) -> None:
        if not values["passphrase"] and not values["recovery"]:
            self._secret.show_problem(_("Type the passphrase or the recovery code."))
            return
        how = {"recovery": values["recovery"]} if values["recovery"] else {"passphrase": values["passphrase"]}
        restore = partial(self._gate.restore, self._gate.folder, self._file)
        restore(**how)
