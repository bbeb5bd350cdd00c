"""Frozen sheets, marks, and the day that is closed when paper and database agree."""

from datetime import date
from typing import Any

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import Base, Policy, Record, field, id_field, list_field, object_field


class Sheet(Record, Base, kw_only=True):
    """What was printed; never changes after printing, except which pages came back and what was counted on them.

    `people` is a list of [serial, member id as text]; `sessions` a list of session ids as text; `returned` a list of
    "page@day"; `counted` maps "page:session id" to the signatures counted. `code` is the number in the QR.
    """

    __tablename__ = "sheets"
    __table_args__ = (Index("ix_sheets_camp", "camp_id"), Index("ix_sheets_code", "code"))
    camp_id: Mapped[bytes] = id_field()
    version: Mapped[str] = mapped_column()
    part: Mapped[int] = mapped_column(default=1)
    parts: Mapped[int] = mapped_column(default=1)
    layout: Mapped[int] = mapped_column(default=1)
    code: Mapped[int] = mapped_column()
    check_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    sessions: Mapped[list[str]] = list_field()
    people: Mapped[list[list[Any]]] = list_field()
    first_new: Mapped[int] = mapped_column(default=1)
    spare_rows: Mapped[int] = mapped_column(default=10)
    frozen_at: Mapped[int] = field(Policy.NEWEST, default=0)
    printed_at: Mapped[int | None] = field(Policy.NEWEST, default=None)
    returned: Mapped[list[str]] = list_field()
    counted: Mapped[dict[str, int]] = object_field()


class Attendance(Record, Base, kw_only=True):
    """A mark: its id is uuid5(session, member), so two laptops that mark the same person meet in one record."""

    __tablename__ = "attendance"
    __table_args__ = (
        # Who came is told by the index alone: a million marks are counted every evening.
        Index("ix_attendance_session", "session_id", "mark", "member_id", "archived_at"),
        Index("ix_attendance_member", "member_id"),
    )
    session_id: Mapped[bytes] = id_field()
    member_id: Mapped[bytes] = id_field()
    mark: Mapped[str] = mapped_column()
    how: Mapped[str] = field(Policy.NEWEST, default="serial")
    sheet_id: Mapped[bytes | None] = field(Policy.NEWEST, LargeBinary(16), default=None)
    at: Mapped[int] = field(Policy.NEWEST, default=0)
    by: Mapped[str] = field(Policy.NEWEST, default="")


class DayClose(Record, Base, kw_only=True):
    """A day on which paper and database were compared. `differences` are sentences' values, kept as they were."""

    __tablename__ = "day_closes"
    __table_args__ = (Index("ix_day_closes_camp", "camp_id"),)
    camp_id: Mapped[bytes] = id_field()
    day: Mapped[date] = mapped_column()
    printed: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    signed: Mapped[int] = mapped_column(default=0)
    marked: Mapped[int] = mapped_column(default=0)
    differences: Mapped[list[dict[str, Any]]] = list_field()
    closed_by: Mapped[str] = field(Policy.NEWEST, default="")
    closed_at: Mapped[int | None] = field(Policy.NEWEST, default=None)
    reopened: Mapped[str] = mapped_column(default="")
