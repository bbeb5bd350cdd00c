"""The locked window: who is there, and the PIN."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from organizer_app.domain.operators import Operator
from organizer_app.domain.words import N_, language
from organizer_app.domain.words import translate as _
from ui.lock.tiles import WIDE, Tiles
from ui.shared.buttons import button
from ui.shared.labels import label
from ui.shared.layout import column, row
from ui.shared.secret import SecretField
from ui.welcome.views import View, frame, sheet

PRODUCT = N_("Field Organizer")


class WhoIsThere(View):
    """`tried(id, pin)` when somebody wants in, `forgot` when they can't."""

    tried = Signal(bytes, str)
    forgot = Signal()

    def __init__(self, people: Sequence[Operator], last: bytes | None) -> None:
        super().__init__()
        self.tiles = Tiles(people, last)
        self.tiles.picked.connect(self._on_picked)
        self.pin = SecretField("pin", _("PIN"), required=True)
        self.pin.input.setMaximumWidth(WIDE)
        self.pin.input.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText)
        self.pin.input.returnPressed.connect(self.enter)
        self._go = button(_("Open"), kind="primary", icon="lock", key="Ctrl+Return", on=self.enter)
        lost = button(_("I forgot my PIN"), kind="ghost", on=self.forgot.emit)
        nobody = _("Nobody here has a PIN any more. An organiser opens with the passphrase or the recovery code.")
        told = _("Choose your name and type your PIN. What was begun goes on meanwhile.") if people else nobody
        self.pin.setVisible(bool(people))
        self._go.setVisible(bool(people))
        self.setLayout(
            column(
                sheet(
                    label(_("Who is there?"), "title"),
                    label(told, "muted", wrap=True),
                    6,
                    self.tiles,
                    4,
                    self.pin,
                    row(self._go, lost, None, margins=(0, 6, 0, 0)),
                    gap=8,
                )
            )
        )
        is_chosen = self.tiles.chosen() is not None
        self.first = self.pin if is_chosen else self.tiles.tiles[0] if self.tiles.tiles else lost

    def enter(self) -> None:
        """Tries the PIN of who is chosen."""
        one = self.tiles.chosen()
        problem = _("Choose your name first.") if one is None else self.pin.problem()
        if problem:
            self.show_refusal(problem)
        elif one is not None and self._go.isEnabled():
            self._go.setEnabled(False)
            self.tried.emit(one.id, self.pin.value())

    def show_refusal(self, sentence: str) -> None:
        """Says below the PIN why it did not open, and takes it away."""
        self._go.setEnabled(True)
        self.pin.set_value("")
        self.pin.show_problem(sentence)
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_picked(self, _one: Operator) -> None:
        self.pin.set_value("")
        self.pin.show_problem("")
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)


class Screen(QFrame):
    """What lies over the window: the product's name, the language, one view. `language_asked` as in the window."""

    language_asked = Signal()

    def __init__(self, view: View) -> None:
        super().__init__()
        self.setObjectName("page")
        self.view = view
        other = "English" if language() == "hi" else "हिन्दी"
        flip = button(other, kind="ghost", icon="languages", tip=_("Hindi or English"), key="Ctrl+Shift+L")
        flip.clicked.connect(lambda _checked=False: self.language_asked.emit())
        self.setLayout(column(frame(_(PRODUCT), flip, view), gap=0))
