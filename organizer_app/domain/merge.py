"""Two edits of one record become one: field by field, by what each editor had seen; clocks only break ties."""

from collections.abc import Mapping
from typing import Any, NamedTuple

Meta = dict[str, list[Any]]  # {field: [rev, writer, ts]}; "*" for the fields that have no entry of their own
ALL = "*"
_NOBODY: list[Any] = [0, "", 0]


class Edit(NamedTuple):
    """Who changed a record, having seen which revision of it, and when by the server's clock."""

    writer: str
    base: int
    ts: int


class Clash(NamedTuple):
    """A field that two people set to different values without knowing of each other.

    `won`: the value kept is the edit's, not the one held; `held` is [rev, writer, ts] of the latter.
    """

    field: str
    kept: Any
    lost: Any
    won: bool
    held: list[Any]


def server_time(at: int, sent_at: int, now: int) -> int:
    """When an edit was made by the server's clock: its age when it was sent, counted back from now; never the future.

    All in milliseconds. A clock that is years wrong, but runs, does no harm.
    """
    return min(now, at + (now - sent_at))


def created_meta(edit: Edit) -> Meta:
    """The metadata of a record at its first revision."""
    return {ALL: [1, edit.writer, edit.ts]}


def merge(
    doc: dict[str, Any], meta: Meta, fields: Mapping[str, Any], *, rev: int, edit: Edit, policies: Mapping[str, str]
) -> tuple[list[Clash], bool]:
    """Puts an edit's fields into doc and meta (both change) as revision `rev`.

    `policies` names the columns that are not "conflict": with "newest" the later edit wins silently, with "server"
    the one that came first. Gives the clashes, and whether any field of the edit was not taken.
    """
    clashes: list[Clash] = []
    lost = False
    for name, value in fields.items():
        if is_foreign(doc, meta, name, edit) and doc[name] != value:
            policy, held = policies.get(name, "conflict"), meta_of(meta, name)
            wins = edit_wins(held, edit, policy)
            if policy == "conflict":
                kept, gone = (value, doc[name]) if wins else (doc[name], value)
                clashes.append(Clash(name, kept, gone, wins, held))
            if not wins:
                lost = True
                continue
        doc[name] = value
        meta[name] = [rev, edit.writer, edit.ts]
    return clashes, lost


def meta_of(meta: Meta, name: str) -> list[Any]:
    """[rev, writer, ts] of a field."""
    return meta.get(name) or meta.get(ALL) or _NOBODY


def is_foreign(doc: Mapping[str, Any], meta: Meta, name: str, edit: Edit) -> bool:
    """True when somebody else has set the field since the editor saw the record.

    A field that is not in the document was never set by anybody, so nobody is overruled.
    """
    rev, writer, _ts = meta_of(meta, name)
    return name in doc and bool(rev > edit.base) and writer != edit.writer


def edit_wins(held: list[Any], edit: Edit, policy: str) -> bool:
    """Whether an edit replaces what somebody else has set."""
    _rev, writer, ts = held
    return policy != "server" and (edit.ts, edit.writer) > (ts, writer)
