"""What who sits at the laptop may do, from the one table of roles: the rest is off, and says why and who may.

    button(_("Freeze the list"), needs=May.CHANGE, on=…)      # a Form's Save needs May.CHANGE unless told otherwise
    hold(field, May.SETTINGS)                                 # whatever else changes something

Pages are made anew when another person sits down or a role changes, so nothing here follows a change.
"""

from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from organizer_app.domain import roles
from organizer_app.domain.roles import May


class Refused(QPushButton):
    """A button of what this role may not do: it stays off, whatever its page thinks, and keeps saying why."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(text)
        super().setEnabled(False)
        super().setToolTip(why)

    def setEnabled(self, _on: bool) -> None:  # noqa: N802  # Qt's own name
        pass

    def setToolTip(self, _text: str) -> None:  # noqa: N802  # as above
        pass


def why_not(needs: May | None) -> str:
    """Why who sits here may not do it, and who may; "" when they may, or nothing is needed."""
    return "" if needs is None or roles.allows(needs) else roles.why_not(needs)


def hold(part: QWidget | QAction | QShortcut, needs: May | None) -> bool:
    """Turns off what this role may not use; True when it did."""
    why = why_not(needs)
    if why:
        part.setEnabled(False)
        if not isinstance(part, QShortcut):
            part.setToolTip(why)
    return bool(why)


def hold_line(menu: QMenu, action: QAction, needs: May | None) -> None:
    """The same for a line of a menu."""
    if hold(action, needs):
        menu.setToolTipsVisible(True)
