"""Who looked at or took out whose data, and why: only added to, never changed."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from organizer_app.models.base import Base, Policy, Record, field, id_field


class Audit(Record, Base, kw_only=True):
    """One access. `act` is a word of domain/audit.py, `subject` the person (None for a list of `people` many).

    `at` is an instant (ms UTC), `by` the operator, `device` the laptop's letter.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_at", "at"), Index("ix_audit_subject", "subject"))
    at: Mapped[int] = field(Policy.NEWEST)
    by: Mapped[str] = field(Policy.NEWEST)
    device: Mapped[str] = field(Policy.NEWEST, default="")
    act: Mapped[str] = field(Policy.NEWEST)
    subject: Mapped[bytes | None] = id_field(Policy.NEWEST, default=None)
    people: Mapped[int] = field(Policy.NEWEST, default=0)
    fields: Mapped[str] = field(Policy.NEWEST, default="")
    reason: Mapped[str] = field(Policy.NEWEST, default="")
