"""A ring for who comes by keyboard: what is painted by us knows how it got the focus."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QFocusEvent

from ui.shared.buttons import KEYBOARD

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as Button
else:
    Button = object


class Ringed(Button):
    """Stands before a Qt button in a class's bases. `ring` is on while the keyboard brought the focus.

    A click anywhere on the button counts, and it is never smaller than its hint.
    """

    ring = False

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _at: object) -> bool:  # noqa: N802  # Qt's own name
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.ring = False
        super().focusOutEvent(event)
