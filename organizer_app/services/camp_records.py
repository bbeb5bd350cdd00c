"""What a district keeps of a camp above it: the camp, its sessions, and its own people's marks, in its own bucket.

Every id follows from the camp's own, so that two laptops of a district write the same records, and a correction that
the camp's laptop makes later changes them. The records stay when the camp is purged from the laptops.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.ids import natural_id
from organizer_app.models import Attendance, Camp, CampSession, Invitation, Invitee, Member, Record
from organizer_app.services import invitees, shared_camps, sheets
from organizer_app.services.people import chunks
from organizer_app.services.reach import reach

CLOSED = "closed"
OF_CAMP = ("title", "kind", "level", "area_id", "venue", "link", "from_on", "to_on", "status", "notes", "archived_at")
OF_SESSION = ("day", "starts", "ends", "title", "trainers", "sort_order", "archived_at")
OF_INVITATION = ("member_id", "state", "stands_for_id", "walk_in", "badge", "archived_at")
OF_MARK = ("member_id", "mark", "how", "at", "by", "archived_at")
Row = TypeVar("Row", bound=Record)


def copy_id(original: bytes, home: str) -> bytes:
    """The id of the record that a district keeps of a camp or a session."""
    return natural_id("home", original, home)


def bring_home(session: Session) -> int:
    """Writes down, for each district of this laptop, its own people's part of every camp above it that was closed.

    Returns how many records changed; 0 when all was brought home before.
    """
    own = reach(session)
    changed = 0
    for camp in _here(session, Camp.status == CLOSED):
        for home in sorted(own.homes.intersection(camp.districts)):
            changed += _bring(session, camp, home)
    return changed


def refresh(session: Session) -> int:
    """Tells camps that are still to come what changed about this laptop's people: a name, an office, a phone."""
    own = reach(session)
    changed = 0
    for camp in _here(session, Camp.status.not_in(shared_camps.OVER)):
        homes = own.homes.intersection(camp.districts)
        told = select(Invitee.member_id).where(Invitee.camp_id == camp.id, Invitee.archived_at.is_(None))
        here = select(Member.id).where(Member.id.in_(told), Member.bucket.in_(homes), Member.archived_at.is_(None))
        changed += invitees.write(session, camp=camp, members=session.scalars(here).all())
    return changed


def _here(session: Session, condition: Any) -> list[Camp]:
    query = select(Camp).where(Camp.bucket.like("camp:%"), Camp.archived_at.is_(None), condition)
    return list(session.scalars(query.order_by(Camp.id)))


def _bring(session: Session, camp: Camp, home: str) -> int:
    told = select(Invitee).where(Invitee.camp_id == camp.id, Invitee.home_bucket == home)
    of_home = {row.member_id: row for row in session.scalars(told.where(Invitee.archived_at.is_(None)))}
    if not of_home:
        return 0
    invited = session.scalars(select(Invitation).where(Invitation.camp_id == camp.id)).all()
    listed = [row for row in invited if row.member_id in of_home]
    changed = _take_up(session, camp, [of_home[row.member_id] for row in listed if row.walk_in or row.stands_for_id])
    kept = copy_id(camp.id, home)
    changed += _put(session, Camp, {kept: _of(camp, OF_CAMP) | {"copy_of": camp.id}}, home)
    serials = sheets.serials(session, camp=camp.id)
    invitations = {
        natural_id(kept, row.member_id): _of(row, OF_INVITATION)
        | {"camp_id": kept, "serial": serials.get(row.member_id)}
        for row in listed
    }
    changed += _put(session, Invitation, invitations, home)
    sessions = session.scalars(select(CampSession).where(CampSession.camp_id == camp.id)).all()
    copies = {copy_id(s.id, home): _of(s, OF_SESSION) | {"camp_id": kept} for s in sessions}
    changed += _put(session, CampSession, copies, home)
    marks = {
        natural_id(copy_id(row.session_id, home), row.member_id): _of(row, OF_MARK)
        | {"session_id": copy_id(row.session_id, home)}
        for row in _marks(session, [s.id for s in sessions])
        if row.member_id in of_home
    }
    return changed + _put(session, Attendance, marks, home)


def _marks(session: Session, sessions: Iterable[bytes]) -> list[Attendance]:
    return list(session.scalars(select(Attendance).where(Attendance.session_id.in_(sessions))))


def _take_up(session: Session, camp: Camp, unknown: list[Invitee]) -> int:
    """Walk-ins of the district whom nobody here knew become leads on its roster, as at a camp of its own."""
    ids = [row.member_id for row in unknown]
    known = set(session.scalars(select(Member.id).where(Member.id.in_(ids))))
    new = [row for row in unknown if row.member_id not in known]
    for row in new:
        source = f"walk-in: {camp.title}"
        place = row.area_id
        session.add(
            Member(id=row.member_id, name=row.name, area_id=place, status="lead", source=source, bucket=row.home_bucket)
        )
    session.flush()
    return len(new)


def _of(row: Record, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _put(session: Session, model: type[Row], wanted: Mapping[bytes, Mapping[str, Any]], home: str) -> int:
    """Makes the records or changes what differs. Returns how many were written."""
    found: dict[bytes, Row] = {}
    for piece in chunks(wanted):
        found |= {row.id: row for row in session.scalars(select(model).where(model.id.in_(piece)))}
    changed = 0
    for identity, values in wanted.items():
        row = found.get(identity)
        if row is None:
            if values["archived_at"] is None:
                session.add(model(id=identity, bucket=home, **values))
                changed += 1
            continue
        news = {name: value for name, value in values.items() if getattr(row, name) != value}
        for name, value in news.items():
            setattr(row, name, value)
        changed += bool(news)
    session.flush()
    return changed
