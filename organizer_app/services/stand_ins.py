"""People of other rosters, as far as a camp above the districts tells of them. Up to 500 ids at once."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.ids import id_text
from organizer_app.models import Invitee, Member


def people(session: Session, ids: Sequence[bytes]) -> dict[bytes, Member]:
    """Those of them that a camp tells of, in the shape of a roster's people; they belong to no session."""
    query = select(Invitee).where(Invitee.member_id.in_(ids), Invitee.archived_at.is_(None))
    return {row.member_id: _person(row) for row in session.scalars(query.order_by(Invitee.changed_at))}


def _person(row: Invitee) -> Member:
    made = Member(
        id=row.member_id,
        bucket=row.home_bucket,
        name=row.name,
        name_other=row.name_other,
        name_other_state=row.name_other_state,
        phones=[{"number": row.phone, "kind": "mobile", "problem": ""}] if row.phone else [],
        area_id=row.area_id,
        wings=[id_text(row.wing_id)] if row.wing_id else [],
    )
    made.derive()
    return made


def posts(session: Session, ids: Sequence[bytes]) -> dict[bytes, str]:
    """The office (a code or own words) that a camp tells of each of them."""
    query = select(Invitee.member_id, Invitee.post).where(Invitee.member_id.in_(ids), Invitee.post != "")
    return dict(session.execute(query).all())
