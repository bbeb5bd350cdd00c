"""What HQ does not store: ops that no laptop of ours makes, and values that would break another laptop."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, Table

from organizer_app.db.migrate import HEAD
from organizer_app.domain import buckets
from organizer_app.domain.buckets import CONFLICTS
from organizer_app.domain.rollups import is_measure
from organizer_app.domain.words import N_
from organizer_app.models import Rollup, synced_tables
from organizer_app.models.base import Policy, policy
from organizer_app.wire.protocol import ERASE, PATCH, Op, is_record_id

SCHEMA = int(HEAD)  # the schema that HQ knows
OLDEST = 1  # the oldest that it still speaks with
MAX_TEXT = 1 << 20  # characters of one edit's fields as JSON
LEFT_OUT = {"": "left out"}  # stands in the log for a value that made an edit too large
_REMEMBERED = 4_096  # characters of an edit whose form is remembered

_Nothing = type(None)

NOT_AN_ID = N_("The change names no record.")
UNKNOWN_KIND = N_("HQ does not know this kind of change.")
UNKNOWN_TABLE = N_("HQ does not know this kind of record.")
WRONG_BUCKET = N_("HQ does not keep this kind of record at this level.")
UNREADABLE = N_("A field holds something that HQ can't read.")
TOO_LARGE = N_("The change is too large for HQ.")
NOT_STORED = N_("HQ could not store this change.")


def wrong(op: Op, text: str, schema: int) -> str:
    """Why an op (its fields as JSON in `text`) from a laptop of that schema is rejected: one sentence (an English
    msgid), or nothing.
    """
    if op.kind not in (PATCH, ERASE):
        return UNKNOWN_KIND
    if not is_record_id(op.id):
        return NOT_AN_ID
    if not buckets.may_hold(op.bucket, op.tbl, schema > SCHEMA):
        return WRONG_BUCKET if buckets.is_known(op.tbl) else UNKNOWN_TABLE
    if len(text) > MAX_TEXT or LEFT_OUT in op.f.values():
        return TOO_LARGE
    return "" if form_of(op, text).fits(op.f) else UNREADABLE


def shortened(op: Op) -> str:
    """The fields of an op that is too large, as the log keeps them: the largest are left out until the rest fits."""
    sizes = {name: len(msgspec.json.encode(value)) for name, value in op.f.items()}
    fields, over = dict(op.f), sum(sizes.values()) - MAX_TEXT // 2
    for name in sorted(sizes, key=sizes.__getitem__, reverse=True):
        if over <= 0:
            break
        fields[name], over = LEFT_OUT, over - sizes[name]
    text = msgspec.json.encode(fields).decode()
    return text if len(text) <= MAX_TEXT else "{}"  # so many fields has no record of ours


@cache
def kept_out() -> dict[str, frozenset[str]]:
    """The columns of each table that no op may set: its identity, and what each laptop computes for itself."""
    return {
        t.name: frozenset(c.name for c in t.c if c.name in ("id", "bucket", "n") or policy(t, c.name) == Policy.LOCAL)
        for t in synced_tables()
    }


@cache
def _never_null() -> dict[str, frozenset[str]]:
    return {
        t.name: frozenset(c.name for c in t.c if not c.nullable and c.name not in kept_out()[t.name])
        for t in synced_tables()
    }


def is_whole(op: Op) -> bool:
    """True when an op could make a record: it has all fields that are never NULL, as a laptop's first op has."""
    return _never_null().get(op.tbl, frozenset()) <= op.f.keys()


@cache
def policies() -> dict[str, dict[str, str]]:
    """The columns of each table that merge in another way than by conflict."""
    return {
        t.name: {c.name: policy(t, c.name) for c in t.c if policy(t, c.name) != Policy.CONFLICT}
        for t in synced_tables()
    }


Test = Callable[[Any], bool]


