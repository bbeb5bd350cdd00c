"""The organisation itself: what stands on its paper, and its wings."""

from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import Base, Policy, Record, field, id_field, object_field


class Organisation(Record, Base, kw_only=True):
    """The one record that says whose paper this is. `labels` renames words, for example {"wing": "मोर्चा"}."""

    __tablename__ = "organisations"
    name_hi: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    labels: Mapped[dict[str, Any]] = object_field()
    home_area_id: Mapped[bytes | None] = id_field(Policy.LOCAL, default=None)


class Wing(Record, Base, kw_only=True):
    """A front, organisation, department or cell. An office of the organisation, never a person's community.

    `on_paper` is off for wings whose name could be read as the community of those in it: no paper shows them.
    """

    __tablename__ = "wings"
    kind: Mapped[str] = field(Policy.SERVER)
    code: Mapped[str] = field(Policy.SERVER)
    name_hi: Mapped[str] = field(Policy.SERVER, default="")
    name_en: Mapped[str] = field(Policy.SERVER, default="")
    parent_id: Mapped[bytes | None] = id_field(Policy.SERVER, default=None)
    sort_order: Mapped[int] = field(Policy.SERVER, default=0)
    on_paper: Mapped[bool] = field(Policy.SERVER, default=True)
