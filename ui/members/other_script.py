"""The name in the other script: a text field that offers a guess, marked as one, taken with one click."""

from typing import Any

from organizer_app.domain.words import translate as _
from organizer_app.services.name_guesses import guess
from ui.shared.buttons import button
from ui.shared.field import TextField
from ui.shared.labels import label
from ui.shared.layout import box, row


class OtherScriptField(TextField):
    """`offer(name)` shows a guess below as long as nothing else is written here."""

    def __init__(self, key: str, title: str, **more: Any) -> None:
        super().__init__(key, title, **more)
        self._name = ""
        self._words = label("", "small", wrap=True)
        self.use = button(_("Use it"), kind="ghost", icon="check", key="Ctrl+G", on=self._on_use)
        self._offer = box(row((self._words, 1), self.use, gap=8, margins=(12, 3, 4, 3)), "sunk")
        self._offer.hide()
        self._column.insertWidget(2, self._offer)
        self.changed.connect(self._show)

    def offer(self, name: str) -> None:
        """Guesses anew for a name as it is typed now."""
        self._name = name
        self._show()

    def guess(self) -> str:
        """The guess on offer, or ""."""
        found = guess(self._name)
        return "" if found == self.value() or self.value() else found

    def _show(self) -> None:
        found = self.guess()
        self._words.setText(_("Guess: {name}").format(name=found))
        self._offer.setVisible(bool(found))

    def _on_use(self) -> None:
        self.set_value(self.guess())
        self._touched()
