"""How many people an invitation by area, wing and post would reach, before anybody is invited."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.models import Invitation
from organizer_app.services import camps, invitations, shared_camps


@dataclass(frozen=True, slots=True)
class Fitting:
    """`people` fit the area, wing and post; `already` of them are on the camp's list."""

    people: int
    already: int

    @property
    def new(self) -> int:
        return self.people - self.already


def count(
    session: Session, *, camp: bytes, area: bytes | None = None, wing: bytes | None = None, post: str = ""
) -> Fitting:
    """Counts who fits, as `invitations.invite` would find them."""
    homes = shared_camps.homes(session, camps.record(session, camp))
    people = invitations.fitting(area=area, wing=wing, post=post, homes=homes).order_by(None).subquery()
    listed = select(Invitation.member_id).where(Invitation.camp_id == camp, Invitation.archived_at.is_(None))
    fits = select(func.count()).select_from(people)
    return Fitting(session.scalar(fits) or 0, session.scalar(fits.where(people.c.id.in_(listed))) or 0)
