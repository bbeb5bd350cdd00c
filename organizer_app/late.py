"""Modules that are loaded when something of theirs is used, not when they are imported.

SQLAlchemy imports asyncio (and with it ssl and subprocess), hashlib (and with it OpenSSL) and importlib.metadata (and
with it the parser of e-mail) whether or not anybody ever asks for them: 12 MB. In their place stands the module itself,
empty, which runs at the first question for one of its names. `importlib.util.LazyLoader` is meant for this, but a
second import statement is already a question to it.
"""

import sys
import threading
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec

LATE = ("asyncio", "hashlib", "hmac", "importlib.metadata", "secrets")
_waiting: "dict[ModuleType, tuple[ModuleSpec, str]]" = {}
_turn = threading.RLock()  # whoever asks while another thread runs the module waits for it


class _Late(ModuleType):
    """A module that has not run yet; afterwards an ordinary one."""

    def __getattr__(self, name: str) -> Any:
        run(self)
        return ModuleType.__getattribute__(self, name)


class _OnUse(ModuleType):
    """Stands where a module of ours would, and imports it when one of its names is asked for."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


def on_use(name: str) -> Any:
    """A module of ours that little of a start needs, imported with its first use: `if TYPE_CHECKING` says what it is.

    Ours import one another, so none of them may run behind a lock of our own as those of `put_off` do.
    """
    return _OnUse(name)


def run(module: ModuleType) -> None:
    """Runs a module that waits; one that ran already stays as it is."""
    with _turn:
        spec, name = _waiting.pop(module, (None, ""))
        if spec is not None and spec.loader is not None:
            spec.name = name  # Qt for Python gives its own other names meanwhile, which their loader does not know
            spec.loader.exec_module(module)
            module.__class__ = ModuleType  # what it becomes


def put_off(names: Iterable[str] = LATE) -> None:
    """Puts the late modules in place; one that was imported already stays as it is."""
    for name in names:
        spec = None if name in sys.modules else find_spec(name)
        if spec is None or spec.loader is None:
            continue
        module = module_from_spec(spec)
        module.__class__ = _Late
        _waiting[module], sys.modules[name] = (spec, name), module
        package, _dot, last = name.rpartition(".")
        if package:  # an import statement finds the module and does not put it into its package any more
            setattr(sys.modules[package], last, module)
        if name == "asyncio":  # the one name of it that SQLAlchemy takes while it is imported
            vars(module)["iscoroutine"] = import_module("asyncio.coroutines").iscoroutine
