"""Walk-ins: people who came without an invitation, on the list in under twenty seconds."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from organizer_app.domain.attendance import PRESENT
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.services import attendance, camps, invitations, members, sheets

SOURCE = "walk-in"


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Who was added: the person, the spare row they signed on, and whether they were on the roster already."""

    member_id: bytes
    serial: int
    known: bool


def add(
    session: Session,
    *,
    camp: bytes,
    session_ids: Sequence[bytes],
    name: str = "",
    phone: str = "",
    guardian: str = "",
    gender: str = "",
    area: bytes | None = None,
    member: bytes | None = None,
    serial: int | None = None,
    as_: str = PRESENT,
) -> WalkIn:
    """Puts a new person, or one of the roster (`member`), on a spare row and marks them in the sessions.

    Without `serial` the next spare row is taken. A new person is a lead until they agree to more.
    """
    found = camps.record(session, camp)
    if found.status in ("cancelled", "closed"):
        raise RuleBroken(N_("This camp is over or was cancelled; nobody can be added any more."))
    given = sheets.serials(session, camp=camp)
    if not given:
        raise RuleBroken(attendance.NOT_FROZEN)
    row = serial if serial is not None else max(given.values()) + 1
    if row < 1:
        raise RuleBroken(N_("Row: type the number printed on the spare row."))
    if member in given:
        raise RuleBroken(
            N_("{name} is on the list already, number {serial}. Mark that number."),
            name=members.record(session, member).name,
            serial=given[member],
        )
    if row in given.values():
        raise RuleBroken(N_("Number {serial} belongs to somebody else. Type the spare row's number."), serial=row)
    if member is None:
        new = members.New(
            name=name,
            guardian=guardian,
            gender=gender,
            phones=phone,
            area=area or found.area_id,
            status="lead",
            source=f"{SOURCE}: {found.title}",
        )
        person = members.add(session, new=new)
    else:
        person = members.record(session, member).id
    invitations.add_walk_in(session, camp=camp, member=person, serial=row)
    for session_id in session_ids:
        attendance.mark(session, session_id=session_id, serials=[row], as_=as_, how="walk_in")
    return WalkIn(member_id=person, serial=row, known=member is not None)
