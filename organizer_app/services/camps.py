"""Camps: planning, sessions, and the changes that come the evening before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from organizer_app.domain import camps as values
from organizer_app.domain.camps import ABOVE_DISTRICT, KINDS
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.times import clock_time
from organizer_app.domain.words import N_
from organizer_app.models import Camp, CampSession
from organizer_app.services import areas, camp_rows, open_days, shared_camps

LONGEST = 31  # days; a longer one is a typing mistake
ID_START = 6  # digits of an id that are enough to name a camp
HAPPENED = ("held", "closed")
NO_LIMIT = 0  # given as capacity to `edit`


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to be planned: a day, local times "HH:MM", a title and trainers."""

    day: date
    starts: str
    ends: str
    title: str
    trainers: tuple[str, ...] = ()


def add(
    session: Session,
    *,
    title: str,
    area: bytes,
    from_on: date,
    to_on: date,
    venue: str = "",
    kind: str = "training",
    capacity: int | None = None,
    link: str = "",
    parent: bytes | None = None,
    sessions: Sequence[NewSession] = (),
    districts: Mapping[bytes, int | None] | None = None,
) -> bytes:
    """Plans a camp and returns its id. Raises RuleBroken naming the field that is wrong.

    A camp above a district asks `districts` for so many people each (None: no number), or else all in its area.
    """
    place = areas.get(session, id=area)
    camp = Camp(
        title=title.strip(),
        kind=kind,
        level=place.level,
        area_id=area,
        venue=venue.strip(),
        link=link.strip(),
        from_on=from_on,
        to_on=to_on,
        capacity=capacity,
        parent_id=parent,
        bucket=areas.bucket_of(session, area),
    )
    if place.level in ABOVE_DISTRICT:
        shared_camps.settle_plan(session, camp, districts)
    _check(camp)
    session.add(camp)
    session.flush()
    for new in sessions:
        add_session(session, camp=camp.id, new=new)
    return camp.id


def _check(camp: Camp) -> None:
    if not camp.title:
        raise RuleBroken(N_("Title: type what the camp is called; it stands on every sheet."))
    if camp.kind not in KINDS:
        raise RuleBroken(N_("Kind: choose training, webinar or meeting."))
    if camp.to_on < camp.from_on:
        raise RuleBroken(
            N_("To: the last day ({last}) is before the first day ({first})."), last=camp.to_on, first=camp.from_on
        )
    if camp.to_on - camp.from_on > timedelta(days=LONGEST):
        raise RuleBroken(N_("To: a camp lasts at most {days} days; check the year."), days=LONGEST)
    if camp.capacity is not None and camp.capacity < 1:
        raise RuleBroken(N_("Capacity: type a number of one or more, or leave it empty."))


def record(session: Session, camp: bytes) -> Camp:
    """The camp's record. Raises RuleBroken when it is not on this laptop."""
    found = session.get(Camp, camp)
    if found is None or found.archived_at is not None:
        raise RuleBroken(N_("This camp is not on this laptop. See “camps list”."))
    return found


def edit(
    session: Session,
    *,
    camp: bytes,
    title: str | None = None,
    venue: str | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    capacity: int | None = None,
    link: str | None = None,
) -> None:
    """Changes what is given; a capacity of 0 takes the limit away. Days can't move past sessions planned on them."""
    found = record(session, camp)
    shared_camps.require_run_here(session, found)
    given = {"title": title, "venue": venue, "from_on": from_on, "to_on": to_on, "capacity": capacity, "link": link}
    for name, value in given.items():
        if value is not None:
            setattr(found, name, value.strip() if isinstance(value, str) else value)
    if capacity == NO_LIMIT:
        found.capacity = None
    _check(found)
    outside = [s.day for s in sessions(session, camp=camp) if not found.from_on <= s.day <= found.to_on]
    if outside:
        raise RuleBroken(N_("A session is planned on {day}. Move the session first."), day=outside[0])


def cancel(session: Session, *, camp: bytes) -> None:
    """Cancels a camp; nothing is deleted. Raises RuleBroken when a day of it was closed already."""
    found = record(session, camp)
    shared_camps.require_run_here(session, found)
    if found.status in HAPPENED:
        raise RuleBroken(N_("This camp was held, so it can't be cancelled. Open its closed days again first."))
    found.status = "cancelled"


def add_session(session: Session, *, camp: bytes, new: NewSession) -> bytes:
    """Plans one session of a camp and returns its id."""
    found = record(session, camp)
    planned = select(func.count()).select_from(CampSession).where(CampSession.camp_id == camp)
    row = CampSession(
        camp_id=camp,
        day=new.day,
        starts="",
        sort_order=(session.scalar(planned) or 0) + 1,
        bucket=found.bucket,
    )
    _fill(session, found, row, new)
    session.add(row)
    session.flush()
    return row.id


