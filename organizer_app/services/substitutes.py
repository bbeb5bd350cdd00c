"""Substitutes at the desk: somebody came in an invited person's place and signs on a spare row."""

from collections.abc import Sequence
from typing import Unpack

from sqlalchemy.orm import Session

from organizer_app.domain.attendance import CAME, PRESENT
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.models import Invitation
from organizer_app.services import attendance, camps, invitations, shared_camps, sheets, spare_rows
from organizer_app.services.spare_rows import Signed, Who

SOURCE = "substitute"


def add(
    session: Session,
    *,
    camp: bytes,
    instead_of: int,
    session_ids: Sequence[bytes],
    serial: int | None = None,
    as_: str = PRESENT,
    **who: Unpack[Who],
) -> Signed:
    """Lets a new person, or one of the roster (`member`), come for the number `instead_of`, and marks them.

    Without `serial` the next spare row is taken; somebody who has a number of the list keeps it. Raises RuleBroken
    when the person stood in for came too, or when the substitute is expected anyway.
    """
    found = camps.record(session, camp)
    shared_camps.require_run_here(session, found)
    away = attendance.members_of(session, camp=camp, serials=[instead_of])[instead_of]
    marks = next(line.marks for line in attendance.lines(session, camp=camp) if line.serial == instead_of)
    if any(marks.get(s) in CAME for s in session_ids):
        raise RuleBroken(N_("Number {serial} is marked as come. Take that mark back first."), serial=instead_of)
    person = spare_rows.person(session, camp=found, source=SOURCE, who=who)
    before = sheets.serials(session, camp=camp)
    row = invitations.substitute(session, camp=camp, member=away, by=person)
    if serial is not None and person not in before:
        spare_rows.require_free(serial, before.values())
        invitation = session.get_one(Invitation, invitations.invitation_id(camp, person))
        invitation.serial = row = serial
    session.flush()
    if row is None:
        raise RuleBroken(attendance.NOT_FROZEN)
    spare_rows.mark(session, row=row, session_ids=session_ids, as_=as_)
    return Signed(member_id=person, serial=row, known=who.get("member") is not None)
