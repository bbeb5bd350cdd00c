"""What HQ does not store: ops that no laptop of ours makes, and values that would break another laptop."""

from functools import cache
from typing import Annotated, Any, TypedDict

import msgspec
from msgspec import Meta
from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, Table

from organizer_app.db.migrate import HEAD
from organizer_app.domain import buckets
from organizer_app.domain.buckets import CONFLICTS
from organizer_app.domain.words import N_
from organizer_app.models import synced_tables
from organizer_app.models.base import Policy, policy
from organizer_app.wire.protocol import ERASE, PATCH, Int, Op, is_record_id

SCHEMA = int(HEAD)  # the schema that HQ knows
OLDEST = 1  # the oldest that it still speaks with
MAX_TEXT = 1 << 20  # characters of one edit's fields as JSON

NOT_AN_ID = N_("The change names no record.")
UNKNOWN_KIND = N_("HQ does not know this kind of change.")
UNKNOWN_TABLE = N_("HQ does not know this kind of record.")
WRONG_BUCKET = N_("HQ does not keep this kind of record at this level.")
UNREADABLE = N_("A field holds something that HQ can't read.")
TOO_LARGE = N_("The change is too large for HQ.")
NOT_STORED = N_("HQ could not store this change.")

_Id = Annotated[str, Meta(min_length=32, max_length=32, pattern="^[0-9a-f]*$")]
_Bytes = Annotated[str, Meta(pattern="^([0-9a-f]{2})*$")]
_Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


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
    if len(text) > MAX_TEXT:
        return TOO_LARGE
    shape = _shapes().get(op.tbl)
    if shape is not None and op.f:
        try:
            msgspec.convert(op.f, shape)
        except msgspec.ValidationError:
            return UNREADABLE
    return ""


@cache
def kept_out() -> dict[str, frozenset[str]]:
    """The columns of each table that no op may set: its identity, and what each laptop computes for itself."""
    return {
        t.name: frozenset(c.name for c in t.c if c.name in ("id", "bucket", "n") or policy(t, c.name) == Policy.LOCAL)
        for t in synced_tables()
    }


@cache
def policies() -> dict[str, dict[str, str]]:
    """The columns of each table that merge in another way than by conflict."""
    return {
        t.name: {c.name: policy(t, c.name) for c in t.c if policy(t, c.name) != Policy.CONFLICT}
        for t in synced_tables()
    }


@cache
def _shapes() -> dict[str, Any]:
    return {t.name: _shape(t) for t in synced_tables()}


def _shape(table: Table) -> Any:
    """The types of a table's columns as they travel; other fields pass."""
    fields = {c.name: _type(c) for c in table.c if c.name not in kept_out()[table.name]}
    return TypedDict(table.name, fields, total=False)  # type: ignore[operator]  # made at run time from the model


def _type(column: Column[Any]) -> Any:
    if isinstance(column.type, JSON):
        return Any if column.nullable else list[Any] | dict[str, Any]
    if isinstance(column.type, LargeBinary):
        found: Any = _Id if column.type.length == 16 else _Bytes  # bytes of an id
    elif isinstance(column.type, Boolean):
        found = bool
    elif isinstance(column.type, Float):
        found = float
    elif isinstance(column.type, Integer):
        found = Int
    elif isinstance(column.type, Date):
        found = _Day
    else:
        found = str
    return found | None if column.nullable else found


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
