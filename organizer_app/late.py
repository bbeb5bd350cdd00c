"""Modules of the standard library that are loaded when something of theirs is used, not when they are imported.

SQLAlchemy imports asyncio (and with it ssl and subprocess), hashlib (and with it OpenSSL) and importlib.metadata (and
with it the parser of e-mail) whether or not anybody ever asks for them: 12 MB. In their place stands the module itself,
empty, which runs at the first question for one of its names. `importlib.util.LazyLoader` is meant for this, but a
second import statement is already a question to it.
"""

import sys
import threading
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.abc import Loader

LATE = ("asyncio", "hashlib", "hmac", "importlib.metadata", "secrets")
_waiting: "dict[str, Loader]" = {}
_turn = threading.RLock()  # whoever asks while another thread runs the module waits for it


class _Late(ModuleType):
    """A module that has not run yet; afterwards an ordinary one."""

    def __getattr__(self, name: str) -> Any:
        with _turn:
            loader = _waiting.pop(self.__name__, None)
            if loader is not None:
                loader.exec_module(self)
                self.__class__ = ModuleType  # type: ignore[assignment]  # what it becomes
        return ModuleType.__getattribute__(self, name)


def put_off() -> None:
    """Puts the late modules in place; one that was imported already stays as it is."""
    for name in LATE:
        spec = None if name in sys.modules else find_spec(name)
        if spec is None or spec.loader is None:
            continue
        module = module_from_spec(spec)
        module.__class__ = _Late
        _waiting[name], sys.modules[name] = spec.loader, module
        package, _dot, last = name.rpartition(".")
        if package:  # an import statement finds the module and does not put it into its package any more
            setattr(sys.modules[package], last, module)
        if name == "asyncio":  # the one name of it that SQLAlchemy takes while it is imported
            vars(module)["iscoroutine"] = import_module("asyncio.coroutines").iscoroutine
