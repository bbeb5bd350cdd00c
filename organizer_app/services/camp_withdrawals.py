"""A camp above the districts asks one of them no more: its people leave the list, and its laptops lose the camp."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.areas import district_bucket
from organizer_app.domain.camps import WITHDRAWN
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.models import Camp, Invitation, Invitee
from organizer_app.services import areas, shared_camps, sheets


def withdraw(session: Session, *, camp: bytes, district: bytes, now: int) -> int:
    """Takes back that a camp asks a district, and takes the district's people off its list. Returns how many.

    HQ takes the camp from the district's laptops, unless one of them invited somebody meanwhile: then the district is
    named with those, and this can be done again. Raises RuleBroken where the camp is not run, for a district that is
    not asked, for the last one, and once somebody of it is on the frozen list: their marks have to come home.
    """
    found = session.get(Camp, camp)
    if found is None or found.archived_at is not None or not shared_camps.is_shared(found):
        raise RuleBroken(N_("This is no camp above a district, so no district is asked for people."))
    shared_camps.require_run_here(session, found)
    place = areas.get(session, id=district)
    home = district_bucket(place.code)
    if home not in found.districts:
        raise RuleBroken(N_("The camp does not ask {district}."), district=place.name)
    if not any(shared_camps.asks(found, other) for other in found.districts if other != home):
        raise RuleBroken(N_("{district} is the last district asked. Cancel the camp instead."), district=place.name)
    told = session.scalars(select(Invitee).where(Invitee.camp_id == camp, Invitee.home_bucket == home)).all()
    listed = sheets.serials(session, camp=camp).keys() & {row.member_id for row in told}
    if listed:
        raise RuleBroken(
            N_("The list is frozen with {n} people of {district}. Take people off the list one by one."),
            n=len(listed),
            district=place.name,
        )
    here = Invitation.id.in_([row.id for row in told]), Invitation.archived_at.is_(None)
    left = session.scalars(select(Invitation).where(Invitation.camp_id == camp, *here)).all()
    for invitation in left:
        invitation.archived_at = now
    for invitee in told:
        if invitee.archived_at is None:
            invitee.archived_at = now
    found.districts = {**found.districts, home: WITHDRAWN}
    return len(left)
