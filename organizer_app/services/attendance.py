"""Attendance: marks per session, by serial, at the gate, or for everyone else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from organizer_app.domain.attendance import ABSENT, HOW, MARKS, Counts, Entered, Line, is_expected
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_text, natural_id
from organizer_app.domain.names import fold
from organizer_app.domain.ranges import text_of
from organizer_app.domain.words import N_
from organizer_app.models import Act, Attendance, Base, CampSession, Invitation, Member, Outbox, Sheet
from organizer_app.services import camps, open_days, people, shared_camps, sheets

TABLE = Base.metadata.tables["attendance"]
NOT_INVITED = ("", False)
NOT_FROZEN = N_("The list is not frozen yet. Freeze it, so that everybody has a number.")


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
    row = camps.session_record(session, session_id)
    if camps.record(session, row.camp_id).status == "cancelled":
        raise RuleBroken(N_("This camp was cancelled; nothing can be marked."))
    open_days.require(session, camp=row.camp_id, days=[row.day])
    return row


def members_of(
    session: Session, *, camp: bytes, serials: Iterable[int], sheet: bytes | None = None
) -> dict[int, bytes]:
    """The people behind serials, as `sheet` names them when two laptops gave one serial twice.

    Raises RuleBroken naming the serials that nobody has.
    """
    by_serial = {s: m for m, s in sheets.serials(session, camp=camp).items()}
    if not by_serial:
        raise RuleBroken(NOT_FROZEN)
    paper = session.get(Sheet, sheet) if sheet else None
    if paper is not None and paper.camp_id == camp:
        by_serial |= {s: m for m, s in sheets.listed(paper).items()}
    wanted = list(serials)
    unknown = [s for s in wanted if s not in by_serial]
    if unknown:
        raise RuleBroken(
            N_("Nobody has the number {numbers}. The list goes up to {highest}."),
            numbers=text_of(unknown),
            highest=max(by_serial),
        )
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
    wanted = members_of(session, camp=row.camp_id, serials=serials, sheet=sheet)
    have = _marks(session, [session_id])
    changed = {s: m for s, m in wanted.items() if have.get((session_id, m)) != as_}
    _write(session, row, changed.values(), as_, how, sheet)
    return Marked(serials=tuple(changed), unchanged=len(wanted) - len(changed))


def mark_rest(session: Session, *, session_id: bytes, as_: str = ABSENT) -> Marked:
    """Marks everybody who is expected and has no mark in this session: "everyone else is absent".

    Somebody whom another stands in for, or who was taken off the list, is not expected and gets no mark.
    """
    row = _open_session(session, session_id)
    if as_ not in MARKS:
        raise RuleBroken(N_("Mark: choose present, absent, late or excused."))
    given = sheets.serials(session, camp=row.camp_id)
    if not given:
        raise RuleBroken(NOT_FROZEN)
    have = _marks(session, [session_id])
    invited = _invited(session, row.camp_id)
    rest = {
        serial: member
        for member, serial in given.items()
        if is_expected(invited.get(member, NOT_INVITED)[0]) and (session_id, member) not in have
    }
    _write(session, row, rest.values(), as_, "rest", None)
    return Marked(serials=tuple(sorted(rest)), unchanged=len(have))


def unmark(session: Session, *, session_id: bytes, serials: Sequence[int], sheet: bytes | None = None) -> Marked:
    """Takes marks back, as if nobody had marked these people in this session."""
    row = _open_session(session, session_id)
    wanted = members_of(session, camp=row.camp_id, serials=serials, sheet=sheet)
    have = _marks(session, [session_id])
    gone = {s: m for s, m in wanted.items() if (session_id, m) in have}
    for piece in people.chunks(mark_id(session_id, m) for m in gone.values()):
        session.execute(
            update(Attendance)
            .where(Attendance.id.in_(piece))
            .values(archived_at=now_ms(), changed_at=now_ms(), changed_by=session.info["user"])
        )
    return Marked(serials=tuple(gone), unchanged=len(wanted) - len(gone))


def _write(
    session: Session, row: CampSession, members: Iterable[bytes], as_: str, how: str, sheet: bytes | None
) -> None:
    now, user = now_ms(), session.info["user"]
    common = {
        **{
            "bucket": row.bucket,
            "session_id": row.id,
            "mark": as_,
            "how": how,
            "sheet_id": sheet,
            "at": now,
            "by": user,
        },
        **{"archived_at": None, "created_at": now, "created_by": user, "changed_at": now, "changed_by": user},
    }
    rows = [{"id": mark_id(row.id, m), "member_id": m} | common for m in members]
    if rows:
        statement = insert(TABLE)
        changing = ("mark", "how", "sheet_id", "at", "by", "archived_at", "changed_at", "changed_by")
        session.execute(
            statement.on_conflict_do_update(index_elements=["id"], set_={c: statement.excluded[c] for c in changing}),
            rows,
        )


def _marks(session: Session, ids: Sequence[bytes]) -> dict[tuple[bytes, bytes], str]:
    """The marks of sessions by session and member."""
    query = select(Attendance.session_id, Attendance.member_id, Attendance.mark).where(
        Attendance.session_id.in_(ids), Attendance.archived_at.is_(None)
    )
    return {(of, member): mark for of, member, mark in session.execute(query)}


def _invited(session: Session, camp: bytes) -> dict[bytes, tuple[str, bool]]:
    """The state of each invitation, and whether it is a walk-in."""
    query = select(Invitation.member_id, Invitation.state, Invitation.walk_in).where(
        Invitation.camp_id == camp, Invitation.archived_at.is_(None)
    )
    return {member: (state, walk_in) for member, state, walk_in in session.execute(query)}


def lines(session: Session, *, camp: bytes) -> tuple[Line, ...]:
    """The camp's list by serial with every session's marks; empty before the first freeze.

    A district sees its own people of a camp above it.
    """
    record = camps.record(session, camp)
    given = sheets.serials(session, camp=camp)
    here = shared_camps.shown(session, record, given)
    serials = {member: serial for member, serial in given.items() if member in here}
    members = people.records(session, serials)
    blocks = people.groups(session, members.values(), by_district=shared_camps.is_shared(record))
    marks: dict[bytes, dict[bytes, str]] = {}
    for (of, member), mark in _marks(session, [s.id for s in camps.sessions(session, camp=camp)]).items():
        marks.setdefault(member, {})[of] = mark
    invited = _invited(session, camp)
    return tuple(
        _line(serial, m, members.get(m), invited.get(m, NOT_INVITED), marks.get(m, {}), blocks)
        for m, serial in sorted(serials.items(), key=lambda item: item[1])
    )


def _line(
    serial: int,
    member_id: bytes,
    member: Member | None,
    invitation: tuple[str, bool],
    marks: dict[bytes, str],
    blocks: dict[bytes, str],
) -> Line:
    return Line(
        serial=serial,
        member_id=member_id,
        name=member.name if member else people.ERASED,
        name_other=member.name_other if member else "",
        guardian=member.guardian if member else "",
        block=blocks.get((member.area_id if member else None) or b"", ""),
        last_four=tuple(str(p["number"])[-4:] for p in member.phones if p["number"]) if member else (),
        state=invitation[0],
        walk_in=invitation[1],
        marks=marks,
    )


def counts(session: Session, *, camp: bytes) -> tuple[Counts, ...]:
    """How many of the list carry each mark, session by session; unmarked are those who are expected."""
    listed = lines(session, camp=camp)
    result = []
    for s in camps.sessions(session, camp=camp):
        of = [line.marks.get(s.id) for line in listed]
        present, absent, late, excused = (of.count(mark) for mark in MARKS)
        waited_for = sum(line.expected and s.id not in line.marks for line in listed)
        result.append(Counts(s.id, s.title, present, absent, late, excused, unmarked=waited_for))
    return tuple(result)


def by_last_four(session: Session, *, camp: bytes, digits: str) -> tuple[Line, ...]:
    """The people of a camp's list whose phone ends in these digits (also ४३२१): the gate's search."""
    wanted = "".join(c for c in fold(digits) if c.isdigit())
    if not wanted:
        return ()
    return tuple(line for line in lines(session, camp=camp) if any(f.endswith(wanted) for f in line.last_four))


def session_named(session: Session, *, camp: bytes, ref: str) -> bytes:
    """A session's id from its number in the plan, its id as text, or its title. Raises RuleBroken when none fits."""
    for s in camps.sessions(session, camp=camp):
        if ref.strip() in (str(s.order), id_text(s.id), s.title):
            return s.id
    raise RuleBroken(N_("No session “{ref}”. Give its number in the plan, 1 for the first."), ref=ref)


