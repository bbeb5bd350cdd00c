"""What stands where there is nothing yet, or nothing was found; each with the button that begins."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from organizer_app.domain.roles import May
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.empty import empty

Act = Callable[[], object]


def no_group(add: Act, read_in: Act) -> QFrame:
    """No group is listed."""
    told = _(
        "Write down which groups somebody keeps, as they tell you, or read a list in. Nobody joins a group for it, "
        "and nothing is sent from here."
    )
    first = button(_("Add a group"), kind="primary", icon="plus", needs=May.CHANGE, on=add)
    bring = button(_("Read a list in…"), icon="upload", needs=May.CHANGE, on=read_in)
    return empty("message", _("No group yet"), told, first, bring)


def no_number(said: Act) -> QFrame:
    """Nobody said a number."""
    told = _("Who keeps too many groups to list each says how many: write down the number and the day.")
    first = button(_("Number said"), kind="primary", icon="message", needs=May.CHANGE, on=said)
    return empty("message", _("Nobody said a number yet"), told, first)


def no_hit(show_all: Act) -> QFrame:
    """Words and chips leave nothing."""
    told = _("Check the spelling, or take the filters away.")
    return empty("search", _("Nothing found"), told, button(_("Show all"), icon="list", on=show_all))
