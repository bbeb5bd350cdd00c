"""Places for whoever picks one: found by typing in either script, or gone through from the top of either tree."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from organizer_app.domain.areas import LEVELS, level_order
from organizer_app.domain.names import fold
from organizer_app.domain.places import Place, PlaceFound
from organizer_app.domain.search_keys import place_keys
from organizer_app.models import Area, AreaPath
from organizer_app.services import areas, organisation

SHOWN = 24
LOOKED_AT = 300  # of the places that have the words, the widest
PLACE, SEAT = "place", "seat"
_ESCAPE = "\\"


def find(session: Session, *, text: str, levels: Sequence[str] = ()) -> tuple[PlaceFound, ...]:
    """The places whose Hindi or English name holds the words, or sounds so, or whose code is typed.

    A name with a word that begins so stands before one that only holds it; then the wider place, then the name.
    """
    wanted = fold(text)
    if not wanted:
        return ()
    rank = case({level: n for n, level in enumerate(LEVELS)}, value=Area.level, else_=len(LEVELS))
    first = _like(text, "{}%")
    begins = or_(Area.name_en.like(first, escape=_ESCAPE), Area.name_hi.like(first, escape=_ESCAPE))
    query = (
        select(Area.id)
        .where(Area.archived_at.is_(None), _has(text), *([Area.level.in_(levels)] if levels else []))
        .order_by(begins.desc(), rank)
        .limit(LOOKED_AT)
    )
    known = areas.by_id(session, session.scalars(query)).values()
    return _placed(session, sorted(known, key=lambda place: _order(place, wanted))[:SHOWN])


def inside(session: Session, *, area: bytes, trees: Sequence[str]) -> tuple[PlaceFound, ...]:
    """The places that lie directly in one in these trees, the wider ones first."""
    within = {PLACE: Area.parent_id, SEAT: Area.constituency_id}
    query = select(Area.id).where(Area.archived_at.is_(None), or_(*(within[tree] == area for tree in trees)))
    found = areas.by_id(session, session.scalars(query)).values()
    return _placed(session, sorted(found, key=lambda p: (level_order(p.level), p.name)))


def above(session: Session, *, area: bytes, trees: Sequence[str]) -> bytes | None:
    """The place in which one directly lies, in the first of these trees that has one; None at the top."""
    query = select(AreaPath.tree, AreaPath.above).where(AreaPath.below == area, AreaPath.depth == 1)
    found = dict(session.execute(query).all())
    return next((found[tree] for tree in trees if tree in found), None)


def start(session: Session, *, trees: Sequence[str]) -> bytes | None:
    """Where whoever has typed nothing begins: their own area, or for the electoral tree its state."""
    home = organisation.home_area(session)
    if home is None or PLACE in trees:
        return home
    state = select(AreaPath.above).join(Area, Area.id == AreaPath.above)
    return session.scalar(state.where(AreaPath.below == home, AreaPath.tree == PLACE, Area.level == "state"))


def _has(text: str) -> ColumnElement[bool]:
    held = _like(text, "%{}%")
    named = or_(
        Area.name_en.like(held, escape=_ESCAPE), Area.name_hi.like(held, escape=_ESCAPE), Area.code == text.strip()
    )
    sounds = [func.instr(" " + Area.search_keys, f" {key}") > 0 for key in place_keys(text)]
    return or_(named, and_(*sounds)) if sounds else named


def _like(text: str, form: str) -> str:
    plain = text.strip()
    for sign in (_ESCAPE, "%", "_"):
        plain = plain.replace(sign, _ESCAPE + sign)
    return form.format(plain)


def _order(place: Place, wanted: str) -> tuple[bool, bool, int, str]:
    words = f" {fold(place.name_hi)} {fold(place.name_en)} {place.code.lower()}"
    return f" {wanted}" not in words, wanted not in words, level_order(place.level), place.name


def _placed(session: Session, found: Sequence[Place]) -> tuple[PlaceFound, ...]:
    """The places with what lies above them and whether anything lies in them."""
    ids = [place.id for place in found]
    ways: dict[tuple[bytes, str], list[str]] = {}
    query = (
        select(AreaPath.below, AreaPath.tree, Area)
        .join(Area, Area.id == AreaPath.above)
        .where(AreaPath.below.in_(ids), AreaPath.depth > 0)
        .order_by(AreaPath.depth)
    )
    for below, tree, area in session.execute(query):
        ways.setdefault((below, tree), []).append(areas.name_of(area))
    holding = _holding(session, ids)
    return tuple(
        PlaceFound(p, tuple(ways.get((p.id, PLACE), ())), tuple(ways.get((p.id, SEAT), ())), p.id in holding)
        for p in found
    )


def _holding(session: Session, ids: Iterable[bytes]) -> set[bytes]:
    wanted = list(ids)
    places = select(Area.parent_id).where(Area.parent_id.in_(wanted), Area.archived_at.is_(None))
    seats = select(Area.constituency_id).where(Area.constituency_id.in_(wanted), Area.archived_at.is_(None))
    return {area for area in session.scalars(places.union(seats)) if area is not None}
