"""Whom to decide about: the list by date, and keeping somebody longer."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import String, case, cast, func, literal, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from organizer_app.domain.ages import last_adult_year
from organizer_app.domain.audit import KEEP
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.retention import ENDED, LONGEST_KEPT, OF_AGE, SET, YEARS, Due, DuePage
from organizer_app.domain.words import N_
from organizer_app.models import Area, Consent, Member
from organizer_app.services import areas, audit, members


def due(session: Session, *, day: date | None = None, limit: int = 100, offset: int = 0) -> DuePage:
    """Everybody whose day has come by `day` (today), the longest waiting first.

    Reads every record of the roster: 2 s for a state of 600,000, so not while somebody types.
    """
    day = day or today()
    when, why = _day_of(day)
    query = (
        select(Member.id, Member.n, Member.name, Member.place, Member.status, when.label("due"), why.label("why"), Area)
        .outerjoin(Area, Area.id == Member.area_id)
        .where(Member.archived_at.is_(None), Member.merged_into.is_(None), when <= day.isoformat())
    )
    total = count(session, day=day)
    found = session.execute(query.order_by(when, Member.sort_key, Member.n).limit(limit).offset(offset))
    people = (
        Due(i, n, name, place or areas.name_of(area), status, date.fromisoformat(at), reason)
        for i, n, name, place, status, at, reason, area in found
    )
    return DuePage(total, tuple(people))


def count(session: Session, *, day: date) -> int:
    """How many people's day has come by a day; takes as long as `due`."""
    when, _why = _day_of(day)
    on_roster = Member.archived_at.is_(None), Member.merged_into.is_(None)
    return session.scalar(select(func.count()).select_from(Member).where(*on_roster, when <= day.isoformat())) or 0


def _day_of(day: date) -> tuple[ColumnElement[str], ColumnElement[str]]:
    """The day on which somebody is to be decided about, as ISO text, and why."""
    changed = func.date(Member.changed_at / 1000, "unixepoch", "localtime")
    consented = (
        select(func.date(func.max(Consent.at) / 1000, "unixepoch", "localtime"))
        .where(Consent.member_id == Member.id, Consent.archived_at.is_(None))
        .correlate(Member)
        .scalar_subquery()
    )
    since_status = func.coalesce(cast(Member.status_on, String), changed)
    by_rule = case(
        *((Member.status == s, func.date(since_status, f"+{YEARS[s]} years")) for s in ENDED),
        (Member.status == "lead", func.date(changed, f"+{YEARS['lead']} years")),
        else_=func.date(func.max(changed, func.coalesce(consented, "")), f"+{YEARS['member']} years"),
    )
    grown = _grown_up(day)
    when = case(
        (grown, func.date(cast(Member.birth_year, String) + literal("-01-01"), "+19 years")),
        (Member.review_on.is_not(None), cast(Member.review_on, String)),
        else_=by_rule,
    )
    why = case((grown, OF_AGE), (Member.review_on.is_not(None), SET), else_=Member.status)
    return when, why


def _grown_up(day: date) -> ColumnElement[bool]:
    """For whom a guardian agreed once, who are of age now and have not said anything themselves."""
    by_guardian = select(Consent.member_id).where(Consent.given_by != "", Consent.archived_at.is_(None))
    own = select(Consent.id).where(
        Consent.member_id == Member.id, Consent.given_by == "", Consent.archived_at.is_(None)
    )
    of_age = or_(Member.birth_year.is_(None), Member.birth_year <= last_adult_year(day))
    return Member.birth_year.is_not(None) & of_age & Member.id.in_(by_guardian) & ~own.exists()


def keep(session: Session, *, ids: Iterable[bytes], until: date, reason: str) -> int:
    """Keeps people until a day, on which they are on the list again; written into the log. Returns how many.

    Raises RuleBroken for no reason, and for a day that is past or further away than LONGEST_KEPT years.
    """
    if not reason.strip():
        raise RuleBroken(N_("Reason: type why this person is kept; it stands in the log."))
    if not today() < until <= _years_on(today(), LONGEST_KEPT):
        raise RuleBroken(N_("Until: choose a day from tomorrow to {count} years from now."), count=LONGEST_KEPT)
    kept = list(dict.fromkeys(ids))
    for member in kept:
        members.record(session, member).review_on = until
        audit.record(session, act=KEEP, subject=member, fields=until.isoformat(), reason=reason)
    return len(kept)


def _years_on(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))