class Form(NamedTuple):
    """What the names and types of an op's fields say by themselves: the ops of an import have but a few forms.

    `is_plain`: with these fields, as they are, it could make a record of a table that HQ knows.
    """

    has_types: bool
    is_plain: bool
    tests: tuple[tuple[str, Test], ...]

    def fits(self, fields: Mapping[str, Any]) -> bool:
        """True when every field is of its column's type and form; fields of a later version pass."""
        if not self.has_types:
            return False
        for name, has_form in self.tests:  # noqa: SIM110  # thrice as quick as all() for the few there are
            if not has_form(fields[name]):
                return False
        return True


def form_of(op: Op, text: str) -> Form:
    """The form of an op whose fields as JSON are `text`."""
    found = _form_of if len(text) <= _REMEMBERED else _form_of.__wrapped__
    return found(op.tbl, tuple(op.f), tuple(map(type, op.f.values())))


@lru_cache(maxsize=1024)
def _form_of(table: str, names: tuple[str, ...], types: tuple[type, ...]) -> Form:
    shape = shapes().get(table)
    if shape is None:
        return Form(has_types=True, is_plain=False, tests=())
    given = dict(zip(names, types, strict=True))
    has_types = all(kind in shape.types[name] for name, kind in given.items() if name in shape.types)
    is_plain = has_types and kept_out()[table].isdisjoint(given) and _never_null()[table] <= given.keys()
    return Form(has_types, is_plain, tuple((n, t) for n, t in shape.forms if given.get(n, _Nothing) is not _Nothing))


class Shape(NamedTuple):
    """What the columns of a table may hold as they travel: their types, and a test of the form for some."""

    types: Mapping[str, tuple[type, ...]]
    forms: tuple[tuple[str, Test], ...]


@cache
def shapes() -> dict[str, Shape]:
    """The shapes of all synced tables."""
    return {t.name: _shape(t) for t in synced_tables()}


def _shape(table: Table) -> Shape:
    sent = [c for c in table.c if c.name not in kept_out()[table.name]]
    found = {c.name: _form(c) for c in sent}
    return Shape(
        {c.name: (*found[c.name][0], _Nothing) if c.nullable else found[c.name][0] for c in sent},
        tuple((name, form) for name, (_types, form) in found.items() if form is not None),
    )


def _form(column: Column[Any]) -> tuple[tuple[type, ...], Test | None]:
    kind = column.type
    found: tuple[tuple[type, ...], Test | None] = (str,), None
    if isinstance(kind, JSON):
        holds = column.info.get("holds")
        found = (holds,) if holds else (list, dict, str, int, float, bool), None
    elif isinstance(kind, LargeBinary):
        found = (str,), is_record_id if kind.length else _is_hex
    elif isinstance(kind, Boolean):
        found = (bool,), None
    elif isinstance(kind, Float):
        found = (float, int), None
    elif isinstance(kind, Integer):
        found = (int,), _is_small
    elif isinstance(kind, Date):
        found = (str,), _is_day
    elif column is Rollup.__table__.c.measure:  # it goes up: a word of ours and not one that somebody typed
        found = (str,), is_measure
    return found


def _is_hex(text: str) -> bool:
    return len(text) % 2 == 0 and not text.strip("0123456789abcdef")


def _is_small(number: int) -> bool:
    return -(2**62) <= number <= 2**62


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def policies_of(table: str) -> dict[str, str]:
    """The merge policies of a table; none for one that HQ does not know."""
    return policies().get(table, {})


def fields_of(op: Op) -> dict[str, Any]:
    """An op's fields without those that no op may set."""
    banned = kept_out().get(op.tbl, frozenset(("id", "bucket")))
    return op.f if banned.isdisjoint(op.f) else {k: v for k, v in op.f.items() if k not in banned}


def is_conflict(op: Op) -> bool:
    """True for an op on a conflict record: HQ makes those, laptops only resolve them."""
    return op.tbl == CONFLICTS
