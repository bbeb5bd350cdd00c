"""What the first page counts behind itself: the month's camps and who came, and terms of office that end."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from organizer_app.domain.attendance import CAME
from organizer_app.domain.boards import Board
from organizer_app.domain.charts import pace
from organizer_app.domain.home import TERM_ENDS, Counts, Month, weeks
from organizer_app.domain.invitations import DECLINED, SUBSTITUTED
from organizer_app.domain.members import ACTIVE_STATUSES
from organizer_app.models import Attendance, Camp, CampSession, Invitation, Member, Post
from organizer_app.services import boards, drives, organisation

HELD = ("held", "closed")


def counts(session: Session, *, day: date) -> Counts:
    """Everything of it; the roster itself is not read."""
    first, last = weeks(day)
    return Counts(
        day=day,
        terms=terms_ending(session, day=day),
        month=month(session, day=day),
        days=camp_days(session, first=first, last=last),
        drive=drive(session, day=day),
    )


def drive(session: Session, *, day: date) -> Board | None:
    """How far the own area is with the drive that goes on, as it was counted last; None where none goes on."""
    area, one = organisation.home_area(session), drives.current(session, day=day)
    if area is None or one is None or not one.first <= day <= one.last:
        return None
    return boards.board(session, drive=one.id, area=area, day=day)


def terms_ending(session: Session, *, day: date) -> int:
    """The offices of people who are active whose term ends from a day on, within TERM_ENDS days."""
    ends = Post.to_on.between(day, day + timedelta(TERM_ENDS))
    people = Member.archived_at.is_(None), Member.merged_into.is_(None), Member.status.in_(ACTIVE_STATUSES)
    query = select(func.count()).select_from(Post).join(Member, Member.id == Post.member_id)
    return session.scalar(query.where(ends, Post.archived_at.is_(None), *people)) or 0


def camp_days(session: Session, *, first: date, last: date) -> dict[date, int]:
    """How many camps have a session on each day from first to last; days without one are left out."""
    query = (
        select(CampSession.day, func.count(CampSession.camp_id.distinct()))
        .join(Camp, Camp.id == CampSession.camp_id)
        .where(*_planned(), CampSession.archived_at.is_(None), CampSession.day.between(first, last))
        .group_by(CampSession.day)
    )
    return dict(session.execute(query).all())


def month(session: Session, *, day: date) -> Month:
    """The camps that begin in the month of a day, and who came to them."""
    first = day.replace(day=1)
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    query = select(Camp.id, Camp.from_on, Camp.to_on, Camp.status).where(*_planned(), Camp.from_on.between(first, last))
    found = session.execute(query).all()
    begins = {camp: from_on for camp, from_on, _to, _status in found}
    invited: Counter[date] = Counter()
    for camp, people in _invited(session, begins):
        invited[begins[camp]] += people
    came = _came(session, begins)
    counted = day if day in came else day - timedelta(1)  # nobody is late in the morning
    return Month(
        first=first,
        camps=len(found),
        due=sum(to_on < day for _camp, _from, to_on, _status in found),
        held=sum(status in HELD for *_camp, status in found),
        pace=pace(came, invited, first=first, last=last, today=counted),
    )


def _planned() -> tuple[ColumnElement[bool], ...]:
    """Camps that were not called off; what a district keeps of a camp above it counts once that is gone from here."""
    above = aliased(Camp)
    still_here = select(above.id).where(above.id == Camp.copy_of, above.archived_at.is_(None)).exists()
    return Camp.archived_at.is_(None), Camp.status != "cancelled", or_(Camp.copy_of.is_(None), ~still_here)


def _invited(session: Session, camps: Iterable[bytes]) -> list[tuple[bytes, int]]:
    """Who is invited to each camp and has not said no; walk-ins were not invited."""
    query = (
        select(Invitation.camp_id, func.count())
        .where(Invitation.camp_id.in_(camps), Invitation.archived_at.is_(None), Invitation.walk_in.is_(False))
        .where(Invitation.state.not_in((DECLINED, SUBSTITUTED)))
        .group_by(Invitation.camp_id)
    )
    return [(camp, people) for camp, people in session.execute(query)]


def _came(session: Session, camps: Iterable[bytes]) -> dict[date, int]:
    """Who came, by the first day on which they did; somebody at two camps counts at each."""
    first_days = (
        select(func.min(CampSession.day).label("day"))
        .select_from(CampSession)
        .join(Attendance, Attendance.session_id == CampSession.id)
        .where(CampSession.camp_id.in_(camps), CampSession.archived_at.is_(None))
        .where(Attendance.mark.in_(CAME), Attendance.archived_at.is_(None))
        .group_by(CampSession.camp_id, Attendance.member_id)
        .subquery()
    )
    return dict(session.execute(select(first_days.c.day, func.count()).group_by(first_days.c.day)).all())
