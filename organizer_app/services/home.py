"""The first page in one quick look at the database; what takes longer is in home_counts."""

from datetime import date

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from organizer_app.db import tidying
from organizer_app.domain import camps as camp_values
from organizer_app.domain.attendance import CAME
from organizer_app.domain.home import CampToday, Overview, Unprinted
from organizer_app.domain.words import language
from organizer_app.models import Camp, Member, Sheet
from organizer_app.models.members import ON_ROSTER
from organizer_app.services import (
    areas,
    attendance,
    camps,
    duplicates_waiting,
    frozen_lists,
    members_list,
    open_days,
    organisation,
    sync_state,
    waits,
)

COMING = 5  # camps shown after today


def overview(session: Session, *, day: date) -> Overview:
    """What is on that day, what comes after it, and what waits."""
    ahead = [c for c in camps.rows(session, from_on=day) if c.status != "cancelled"]
    on_the_day = [c for c in ahead if c.from_on <= day]
    names = organisation.get(session)
    standing = sync_state.standing(session)
    hindi, english = names.name_hi, names.name_en
    return Overview(
        day=day,
        area=area_name(session),
        organisation=(hindi or english) if language() == "hi" else (english or hindi),
        members=_anybody(session),
        camps=session.scalar(select(func.count()).select_from(Camp).where(Camp.archived_at.is_(None))) or 0,
        prints=session.scalar(select(func.count()).select_from(Sheet).where(Sheet.printed_at.is_not(None))) or 0,
        today=tuple(sorted((_today(session, c, day) for c in on_the_day), key=lambda t: t.starts)),
        coming=tuple(c for c in ahead if c.from_on > day)[:COMING],
        open_days=waits.open_days(session, day=day),
        unprinted=tuple(lag for c in ahead if (lag := _unprinted(session, c))),
        phone_problems=members_list.count(session, chosen=members_list.Filter(problem_phone=True)),
        unplaced=members_list.count(session, chosen=members_list.Filter(unplaced=True)),
        changes=standing.waiting,
        conflicts=standing.conflicts,
        refused=standing.refused,
        duplicates=duplicates_waiting.count(session),
        hq=bool(standing.hq),
        exchanged_at=standing.exchanged_at,
        untidy=tidying.is_owed(session.connection().connection.driver_connection),
    )


def _anybody(session: Session) -> bool:
    return session.scalar(select(Member.n).where(text(ON_ROSTER)).limit(1)) is not None


def area_name(session: Session) -> str:
    """The name of the user's own area in the language in force; empty before it was chosen."""
    home = organisation.home_area(session)
    place = areas.by_id(session, [home]).get(home) if home else None
    return place.name if place else ""


def _today(session: Session, camp: camp_values.Camp, day: date) -> CampToday:
    of_day = [s for s in camp.sessions if s.day == day]
    lines = attendance.lines(session, camp=camp.id)
    missing = any(line.expected and s.id not in line.marks for line in lines for s in of_day)
    return CampToday(
        camp=camp,
        starts=min((s.starts for s in of_day), default=""),
        listed=sum(line.expected for line in lines) or camp.invited - camp.declined,
        came=sum(any(line.marks.get(s.id) in CAME for s in of_day) for line in lines),
        frozen=bool(lines),
        complete=bool(lines) and bool(of_day) and not missing,
        printed=_unprinted(session, camp) is None,
        closed=day in open_days.closed(session, camp=camp.id),
    )


def _unprinted(session: Session, camp: camp_values.Camp) -> Unprinted | None:
    """What of the camp's list is not on paper; None when all is, or before the first freeze."""
    standing = frozen_lists.standing(session, camp=camp.id)
    if not standing.versions or (not standing.late and standing.versions[0].printed_at is not None):
        return None
    return Unprinted(camp.id, camp.title, camp.from_on, standing.late)
