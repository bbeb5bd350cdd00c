"""Substitutes at the desk: somebody came in an invited person's place and signs on a spare row."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from organizer_app.domain.attendance import CAME, PRESENT
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.models import Invitation
from organizer_app.services import attendance, camps, invitations, members, sheets
from organizer_app.services.walk_ins import WalkIn

TAKEN = N_("Number {serial} belongs to somebody else. Type the spare row's number.")


def add(
    session: Session,
    *,
    camp: bytes,
    instead_of: int,
    session_ids: Sequence[bytes],
    name: str = "",
    phone: str = "",
    guardian: str = "",
    gender: str = "",
    member: bytes | None = None,
    serial: int | None = None,
    as_: str = PRESENT,
) -> WalkIn:
    """Lets a new person, or one of the roster (`member`), come for the number `instead_of`, and marks them.

    Without `serial` the next spare row is taken; somebody who has a number of the list keeps it. Raises RuleBroken
    when the person stood in for came too, or when the substitute is expected anyway.
    """
    found = camps.record(session, camp)
    away = attendance.members_of(session, camp=camp, serials=[instead_of])[instead_of]
    marks = next(line.marks for line in attendance.lines(session, camp=camp) if line.serial == instead_of)
    if any(marks.get(s) in CAME for s in session_ids):
        raise RuleBroken(N_("Number {serial} is marked as come. Take that mark back first."), serial=instead_of)
    if member is None:
        new = members.New(
            name=name,
            guardian=guardian,
            gender=gender,
            phones=phone,
            area=found.area_id,
            status="lead",
            source=f"substitute: {found.title}",
        )
        person = members.add(session, new=new)
    else:
        person = member
    before = sheets.serials(session, camp=camp)
    row = invitations.substitute(session, camp=camp, member=away, by=person)
    if serial is not None and person not in before:
        if serial in before.values() or serial < 1:
            raise RuleBroken(TAKEN, serial=serial)
        invitation = session.get_one(Invitation, invitations.invitation_id(camp, person))
        invitation.serial = row = serial
    session.flush()
    if row is None:
        raise RuleBroken(attendance.NOT_FROZEN)
    for session_id in session_ids:
        attendance.mark(session, session_id=session_id, serials=[row], as_=as_, how="walk_in")
    return WalkIn(member_id=person, serial=row, known=member is not None)
