"""Qt for Python brought in, without what it loads at every start and a program seldom needs.

It compiles 120 kB of its own source each time (there is no compiled copy of it): what writes type stubs, reads the
signatures of functions, and says what a wrong argument should have been. That runs when the first signature is asked
for (organizer_app/late.py), a third of what bringing Qt in takes. Where a later version is put together differently,
it is loaded at once as ever.
"""

import builtins
import sys
from functools import partial
from types import ModuleType
from typing import Any

from organizer_app import late

OWN = "shibokensupport.signature"
SELDOM = tuple(
    f"{OWN}.{name}"
    for name in ("mapping", "errorhandler", "layout", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
)
ASKED = "update_mapping"  # the one name that is looked for in a module's dictionary, from C, past every late one


def bring() -> None:
    """Imports QtCore. Its import hook is put away again: it slows every later import down and only serves naming
    styles that are not used here."""
    plain = builtins.__import__

    def watch(name: str, *rest: Any, **more: Any) -> ModuleType:
        if name == OWN and OWN in sys.modules:
            builtins.__import__ = plain  # what puts modules off asks for their package in the same words
            late.put_off(SELDOM)
            mapping = sys.modules.get(SELDOM[0])
            if mapping is not None:
                vars(mapping)[ASKED] = partial(_map, mapping)
        return plain(name, *rest, **more)

    builtins.__import__ = watch
    try:
        import PySide6.QtCore  # noqa: F401  # what puts the hook in place
    finally:
        builtins.__import__ = plain


def _map(mapping: ModuleType) -> Any:
    late.run(mapping)
    return vars(mapping)[ASKED]()
