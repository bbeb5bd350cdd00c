"""Offices held: by whom, where, from when to when."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain import buckets, precedence
from organizer_app.domain.buckets import Kind
from organizer_app.domain.camps import ABOVE_DISTRICT
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.members import OFFICES, office_code
from organizer_app.domain.members import Post as PostValue
from organizer_app.domain.words import N_
from organizer_app.models import Area, Member, Post, Wing
from organizer_app.services import areas

LAST = len(OFFICES)  # own titles come after the known ones


def bucket_at(level: str, home: str) -> str:
    """Where an office of somebody of the bucket `home` travels: one above a district with what districts share."""
    above = level in ABOVE_DISTRICT and buckets.kind(home) is Kind.DISTRICT
    return buckets.shared(home) if above else home


def appoint(
    session: Session,
    *,
    member: bytes,
    title: str,
    area: bytes | None = None,
    wing: bytes | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> bytes:
    """Gives a person an office and returns its id. `title` is a code of OFFICES or the organisation's own words."""
    person = session.scalar(select(Member).where(Member.id == member))
    if person is None:
        raise RuleBroken(N_("This person is not on the roster of this laptop."))
    if not title.strip():
        raise RuleBroken(N_("Post: choose or type the office."))
    if from_on and to_on and to_on < from_on:
        raise RuleBroken(N_("To: the term ends before it begins."))
    code, level = office_code(title), areas.get(session, id=area).level if area else ""
    post = Post(
        member_id=member,
        title=code,
        level=level,
        area_id=area,
        wing_id=wing,
        from_on=from_on or today(),
        to_on=to_on,
        sort_order=OFFICES.index(code) if code in OFFICES else LAST,
        bucket=bucket_at(level, person.bucket),
    )
    session.add(post)
    session.flush()
    return post.id


def end(session: Session, *, post: bytes, on: date | None = None) -> None:
    """Ends a term; the post stays in the person's history."""
    row = session.get(Post, post)
    if row is None or row.archived_at is not None:
        raise RuleBroken(N_("This office is not on this laptop."))
    last = on or today()
    if row.from_on and last < row.from_on:
        raise RuleBroken(N_("To: the term ends before it begins."))
    row.to_on = last


def hand_over(session: Session, *, post: bytes, to: bytes, on: date | None = None) -> bytes:
    """Ends somebody's term and gives the same office to another person from the same day; returns the new post.

    Raises RuleBroken when they hold it already, or the term began later.
    """
    day = on or today()
    row = session.get(Post, post)
    if row is not None and row.member_id == to:
        raise RuleBroken(N_("This person holds the office already. Choose another person."))
    end(session, post=post, on=day)
    ended = session.get_one(Post, post)
    return appoint(session, member=to, title=ended.title, area=ended.area_id, wing=ended.wing_id, from_on=day)


def of_member(session: Session, *, member: bytes) -> tuple[PostValue, ...]:
    """A person's offices, the current ones first, each by precedence."""
    query = (
        select(Post, Area, Wing)
        .outerjoin(Area, Area.id == Post.area_id)
        .outerjoin(Wing, Wing.id == Post.wing_id)
        .where(Post.member_id == member, Post.archived_at.is_(None))
        .order_by(Post.from_on.desc(), Post.id)
    )
    found = [_value(*row) for row in session.execute(query)]
    return tuple(sorted(found, key=lambda post: (post.to_on is not None, precedence.of_post(post))))


def _value(post: Post, area: Area | None, wing: Wing | None) -> PostValue:
    return PostValue(
        id=post.id,
        title=post.title,
        level=post.level or (area.level if area else ""),
        area_id=post.area_id,
        area_name=areas.name_of(area),
        wing_id=post.wing_id,
        wing_name=areas.name_of(wing),
        from_on=post.from_on,
        to_on=post.to_on,
    )
