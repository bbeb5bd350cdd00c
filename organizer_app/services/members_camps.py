"""The camps of one person: where they were asked to come, and where they came. Merged entries count as the person."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.domain.attendance import CAME
from organizer_app.models import Attendance, Camp, CampSession, Invitation, Member


@dataclass(frozen=True, slots=True)
class CampOf:
    """One camp: the answer to the invitation ("" for none), and to how many of its sessions the person came."""

    id: bytes
    title: str
    kind: str
    from_on: date
    to_on: date
    state: str
    came: int
    sessions: int


def entries(session: Session, *, member: bytes) -> dict[bytes, str]:
    """The entries that were merged into a person, one behind the other, by id: their names."""
    found: dict[bytes, str] = {}
    asked = [member]
    while asked:
        query = select(Member.id, Member.name).where(Member.merged_into.in_(asked), Member.archived_at.is_(None))
        new = {i: name for i, name in session.execute(query) if i not in found and i != member}
        found |= new
        asked = list(new)
    return found


def camps(session: Session, *, member: bytes) -> tuple[CampOf, ...]:
    """The camps of a person, the latest first."""
    own = [member, *entries(session, member=member)]
    invited = select(Invitation.camp_id, Invitation.state).where(
        Invitation.member_id.in_(own), Invitation.archived_at.is_(None)
    )
    states = dict(session.execute(invited).all())
    marks = (
        select(CampSession.camp_id, Attendance.session_id)
        .join(CampSession, CampSession.id == Attendance.session_id)
        .where(Attendance.member_id.in_(own), Attendance.archived_at.is_(None), Attendance.mark.in_(CAME))
        .where(CampSession.archived_at.is_(None))
        .distinct()
    )
    came = Counter(camp for camp, _sitting in session.execute(marks))
    wanted = states.keys() | came.keys()
    how_many = select(CampSession.camp_id, func.count()).where(
        CampSession.camp_id.in_(wanted), CampSession.archived_at.is_(None)
    )
    sessions = dict(session.execute(how_many.group_by(CampSession.camp_id)).all())
    listed = select(Camp).where(Camp.id.in_(wanted), Camp.archived_at.is_(None))
    return tuple(
        CampOf(c.id, c.title, c.kind, c.from_on, c.to_on, states.get(c.id, ""), came[c.id], sessions.get(c.id, 0))
        for c in session.scalars(listed.order_by(Camp.from_on.desc(), Camp.title))
    )
