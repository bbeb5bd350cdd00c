"""Lists of the roster that somebody named and kept: what to find, not who was found."""

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import Base, Record, list_field, object_field


class SavedList(Record, Base, kw_only=True):
    """A filter with a name. `chosen` are the chips by key (ids as text), `columns` the keys of the columns shown."""

    __tablename__ = "saved_lists"
    title: Mapped[str] = mapped_column()
    chosen: Mapped[dict[str, Any]] = object_field()
    columns: Mapped[list[str]] = list_field()
    sort: Mapped[str] = mapped_column(default="name")
    descending: Mapped[bool] = mapped_column(default=False)