def edit_session(session: Session, *, id: bytes, new: NewSession) -> None:  # noqa: A002  # the record's own word
    """Changes a session's day, times, title and trainers."""
    row = session_record(session, id)
    open_days.require(session, camp=row.camp_id, days=[row.day])
    _fill(session, record(session, row.camp_id), row, new)


def _fill(session: Session, camp: Camp, row: CampSession, new: NewSession) -> None:
    if not camp.from_on <= new.day <= camp.to_on:
        raise RuleBroken(
            N_("Day: {day} is not a day of the camp ({first} to {last})."),
            day=new.day,
            first=camp.from_on,
            last=camp.to_on,
        )
    open_days.require(session, camp=camp.id, days=[new.day])
    starts, ends = clock_time(new.starts), clock_time(new.ends) if new.ends else ""
    if ends and ends <= starts:
        raise RuleBroken(N_("Ends: {ends} is not after {starts}."), ends=ends, starts=starts)
    row.day, row.starts, row.ends = new.day, starts, ends
    row.title, row.trainers = new.title.strip(), [t.strip() for t in new.trainers if t.strip()]


def substitute_trainer(session: Session, *, session_id: bytes, before: str, after: str) -> None:
    """Puts another trainer in a session's place for one who can't come. Raises RuleBroken when nobody is so called."""
    row = session_record(session, session_id)
    if before not in row.trainers:
        raise RuleBroken(N_("{name} is not a trainer of this session."), name=before)
    row.trainers = [after.strip() if t == before else t for t in row.trainers if t != before or after.strip()]


def remove_session(session: Session, *, id: bytes) -> None:  # noqa: A002  # the record's own word
    """Takes a session out of the plan. Raises RuleBroken when somebody is marked in it."""
    row = session_record(session, id)
    open_days.require(session, camp=row.camp_id, days=[row.day])
    open_days.require_unmarked(session, session_id=id)
    row.archived_at = now_ms()


def session_record(session: Session, id: bytes) -> CampSession:  # noqa: A002  # the record's own word
    """The session's record. Raises RuleBroken when it is not in the plan any more."""
    row = session.get(CampSession, id)
    if row is None or row.archived_at is not None:
        raise RuleBroken(N_("This session is not in the plan any more."))
    return row


def sessions(session: Session, *, camp: bytes) -> tuple[values.Session, ...]:
    """The sessions of a camp by day and time."""
    return camp_rows.planned(session, [camp]).get(camp, ())


def get(session: Session, *, camp: bytes) -> values.Camp:
    """One camp with its sessions and counts."""
    return camp_rows.of_records(session, [record(session, camp)])[0]


def rows(session: Session, *, from_on: date | None = None, to_on: date | None = None) -> tuple[values.Camp, ...]:
    """The camps that touch a span of days, or all, by first day.

    What a district keeps of a camp above it stands in for that camp once that is gone from here.
    """
    above = aliased(Camp)
    still_here = select(above.id).where(above.id == Camp.copy_of, above.archived_at.is_(None)).exists()
    query = select(Camp).where(Camp.archived_at.is_(None), ~still_here).order_by(Camp.from_on, Camp.title)
    if from_on is not None:
        query = query.where(Camp.to_on >= from_on)
    if to_on is not None:
        query = query.where(Camp.from_on <= to_on)
    return camp_rows.of_records(session, session.scalars(query).all())


def today(session: Session, *, day: date) -> tuple[values.Camp, ...]:
    """The camps that are held on a day, without cancelled ones."""
    return tuple(camp for camp in rows(session, from_on=day, to_on=day) if camp.status != "cancelled")


def find(session: Session, *, ref: str) -> bytes:
    """A camp's id from its id as text, the start of it, or its title. Raises RuleBroken when none or several fit."""
    wanted = ref.strip().casefold()
    start = wanted.replace("-", "")
    known = session.execute(select(Camp.id, Camp.title).where(Camp.archived_at.is_(None))).all()
    hits = [camp for camp, _title in known if len(start) >= ID_START and camp.hex().startswith(start)]
    hits = hits or [camp for camp, title in known if title.casefold() == wanted]
    if not hits:
        raise RuleBroken(N_("No camp is called “{ref}”; see “camps list”."), ref=ref)
    if len(hits) > 1:
        raise RuleBroken(N_("“{ref}” fits {count} camps; give more of the id."), ref=ref, count=len(hits))
    return hits[0]
