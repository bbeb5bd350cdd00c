"""Entries that are one person, and pairs that look alike and are not."""

from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from organizer_app.models.base import Base, Policy, Record, field, id_field


def _kept() -> MappedColumn[Any]:
    """A JSON object of which the later one counts: two laptops that merged one pair have nothing to settle by hand."""
    info = {"holds": dict, "policy": Policy.NEWEST}
    return mapped_column(JSON(none_as_null=True), info=info, default_factory=dict)


class Merge(Record, Base, kw_only=True):
    """One merging of two entries of a person: `member_id` is kept, `gone_id` stands behind it.

    The older entry is always the one that is kept, so that two laptops never merge a pair into a ring. `before` holds
    the kept entry's fields as they were, `after` as they became; `moved` the records by table whose person changed.
    Taking it apart needs nothing else, so any laptop can do it; `undone_at` says that one did. The id is uuid5 of both,
    the older one first, so that the same pair merged on two laptops is one merging.
    """

    __tablename__ = "merges"
    __table_args__ = (Index("ix_merges_member", "member_id"), Index("ix_merges_gone", "gone_id"))
    member_id: Mapped[bytes] = id_field()
    gone_id: Mapped[bytes] = id_field()
    before: Mapped[dict[str, Any]] = _kept()
    after: Mapped[dict[str, Any]] = _kept()
    moved: Mapped[dict[str, Any]] = _kept()
    undone_at: Mapped[int | None] = field(Policy.NEWEST, default=None)


class Distinction(Record, Base, kw_only=True):
    """Two entries that somebody looked at and found to be two people; id is uuid5 of both, the older one first."""

    __tablename__ = "distinctions"
    __table_args__ = (Index("ix_distinctions_member", "member_id"), Index("ix_distinctions_other", "other_id"))
    member_id: Mapped[bytes] = id_field()
    other_id: Mapped[bytes] = id_field()


class DuplicateFound(Base, kw_only=True):
    """A pair of entries (by local number, the lower first) that looks like one person; found on this laptop alone.

    `likeness` is 0 to 100, `reasons` a list of codes (domain.likeness); a trigger takes a pair out with its people.
    """

    __tablename__ = "duplicates_found"
    __table_args__ = (
        Index("ix_duplicates_found_second", "second"),
        Index("ix_duplicates_found_likeness", "likeness", "first"),
        {"sqlite_with_rowid": False},
    )
    first: Mapped[int] = mapped_column(primary_key=True)
    second: Mapped[int] = mapped_column(primary_key=True)
    likeness: Mapped[int] = mapped_column()
    reasons: Mapped[list[str]] = mapped_column(JSON(none_as_null=True))


class DuplicateStale(Base, kw_only=True):
    """Who changed since duplicates were looked for, by local number; kept by triggers. Who is new has a higher one."""

    __tablename__ = "duplicates_stale"
    n: Mapped[int] = mapped_column(primary_key=True)
