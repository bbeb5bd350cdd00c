"""Edits sent again to an HQ that was restored from a backup and forgot them: who had seen what, before it forgot.

A field's metadata, [rev, writer, ts], goes on with two items where such an edit set the field: the revisions that HQ's
older generations had given the edit, and what it and those before it had replaced, as [mark of the value, generation,
revision their editor had seen]. So the edits of one day meet again in whatever order their laptops come back.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple


class Resent(NamedTuple):
    """What a laptop knows of an edit made in HQ's generation `gen`, when its editor had seen revision `base`.

    `was` are the values it replaced, `taken` the revisions as which older generations took it without a conflict,
    `over` the fields that the same laptop set once more afterwards.
    """

    gen: str
    base: int
    was: Mapping[str, Any]
    taken: Mapping[str, int]
    over: Collection[str]


def mark(value: Any) -> str:
    """16 hexadecimal digits for a value, so that metadata need not hold it."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def saw(edit: Resent, held: list[Any]) -> bool:
    """True when the editor had seen the value that is held: HQ, before it forgot, counted it no later than that."""
    return len(held) > 3 and bool(held[3].get(edit.gen, edit.base + 1) <= edit.base)


def is_past(edit: Resent, held: list[Any], name: str, value: Any) -> bool:
    """True when the edit's value was replaced by somebody who knew it: on its own laptop, or by what is held.

    An equal value set later, or one that HQ had not taken, is somebody else's.
    """
    if name in edit.over:
        return True
    replaced = held[4] if len(held) > 4 else ()
    if not replaced or not edit.taken:
        return False
    own = mark(value)
    return any(own == old and edit.taken.get(gen, base + 1) <= base for old, gen, base in replaced)


def trail(edit: Resent | None, held: list[Any], name: str) -> list[Any]:
    """The items after [rev, writer, ts] of a field that an edit sets: none where nothing was sent again."""
    replaced = held[4] if len(held) > 4 else []
    if edit is None:
        return [{}, replaced] if replaced else []
    return [dict(edit.taken), [*replaced, *_replaces(edit, name)]]


def noted(edit: Resent, held: list[Any], name: str) -> list[Any]:
    """The metadata of a field that keeps its value, and knows what else was replaced."""
    before = held[3:5] if len(held) > 4 else [{}, []]
    return [*held[:3], before[0], [*before[1], *_replaces(edit, name)]]


def _replaces(edit: Resent, name: str) -> list[list[Any]]:
    return [[mark(edit.was[name]), edit.gen, edit.base]] if name in edit.was else []
