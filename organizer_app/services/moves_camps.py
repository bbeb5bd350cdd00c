"""What a person's transfer, death or leaving means for camps that are still to come, and for their papers."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.clock import today
from organizer_app.domain.invitations import COMING
from organizer_app.domain.members import office_name
from organizer_app.domain.moves import Asked, Fewer, Listed
from organizer_app.models import Area, Camp, Invitation, Member, Quota, Wing
from organizer_app.services import areas, sheets
from organizer_app.services.people import chunks

OVER = ("closed", "cancelled")


@dataclass(frozen=True, slots=True)
class Coming:
    """Invitations of some people to camps to come: those that are taken back, those that stay, and rows on paper."""

    withdrawn: tuple[tuple[Invitation, Asked], ...] = ()
    stays_invited: tuple[Asked, ...] = ()
    stays_listed: tuple[Listed, ...] = ()


def coming(session: Session, members: Mapping[bytes, Member], *, ends: Callable[[Member, Camp], bool]) -> Coming:
    """The invitations of these people to camps to come; `ends` says whether one to an open list is taken back.

    Once a list is frozen its names stay on it, whatever happens.
    """
    withdrawn: list[tuple[Invitation, Asked]] = []
    invited: list[Asked] = []
    listed: list[Listed] = []
    frozen: dict[bytes, tuple[Mapping[bytes, int], str, bool]] = {}
    for row, camp in _to_come(session, members):
        person = members[row.member_id]
        asked = Asked(person.name, camp.title, camp.from_on)
        if camp.id not in frozen:
            frozen[camp.id] = _frozen(session, camp)
        serials, version, printed = frozen[camp.id]
        if row.member_id in serials:
            listed.append(Listed(person.name, camp.title, version, serials[row.member_id], printed))
        elif ends(person, camp):
            withdrawn.append((row, asked))
        else:
            invited.append(asked)
    return Coming(tuple(withdrawn), tuple(invited), tuple(listed))


def _to_come(session: Session, members: Mapping[bytes, Member]) -> list[tuple[Invitation, Camp]]:
    found: list[tuple[Invitation, Camp]] = []
    for piece in chunks(members):
        query = (
            select(Invitation, Camp)
            .join(Camp, Camp.id == Invitation.camp_id)
            .where(Invitation.member_id.in_(piece), Invitation.archived_at.is_(None), Invitation.state.in_(COMING))
            .where(Camp.archived_at.is_(None), Camp.status.not_in(OVER), Camp.to_on >= today(), Camp.copy_of.is_(None))
            .order_by(Camp.from_on, Camp.id)
        )
        found += [(row, camp) for row, camp in session.execute(query)]
    return sorted(found, key=lambda one: (one[1].from_on, one[1].id, members[one[0].member_id].sort_key))


def _frozen(session: Session, camp: Camp) -> tuple[Mapping[bytes, int], str, bool]:
    latest = sheets.latest(session, camp=camp.id)
    if not latest:
        return {}, "", False
    return sheets.serials(session, camp=camp.id), latest[0].version, any(s.printed_at is not None for s in latest)


def fewer(session: Session, rows: Sequence[Invitation]) -> tuple[Fewer, ...]:
    """The quotas that lose these invitations, those that lose most first."""
    lost = Counter(row.quota_id for row in rows if row.quota_id is not None)
    query = (
        select(Quota, Camp.title, Area, Wing)
        .join(Camp, Camp.id == Quota.camp_id)
        .outerjoin(Area, Area.id == Quota.area_id)
        .outerjoin(Wing, Wing.id == Quota.wing_id)
        .where(Quota.id.in_(lost), Quota.archived_at.is_(None))
    )
    found = [
        Fewer(
            title,
            ", ".join(filter(None, (areas.name_of(area), areas.name_of(wing), office_name(q.post) if q.post else ""))),
            q.wanted,
            lost[q.id],
        )
        for q, title, area, wing in session.execute(query)
    ]
    return tuple(sorted(found, key=lambda one: (-one.lost, one.camp, one.whom)))
