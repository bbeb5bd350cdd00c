"""Camps: planning, sessions, and the changes that come the evening before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.domain import camps as values
from organizer_app.domain.camps import KINDS
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.invitations import CONFIRMED, DECLINED, SUBSTITUTED
from organizer_app.domain.times import clock_time
from organizer_app.domain.words import N_
from organizer_app.models import Camp, CampSession, Invitation
from organizer_app.services import areas

LONGEST = 31  # days; a longer one is a typing mistake


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
) -> bytes:
    """Plans a camp and returns its id. Raises RuleBroken naming the field that is wrong."""
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
    """Changes what is given. Days can't move past sessions that are planned on them."""
    found = record(session, camp)
    given = {"title": title, "venue": venue, "from_on": from_on, "to_on": to_on, "capacity": capacity, "link": link}
    for name, value in given.items():
        if value is not None:
            setattr(found, name, value.strip() if isinstance(value, str) else value)
    _check(found)
    outside = [s.day for s in sessions(session, camp=camp) if not found.from_on <= s.day <= found.to_on]
    if outside:
        raise RuleBroken(N_("A session is planned on {day}. Move the session first."), day=outside[0])


def cancel(session: Session, *, camp: bytes) -> None:
    """Cancels a camp; nothing is deleted."""
    record(session, camp).status = "cancelled"


def add_session(session: Session, *, camp: bytes, new: NewSession) -> bytes:
    """Plans one session of a camp and returns its id."""
    found = record(session, camp)
    if not found.from_on <= new.day <= found.to_on:
        raise RuleBroken(
            N_("Day: {day} is not a day of the camp ({first} to {last})."),
            day=new.day, first=found.from_on, last=found.to_on,
        )
    starts, ends = clock_time(new.starts), clock_time(new.ends) if new.ends else ""
    if ends and ends <= starts:
        raise RuleBroken(N_("Ends: {ends} is not after {starts}."), ends=ends, starts=starts)
    count = session.scalar(select(func.count()).select_from(CampSession).where(CampSession.camp_id == camp)) or 0
    row = CampSession(
        camp_id=camp, day=new.day, starts=starts, ends=ends, title=new.title.strip(),
        trainers=[t.strip() for t in new.trainers if t.strip()], sort_order=count + 1, bucket=found.bucket,
    )
    session.add(row)
    session.flush()
    return row.id


def edit_session(session: Session, *, id: bytes, new: NewSession) -> None:  # noqa: A002  # the record's own word
    """Changes a session's day, times, title and trainers."""
    row = _session_record(session, id)
    row.day, row.starts, row.ends = new.day, clock_time(new.starts), clock_time(new.ends) if new.ends else ""
    row.title, row.trainers = new.title.strip(), [t.strip() for t in new.trainers if t.strip()]


def substitute_trainer(session: Session, *, session_id: bytes, before: str, after: str) -> None:
    """Puts another trainer in a session's place for one who can't come. Raises RuleBroken when nobody is so called."""
    row = _session_record(session, session_id)
    if before not in row.trainers:
        raise RuleBroken(N_("{name} is not a trainer of this session."), name=before)
    row.trainers = [after.strip() if t == before else t for t in row.trainers if t != before or after.strip()]


def remove_session(session: Session, *, id: bytes) -> None:  # noqa: A002  # the record's own word
    """Takes a session out of the plan."""
    _session_record(session, id).archived_at = now_ms()


def _session_record(session: Session, id: bytes) -> CampSession:  # noqa: A002  # the record's own word
    row = session.get(CampSession, id)
    if row is None or row.archived_at is not None:
        raise RuleBroken(N_("This session is not in the plan any more."))
    return row


def sessions(session: Session, *, camp: bytes) -> tuple[values.Session, ...]:
    """The sessions of a camp by day and time."""
    found = session.scalars(
        select(CampSession)
        .where(CampSession.camp_id == camp, CampSession.archived_at.is_(None))
        .order_by(CampSession.day, CampSession.starts, CampSession.sort_order)
    )
    return tuple(
        values.Session(s.id, s.day, s.starts, s.ends, s.title, tuple(s.trainers), i) for i, s in enumerate(found, 1)
    )


def get(session: Session, *, camp: bytes) -> values.Camp:
    """One camp with its sessions and counts."""
    return _value(session, record(session, camp), _state_counts(session).get(camp, {}))


def rows(session: Session, *, from_on: date | None = None, to_on: date | None = None) -> tuple[values.Camp, ...]:
    """The camps that touch a span of days, or all, by first day."""
    query = select(Camp).where(Camp.archived_at.is_(None)).order_by(Camp.from_on, Camp.title)
    if from_on is not None:
        query = query.where(Camp.to_on >= from_on)
    if to_on is not None:
        query = query.where(Camp.from_on <= to_on)
    counts = _state_counts(session)
    return tuple(_value(session, c, counts.get(c.id, {})) for c in session.scalars(query))


def _state_counts(session: Session) -> dict[bytes, dict[str, int]]:
    query = (
        select(Invitation.camp_id, Invitation.state, func.count())
        .where(Invitation.archived_at.is_(None))
        .group_by(Invitation.camp_id, Invitation.state)
    )
    counts: dict[bytes, dict[str, int]] = {}
    for camp, state, count in session.execute(query):
        counts.setdefault(camp, {})[state] = count
    return counts


def _value(session: Session, camp: Camp, counts: dict[str, int]) -> values.Camp:
    return values.Camp(
        id=camp.id,
        kind=camp.kind,
        title=camp.title,
        level=camp.level,
        area_id=camp.area_id,
        area_name=areas.get(session, id=camp.area_id).name,
        venue=camp.venue,
        from_on=camp.from_on,
        to_on=camp.to_on,
        status=camp.status,
        link=camp.link,
        capacity=camp.capacity,
        parent_id=camp.parent_id,
        sessions=sessions(session, camp=camp.id),
        invited=sum(n for state, n in counts.items() if state != SUBSTITUTED),
        confirmed=counts.get(CONFIRMED, 0),
        declined=counts.get(DECLINED, 0),
    )


def find(session: Session, *, ref: str) -> bytes:
    """A camp's id from its id as text, the start of it, or its title. Raises RuleBroken when none or several fit."""
    wanted = ref.strip().casefold()
    hits = [
        c for c in session.scalars(select(Camp).where(Camp.archived_at.is_(None)))
        if c.id.hex().startswith(wanted.replace("-", "")) and len(wanted) >= 6 or c.title.casefold() == wanted
    ]
    if len(hits) != 1:
        message = N_("No camp is called “{ref}”; see “camps list”.") if not hits else N_(
            "“{ref}” fits {count} camps; give more of the id."
        )
        raise RuleBroken(message, ref=ref, count=len(hits))
    return hits[0].id
