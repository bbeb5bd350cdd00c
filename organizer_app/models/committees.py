"""Which offices a committee has: what is vacant is what nobody holds of these."""

from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import Base, Record, id_field


class CommitteeSeat(Record, Base, kw_only=True):
    """So many seats of one office in every committee of a level, of a wing or (without one) of the organisation.

    `title` is a code of domain.members.OFFICES or own words, as in a post.
    """

    __tablename__ = "committee_seats"
    level: Mapped[str] = mapped_column()
    wing_id: Mapped[bytes | None] = id_field(default=None)
    title: Mapped[str] = mapped_column()
    seats: Mapped[int] = mapped_column(default=1)
    sort_order: Mapped[int] = mapped_column(default=0)
