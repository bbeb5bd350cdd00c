"""How many groups people keep: what they said of a platform, together with what is listed, and ten each in a place."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.domain import groups as rules
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.groups import PLATFORMS, Kept, Progress, Said
from organizer_app.domain.honorifics import titled
from organizer_app.domain.ids import natural_id
from organizer_app.models import Group, GroupCount, Member
from organizer_app.services import members, members_where, tallies_groups
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

    Who keeps any is counted as drives count them; who keeps none only when they are a member or volunteer. Reads every
    number said: half a second for a state, so not where somebody waits.
    """
    raw: Any = session.connection().connection.driver_connection
    found = tallies_groups.keepers(raw, area=area, statuses=ON_BOARD)
    here = members_where.where(Filter(area=area))
    people = session.scalar(select(func.count()).select_from(Member).where(*here, Member.status.in_(ON_BOARD))) or 0
    return Progress(people - found.on_board, found.people - found.ten, found.ten, found.groups)
