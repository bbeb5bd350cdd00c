"""Everything that can be done with the list on screen, in the order of the menu.

What an act needs is loaded when it is done for the first time: all together are as large as the rest of the page.
"""

from collections.abc import Callable
from importlib import import_module

from organizer_app.domain.roles import May
from organizer_app.domain.words import translate as _
from ui.members.list_act import Desk, ListAct


def _late(module: str, function: str) -> Callable[[Desk], object]:
    def do(desk: Desk) -> object:
        return getattr(import_module(f"ui.members.{module}"), function)(desk)

    return do


take_off = _late("bulk", "take_off")
LIST_ACTS: tuple[ListAct, ...] = (
    ListAct(lambda: _("Saved lists…"), "list", "Ctrl+L", _late("lists", "show_lists")),
    ListAct(lambda: _("Save this list…"), "plus", "Ctrl+Shift+S", _late("lists_save", "save_list"), needs=May.CHANGE),
    ListAct(lambda: _("Print…"), "printer", "Ctrl+P", _late("lists_print", "show_print")),
    ListAct(lambda: _("Save as a file…"), "download", "Ctrl+Shift+E", _late("lists_export", "show_export")),
    ListAct(
        lambda: _("Invite to a camp…"),
        "camp",
        "Ctrl+Shift+I",
        _late("lists_invite", "invite_listed"),
        for_selected=True,
        needs=May.CHANGE,
    ),
    ListAct(lambda: _("Status"), "user-check", "", _late("bulk", "status"), for_selected=True, needs=May.CHANGE),
    ListAct(lambda: _("Place"), "pin", "", _late("bulk", "area"), for_selected=True, needs=May.CHANGE),
    ListAct(lambda: _("Into a wing"), "layers", "", _late("bulk", "add_wing"), for_selected=True, needs=May.CHANGE),
    ListAct(lambda: _("Out of a wing"), "minus", "", _late("bulk", "remove_wing"), for_selected=True, needs=May.CHANGE),
    ListAct(
        lambda: _("Signed consents"),
        "file-text",
        "",
        _late("consent_list", "record"),
        for_selected=True,
        needs=May.CONSENT,
    ),
    ListAct(
        lambda: _("The guessed names are right"),
        "languages",
        "",
        _late("guesses", "confirm"),
        for_selected=True,
        needs=May.CHANGE,
    ),
    ListAct(
        lambda: _("Moved, left, died…"),
        "users",
        "Ctrl+Shift+M",
        _late("moves", "move_selected"),
        for_selected=True,
        needs=May.CHANGE,
    ),
    ListAct(lambda: _("Possible duplicates"), "merge", "Ctrl+Shift+P", _late("duplicates", "show_duplicates")),
)
