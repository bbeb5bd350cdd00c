"""Where this laptop stands with HQ, which records it wants again, and whom it has erased."""

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import Base


class Cursor(Base, kw_only=True):
    """How far this laptop has read a bucket it may hold."""

    __tablename__ = "cursor"
    __table_args__ = ({"sqlite_with_rowid": False},)
    bucket: Mapped[str] = mapped_column(primary_key=True)
    ver: Mapped[int] = mapped_column()


class Want(Base, kw_only=True):
    """A record that HQ shall send again. An answer counts only while the number it was asked with stands here."""

    __tablename__ = "want"
    __table_args__ = ({"sqlite_with_rowid": False},)
    tbl: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    nonce: Mapped[int] = mapped_column()


class Erasure(Base, kw_only=True):
    """Somebody who was erased here, as keyed hashes: enough to recognise them in an old backup, not to know them.

    `mark` is of the record's id (kind "id") or of a phone number and name together (kind "person").
    """

    __tablename__ = "erasures"
    __table_args__ = ({"sqlite_with_rowid": False},)
    mark: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    kind: Mapped[str] = mapped_column()
    at: Mapped[int] = mapped_column()
    usr: Mapped[str] = mapped_column()
    reason: Mapped[str] = mapped_column()
