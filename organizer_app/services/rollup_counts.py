"""What a district's laptop counts for its state: numbers of places, without anybody in them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from organizer_app.domain import attendance as marks
from organizer_app.domain import buckets
from organizer_app.domain.areas import area_id
from organizer_app.domain.members import ACTIVE_STATUSES
from organizer_app.domain.rollups import (
    BEARERS,
    BLOCKS,
    BLOCKS_REACHED,
    BOOTHS,
    BOOTHS_REACHED,
    CAME,
    CAMPS,
    CAMPS_PLANNED,
    CONFLICTS,
    COUNTED,
    COUNTED_STATUSES,
    DAYS_OPEN,
    INVITED,
    PEOPLE,
    STATUS,
    WING,
    Cell,
    Lists,
    add_up,
    office_measure,
)
from organizer_app.models import (
    Area,
    AreaPath,
    Attendance,
    Camp,
    CampSession,
    Conflict,
    DayClose,
    Invitation,
    Member,
    Post,
    Wing,
)
from organizer_app.services import rollup_boards

HAPPENED = ("held", "closed")
Found = Iterator[tuple[bytes | None, str, int]]


def count(session: Session, *, bucket: str, day: date) -> tuple[dict[Cell, int], Lists]:
    """Every count of a district on a day, by cell, without those that are 0; and the lists it was counted with."""
    known = _lists(session, area_id("district", bucket.removeprefix("D")))
    district = known.district
    counts = {Cell(district, COUNTED): day.toordinal()}
    people = _people(session, bucket)
    add_up(counts, known, _statuses(people))
    counts |= _offices(session, bucket, day, known)
    active = [one for one in people if one.status in ACTIVE_STATUSES]
    reached = {place for one in active for place in (one.place, one.seat) if place is not None}
    blocks = set(known.block_of.values())
    add_up(counts, known, ((booth, BOOTHS, 1) for booth in known.booths))
    add_up(counts, known, ((booth, BOOTHS_REACHED, 1) for booth in known.booths if booth in reached))
    add_up(counts, known, [(None, BLOCKS, len(blocks))])
    add_up(counts, known, [(None, BLOCKS_REACHED, sum(Cell(b, PEOPLE) in counts for b in blocks))])
    add_up(counts, known, _camps(session, bucket, day))
    for wing in known.wings:
        counts[Cell(district, WING, wing)] = sum(one.number for one in active if wing.hex() in one.wings)
    complete = {place for one in people for place in (one.place, one.seat)} <= _listed(session)
    boards, told = rollup_boards.count(session, bucket=bucket, day=day, of=known)
    known = replace(known, complete=complete, boards=told)
    return {cell: number for cell, number in (counts | boards).items() if number}, known


def _lists(session: Session, district: bytes) -> Lists:
    """What this laptop knows of a district's places and of wings.

    A wing whose name tells of a community is not among them: it goes on no paper either.
    """
    inside = select(AreaPath.below).where(AreaPath.above == district, AreaPath.tree == "place")
    here = Area.id.in_(inside), Area.archived_at.is_(None)
    blocks = select(Area.id).where(Area.level == "block", *here)
    paths = select(AreaPath.below, AreaPath.above).where(AreaPath.above.in_(blocks), AreaPath.tree == "place")
    return Lists(
        district=district,
        block_of=dict(session.execute(paths).all()),
        booths=set(session.scalars(select(Area.id).where(Area.level == "booth", *here))),
        wings=set(session.scalars(select(Wing.id).where(Wing.on_paper, Wing.archived_at.is_(None)))),
    )


def _listed(session: Session) -> set[bytes | None]:
    """Every place on this laptop's lists, and none."""
    return {None, *session.scalars(select(Area.id))}


@dataclass(frozen=True, slots=True)
class _Group:
    """So many people of one status live at one place, vote at one seat and are in the same wings."""

    place: bytes | None
    seat: bytes | None
    status: str
    wings: frozenset[str]
    number: int


