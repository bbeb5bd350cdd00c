"""What people are told before they agree, in the words that were in force."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import Base, Record


class Notice(Record, Base, kw_only=True):
    """The text of a notice for one purpose. A consent names its version; a text is never changed, only followed."""

    __tablename__ = "notices"
    purpose: Mapped[str] = mapped_column()
    version: Mapped[str] = mapped_column()
    text_hi: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date | None] = mapped_column(default=None)
