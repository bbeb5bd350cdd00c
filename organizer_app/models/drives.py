"""Drives: what is asked for in which time, and the goals of it by place."""

from datetime import date

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import Base, Policy, Record, field, id_field, list_field, object_field


class Drive(Record, Base, kw_only=True):
    """A campaign in a place (`area_id`), for everybody or for some wings (ids as text), from one day to another.

    `numbers` are where people call or write to ({"missed_call": …, "whatsapp": …}), kept as they were given. `measures`
    are what is counted, words of domain/drives.py. `off` are days without work ("2027-03-04"), `weekly` weekdays (0:
    Monday). What it looks like is `brand_…`, `flag`, `logo` and `colours` ("#0B655B") in `kit_version`. `text_…` is for
    the public; `report_…` is HQ's own form of the evening report.
    """

    __tablename__ = "drives"
    title_hi: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date] = mapped_column()
    to_on: Mapped[date] = mapped_column()
    area_id: Mapped[bytes] = id_field()
    wings: Mapped[list[str]] = list_field()
    numbers: Mapped[dict[str, str]] = object_field()
    measures: Mapped[list[str]] = list_field()
    off: Mapped[list[str]] = list_field()
    weekly: Mapped[list[int]] = list_field()
    brand_hi: Mapped[str] = mapped_column(default="")
    brand_en: Mapped[str] = mapped_column(default="")
    flag: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    colours: Mapped[list[str]] = list_field()
    kit_version: Mapped[int] = mapped_column(default=1)
    text_hi: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
    report_hi: Mapped[str] = mapped_column(default="")
    report_en: Mapped[str] = mapped_column(default="")


class Target(Record, Base, kw_only=True):
    """How many of a measure a place is to reach in a drive, of a wing, of a post, in a time; id is uuid5 of all that
    and the bucket. Without a time it is the drive's.

    Where HQ's and a district's own goal are for the same, HQ's counts. `how` says where the number came from:
    "typed", or "population", "equal" or "hand" for a share of the goal above.
    """

    __tablename__ = "targets"
    __table_args__ = (Index("ix_targets_drive", "drive_id", "area_id"),)
    drive_id: Mapped[bytes] = id_field(Policy.SERVER)
    measure: Mapped[str] = field(Policy.SERVER)
    area_id: Mapped[bytes] = id_field(Policy.SERVER)
    wing_id: Mapped[bytes | None] = id_field(Policy.SERVER, default=None)
    post: Mapped[str] = field(Policy.SERVER, default="")
    from_on: Mapped[date | None] = field(Policy.SERVER, default=None)
    to_on: Mapped[date | None] = field(Policy.SERVER, default=None)
    goal: Mapped[int] = field(Policy.SERVER)
    how: Mapped[str] = field(Policy.SERVER, default="typed")
    set_by: Mapped[str] = field(Policy.SERVER, default="")


class Tally(Base, kw_only=True):
    """How many of a measure, a wing and a post there are at a place and all below it, counted on this laptop.

    `day` is 0 for what stands now, else the ordinal of the day on which so many came to be, as far back as drives go.
    `drive_id` is b"" for what is counted whenever it came to be. Kept so that a page has numbers at once; counted anew
    behind it.
    """

    __tablename__ = "tallies"
    __table_args__ = ({"sqlite_with_rowid": False},)
    drive_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    measure: Mapped[str] = mapped_column(primary_key=True)
    wing_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    post: Mapped[str] = mapped_column(primary_key=True)
    area_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column()
