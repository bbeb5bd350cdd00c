"""Committees: their seats by level and wing, and who holds them in a place."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from organizer_app.domain import buckets
from organizer_app.domain.areas import state_bucket
from organizer_app.domain.buckets import Kind
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.committees import (
    LEVELS,
    MOST,
    Committee,
    Holder,
    Office,
    Seats,
    office_order,
    usual,
)
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id
from organizer_app.domain.members import ACTIVE_STATUSES, OFFICES, office_code
from organizer_app.domain.names import fold
from organizer_app.domain.words import N_
from organizer_app.models import Area, CommitteeSeat, Member, Post, Wing
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.services import areas, organisation

_NEAREST = (Kind.HQ, Kind.STATE, Kind.DISTRICT)  # whose word counts more stands later


def seats(session: Session, *, level: str, wing: bytes | None = None) -> tuple[Seats, ...]:
    """The offices of every committee of a level (and wing) with their seats, in order of precedence.

    What nobody set is as usual; a district's own word counts more than its state's, and that more than HQ's.
    """
    found = {title: Seats(title, number) for title, number in usual(level, of_wing=wing is not None)}
    query = select(CommitteeSeat).where(
        CommitteeSeat.level == level, CommitteeSeat.wing_id.is_(wing), CommitteeSeat.archived_at.is_(None)
    )
    for row in sorted(session.scalars(query), key=lambda r: (_nearness(r.bucket), r.changed_at, r.id)):
        found[row.title] = Seats(row.title, row.seats, usual=False)
    return tuple(sorted((s for s in found.values() if s.seats), key=lambda s: office_order(s.title)))


def meant(session: Session, title: str) -> str:
    """The office that words say: a code, or own words as they were first written, however they are spaced."""
    code = office_code(title)
    own = session.scalars(select(CommitteeSeat.title).where(CommitteeSeat.archived_at.is_(None)).distinct())
    return code if code in OFFICES else next((known for known in own if fold(known) == fold(code)), code)


def _nearness(bucket: str) -> int:
    kind = buckets.kind(bucket)
    return _NEAREST.index(kind) if kind in _NEAREST else len(_NEAREST)


def set_seats(session: Session, *, level: str, title: str, number: int, wing: bytes | None = None) -> None:
    """Gives an office (a code or own words) so many seats in all committees of a level and wing; 0 takes it out.

    Raises RuleBroken for a level without committees, an empty office, and a number that can't be.
    """
    if level not in LEVELS:
        raise RuleBroken(
            N_("Level: “{value}” has no committees. Choose one of: {known}."), value=level, known=", ".join(LEVELS)
        )
    office = meant(session, title)
    if not office:
        raise RuleBroken(N_("Post: choose or type the office."))
    if not 0 <= number <= MOST:
        raise RuleBroken(N_("Seats: use a number from 0 to {most}."), most=MOST)
    bucket = _own_bucket(session)
    identity = natural_id("seat", bucket, level, wing or "", office)
    row = session.get(CommitteeSeat, identity)
    if row is None:
        row = CommitteeSeat(id=identity, bucket=bucket, level=level, wing_id=wing, title=office)
        session.add(row)
    row.seats, row.sort_order, row.archived_at = number, office_order(office)[0], None
    session.flush()


def set_all(session: Session, *, level: str, numbers: Mapping[str, int], wing: bytes | None = None) -> None:
    """Gives several offices of a level and wing their seats, as `set_seats` does. Raises RuleBroken."""
    for title, number in numbers.items():
        set_seats(session, level=level, title=title, number=number, wing=wing)


def set_usual(session: Session, *, level: str, wing: bytes | None = None) -> None:
    """Takes back every number of seats that was set here for a level and wing: the usual ones stand again, or those
    of HQ or the state. Raises RuleBroken when none was set here.
    """
    own = select(CommitteeSeat).where(
        CommitteeSeat.level == level,
        CommitteeSeat.wing_id.is_(wing),
        CommitteeSeat.bucket.in_((_own_bucket(session), LOCAL_BUCKET)),
        CommitteeSeat.archived_at.is_(None),
    )
    found = session.scalars(own).all()
    if not found:
        raise RuleBroken(N_("No number of seats was set here for this level. Nothing is changed."))
    for row in found:
        row.archived_at = now_ms()
    session.flush()


def _own_bucket(session: Session) -> str:
    home = organisation.home_area(session)
    if home is None:
        return LOCAL_BUCKET
    place = areas.by_id(session, [home]).get(home)
    return state_bucket(place.code) if place and place.level == "state" else areas.bucket_of(session, home)


def holding() -> ColumnElement[bool]:
    """A condition over Post joined with Member: the office is held beyond today, by somebody who is active.

    A term that ends today is free to be given again today.
    """
    return and_(
        Post.archived_at.is_(None),
        or_(Post.to_on.is_(None), Post.to_on > today()),
        or_(Post.from_on.is_(None), Post.from_on <= today()),
        Member.archived_at.is_(None),
        Member.status.in_(ACTIVE_STATUSES),
    )


def committee(session: Session, *, area: bytes, wing: bytes | None = None) -> Committee:
    """The committee of a place. Offices held there that have no seat stand with it too, with as many as hold them."""
    place = areas.get(session, id=area)
    held = _holders(session, area, wing, holding())
    past = _holders(session, area, wing, Post.archived_at.is_(None) & (Post.to_on <= today()))
    wanted = {s.title: s.seats for s in seats(session, level=place.level, wing=wing)}
    offices = []
    for title in sorted({*wanted, *held}, key=office_order):
        holders = tuple(sorted(held.get(title, ()), key=lambda h: (h.from_on is None, h.from_on, h.name)))
        known = {h.member_id for h in holders}
        last = max(
            (h for h in past.get(title, ()) if h.member_id not in known), key=lambda h: (h.to_on, h.name), default=None
        )
        number = wanted.get(title, len(holders))
        offices.append(Office(title, number, holders, last if number > len(holders) else None))
    named = session.get(Wing, wing) if wing is not None else None
    return Committee(
        area_id=area,
        area=place.name,
        level=place.level,
        state_code=place.state_code,
        offices=tuple(offices),
        as_of=today(),
        wing_id=wing,
        wing=areas.name_of(named),
    )


def _holders(
    session: Session, at: bytes, wing: bytes | None, condition: ColumnElement[bool]
) -> dict[str, list[Holder]]:
    query = (
        select(Post, Member, Area)
        .join(Member, Member.id == Post.member_id)
        .outerjoin(Area, Area.id == Member.area_id)
        .where(Post.area_id == at, Post.wing_id.is_(wing), condition)
    )
    found: dict[str, list[Holder]] = {}
    for post, member, area in session.execute(query):
        other = member.name_other if member.name_other_state == "confirmed" else ""
        holder = Holder(
            post_id=post.id,
            member_id=member.id,
            name=member.name,
            honorific=member.honorific,
            name_other=other,
            place=", ".join(filter(None, (member.place, areas.name_of(area)))),
            from_on=post.from_on,
            to_on=post.to_on,
        )
        found.setdefault(post.title, []).append(holder)
    return found
