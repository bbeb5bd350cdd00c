"""Places: the government's trees (administrative and electoral) and the organisation's own units that point at them."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.domain.search_keys import place_keys
from organizer_app.models.base import ADDED, Base, Policy, Record, field, id_field


class Area(Record, Base, kw_only=True):
    """A place. `parent_id` is the administrative parent, `constituency_id` the electoral one; HQ's version wins.

    `search_keys` are the words of its names; `place_keys`, made in the database with the paths, is by what people who
    live there are found: the words of every place it lies in up to its district, and these places themselves.
    `population` is what a census or the organisation counts; goals are split by it.
    """

    __tablename__ = "areas"
    __table_args__ = (
        Index("ix_areas_parent", "parent_id"),
        Index("ix_areas_constituency", "constituency_id"),
        Index("ix_areas_level_code", "level", "code"),
    )
    level: Mapped[str] = field(Policy.SERVER)
    code: Mapped[str] = field(Policy.SERVER)
    name_hi: Mapped[str] = field(Policy.SERVER, default="")
    name_en: Mapped[str] = field(Policy.SERVER, default="")
    parent_id: Mapped[bytes | None] = id_field(Policy.SERVER, default=None)
    constituency_id: Mapped[bytes | None] = id_field(Policy.SERVER, default=None)
    district_id: Mapped[bytes | None] = id_field(Policy.SERVER, default=None)
    points_at_id: Mapped[bytes | None] = id_field(Policy.SERVER, default=None)
    ends_on: Mapped[date | None] = field(Policy.SERVER, default=None)
    search_keys: Mapped[str] = field(Policy.LOCAL, default="", server_default="", sort_order=ADDED)
    place_keys: Mapped[str] = field(Policy.LOCAL, default="", server_default="", sort_order=ADDED)
    population: Mapped[int | None] = field(Policy.SERVER, default=None, sort_order=ADDED)

    def derive(self) -> None:
        self.search_keys = area_text(self.name_hi, self.name_en)


def area_text(name_hi: str, name_en: str) -> str:
    """What an area's `search_keys` hold: each key of its two names once."""
    return " ".join(dict.fromkeys((*place_keys(name_hi), *place_keys(name_en))))


class AreaPath(Base, kw_only=True):
    """The closure of both trees, kept on this laptop: `above` holds `below` in tree "place" or "seat"."""

    __tablename__ = "area_paths"
    __table_args__ = (Index("ix_area_paths_below", "below", "tree", "above"), {"sqlite_with_rowid": False})
    above: Mapped[bytes] = id_field(primary_key=True)
    tree: Mapped[str] = mapped_column(primary_key=True)
    below: Mapped[bytes] = id_field(primary_key=True)
    depth: Mapped[int] = mapped_column()
