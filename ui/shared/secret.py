"""A field for a passphrase: hidden, with an eye to look, and how good it is while typing."""

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from organizer_app.domain import passphrases
from organizer_app.domain.words import translate as _
from ui.shared.field import Field
from ui.shared.icons import icon
from ui.shared.style import tokens


class SecretField(Field):
    """The value is what was typed, spaces too. `judged` says how strong it is and refuses what is too weak."""

    def __init__(self, key: str, title: str, *, judged: bool = False, **more: Any) -> None:
        super().__init__(key, title, **more)
        self._judged = judged
        self.input = QLineEdit()
        self.input.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(icon("eye", tokens().text2), _("Show what is typed"), self.input)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._on_eye)
        self.input.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self.input.textChanged.connect(self._touched)
        self._adopt(self.input)

    def value(self) -> str:
        return self.input.text()

    def set_value(self, value: str | None) -> None:
        self.input.blockSignals(True)
        self.input.setText(value or "")
        self.input.blockSignals(False)

    def problem(self) -> str:
        found = super().problem()
        if not found and self._judged and not self.is_empty():
            return _(passphrases.refusal(self.value()))
        return found

    def _hint_now(self) -> str:
        if not self._judged or self.is_empty():
            return super()._hint_now()
        name = _(passphrases.NAMES[passphrases.strength(self.value())])
        return _("Passphrase: {strength}").format(strength=name)

    def _on_eye(self, shown: bool) -> None:
        self.input.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


def same_twice(first: SecretField, second: SecretField) -> str:
    """The sentence when the two don't agree, or ""."""
    if first.value() == second.value():
        return ""
    return _("The two are not the same. Type the passphrase once more.")
