"""A place as lists and pickers show it."""

from dataclasses import dataclass
from typing import NamedTuple

from organizer_app.domain.areas import level_name
from organizer_app.domain.words import language


@dataclass(frozen=True, slots=True)
class Place:
    """An area with its administrative parent. Names fall back to the other language, never to nothing."""

    id: bytes
    level: str
    code: str
    name_hi: str
    name_en: str
    parent_id: bytes | None = None
    parent_code: str = ""
    parent_hi: str = ""
    parent_en: str = ""
    state_code: str = ""

    @property
    def name(self) -> str:
        return (self.name_hi or self.name_en) if language() == "hi" else (self.name_en or self.name_hi)

    @property
    def parent_name(self) -> str:
        return (self.parent_hi or self.parent_en) if language() == "hi" else (self.parent_en or self.parent_hi)

    @property
    def level_text(self) -> str:
        return level_name(self.level, self.state_code)


class PlaceFound(NamedTuple):
    """A place in a picker: the names above it in the administrative and the electoral tree, the nearest first, and
    whether other places lie in it."""

    place: Place
    above: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    holds: bool = False

    @property
    def crumbs(self) -> str:
        """Its level and where it lies: "Booth · Kanke › Ranchi › Jharkhand · Kanke (seat) › Ranchi"."""
        ways = (" › ".join(names) for names in (self.above, self.seats) if names)
        return "  ·  ".join((self.place.level_text, *ways))
