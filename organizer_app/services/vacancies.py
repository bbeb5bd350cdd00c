"""Where an office is vacant: counts by block over a whole state, and the places themselves."""

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from organizer_app.domain.committees import LEVELS, Vacancies
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.places import Place
from organizer_app.domain.words import N_, language
from organizer_app.models import Area, AreaPath, Member, Post
from organizer_app.services import areas, committees

_GROUPED_BY = {"block": "district", "district": "state", "division": "state"}  # other levels by block
TREES = ("place", "seat")
LIMIT = 500  # places in one list


def counts(
    session: Session, *, level: str, title: str, wing: bytes | None = None, under: bytes | None = None
) -> tuple[Vacancies, ...]:
    """By block (by district for blocks, by state for districts): how many places of a level lack an office's holder.

    A place with fewer holders than seats counts once. The groups with most vacant places first. Raises RuleBroken for
    a level without committees.
    """
    number, held = _number(session, level, title, wing), _held(level, title, wing)
    group = aliased(Area)
    short = func.sum(case((func.coalesce(held.c.holders, 0) < number, 1), else_=0))
    query = (
        select(group.id, group.name_hi, group.name_en, func.count(), short)
        .select_from(Area)
        .join(AreaPath, and_(AreaPath.below == Area.id, AreaPath.tree == "place"))
        .join(group, and_(group.id == AreaPath.above, group.level == _GROUPED_BY.get(level, "block")))
        .outerjoin(held, held.c.area_id == Area.id)
        .where(*_of_level(level, under))
        .group_by(group.id)
    )
    hindi = language() == "hi"
    found = [
        Vacancies(identity, (hi or en) if hindi else (en or hi), places, vacant)
        for identity, hi, en, places, vacant in session.execute(query)
    ]
    return tuple(sorted(found, key=lambda v: (-v.vacant, v.group)))


def places(
    session: Session,
    *,
    level: str,
    title: str,
    wing: bytes | None = None,
    under: bytes | None = None,
    limit: int = LIMIT,
) -> tuple[Place, ...]:
    """The places of a level, in `under`, that lack an office's holder; by name, at most `limit`."""
    number, held = _number(session, level, title, wing), _held(level, title, wing)
    query = select(Area.id).outerjoin(held, held.c.area_id == Area.id)
    query = query.where(*_of_level(level, under), func.coalesce(held.c.holders, 0) < number)
    found = areas.by_id(session, session.scalars(query.order_by(Area.name_en, Area.code).limit(limit)))
    return tuple(sorted(found.values(), key=lambda place: (place.name, place.code)))


def _number(session: Session, level: str, title: str, wing: bytes | None) -> int:
    if level not in LEVELS:
        known = ", ".join(LEVELS)
        raise RuleBroken(N_("Level: “{value}” has no committees. Choose one of: {known}."), value=level, known=known)
    return next((s.seats for s in committees.seats(session, level=level, wing=wing) if s.title == title), 1)


def _held(level: str, title: str, wing: bytes | None) -> Subquery:
    """How many hold the office, by place. Only places where somebody does."""
    return (
        select(Post.area_id, func.count().label("holders"))
        .join(Member, Member.id == Post.member_id)
        .where(Post.title == title, Post.level == level, Post.wing_id.is_(wing), committees.holding())
        .group_by(Post.area_id)
        .subquery()
    )


def _of_level(level: str, under: bytes | None) -> list[ColumnElement[bool]]:
    conditions = [Area.level == level, Area.archived_at.is_(None)]
    if under is None:
        return conditions
    # Asked of each place: of a list, SQLite goes through all of it for every block.
    path = aliased(AreaPath)
    inside = exists().where(path.above == under, path.tree.in_(TREES), path.below == Area.id)
    return [*conditions, inside]
