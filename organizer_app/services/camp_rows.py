"""Camps as values: the records with their sessions, counts and places."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.domain import camps as values
from organizer_app.domain.invitations import CONFIRMED, DECLINED, SUBSTITUTED
from organizer_app.models import Camp, CampSession, Invitation
from organizer_app.services import areas, shared_camps


def planned(session: Session, ids: Sequence[bytes]) -> dict[bytes, tuple[values.Session, ...]]:
    """The sessions of each camp by day and time."""
    query = (
        select(CampSession)
        .where(CampSession.camp_id.in_(ids), CampSession.archived_at.is_(None))
        .order_by(CampSession.day, CampSession.starts, CampSession.sort_order, CampSession.id)
    )
    rows: dict[bytes, list[CampSession]] = {}
    for row in session.scalars(query):
        rows.setdefault(row.camp_id, []).append(row)
    return {camp: tuple(session_value(r, i) for i, r in enumerate(of, 1)) for camp, of in rows.items()}


def session_value(row: CampSession, order: int) -> values.Session:
    """A session's record as a value, with its number in the plan or on the sheet."""
    return values.Session(row.id, row.day, row.starts, row.ends, row.title, tuple(row.trainers), order)


def of_records(session: Session, found: Sequence[Camp]) -> tuple[values.Camp, ...]:
    """The records as values, in their order."""
    ids = [camp.id for camp in found]
    sessions, counts = planned(session, ids), _state_counts(session, ids)
    places = areas.by_id(session, {camp.area_id for camp in found})
    return tuple(
        values.Camp(
            id=camp.id,
            kind=camp.kind,
            title=camp.title,
            level=camp.level,
            area_id=camp.area_id,
            area_name=places[camp.area_id].name if camp.area_id in places else "",
            venue=camp.venue,
            from_on=camp.from_on,
            to_on=camp.to_on,
            status=camp.status,
            link=camp.link,
            capacity=camp.capacity,
            parent_id=camp.parent_id,
            sessions=sessions.get(camp.id, ()),
            invited=sum(n for (c, state), n in counts.items() if c == camp.id and state != SUBSTITUTED),
            confirmed=counts.get((camp.id, CONFIRMED), 0),
            declined=counts.get((camp.id, DECLINED), 0),
            state_code=places[camp.area_id].state_code if camp.area_id in places else "",
            districts=tuple(bucket for bucket in camp.districts if shared_camps.asks(camp, bucket)),
            runs_here=shared_camps.runs_here(session, camp),
            copy_of=camp.copy_of,
            may_take_over=shared_camps.may_take_over(session, camp),
        )
        for camp in found
    )


def _state_counts(session: Session, ids: Sequence[bytes]) -> dict[tuple[bytes, str], int]:
    query = (
        select(Invitation.camp_id, Invitation.state, func.count())
        .where(Invitation.camp_id.in_(ids), Invitation.archived_at.is_(None), Invitation.walk_in.is_(False))
        .group_by(Invitation.camp_id, Invitation.state)
    )
    return {(camp, state): count for camp, state, count in session.execute(query)}
