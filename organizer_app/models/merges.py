"""Entries that are one person, and pairs that look alike and are not."""

from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import Base, Record, id_field, object_field


class Merge(Record, Base, kw_only=True):
    """One merging of two entries of a person: `member_id` is kept, `gone_id` stands behind it.

    The older entry is always the one that is kept, so that two laptops never merge a pair into a ring. `before` holds
    the kept entry's fields as they were, `after` as they became; `moved` the records by table whose person changed.
    Taking it apart needs nothing else, so any laptop can do it; `undone_at` says that one did.
    """

    __tablename__ = "merges"
    __table_args__ = (Index("ix_merges_member", "member_id"), Index("ix_merges_gone", "gone_id"))
    member_id: Mapped[bytes] = id_field()
    gone_id: Mapped[bytes] = id_field()
    before: Mapped[dict[str, Any]] = object_field()
    after: Mapped[dict[str, Any]] = object_field()
    moved: Mapped[dict[str, Any]] = object_field()
    undone_at: Mapped[int | None] = mapped_column(default=None)


class Distinction(Record, Base, kw_only=True):
    """Two entries that somebody looked at and found to be two people; id is uuid5 of both, the older one first."""

    __tablename__ = "distinctions"
    __table_args__ = (Index("ix_distinctions_member", "member_id"), Index("ix_distinctions_other", "other_id"))
    member_id: Mapped[bytes] = id_field()
    other_id: Mapped[bytes] = id_field()
