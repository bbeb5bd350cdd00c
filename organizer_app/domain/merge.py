"""Two edits of one record become one: field by field, by what each editor had seen; clocks only break ties."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from organizer_app.domain import resent
from organizer_app.domain.resent import Resent

# {field: [rev, writer, ts]}, longer after a restore of HQ (resent.py); "*" for fields that have no entry of their own.
Meta = dict[str, list[Any]]
ALL = "*"
_NOBODY: list[Any] = [0, "", 0]


class Edit(NamedTuple):
    """Who changed a record, having seen which revision of it, and when by the server's clock.

    `resent`: it was made under an older generation of HQ's; `base` counts what HQ still knows of that.
    """

    writer: str
    base: int
    ts: int
    resent: Resent | None = None


class Clash(NamedTuple):
    """A field that two people set to different values without knowing of each other.

    `won`: the value kept is the edit's, not the one held; `held` is [rev, writer, ts] of the latter.
    """

    field: str
    kept: Any
    lost: Any
    won: bool
    held: list[Any]


class Merged(NamedTuple):
    """What came of an edit: its clashes, whether any field was not taken, and the fields whose value is past: somebody
    who knew it has replaced it.
    """

    clashes: list[Clash]
    lost: bool
    past: list[str]


def server_time(at: int, sent_at: int, now: int) -> int:
    """When an edit was made by the server's clock: its age when it was sent, counted back from now; never the future.

    All in milliseconds. A clock that is years wrong, but runs, does no harm.
    """
    return min(now, at + (now - sent_at))


def left_at(hq_at: int, now: int) -> int:
    """When a request left its laptop by the server's clock: now, or when its file was written if that is known (not 0).

    All in milliseconds.
    """
    return min(now, hq_at or now)


def created_meta(edit: Edit) -> Meta:
    """The metadata of a record at its first revision."""
    first: list[Any] = [1, edit.writer, edit.ts]
    again = edit.resent
    if again is None:
        return {ALL: first}
    return {name: [*first, *resent.trail(again, first, name)] for name in (ALL, *again.was)}


def merge(
    doc: dict[str, Any], meta: Meta, fields: Mapping[str, Any], *, rev: int, edit: Edit, policies: Mapping[str, str]
) -> Merged:
    """Puts an edit's fields into doc and meta (both change) as revision `rev`.

    `policies` names the columns that are not "conflict": with "newest" the later edit wins silently, with "server"
    the one that came first.
    """
    clashes: list[Clash] = []
    past: list[str] = []
    lost, again = False, edit.resent
    for name, value in fields.items():
        held = meta_of(meta, name)
        if is_foreign(doc, meta, name, edit) and doc[name] != value:
            if again is not None and resent.is_past(again, held, name, value):
                past.append(name)
                meta[name] = resent.noted(again, held, name)
                continue
            policy = policies.get(name, "conflict")
            wins = edit_wins(held, edit, policy)
            if policy == "conflict":
                kept, gone = (value, doc[name]) if wins else (doc[name], value)
                clashes.append(Clash(name, kept, gone, wins, held))
            if not wins:
                lost = True
                if again is not None:
                    meta[name] = resent.noted(again, held, name)
                continue
        doc[name] = value
        meta[name] = [rev, edit.writer, edit.ts]
        if again is not None or len(held) > 3:
            meta[name] += resent.trail(again, held, name)
    return Merged(clashes, lost or bool(past), past)


def meta_of(meta: Meta, name: str) -> list[Any]:
    """[rev, writer, ts] of a field."""
    return meta.get(name) or meta.get(ALL) or _NOBODY


def is_foreign(doc: Mapping[str, Any], meta: Meta, name: str, edit: Edit) -> bool:
    """True when somebody else has set the field since the editor saw the record.

    A field that is not in the document was never set by anybody, so nobody is overruled.
    """
    held = meta_of(meta, name)
    if name not in doc or held[0] <= edit.base or held[1] == edit.writer:
        return False
    return edit.resent is None or not resent.saw(edit.resent, held)


def edit_wins(held: list[Any], edit: Edit, policy: str) -> bool:
    """Whether an edit replaces what somebody else has set."""
    writer, ts = held[1:3]
    return policy != "server" and (edit.ts, edit.writer) > (ts, writer)