def recent(session: Session, *, session_id: bytes, limit: int = 20) -> tuple[Entered, ...]:
    """The latest entries in a session, newest first, each an act that can be undone; undone ones are left out."""
    row = camps.session_record(session, session_id)
    serials = sheets.serials(session, camp=row.camp_id)
    query = (
        select(Act, Attendance.member_id, Outbox.f)
        .join(Outbox, Act.tx == Outbox.tx)
        .join(Attendance, (Outbox.tbl == TABLE.name) & (Outbox.id == Attendance.id))
        .where(Attendance.session_id == session_id)
        .order_by(Outbox.seq)
    )
    marks: dict[bytes, str] = {}
    entries: dict[int, tuple[Act, dict[bytes, str]]] = {}
    for act, member, after in session.execute(query):
        marks[member] = after.get("mark", marks.get(member, ""))
        is_gone = after.get("archived_at") is not None
        entries.setdefault(act.tx, (act, {}))[1][member] = "" if is_gone else marks[member]
    shown = [entry for entry in entries.values() if entry[0].undone_by is None and entry[0].undoes is None]
    return tuple(_entered(act, of, serials) for act, of in shown[: -limit - 1 : -1])


def _entered(act: Act, marks: dict[bytes, str], serials: dict[bytes, int]) -> Entered:
    by_mark: dict[str, list[int]] = {}
    for member, mark in marks.items():
        by_mark.setdefault(mark, []).append(serials.get(member, 0))
    texts = tuple((mark, text_of(s for s in by_mark[mark] if s)) for mark in ("", *MARKS) if mark in by_mark)
    return Entered(tx=act.tx, at=act.at, user=act.usr, marks=texts, people=len(marks))