def _people(session: Session, bucket: str) -> list[_Group]:
    """Who is on the roster, in one reading of it."""
    groups = (
        select(Member.area_id, Member.seat_id, Member.status, Member.wings, func.count())
        .where(Member.bucket == bucket, *_on_roster())
        .group_by(Member.area_id, Member.seat_id, Member.status, Member.wings)
    )
    return [
        _Group(place, seat, status, frozenset(of_wings or ()), number)
        for place, seat, status, of_wings, number in session.execute(groups)
    ]


def _statuses(people: list[_Group]) -> Found:
    for one in people:
        if one.status in COUNTED_STATUSES:
            yield one.place, STATUS + one.status, one.number
        if one.status in ACTIVE_STATUSES:
            yield one.place, PEOPLE, one.number


def _on_roster() -> tuple[ColumnElement[bool], ...]:
    return Member.archived_at.is_(None), Member.merged_into.is_(None)


def _offices(session: Session, bucket: str, day: date, known: Lists) -> dict[Cell, int]:
    """The offices held on the day, and who holds one: a person with two is one bearer in the district and a block."""
    held = (
        select(Post.member_id, Post.title, Post.area_id)
        .join(Member, Member.id == Post.member_id)
        .where(
            Post.bucket.in_((bucket, buckets.shared(bucket))),
            Post.archived_at.is_(None),
            or_(Post.from_on.is_(None), Post.from_on <= day),
            or_(Post.to_on.is_(None), Post.to_on >= day),
            Member.status.in_(ACTIVE_STATUSES),
            *_on_roster(),
        )
    )
    rows = session.execute(held).all()
    offices = Counter(office_measure(title) for _member, title, _place in rows)
    counts = {Cell(known.district, measure): number for measure, number in offices.items()}
    counts[Cell(known.district, BEARERS)] = len({member for member, _title, _place in rows})
    in_blocks = {(member, known.block_of[place]) for member, _title, place in rows if place and place in known.block_of}
    return counts | {Cell(block, BEARERS): n for block, n in Counter(block for _member, block in in_blocks).items()}


def _camps(session: Session, bucket: str, day: date) -> Found:
    """Camps held and to come, whom they reached, the past days that nobody closed, and what waits for a decision."""
    of_camps = and_(Camp.bucket == bucket, Camp.archived_at.is_(None), Camp.status != "cancelled")
    over = or_(Camp.status.in_(HAPPENED), Camp.to_on < day)
    invited = (
        select(func.count(Invitation.member_id.distinct()))
        .join(Camp, Camp.id == Invitation.camp_id)
        .where(of_camps, over, Invitation.archived_at.is_(None))
    )
    came = select(func.count(Attendance.member_id.distinct())).where(
        Attendance.bucket == bucket, Attendance.mark.in_(marks.CAME), Attendance.archived_at.is_(None)
    )
    close = aliased(DayClose)
    closed = select(close.id).where(
        close.camp_id == CampSession.camp_id,
        close.day == CampSession.day,
        close.archived_at.is_(None),
        close.closed_at.is_not(None),
    )
    past = (
        select(CampSession.camp_id, CampSession.day)
        .join(Camp, Camp.id == CampSession.camp_id)
        .where(of_camps, Camp.status != "closed", CampSession.archived_at.is_(None), CampSession.day < day)
        .where(~closed.exists())
        .distinct()
    )
    conflicts = select(func.count(Conflict.rid.distinct())).where(Conflict.bucket == bucket, Conflict.status == "open")
    for measure, query in (
        (CAMPS, select(func.count()).select_from(Camp).where(of_camps, over, Camp.copy_of.is_(None))),
        (CAMPS_PLANNED, select(func.count()).select_from(Camp).where(of_camps, ~over)),
        (INVITED, invited),
        (CAME, came),
        (DAYS_OPEN, select(func.count()).select_from(past.subquery())),
        (CONFLICTS, conflicts),
    ):
        yield None, measure, session.scalar(query) or 0
