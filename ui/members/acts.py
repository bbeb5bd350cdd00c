"""Every act on one person that has a form in the pane, loaded when that form is opened for the first time."""

from importlib import import_module
from typing import Any

from ui.members.act import Act

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


def act(mode: str) -> Act:
    """The act of a mode: the constant in the act's file that is called as the mode. Raises KeyError for another."""
    found: Act = getattr(import_module(f"ui.members.{_WHERE[mode]}"), mode.upper())
    return found


def watch(*given: Any) -> None:
    """Warns below a form who looks like the person typed: `looks_like.watch`, which brings what compares names."""
    import_module("ui.members.looks_like").watch(*given)
