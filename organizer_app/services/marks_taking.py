"""Taking in the marks of the other laptop: what they would change, and the change as one act that can be undone.

The id of a mark is the same on both laptops, so a file read twice, or two files in any order, end in the same marks.
Where both marked the same person differently the later mark stands, and every such pair is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from organizer_app.domain.attendance import HOW
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.models import Act, Attendance, Camp, CampSession
from organizer_app.services import attendance, marks_people, open_days, people, shared_camps, sheets
from organizer_app.services.marks_exchange import decided_at, last_changes
from organizer_app.services.marks_people import Newcomer, Newcomers
from organizer_app.wire.marks_file import Mark, Marks

CHANGING = ("mark", "how", "sheet_id", "at", "by", "archived_at", "changed_at", "changed_by")


@dataclass(frozen=True, slots=True)
class Difference:
    """One person marked differently on the two laptops ("" where a mark was taken back).

    `takes` tells whether the other laptop's mark is the later one, which stands.
    """

    serial: int | None
    name: str
    session: str
    here: str
    here_by: str
    there: str
    there_by: str
    takes: bool


@dataclass(frozen=True, slots=True)
class Taking:
    """What a file changes, or changed: `new` marks nobody had made here, `same` ones, and the differences.

    `gone` counts marks taken back there that nobody had made here: kept so that an older file does not bring them.
    `erased` counts people of the file who were erased here and stay so; their marks count without a name.
    `closed` and `unplanned` count marks left out: their day is closed here, or their session is not planned here.
    `tx` is the act to undo, None when nothing was written.
    """

    camp: bytes
    title: str
    writer: str
    at: int
    new: int = 0
    same: int = 0
    differences: tuple[Difference, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()
    stood_for: int = 0
    closed: int = 0
    unplanned: int = 0
    gone: int = 0
    erased: int = 0
    tx: int | None = None

    @property
    def changes(self) -> int:
        """How many marks and people are written."""
        return self.new + self.gone + sum(d.takes for d in self.differences) + len(self.newcomers) + self.stood_for


def look(session: Session, *, given: Marks) -> Taking:
    """What taking these marks in would change. Raises RuleBroken when the camp is not here or was cancelled."""
    return _compared(session, given)[0]


def take(session: Session, *, given: Marks) -> Taking:
    """Takes the marks in and tells what that changed. Raises RuleBroken as `look` does."""
    taking, newcomers, marks = _compared(session, given)
    marks_people.write(session, newcomers, camp=session.get_one(Camp, taking.camp))
    _write(session, marks)
    act: Act = session.info["act"]
    return replace(taking, tx=act.tx if newcomers or marks else None)


def _camp(session: Session, given: Marks) -> Camp:
    found = session.get(Camp, bytes.fromhex(given.camp))
    if found is None or found.archived_at is not None:
        raise RuleBroken(
            N_("The marks are of the camp “{camp}”, which is not on this laptop. Bring the camp here first, by sync."),
            camp=given.title,
        )
    shared_camps.require_run_here(session, found)
    if found.status == "cancelled":
        raise RuleBroken(N_("This camp was cancelled; nothing can be marked."))
    return found


def _compared(session: Session, given: Marks) -> tuple[Taking, Newcomers, list[dict[str, Any]]]:
    camp, now = _camp(session, given), now_ms()
    # Where the other clock is ahead all its times are set back, so that a later mark here is seen to be later.
    ahead = max(0, given.at - now)
    newcomers = marks_people.compare(session, camp=camp, given=given, written_at=given.at - ahead)
    planned = _sessions(session, camp.id)
    wanted = {
        attendance.mark_id(bytes.fromhex(m.session), bytes.fromhex(m.member)): m
        for m in given.marks
        if bytes.fromhex(m.session) in planned
    }
    here = _here(session, wanted)
    shut = open_days.closed(session, camp=camp.id)
    counted = dict.fromkeys(("new", "same", "closed", "gone"), 0)
    differing: list[tuple[Mark, Attendance, bool]] = []
    rows: list[dict[str, Any]] = []
    for identity, mark in wanted.items():
        row, decided = here.get(identity, (None, 0))
        before = row.mark if row is not None and row.archived_at is None else ""
        after, at = "" if mark.gone else mark.mark, min(mark.at - ahead, now)
        if before == after and (row is not None or not mark.gone):
            counted["same"] += bool(after)
            continue
        takes = (at, after) > (decided, before)
        of = planned[bytes.fromhex(mark.session)]
        if takes and of.day in shut:
            counted["closed"] += 1
            continue
        if row is None or not decided:
            counted["gone" if mark.gone else "new"] += 1
        else:
            differing.append((mark, row, takes))
        if takes:
            rows.append(_row(session, identity, mark, of, at))
    taking = Taking(
        camp=camp.id,
        title=camp.title,
        writer=given.writer,
        at=given.at - ahead,
        differences=_differences(session, camp.id, planned, differing),
        newcomers=newcomers.shown,
        stood_for=newcomers.stood_for,
        erased=newcomers.erased,
        unplanned=sum(not m.gone and bytes.fromhex(m.session) not in planned for m in given.marks),
        **counted,
    )
    return taking, newcomers, rows


def _sessions(session: Session, camp: bytes) -> dict[bytes, CampSession]:
    query = select(CampSession).where(CampSession.camp_id == camp, CampSession.archived_at.is_(None))
    return {s.id: s for s in session.scalars(query)}


def _here(session: Session, ids: Mapping[bytes, Mark]) -> dict[bytes, tuple[Attendance, int]]:
    """The marks that are here, each with when it was decided."""
    last = last_changes(session, "attendance", ids)
    found: dict[bytes, tuple[Attendance, int]] = {}
    for piece in people.chunks(ids):
        for row in session.scalars(select(Attendance).where(Attendance.id.in_(piece))):
            found[row.id] = (row, decided_at(row, last.get(row.id)))
    return found


def _row(session: Session, identity: bytes, mark: Mark, of: CampSession, at: int) -> dict[str, Any]:
    """The record as it will be."""
    now, user = now_ms(), session.info["user"]
    return {
        "id": identity,
        "bucket": of.bucket,
        "session_id": of.id,
        "member_id": bytes.fromhex(mark.member),
        "mark": mark.mark,
        "how": mark.how if mark.how in HOW else "import",
        "sheet_id": bytes.fromhex(mark.sheet) if mark.sheet else None,
        "at": at,
        "by": mark.by,
        "archived_at": at if mark.gone else None,
        "created_at": now,
        "created_by": user,
        "changed_at": now,
        "changed_by": user,
    }


def _write(session: Session, rows: list[dict[str, Any]]) -> None:
    if rows:
        statement = insert(attendance.TABLE)
        given = {c: statement.excluded[c] for c in CHANGING}
        session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=given), rows)


def _differences(
    session: Session,
    camp: bytes,
    planned: Mapping[bytes, CampSession],
    differing: list[tuple[Mark, Attendance, bool]],
) -> tuple[Difference, ...]:
    serials = sheets.serials(session, camp=camp)
    known = people.records(session, {row.member_id for _mark, row, _takes in differing})
    several = len({s.day for s in planned.values()}) > 1
    found = [
        Difference(
            serial=serials.get(row.member_id),
            name=known[row.member_id].name if row.member_id in known else people.ERASED,
            session=_named(planned[row.session_id], several),
            here=row.mark if row.archived_at is None else "",
            here_by=row.by,
            there="" if mark.gone else mark.mark,
            there_by=mark.by,
            takes=takes,
        )
        for mark, row, takes in differing
    ]
    return tuple(sorted(found, key=lambda d: (d.session, d.serial is None, d.serial or 0)))


def _named(of: CampSession, several: bool) -> str:
    """ "09:00 Opening", with the day before it where the camp has several."""
    day: date = of.day
    return " ".join(filter(None, (f"{day:%d/%m}" if several else "", of.starts, of.title)))
