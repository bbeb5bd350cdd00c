"""Walk-ins: people who came without an invitation, on the list in under twenty seconds."""

from collections.abc import Sequence
from typing import Unpack

from sqlalchemy.orm import Session

from organizer_app.domain.attendance import PRESENT
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.services import attendance, camps, invitations, members, shared_camps, sheets, spare_rows
from organizer_app.services.spare_rows import Signed, Who

SOURCE = "walk-in"


def add(
    session: Session,
    *,
    camp: bytes,
    session_ids: Sequence[bytes],
    serial: int | None = None,
    as_: str = PRESENT,
    **who: Unpack[Who],
) -> Signed:
    """Puts a new person, or one of the roster (`member`), on a spare row and marks them in the sessions.

    Without `serial` the next spare row is taken.
    """
    found = camps.record(session, camp)
    shared_camps.require_run_here(session, found)
    if found.status in ("cancelled", "closed"):
        raise RuleBroken(N_("This camp is over or was cancelled; nobody can be added any more."))
    given = sheets.serials(session, camp=camp)
    if not given:
        raise RuleBroken(attendance.NOT_FROZEN)
    row = serial if serial is not None else max(given.values()) + 1
    if row < 1:
        raise RuleBroken(N_("Row: type the number printed on the spare row."))
    member = who.get("member")
    if member in given:
        raise RuleBroken(
            N_("{name} is on the list already, number {serial}. Mark that number."),
            name=members.record(session, member).name,
            serial=given[member],
        )
    spare_rows.require_free(row, given.values())
    person = spare_rows.person(session, camp=found, source=SOURCE, who=who)
    invitations.add_walk_in(session, camp=camp, member=person, serial=row)
    spare_rows.mark(session, row=row, session_ids=session_ids, as_=as_)
    return Signed(member_id=person, serial=row, known=member is not None)
