"""Every act on one person that has a form in the pane, loaded when that form is opened for the first time."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from organizer_app.domain.reachable import CALL, WHATSAPP
from ui.members.act import Act

if TYPE_CHECKING:
    from ui.members.member_form import MemberForm
    from ui.members.reach import ReachView

_WHERE = {
    "office": "office",
    "consent": "consent",
    "move": "moves",
    "copy": "rights",
    "correct": "rights",
    "unmerge": "unmerge",
    "erase": "erase",
}
MODES = frozenset(_WHERE)
REACH = frozenset({CALL, WHATSAPP})


def act(mode: str) -> Act:
    """The act of a mode: the constant in the act's file that is called as the mode. Raises KeyError for another."""
    found: Act = getattr(import_module(f"ui.members.{_WHERE[mode]}"), mode.upper())
    return found


def member_form(*given: Any) -> "MemberForm":
    """The form of a person, with the fields that nothing else on the page has."""
    made: MemberForm = import_module("ui.members.member_form").MemberForm(*given)
    return made


def watch(*given: Any) -> None:
    """Warns below a form who looks like the person typed: `looks_like.watch`, which brings what compares names."""
    import_module("ui.members.looks_like").watch(*given)


def reach_view(*given: Any) -> "ReachView":
    """A number to call or to write to by hand, with its code."""
    made: ReachView = import_module("ui.members.reach").ReachView(*given)
    return made
