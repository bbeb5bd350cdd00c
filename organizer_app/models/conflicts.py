"""Two edits that met: what stands, what was lost, and what somebody decided."""

from typing import Any

from sqlalchemy import JSON, ColumnElement, Index
from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import Base, Policy, Record, id_field

OPEN = "open"


class Conflict(Record, Base, kw_only=True):
    """One field of one record that two people changed, written by HQ; id is uuid5(op_id, field).

    `kind` is "field", or "out-of-scope" with field "*": a whole edit that HQ could not place, `lost` its values.
    `kept` and `lost` are JSON values as the outbox holds them. `op_id`, `dev`, `usr` and `at` tell of the edit that
    came later to HQ; the four `kept_` and `lost_` columns tell who wrote which value, where HQ knows. `status` is open,
    kept, theirs (the lost value was put back) or typed (another value was).
    """

    __tablename__ = "conflicts"
    __table_args__ = (Index("ix_conflicts_record", "tbl", "rid"), Index("ix_conflicts_status", "status"))
    tbl: Mapped[str] = mapped_column()
    rid: Mapped[bytes] = id_field()
    field: Mapped[str] = mapped_column()
    kind: Mapped[str] = mapped_column(default="field")
    kept: Mapped[Any] = mapped_column(JSON(none_as_null=True), default=None, nullable=True)
    lost: Mapped[Any] = mapped_column(JSON(none_as_null=True), default=None, nullable=True)
    op_id: Mapped[str] = mapped_column(default="")
    dev: Mapped[str] = mapped_column(default="")
    usr: Mapped[str] = mapped_column(default="")
    at: Mapped[int] = mapped_column(default=0)
    kept_usr: Mapped[str] = mapped_column(default="")
    kept_at: Mapped[int | None] = mapped_column(default=None)
    lost_usr: Mapped[str] = mapped_column(default="")
    lost_at: Mapped[int | None] = mapped_column(default=None)
    status: Mapped[str] = mapped_column(info={"policy": Policy.NEWEST}, default=OPEN)


def waiting() -> tuple[ColumnElement[bool], ...]:
    """What holds of those that wait for a decision."""
    return Conflict.status == OPEN, Conflict.archived_at.is_(None)
