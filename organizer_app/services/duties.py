"""Who is on duty: shifts of a district's teams, which its state sees, and of the state's own."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain import buckets
from organizer_app.domain.areas import area_id, state_bucket
from organizer_app.domain.buckets import Kind
from organizer_app.domain.clock import local_day, now_ms
from organizer_app.domain.duties import LONGEST_MS, TEAMS
from organizer_app.domain.duties import Duty as Value
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.members import CONSENT_CHANNELS, OFFICES
from organizer_app.domain.words import N_, day_text
from organizer_app.models import Duty, Post, Wing
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.services import areas, consents, members, organisation
from organizer_app.services.reach import reach

KEPT_MS = 2 * 86_400_000  # for which a shift that is over is still listed
GONE = N_("This shift is not on this laptop any more.")
NO_TEAM = N_("Team: “{team}” is not known. Choose from: {known}.")
ENDS_FIRST = N_("To: the shift ends before it begins. Choose another time.")
TOO_LONG = N_("To: a shift is {days} days long at most. Write several.")
ALL_PAST = N_("To: {day} is over. Choose a time to come.")
NOWHERE = N_("This laptop keeps no list of who is on duty: choose your own area in the settings first.")
NOT_OWN = N_("This shift is kept on another laptop. Nothing was changed.")


def rows(session: Session, *, now: int) -> tuple[Value, ...]:
    """The shifts that go on, come, or ended not long ago, by where, then by time. `now` is an instant (ms UTC)."""
    found = list(session.scalars(select(Duty).where(Duty.archived_at.is_(None), Duty.to_at > now - KEPT_MS)))
    wings = {wing.id: areas.name_of(wing) for wing in session.scalars(select(Wing))}
    ours = own_bucket(session)
    places = {row.bucket: _place(row.bucket) for row in found}
    names = areas.by_id(session, {place for place in places.values() if place is not None})
    listed = [
        Value(
            id=row.id,
            bucket=row.bucket,
            where=names[at].name if (at := places[row.bucket]) is not None and at in names else _code(row.bucket),
            team=row.team,
            from_at=row.from_at,
            to_at=row.to_at,
            name=row.name,
            office=row.office,
            wing=wings.get(row.wing_id or b"", ""),
            member=row.member_id,
            own=row.bucket == ours,
        )
        for row in found
    ]
    return tuple(sorted(listed, key=lambda one: (one.where, one.bucket, one.from_at, one.team, one.id)))


def own_bucket(session: Session) -> str:
    """Where this laptop keeps its own shifts: with what its district shares, or with the state's; `local` for
    neither.
    """
    own = reach(session)
    home = organisation.home_area(session)
    if home is not None:
        place = areas.get(session, id=home)
        found = state_bucket(place.code) if place.level == "state" else areas.bucket_of(session, home)
        found = buckets.shared(found) if buckets.kind(found) is Kind.DISTRICT else found
        if found != LOCAL_BUCKET and own.writes(found):
            return found
    if own.homes:
        return buckets.shared(min(own.homes))
    return min((bucket for bucket in own.writable if buckets.kind(bucket) is Kind.STATE), default=LOCAL_BUCKET)


def add(session: Session, *, team: str, from_at: int, to_at: int, member: bytes | None = None) -> bytes:
    """A new shift of this laptop's own district or state; returns its id.

    Of a person (`member`) the office goes along, and the name if they agreed to it (for camps and meetings, by
    whatever way). Raises RuleBroken for an unknown team, times that can't be, somebody who is not on the roster, or a
    laptop without an area of its own.
    """
    if team not in TEAMS:
        raise RuleBroken(NO_TEAM, team=team, known=", ".join(TEAMS))
    if to_at <= from_at:
        raise RuleBroken(ENDS_FIRST)
    if to_at - from_at > LONGEST_MS:
        raise RuleBroken(TOO_LONG, days=LONGEST_MS // 86_400_000)
    if to_at <= now_ms():
        raise RuleBroken(ALL_PAST, day=day_text(local_day(to_at)))
    bucket = own_bucket(session)
    if bucket == LOCAL_BUCKET:
        raise RuleBroken(NOWHERE)
    row = Duty(bucket=bucket, team=team, from_at=from_at, to_at=to_at)
    if member is not None:
        person = members.record(session, member)
        row.member_id = member
        row.name = person.name if may_be_named(session, member) else ""
        held = _office(session, member)
        if held is not None:
            row.office, row.wing_id = held.title, held.wing_id
    session.add(row)
    session.flush()
    return row.id


def remove(session: Session, *, id: bytes) -> None:  # noqa: A002  # the record's own word
    """Takes a shift out; undo brings it back. Raises RuleBroken for one that is kept elsewhere."""
    row = session.get(Duty, id)
    if row is None or row.archived_at is not None:
        raise RuleBroken(GONE)
    if row.bucket != own_bucket(session):
        raise RuleBroken(NOT_OWN)
    row.archived_at = now_ms()
    session.flush()


def may_be_named(session: Session, member: bytes) -> bool:
    """Whether somebody agreed that their name is told for camps and meetings."""
    return any(
        consents.allows(session, member=member, purpose=consents.NAMED_FOR, channel=way) for way in CONSENT_CHANNELS
    )


def _office(session: Session, member: bytes) -> Post | None:
    """An office that is told of: own words may hold a name."""
    day = local_day(now_ms())
    found = session.scalars(
        select(Post).where(Post.member_id == member, Post.archived_at.is_(None), Post.title.in_(OFFICES))
    )
    held = [p for p in found if (p.to_on is None or p.to_on >= day) and (p.from_on is None or p.from_on <= day)]
    return min(held, key=lambda post: (post.sort_order, OFFICES.index(post.title), post.id), default=None)


def _place(bucket: str) -> bytes | None:
    if buckets.kind(bucket) is Kind.SHARED:
        return area_id("district", _code(bucket))
    return area_id("state", _code(bucket)) if buckets.kind(bucket) is Kind.STATE else None


def _code(bucket: str) -> str:
    return bucket.removeprefix("D").removesuffix(":up").removeprefix("state:")
