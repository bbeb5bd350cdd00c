"""What waits for somebody at the desk, counted alone: cheap enough to ask again after every change."""

from datetime import date

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select
from sqlalchemy.orm import Session, aliased

from organizer_app.domain.home import OpenDay, Waits
from organizer_app.models import Camp, CampSession, DayClose
from organizer_app.services import directives, duplicates_waiting

OVER = ("closed", "cancelled")


def waits(session: Session, *, day: date) -> Waits:
    """Camps of the day that are not closed, past days left open, pairs of entries that look like one person, directives
    that wait for an answer from here or are late.
    """
    of_day = Camp.from_on <= day, Camp.to_on >= day, Camp.status != "cancelled", ~_closed(day)
    return Waits(
        today=session.scalar(select(func.count()).select_from(Camp).where(*_planned(), *of_day)) or 0,
        open_days=len(open_days(session, day=day)),
        duplicates=duplicates_waiting.count(session),
        directives=directives.waiting(session),
    )


def open_days(session: Session, *, day: date) -> tuple[OpenDay, ...]:
    """The past days of camps that are not over, oldest first; a day without a session has nothing to close."""
    query = (
        select(Camp.id, Camp.title, CampSession.day)
        .join(CampSession, CampSession.camp_id == Camp.id)
        .where(*_planned(), Camp.from_on < day, Camp.status.not_in(OVER))
        .where(CampSession.archived_at.is_(None), CampSession.day < day, ~_closed(CampSession.day))
        .distinct()
        .order_by(CampSession.day, Camp.title)
    )
    return tuple(OpenDay(*found) for found in session.execute(query))


def _planned() -> tuple[ColumnElement[bool], ...]:
    """What a district keeps of a camp above it stands in for that camp once that is gone from here."""
    above = aliased(Camp)
    still_here = select(above.id).where(above.id == Camp.copy_of, above.archived_at.is_(None)).exists()
    return Camp.archived_at.is_(None), ~still_here


def _closed(day: date | SQLColumnExpression[date]) -> ColumnElement[bool]:
    shut = select(DayClose.id).where(DayClose.camp_id == Camp.id, DayClose.day == day, DayClose.archived_at.is_(None))
    return shut.where(DayClose.closed_at.is_not(None)).correlate(Camp, CampSession).exists()
