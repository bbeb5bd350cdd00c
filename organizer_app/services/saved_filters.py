"""A filter and the words beside it as a saved list keeps them and back: every field by its name, ids as text, what
says nothing left out.

Fields that come later need no line here: they are read by their types. What a newer version saved and this one does
not know is named, never passed over in silence, because a list without one of its conditions holds too many people.
"""

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from organizer_app.services.members_where import ALL, Filter


@dataclass(frozen=True, slots=True)
class Sought:
    """What stood in the search field, "" for nothing, and whether it looked everywhere and not only at home.

    Kept among the conditions: a version that does not know the words says so, as of any other condition.
    """

    words: str = ""
    everywhere: bool = False


NOTHING = Sought()


def kept(chosen: Filter, sought: Sought = NOTHING) -> dict[str, Any]:
    """The conditions as plain values for JSON."""
    found: dict[str, Any] = {}
    for said, nothing in ((chosen, ALL), (sought, NOTHING)):
        values = {f.name: getattr(said, f.name) for f in fields(said)}
        found |= {name: _plain(value) for name, value in values.items() if value != getattr(nothing, name)}
    return found


def read(saved: object) -> tuple[Filter, Sought, tuple[str, ...]]:
    """The filter and the words that were kept, and the conditions that this version does not understand."""
    chosen, sought = _hints(Filter), _hints(Sought)
    known: dict[str, Any] = {}
    unknown = []
    for name, value in saved.items() if isinstance(saved, Mapping) else ():
        try:
            known[name] = _value((chosen | sought)[name], value)
        except (KeyError, ValueError):
            unknown.append(str(name))
    said = Filter(**{name: value for name, value in known.items() if name in chosen})
    return said, Sought(**{name: value for name, value in known.items() if name in sought}), tuple(unknown)


@cache
def _hints(of: type[Filter] | type[Sought]) -> dict[str, Any]:
    return get_type_hints(of)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, frozenset | set):
        return sorted(_plain(part) for part in value)
    return value


def _value(hint: Any, value: Any) -> Any:
    """A plain value as its field has it. Raises ValueError for one that does not fit."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _one_of(arguments, value)
    if origin in (tuple, frozenset, list, set) and isinstance(value, list):
        return origin(_value(arguments[0], part) for part in value)
    if hint is bytes and isinstance(value, str):
        return bytes.fromhex(value)
    if hint is date and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if isinstance(hint, type) and type(value) is hint:
        return value
    raise ValueError(value)


def _one_of(hints: tuple[Any, ...], value: Any) -> Any:
    for hint in hints:
        if hint is types.NoneType and value is None:
            return None
        try:
            return _value(hint, value)
        except ValueError:
            continue
    raise ValueError(value)
