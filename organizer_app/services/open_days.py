"""Days that are open: a closed day takes no marks, counts or changes of its plan until it is opened again."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.models import Attendance, Camp, DayClose
from organizer_app.services import shared_camps


def closed(session: Session, *, camp: bytes) -> dict[date, int]:
    """The closed days of a camp and when each was closed."""
    query = select(DayClose.day, DayClose.closed_at).where(DayClose.camp_id == camp, DayClose.archived_at.is_(None))
    return {day: at for day, at in session.execute(query) if at is not None}


def require(session: Session, *, camp: bytes, days: Iterable[date]) -> None:
    """Raises RuleBroken when one of the days is closed, or the camp is run from another laptop."""
    shared_camps.require_run_here(session, session.get(Camp, camp))
    shut = closed(session, camp=camp)
    for day in days:
        if day in shut:
            raise RuleBroken(N_("The day {day} is closed. Open it again with a reason before changing it."), day=day)


def require_unmarked(session: Session, *, session_id: bytes) -> None:
    """Raises RuleBroken when somebody is marked in a session that is about to go."""
    query = select(Attendance.id).where(Attendance.session_id == session_id, Attendance.archived_at.is_(None)).limit(1)
    if session.scalar(query) is not None:
        raise RuleBroken(N_("People are marked in this session. Take the marks back before you remove it."))
