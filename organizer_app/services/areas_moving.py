"""A block that belongs to another district, on a laptop that has not joined HQ: the place moves, its people follow.

After joining, areas come from HQ, and so does this: `organizer-hq move-area`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.places import Place
from organizer_app.domain.words import N_
from organizer_app.models import Area, Camp, Capture, Member
from organizer_app.services import areas, members
from organizer_app.services.people import chunks
from organizer_app.services.reach import reach

WHOLE = ("state", "division", "district", "lok_sabha")  # what is no part of a district


@dataclass(frozen=True, slots=True)
class AreasMoved:
    """What moving places to another district means: the people who follow, and the camps to come that stay behind."""

    places: tuple[str, ...]
    district: str
    people: int
    camps: tuple[str, ...]


def consequences(session: Session, *, places: Sequence[bytes], to: bytes) -> AreasMoved:
    """What `move` would do; nothing is changed. Raises RuleBroken as it does."""
    found, district = _checked(session, places, to)
    inside = select(Camp.title).where(Camp.archived_at.is_(None), Camp.to_on >= today(), Camp.copy_of.is_(None))
    titles = [
        title
        for place in found
        for title in session.scalars(inside.where(Camp.area_id.in_(areas.below(place.id))).order_by(Camp.from_on))
    ]
    return AreasMoved(tuple(p.name for p in found), district.name, len(_people(session, found, to)), tuple(titles))


def move(session: Session, *, places: Sequence[bytes], to: bytes) -> AreasMoved:
    """Moves places to another district, with the people who live there; for `store.upkeep()`.

    It is no act to undo: the same command moves them back. Raises RuleBroken on a laptop that joined HQ, for what is
    no part of a district, and for what lies there already.
    """
    told = consequences(session, places=places, to=to)
    session.execute(update(Capture).values(applying=1))  # area lists are not sent: HQ has its own
    for piece in chunks(places):
        for row in session.scalars(select(Area).where(Area.id.in_(piece))):
            row.parent_id = to
    areas.rebuild_paths(session)
    session.execute(update(Capture).values(applying=0))
    found = list(areas.by_id(session, places).values())
    bucket = areas.bucket_of(session, to)
    for piece in chunks(_people(session, found, to)):
        for person in session.scalars(select(Member).where(Member.id.in_(piece))):
            members.put_into(session, person, bucket)
        session.flush()
        session.expire_all()
    return told


def _checked(session: Session, places: Sequence[bytes], to: bytes) -> tuple[list[Place], Place]:
    if reach(session).device:
        raise RuleBroken(N_("Areas come from HQ. There it is done for everybody: “organizer-hq move-area”."))
    district = areas.get(session, id=to)
    if district.level != "district":
        raise RuleBroken(N_("To: {place} is no district. Give the code of a district."), place=district.name)
    found = [areas.get(session, id=place) for place in places]
    for place in found:
        if place.level in WHOLE:
            raise RuleBroken(N_("{place} is no part of a district, so it can't be moved to one."), place=place.name)
        if place.parent_id == to:
            raise RuleBroken(N_("{place} belongs to {district} already."), place=place.name, district=district.name)
    return found, district


def _people(session: Session, places: Sequence[Place], to: bytes) -> list[bytes]:
    """Who lives there and stands with another district, on the roster or not."""
    bucket = areas.bucket_of(session, to)
    return [
        person
        for place in places
        for person in session.scalars(
            select(Member.id).where(Member.area_id.in_(areas.below(place.id)), Member.bucket != bucket)
        )
    ]
