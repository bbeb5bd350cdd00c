"""How many groups people keep: what they said of a platform, together with what is listed, and ten each in a place."""

from datetime import date
from typing import Any

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from organizer_app.domain import groups as rules
from organizer_app.domain.boards import TEN
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.groups import PLATFORMS, Kept, Progress, Said
from organizer_app.domain.honorifics import titled
from organizer_app.domain.ids import natural_id
from organizer_app.models import Group, GroupCount, Member
from organizer_app.services import members, members_where
from organizer_app.services.counters import ON_BOARD
from organizer_app.services.members_where import Filter

KEPT = "groups kept"


def said(session: Session, *, member: bytes, platform: str, number: int, on: date | None = None) -> bool:
    """Somebody says how many groups they keep on a platform; False when a later day, or the same, is known already.

    What entries merged into theirs said of the platform is over with that. Raises RuleBroken for a number that can't
    be, an unknown platform and a day to come.
    """
    person = members.record(session, member)
    rules.check_platform(platform)
    rules.check_number(number)
    day = rules.check_day(on or today(), today())
    identity = natural_id(KEPT, member, platform)
    known = session.scalars(_live(member, platform)).all()
    row = session.get(GroupCount, identity)
    if any(one.as_of > day for one in known):
        return False
    changed = row is None or row not in known or (row.number, row.as_of) != (number, day)
    if row is None:
        row = GroupCount(
            id=identity, member_id=member, platform=platform, number=number, as_of=day, bucket=person.bucket
        )
        session.add(row)
    row.number, row.as_of, row.archived_at = number, day, None
    row.member_id, row.bucket = member, person.bucket
    for other in known:
        if other.id != identity:
            other.archived_at = now_ms()
            changed = True
    session.flush()
    return changed


def _live(member: bytes, platform: str = "") -> Any:
    query = select(GroupCount).where(GroupCount.member_id == member, GroupCount.archived_at.is_(None))
    return query.where(GroupCount.platform == platform) if platform else query


def of_member(session: Session, *, member: bytes) -> Kept:
    """What somebody keeps, by platform; those of which nothing is known are left out."""
    person = members.record(session, member)
    listed = select(Group.platform, func.count()).where(Group.member_id == member, Group.archived_at.is_(None))
    counted: dict[str, int] = dict(session.execute(listed.group_by(Group.platform)).all())
    told: dict[str, GroupCount] = {}
    for row in session.scalars(_live(member)):
        if row.platform not in told or row.number > told[row.platform].number:
            told[row.platform] = row
    known = sorted({*counted, *told}, key=lambda code: (code not in PLATFORMS, code != "whatsapp", code))
    found = tuple(
        Said(code, counted.get(code, 0), *((told[code].number, told[code].as_of) if code in told else (None, None)))
        for code in known
    )
    return Kept(member, titled(person.honorific, person.name), found)


def progress(session: Session, *, area: bytes | None) -> Progress:
    """How many people of a place (None: of this laptop) keep none, one to nine, ten or more; and all groups.

    Who keeps any is counted as drives count them (services.tallies_groups); who keeps none only when they are a member
    or volunteer. Reads every number said: a second for a state, so not where somebody waits.
    """
    here = members_where.where(Filter(area=area))
    one = union_all(
        select(GroupCount.member_id, GroupCount.platform, GroupCount.number.label("kept")).where(
            GroupCount.archived_at.is_(None)
        ),
        select(Group.member_id, Group.platform, func.count().label("kept"))
        .where(Group.archived_at.is_(None))
        .group_by(Group.member_id, Group.platform),
    ).subquery()
    most = select(one.c.member_id, func.max(one.c.kept).label("kept")).group_by(one.c.member_id, one.c.platform)
    by_platform = most.subquery()
    each = (
        select(by_platform.c.member_id, func.sum(by_platform.c.kept).label("kept"))
        .group_by(by_platform.c.member_id)
        .having(func.sum(by_platform.c.kept) > 0)
        .subquery()
    )
    joined = select(func.count(), func.sum(each.c.kept)).join(Member, Member.id == each.c.member_id).where(*here)
    ten, of_ten = session.execute(joined.where(each.c.kept >= TEN)).one()
    some, of_some = session.execute(joined.where(each.c.kept < TEN)).one()
    asked = Member.status.in_(ON_BOARD)
    people = session.scalar(select(func.count()).select_from(Member).where(*here, asked)) or 0
    keeping = session.scalar(
        select(func.count()).select_from(each).join(Member, Member.id == each.c.member_id).where(*here, asked)
    )
    return Progress(people - (keeping or 0), some, ten, (of_ten or 0) + (of_some or 0))
