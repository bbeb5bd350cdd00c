"""What the page of targets reads: services alone, on the database thread."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from organizer_app.domain.areas import level_order
from organizer_app.domain.boards import Below, Board, Drive, What
from organizer_app.domain.places import Place
from organizer_app.services import area_search, areas, boards, drives, organisation, wings
from organizer_app.services.area_search import PLACE, SEAT
from ui.shared.field import Option

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST_BELOW = 400  # places of one level that are shown under one another
_SEATS = {"lok_sabha": "vidhan_sabha", "vidhan_sabha": "booth"}  # what lies in a seat, when nobody chose a level


class Look(NamedTuple):
    """What the page shows: every drive, the one that is looked at at a place, and the way up from there.

    `way` begins with the place itself; `home` is the laptop's own area.
    """

    drives: tuple[Drive, ...]
    board: Board | None
    way: tuple[Place, ...] = ()
    home: Place | None = None
    wings: tuple[Option, ...] = ()


class Lower(NamedTuple):
    """The places of a level below one, and the levels to choose from."""

    level: str
    levels: tuple[str, ...]
    places: tuple[Below, ...]


def look(session: "Session", *, drive: bytes | None, area: bytes | None, day: date) -> Look:
    """The board of a drive (the current one when None, or when it is gone) at a place (the own area)."""
    every = drives.rows(session)
    at = organisation.home_area(session)
    home = areas.get(session, id=at) if at else None
    chosen = next((one for one in every if one.id == drive), None) or drives.current(session, day=day)
    named = tuple(Option(one.id, one.name) for one in wings.rows(session))
    if chosen is None:
        return Look((), None, (), home, named)
    where = area or at or chosen.area
    return Look(
        every, boards.board(session, drive=chosen.id, area=where, day=day), way(session, where), home, named
    )  # fmt: skip


def way(session: "Session", area: bytes) -> tuple[Place, ...]:
    """A place and those above it, the nearest first; a seat's in the tree of seats."""
    found = [areas.get(session, id=area)]
    trees = (SEAT, PLACE) if found[0].level in _SEATS else (PLACE, SEAT)
    while (above := area_search.above(session, area=found[-1].id, trees=trees)) is not None:
        found.append(areas.get(session, id=above))
    return tuple(found)


def lower(session: "Session", *, board: Board, what: What, level: str) -> Lower:
    """How far the places below are with one thing; of no level, those that come next."""
    counts = drives.area_counts(session, area=board.area)
    order = level_order(board.level)
    levels = tuple(
        sorted((x for x, n in counts.items() if n <= MOST_BELOW and level_order(x) > order), key=level_order)
    )
    wanted = level if level in levels else _SEATS.get(board.level, "")
    if board.drive is None:
        return Lower("", (), ())
    found = boards.below(session, drive=board.drive.id, area=board.area, what=what, day=board.day, level=wanted)
    return Lower(found[0].level if found else wanted, levels, found)
