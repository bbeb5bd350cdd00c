"""What the one search field of the window found beside commands."""

from dataclasses import dataclass
from datetime import date

from organizer_app.domain.matched import Mark
from organizer_app.domain.members import MemberRow
from organizer_app.domain.places import Place

COUNTED = 200  # people that are counted; who types more words finds fewer


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody found, what of them answered, and whether they are outside the home area."""

    row: MemberRow
    marks: tuple[Mark, ...]
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class FoundCamp:
    """A camp found."""

    id: bytes
    title: str
    place: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """The best of each kind; `people_in_all` counts those of the home area, COUNTED at most, `elsewhere` the others."""

    query: str
    people: tuple[Person, ...] = ()
    people_in_all: int = 0
    elsewhere: int = 0
    home: str = ""
    camps: tuple[FoundCamp, ...] = ()
    places: tuple[Place, ...] = ()
