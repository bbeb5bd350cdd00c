"""Tables of this laptop alone: the outbox, what HQ acknowledged, the acts a person can undo, and import progress."""

from typing import Any

from sqlalchemy import JSON, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import Base

# These stand in queries as they are, because SQLite uses a partial index only for a condition it can read.
SENDABLE = "state = 'waiting' AND bucket <> 'local'"  # without the rows that have no place yet: many, and long there
REFUSED = "state IN ('refused', 'parked')"


class Outbox(Base, kw_only=True):
    """One captured change: `f` the new values, `was` the old ones, `base` the revision the editor had seen.

    `state` is waiting, or what HQ did with it: acked, parked, refused (`why` in one sentence) or erased; a person may
    turn the middle two into seen. `acked_at` is the time of HQ's answer by HQ's clock, `taken` the revision that each
    generation of HQ's gave it, where it took it without a conflict.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("op_id"),
        Index("ix_outbox_record", "tbl", "id"),
        # With the columns of its condition, so that counting what waits reads no row.
        Index("ix_outbox_waiting", "seq", "state", "bucket", sqlite_where=text(SENDABLE)),
        Index("ix_outbox_refused", "seq", sqlite_where=text(REFUSED)),
        Index("ix_outbox_acked", "acked_at", sqlite_where=text("acked_at IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )
    seq: Mapped[int] = mapped_column(primary_key=True, init=False)
    op_id: Mapped[str] = mapped_column()
    tbl: Mapped[str] = mapped_column()
    id: Mapped[bytes] = mapped_column(LargeBinary(16))
    bucket: Mapped[str] = mapped_column()
    kind: Mapped[str] = mapped_column()
    f: Mapped[dict[str, Any]] = mapped_column(JSON)
    was: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    base: Mapped[int] = mapped_column(default=0)
    at: Mapped[int] = mapped_column(default=0)
    usr: Mapped[str] = mapped_column(default="")
    gen: Mapped[str] = mapped_column(default="")
    tx: Mapped[int | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default="waiting")
    why: Mapped[str | None] = mapped_column(default=None)
    acked_at: Mapped[int | None] = mapped_column(default=None)
    taken: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True), default=None)


class Act(Base, kw_only=True):
    """One verb of a person: the unit of undo and of history.

    Its changes are outbox rows first_seq to last_seq, because one writer at a time holds the database.
    """

    __tablename__ = "acts"
    __table_args__ = ({"sqlite_autoincrement": True},)
    tx: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[int] = mapped_column()
    usr: Mapped[str] = mapped_column()
    verb: Mapped[str] = mapped_column()
    about: Mapped[str] = mapped_column(default="")
    first_seq: Mapped[int] = mapped_column(default=0)
    last_seq: Mapped[int] = mapped_column(default=0)
    undoes: Mapped[int | None] = mapped_column(default=None)
    undone_by: Mapped[int | None] = mapped_column(default=None)


class Capture(Base, kw_only=True):
    """The one row the triggers read: are changes being applied from elsewhere, in bulk, by whom, in which act.

    A table of its own beside sync_state, because a trigger reads it once for every changed row.
    """

    __tablename__ = "capture"
    one: Mapped[int] = mapped_column(primary_key=True, default=1)
    applying: Mapped[int] = mapped_column(default=0)
    bulk: Mapped[int] = mapped_column(default=0)
    usr: Mapped[str] = mapped_column(default="")
    gen: Mapped[str] = mapped_column(default="")
    tx: Mapped[int | None] = mapped_column(default=None)
    clock: Mapped[int | None] = mapped_column(default=None)


class SyncRow(Base, kw_only=True):
    """The revision of a record that HQ gave; the base of the next edit."""

    __tablename__ = "sync_row"
    __table_args__ = ({"sqlite_with_rowid": False},)
    tbl: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    bucket: Mapped[str] = mapped_column()
    rev: Mapped[int] = mapped_column()


class SyncState(Base, kw_only=True):
    """Small facts of this laptop: its letter, the version of the triggers, the last op."""

    __tablename__ = "sync_state"
    k: Mapped[str] = mapped_column(primary_key=True)
    v: Mapped[str] = mapped_column()


class ImportJob(Base, kw_only=True):
    """How far a file was read, so that a killed import goes on where it stopped."""

    __tablename__ = "import_jobs"
    file_hash: Mapped[str] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column()
    started_at: Mapped[int] = mapped_column()
    row: Mapped[int] = mapped_column(default=0)
    done: Mapped[bool] = mapped_column(default=False)
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default_factory=dict)
    source: Mapped[str] = mapped_column(default="")
    consent: Mapped[str] = mapped_column(default="")
    tx: Mapped[int | None] = mapped_column(default=None)


class ImportSeen(Base, kw_only=True):
    """The fingerprints of rows already taken in, so that the same file again changes nothing."""

    __tablename__ = "import_seen"
    __table_args__ = ({"sqlite_with_rowid": False},)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    member_id: Mapped[bytes] = mapped_column(LargeBinary(16))
