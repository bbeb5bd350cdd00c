"""Attendance: marks per session, by serial, at the gate, or for everyone else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from organizer_app.domain.attendance import ABSENT, HOW, MARKS, Counts, Line
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_text, natural_id
from organizer_app.domain.ranges import text_of
from organizer_app.domain.words import N_
from organizer_app.models import Attendance, CampSession, DayClose, Invitation
from organizer_app.services import areas, camps, people, sheets


@dataclass(frozen=True, slots=True)
class Marked:
    """What a marking did: the serials that changed and how many already had this mark."""

    serials: tuple[int, ...]
    unchanged: int


def mark_id(session_id: bytes, member: bytes) -> bytes:
    """The id of a mark, the same on every laptop."""
    return natural_id(session_id, member)


def _open_session(session: Session, session_id: bytes) -> CampSession:
    """The session's record. Raises RuleBroken when its day is closed or the camp cancelled."""
    row = session.get(CampSession, session_id)
    if row is None or row.archived_at is not None:
        raise RuleBroken(N_("This session is not in the plan any more."))
    if camps.record(session, row.camp_id).status == "cancelled":
        raise RuleBroken(N_("This camp was cancelled; nothing can be marked."))
    closed = session.scalar(
        select(DayClose.closed_at).where(
            DayClose.camp_id == row.camp_id, DayClose.day == row.day, DayClose.archived_at.is_(None)
        )
    )
    if closed is not None:
        raise RuleBroken(N_("The day {day} is closed. Reopen it with a reason before marking."), day=row.day)
    return row


def members_of(session: Session, *, camp: bytes, serials: Iterable[int]) -> dict[int, bytes]:
    """The people behind serials. Raises RuleBroken naming the serials that nobody has."""
    by_serial = {s: m for m, s in sheets.serials(session, camp=camp).items()}
    if not by_serial:
        raise RuleBroken(N_("The list is not frozen yet. Freeze it, so that everybody has a number."))
    wanted = list(serials)
    unknown = [s for s in wanted if s not in by_serial]
    if unknown:
        raise RuleBroken(N_("Nobody has the number {numbers}. The list goes up to {highest}."),
                         numbers=text_of(unknown), highest=max(by_serial))
    return {s: by_serial[s] for s in wanted}


def mark(
    session: Session,
    *,
    session_id: bytes,
    serials: Sequence[int] = (),
    as_: str,
    how: str = "serial",
    sheet: bytes | None = None,
) -> Marked:
    """Marks people of a camp's list in one session by their serials. A mark already there is left as it is."""
    row = _open_session(session, session_id)
    if as_ not in MARKS or how not in HOW:
        raise RuleBroken(N_("Mark: choose present, absent, late or excused."))
    wanted = members_of(session, camp=row.camp_id, serials=serials)
    have = _marks(session, session_id)
    changed = {s: m for s, m in wanted.items() if have.get(m) != as_}
    _write(session, row, changed.values(), as_, how, sheet)
    return Marked(serials=tuple(changed), unchanged=len(wanted) - len(changed))


def mark_rest(session: Session, *, session_id: bytes, as_: str = ABSENT) -> Marked:
    """Marks everybody on the list who has no mark in this session: "everyone else is absent"."""
    row = _open_session(session, session_id)
    have = _marks(session, session_id)
    rest = {s: m for m, s in sheets.serials(session, camp=row.camp_id).items() if m not in have}
    if not rest and not have:
        raise RuleBroken(N_("The list is not frozen yet. Freeze it, so that everybody has a number."))
    _write(session, row, rest.values(), as_, "rest", None)
    return Marked(serials=tuple(sorted(rest)), unchanged=len(have))


