"""Who works at the laptops of a district, and the PINs by which this laptop knows them."""

from datetime import date

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import ADDED, Base, Record


class Operator(Record, Base, kw_only=True):
    """Somebody who sits at a laptop. `role` is a word of domain.roles; after `to_on` the name stands in history only.
    A guest, who looks and changes nothing, is let in until the end of `until_on`.

    `name` is what every change of theirs is signed with. No person of the roster is named: an erased one's id would
    have a name again. The PIN is not here: it never leaves its laptop.
    """

    __tablename__ = "operators"
    name: Mapped[str] = mapped_column()
    role: Mapped[str] = mapped_column()
    from_on: Mapped[date | None] = mapped_column(default=None)
    to_on: Mapped[date | None] = mapped_column(default=None)
    until_on: Mapped[date | None] = mapped_column(default=None, sort_order=ADDED)


class OperatorPin(Base, kw_only=True):
    """An operator's PIN on this laptop, stretched by scrypt; never sent.

    `tries` wrong ones came since the last right one, the last of them at `tried_at` (ms UTC).
    """

    __tablename__ = "operator_pins"
    __table_args__ = ({"sqlite_with_rowid": False},)
    operator_id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    cost: Mapped[int] = mapped_column()
    tries: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[int] = mapped_column(default=0)
