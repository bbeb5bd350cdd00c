"""Counts that a district sends up to its state: numbers of places, never of one person."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from organizer_app.models.base import Base, Policy, Record, field, id_field


class Rollup(Record, Base, kw_only=True):
    """How many of one measure there are in one place; id is uuid5(bucket, area, wing, measure, day).

    Made by the district's laptop, never typed, so the later count wins silently. `measure` is a word of
    domain/rollups.py. `day` is empty for what stands now, 0001-01-01 for what stands of a drive's board, else the day
    on which so many came to be. `as_of` is the instant at which the value became so (ms UTC): the same count again
    writes nothing.
    """

    __tablename__ = "rollups"
    __table_args__ = (Index("ix_rollups_bucket", "bucket", "day"),)
    area_id: Mapped[bytes] = id_field(Policy.NEWEST)
    wing_id: Mapped[bytes | None] = id_field(Policy.NEWEST, default=None)
    measure: Mapped[str] = field(Policy.NEWEST)
    day: Mapped[date | None] = field(Policy.NEWEST, default=None)
    value: Mapped[int] = field(Policy.NEWEST)
    as_of: Mapped[int] = field(Policy.NEWEST)