def unmark(session: Session, *, session_id: bytes, serials: Sequence[int]) -> Marked:
    """Takes marks back, as if nobody had marked these people in this session."""
    row = _open_session(session, session_id)
    wanted = members_of(session, camp=row.camp_id, serials=serials)
    have = _marks(session, session_id)
    gone = {s: m for s, m in wanted.items() if m in have}
    session.execute(
        update(Attendance)
        .where(Attendance.id.in_([mark_id(session_id, m) for m in gone.values()]))
        .values(archived_at=now_ms(), changed_at=now_ms(), changed_by=session.info.get("user", ""))
    )
    return Marked(serials=tuple(gone), unchanged=len(wanted) - len(gone))


def _write(
    session: Session, row: CampSession, members: Iterable[bytes], as_: str, how: str, sheet: bytes | None
) -> None:
    now, user = now_ms(), session.info.get("user", "")
    rows = [
        {
            "id": mark_id(row.id, m), "bucket": row.bucket, "session_id": row.id, "member_id": m, "mark": as_, "how": how,
            "sheet_id": sheet, "at": now, "by": user, "archived_at": None,
            "created_at": now, "created_by": user, "changed_at": now, "changed_by": user,
        }
        for m in members
    ]
    if rows:
        statement = insert(Attendance.__table__)  # type: ignore[arg-type]  # a mapped class's table is a FromClause to mypy
        changing = ("mark", "how", "sheet_id", "at", "by", "archived_at", "changed_at", "changed_by")
        session.execute(
            statement.on_conflict_do_update(index_elements=["id"], set_={c: statement.excluded[c] for c in changing}),
            rows,
        )


def _marks(session: Session, session_id: bytes) -> dict[bytes, str]:
    query = select(Attendance.member_id, Attendance.mark).where(
        Attendance.session_id == session_id, Attendance.archived_at.is_(None)
    )
    return {member: mark for member, mark in session.execute(query)}


def lines(session: Session, *, camp: bytes) -> tuple[Line, ...]:
    """The camp's list by serial with every session's marks; empty before the first freeze."""
    serials = sheets.serials(session, camp=camp)
    members = people.records(session, serials)
    blocks = areas.block_names(session)
    marks = {s.id: _marks(session, s.id) for s in camps.sessions(session, camp=camp)}
    states = {
        i.member_id: i
        for i in session.scalars(select(Invitation).where(Invitation.camp_id == camp, Invitation.archived_at.is_(None)))
    }
    result = []
    for member_id, serial in sorted(serials.items(), key=lambda item: item[1]):
        m, i = members.get(member_id), states.get(member_id)
        result.append(
            Line(
                serial=serial, member_id=member_id, name=m.name if m else "—", name_other=m.name_other if m else "",
                guardian=m.guardian if m else "", block=blocks.get((m.area_id if m else None) or b"", ""),
                last_four=tuple(str(p["number"])[-4:] for p in m.phones if p["number"]) if m else (),
                state=i.state if i else "", walk_in=bool(i and i.walk_in),
                marks={s: of[member_id] for s, of in marks.items() if member_id in of},
            )
        )
    return tuple(result)


def counts(session: Session, *, camp: bytes) -> tuple[Counts, ...]:
    """How many of the list carry each mark, session by session."""
    listed = lines(session, camp=camp)
    result = []
    for s in camps.sessions(session, camp=camp):
        of = [line.marks.get(s.id) for line in listed]
        result.append(
            Counts(s.id, s.title, *(of.count(m) for m in MARKS), unmarked=of.count(None))
        )
    return tuple(result)


def by_last_four(session: Session, *, camp: bytes, digits: str) -> tuple[Line, ...]:
    """The people of a camp's list whose phone ends in these digits: the gate's search."""
    return tuple(line for line in lines(session, camp=camp) if any(f.endswith(digits) for f in line.last_four))


def session_named(session: Session, *, camp: bytes, ref: str) -> bytes:
    """A session's id from its number in the plan, its id as text, or its title. Raises RuleBroken when none fits."""
    for s in camps.sessions(session, camp=camp):
        if ref.strip() in (str(s.order), id_text(s.id), s.title):
            return s.id
    raise RuleBroken(N_("No session “{ref}”. Give its number in the plan, 1 for the first."), ref=ref)
