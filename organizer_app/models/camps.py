"""Camps, their sessions, who should come, and what was spent."""

from datetime import date
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import Base, Policy, Record, field, id_field, list_field, object_field


class Camp(Record, Base, kw_only=True):
    """A training, webinar or meeting, from one day to another.

    A camp above a district travels in a bucket of its own: `districts` are the buckets it asks with how many people of
    each (0: no number), `host` the device that runs it ("" for one that had not joined). `copy_of` is set on the record
    that a district keeps of its own people at such a camp.
    """

    __tablename__ = "camps"
    __table_args__ = (Index("ix_camps_from", "from_on"),)
    title: Mapped[str] = mapped_column()
    kind: Mapped[str] = mapped_column(default="training")
    level: Mapped[str] = mapped_column(default="")
    area_id: Mapped[bytes] = id_field()
    venue: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date] = mapped_column()
    to_on: Mapped[date] = mapped_column()
    capacity: Mapped[int | None] = mapped_column(default=None)
    parent_id: Mapped[bytes | None] = id_field(default=None)
    status: Mapped[str] = mapped_column(default="planned")
    notes: Mapped[str] = mapped_column(default="")
    districts: Mapped[dict[str, int]] = object_field()
    host: Mapped[str] = mapped_column(default="")
    copy_of: Mapped[bytes | None] = id_field(default=None)


class CampSession(Record, Base, kw_only=True):
    """One sitting: a day, local times "HH:MM", a title and who teaches."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_camp", "camp_id"),)
    camp_id: Mapped[bytes] = id_field()
    day: Mapped[date] = mapped_column()
    starts: Mapped[str] = mapped_column()
    ends: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    trainers: Mapped[list[str]] = list_field()
    sort_order: Mapped[int] = mapped_column(default=0)


class Quota(Record, Base, kw_only=True):
    """How many of an area, wing and post were asked for; the invitations it made name it."""

    __tablename__ = "quotas"
    __table_args__ = (Index("ix_quotas_camp", "camp_id"),)
    camp_id: Mapped[bytes] = id_field()
    area_id: Mapped[bytes | None] = id_field(default=None)
    wing_id: Mapped[bytes | None] = id_field(default=None)
    post: Mapped[str] = mapped_column(default="")
    wanted: Mapped[int | None] = mapped_column(default=None)


class Invitation(Record, Base, kw_only=True):
    """Who should come: its id is uuid5(camp, member), so double entry on two laptops is one record.

    `serial` is the spare row a walk-in took on paper; everybody else's serial stands on the frozen sheet.
    """

    __tablename__ = "invitations"
    __table_args__ = (Index("ix_invitations_camp", "camp_id"), Index("ix_invitations_member", "member_id"))
    camp_id: Mapped[bytes] = id_field()
    member_id: Mapped[bytes] = id_field()
    quota_id: Mapped[bytes | None] = id_field(default=None)
    state: Mapped[str] = mapped_column(default="invited")
    stands_for_id: Mapped[bytes | None] = id_field(default=None)
    walk_in: Mapped[bool] = mapped_column(default=False)
    serial: Mapped[int | None] = mapped_column(default=None)
    badge: Mapped[str] = field(Policy.NEWEST, default="")


class Invitee(Record, Base, kw_only=True):
    """What the laptops of a camp above a district know of somebody: its id is that of the invitation.

    No more than name, office, wing, district (`area_id`) and the last digits of the phone ("••••••3210"). The rest
    stays in the roster of the district, `home_bucket`. Somebody unknown who walked in has no other record yet.
    """

    __tablename__ = "invitees"
    __table_args__ = (Index("ix_invitees_camp", "camp_id"), Index("ix_invitees_member", "member_id"))
    camp_id: Mapped[bytes] = id_field()
    member_id: Mapped[bytes] = id_field()
    home_bucket: Mapped[str] = mapped_column()
    area_id: Mapped[bytes] = id_field()
    name: Mapped[str] = mapped_column()
    name_other: Mapped[str] = mapped_column(default="")
    name_other_state: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")
    wing_id: Mapped[bytes | None] = id_field(default=None)
    phone: Mapped[str] = mapped_column(default="")


class Expense(Record, Base, kw_only=True):
    """Food, kit, travel: what, how much, for whom or from whom. `amount` is in paise."""

    __tablename__ = "expenses"
    __table_args__ = (Index("ix_expenses_camp", "camp_id"),)
    camp_id: Mapped[bytes] = id_field()
    kind: Mapped[str] = mapped_column()
    member_id: Mapped[bytes | None] = id_field(default=None)
    vendor: Mapped[str] = mapped_column(default="")
    what: Mapped[str] = mapped_column(default="")
    day: Mapped[date | None] = mapped_column(default=None)
    quantity: Mapped[float | None] = mapped_column(default=None)
    amount: Mapped[int] = mapped_column(default=0)
    page: Mapped[str] = mapped_column(default="")
    details: Mapped[list[dict[str, Any]]] = list_field()
