"""Messaging groups that people of the roster keep: where each is and how large, never what is said in it."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import Base, Policy, Record, field, id_field


class Group(Record, Base, kw_only=True):
    """One group. `member_id` is the person who keeps it, `platform` a word of domain/groups.py, `size` how many are in
    it as the keeper says. `checked_on` is the day on which somebody last saw that it is there.
    """

    __tablename__ = "groups"
    __table_args__ = (Index("ix_groups_member", "member_id"), Index("ix_groups_area", "area_id", "platform"))
    member_id: Mapped[bytes] = id_field()
    name: Mapped[str] = mapped_column(default="")
    platform: Mapped[str] = mapped_column(default="whatsapp")
    area_id: Mapped[bytes | None] = id_field(default=None)
    language: Mapped[str] = mapped_column(default="")
    size: Mapped[int | None] = mapped_column(default=None)
    link: Mapped[str] = mapped_column(default="")
    expires_on: Mapped[date | None] = mapped_column(default=None)
    checked_on: Mapped[date | None] = field(Policy.NEWEST, default=None)
    checked_by: Mapped[str] = field(Policy.NEWEST, default="")


class GroupCount(Record, Base, kw_only=True):
    """How many groups somebody keeps on a platform, where listing each would be too much; id is uuid5(member,
    platform). `as_of` is the day on which it was said or counted.
    """

    __tablename__ = "group_counts"
    __table_args__ = (Index("ix_group_counts_member", "member_id", "number", "as_of", "archived_at", "platform"),)
    member_id: Mapped[bytes] = id_field()
    platform: Mapped[str] = field(Policy.NEWEST)
    number: Mapped[int] = field(Policy.NEWEST)
    as_of: Mapped[date] = field(Policy.NEWEST)
