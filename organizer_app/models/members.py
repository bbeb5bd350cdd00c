"""People on the roster, what they allowed, and the offices they hold."""

from datetime import date
from typing import Any

from sqlalchemy import Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.domain.ids import new_id
from organizer_app.domain.matching import home_key
from organizer_app.domain.names import sort_key
from organizer_app.domain.search_keys import search_text
from organizer_app.models.base import ADDED, Base, Policy, Record, field, id_field, list_field

ON_ROSTER = "archived_at IS NULL AND merged_into IS NULL"
GONE_BY = ("archived_at", "merged_into")  # in each index below, because SQLite reads the row for what is not there
LISTED_BY = ("sort_key", "n", "status", "area_id", "seat_id", "id")
CHANGED_BY = ("changed_at", "n", "status", "area_id", "seat_id")
COUNTED_BY = ("id", "area_id", "seat_id", "status", "bucket")
SHOWN_BY = (
    *("n", "sort_key", "status", "area_id", "seat_id", "id", "guardian", "name_other", "gender", "birth_year"),
    *("card_no", "source", "status_on", "changed_by"),
)


class Member(Record, Base, kw_only=True):
    """A person who agreed to be on the roster. `area_id` (administrative) and `seat_id` (electoral) may be unknown.

    `phones` is a list of {"number", "kind", "problem"}; `wings` a list of wing ids as text. `n` stays on this laptop.
    `status_on` is the day since which the status holds; `review_on` the day to ask whether the person is still kept,
    where somebody set another one than the rule's. `merged_into` is the entry of the same person that is kept.
    """

    __tablename__ = "members"
    __table_args__ = (
        Index("ix_members_area", "area_id", "sort_key", "n", "status", "seat_id", *GONE_BY),
        # The table on screen in its order and with its usual filters, read without touching the rows; then the newest
        # first; then what the other columns sort by, in the order of adding, in which an import appends quickest.
        Index("ix_members_list", *LISTED_BY, *GONE_BY, sqlite_where=text(ON_ROSTER)),
        Index("ix_members_changed", *CHANGED_BY, *GONE_BY, sqlite_where=text(ON_ROSTER)),
        # What drives count: people in the order in which attendance and groups name them.
        Index("ix_members_counted", *COUNTED_BY, *GONE_BY, sqlite_where=text(ON_ROSTER)),
        Index("ix_members_shown", *SHOWN_BY, *GONE_BY, sqlite_where=text(ON_ROSTER)),
        Index("ix_members_seat", "seat_id"),
        Index("ix_members_bucket", "bucket", "status"),
        Index("ix_members_card", "card_no", sqlite_where=text("card_no <> ''")),
        Index("ix_members_home", "home_key", sqlite_where=text("home_key IS NOT NULL")),
        Index("ix_members_merged", "merged_into", sqlite_where=text("merged_into IS NOT NULL")),
    )
    n: Mapped[int] = field(Policy.LOCAL, primary_key=True, autoincrement=True, init=False)
    id: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True, default_factory=new_id)
    name: Mapped[str] = mapped_column()
    name_other: Mapped[str] = mapped_column(default="")
    name_other_state: Mapped[str] = mapped_column(default="")
    honorific: Mapped[str] = mapped_column(default="")
    guardian: Mapped[str] = mapped_column(default="")
    relation: Mapped[str] = mapped_column(default="")
    gender: Mapped[str] = mapped_column(default="")
    birth_year: Mapped[int | None] = mapped_column(default=None)
    phones: Mapped[list[dict[str, Any]]] = list_field()
    address: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    area_id: Mapped[bytes | None] = id_field(default=None)
    seat_id: Mapped[bytes | None] = id_field(default=None)
    wings: Mapped[list[str]] = list_field()
    status: Mapped[str] = mapped_column(default="member")
    skills: Mapped[list[str]] = list_field()
    languages: Mapped[list[str]] = list_field()
    platforms: Mapped[list[str]] = list_field()
    source: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    card_no: Mapped[str] = mapped_column(default="")
    merged_into: Mapped[bytes | None] = id_field(default=None)
    sort_key: Mapped[str] = field(Policy.LOCAL, default="")
    search_keys: Mapped[str] = field(Policy.LOCAL, default="")
    home_key: Mapped[int | None] = field(Policy.LOCAL, default=None)
    status_on: Mapped[date | None] = mapped_column(default=None, sort_order=ADDED)
    review_on: Mapped[date | None] = mapped_column(default=None, sort_order=ADDED)

    def derive(self) -> None:
        self.sort_key = sort_key(self.name)
        self.search_keys = search_text(self.name, self.name_other, self.guardian, self.place)
        self.home_key = home_key(self.name, self.guardian, self.area_id)


class MemberPhone(Base, kw_only=True):
    """The phones of the roster, one a row, kept on this laptop by triggers.

    `tail` is the number's last ten digits reversed; an unreadable phone has a `problem` and no number.
    """

    __tablename__ = "member_phones"
    __table_args__ = (
        Index("ix_member_phones_number", "number"),
        Index("ix_member_phones_tail", "tail"),
        Index("ix_member_phones_problem", "n", sqlite_where=text("problem <> ''")),
        {"sqlite_with_rowid": False},
    )
    n: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column()
    tail: Mapped[str] = mapped_column()
    problem: Mapped[str] = mapped_column(default="")


class MemberWing(Base, kw_only=True):
    """Who is in which wing, kept on this laptop by triggers."""

    __tablename__ = "member_wings"
    __table_args__ = ({"sqlite_with_rowid": False},)
    wing_id: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)


class Consent(Record, Base, kw_only=True):
    """What a person allowed or withdrew: one record for each answer, the latest counts.

    `given_by` is the guardian who answered for somebody under 18; "" when the person did.
    """

    __tablename__ = "consents"
    # Which answer counts is told by the index alone, for one person and for all of them.
    __table_args__ = (
        Index("ix_consents_member", "member_id", "purpose", "channel", "at", "state", "given_by", "archived_at"),
    )
    member_id: Mapped[bytes] = id_field()
    purpose: Mapped[str] = mapped_column()
    channel: Mapped[str] = mapped_column()
    state: Mapped[str] = mapped_column()
    at: Mapped[int] = field(Policy.NEWEST)
    how: Mapped[str] = field(Policy.NEWEST, default="")
    notice_version: Mapped[str] = mapped_column(default="")
    notice_language: Mapped[str] = mapped_column(default="")
    taken_by: Mapped[str] = field(Policy.NEWEST, default="")
    given_by: Mapped[str] = field(Policy.NEWEST, default="", server_default="", sort_order=ADDED)


class Post(Record, Base, kw_only=True):
    """An office held: title (a code of domain.members.OFFICES or own words), level, area, wing, from and to."""

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_member", "member_id"), Index("ix_posts_area", "area_id", "title"))
    member_id: Mapped[bytes] = id_field()
    title: Mapped[str] = mapped_column()
    level: Mapped[str] = mapped_column(default="")
    area_id: Mapped[bytes | None] = id_field(default=None)
    wing_id: Mapped[bytes | None] = id_field(default=None)
    from_on: Mapped[date | None] = mapped_column(default=None)
    to_on: Mapped[date | None] = mapped_column(default=None)
    sort_order: Mapped[int] = mapped_column(default=0)
