"""What a laptop asks besides an exchange: a record's history, and how much of a file HQ has."""

from typing import Any

from msgspec import Struct


class Edit(Struct, frozen=True):
    """One edit of a record: by whom, on which laptop, when (ms UTC); `fields` holds (before, after) by name.

    `rev` is NULL for an edit that HQ could not place; `lost` are the fields in which another edit stood against it.
    """

    op_id: str
    rev: int | None
    at: int
    usr: str
    device: str
    fields: dict[str, tuple[Any, Any]]
    lost: list[str] = []


class History(Struct, frozen=True):
    """A record's edits, the oldest first."""

    tbl: str
    id: str
    edits: list[Edit]


class Have(Struct, frozen=True):
    """How many bytes of a file HQ has; `complete` once they are all there and their hash is right."""

    have: int
    complete: bool
