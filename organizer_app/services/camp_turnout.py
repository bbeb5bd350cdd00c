"""Who came to the camps, counted apart from the camps themselves: it reads every mark."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.domain.attendance import CAME
from organizer_app.models import Attendance, CampSession


def turnout(session: Session, *, day: date) -> dict[bytes, int]:
    """How many people came to each camp by a day, those who walked in among them; camps without a mark are left out."""
    query = (
        select(CampSession.camp_id, func.count(Attendance.member_id.distinct()))
        .join(Attendance, Attendance.session_id == CampSession.id)
        .where(CampSession.archived_at.is_(None), CampSession.day <= day)
        .where(Attendance.mark.in_(CAME), Attendance.archived_at.is_(None))
        .group_by(CampSession.camp_id)
    )
    return dict(session.execute(query).all())
