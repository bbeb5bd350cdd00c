"""Closing a day: paper against database, page by page; what does not agree is named."""

from collections import Counter
from datetime import date

from sqlalchemy.orm import Session

from organizer_app.domain import camps as camp_values
from organizer_app.domain.attendance import CAME, Line
from organizer_app.domain.clock import local_text, now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id
from organizer_app.domain.ranges import text_of
from organizer_app.domain.sheets import DayReport, PageCount, SessionCount
from organizer_app.domain.words import N_
from organizer_app.models import DayClose, Sheet
from organizer_app.services import attendance, camps, open_days, paper_pages, shared_camps, sheets


def report(session: Session, *, camp: bytes, day: date) -> DayReport:
    """The day as it stands: sessions, blocks, and each page of paper against the marks entered.

    Who was first listed on a later day is left out; so a closed day's report stays what it was.
    """
    value = camps.get(session, camp=camp)
    of_day = [s for s in value.sessions if s.day == day]
    if not of_day:
        raise RuleBroken(N_("No session of this camp is planned on {day}."), day=day)
    closed = _record(session, camp, day)
    closed_at = closed.closed_at if closed else None
    frozen = sheets.frozen(session, camp=camp)
    used = paper_pages.circulated(frozen, day=day, closed_at=closed_at)
    lines = _listed_then(attendance.lines(session, camp=camp), frozen, used, of_day, is_closed=closed_at is not None)
    came = [line for line in lines if any(line.marks.get(s.id) in CAME for s in of_day)]
    return DayReport(
        camp=value,
        day=day,
        invited=sum(line.expected and not line.walk_in for line in lines),
        came=len(came),
        walk_ins=sum(line.walk_in for line in came),
        sessions=tuple(_session_count(s, lines) for s in of_day),
        pages=tuple(count for s in of_day for count in _pages(used, s, lines)),
        closed_at=local_text(closed_at),
        closed_by=closed.closed_by if closed and closed_at else "",
        reopened=closed.reopened if closed else "",
        by_block=_by_block(lines, came),
    )


def _listed_then(
    lines: tuple[Line, ...],
    frozen: tuple[Sheet, ...],
    used: tuple[Sheet, ...],
    of_day: list[camp_values.Session],
    *,
    is_closed: bool,
) -> list[Line]:
    then = {member for sheet in used for member in sheets.listed(sheet)}
    later = {member for sheet in frozen for member in sheets.listed(sheet)} - then
    return [
        line
        for line in lines
        if line.member_id in then
        or any(s.id in line.marks for s in of_day)
        or not (is_closed or line.member_id in later)
    ]


def _session_count(of: camp_values.Session, lines: list[Line]) -> SessionCount:
    marks = Counter(line.marks.get(of.id, "") for line in lines)
    return SessionCount(
        of,
        present=marks["present"],
        late=marks["late"],
        absent=marks["absent"],
        excused=marks["excused"],
        unmarked=sum(line.expected and of.id not in line.marks for line in lines),
        walk_ins=sum(line.walk_in and line.marks.get(of.id) in CAME for line in lines),
    )


def _by_block(lines: list[Line], came: list[Line]) -> tuple[tuple[str, int, int], ...]:
    listed, present = Counter(line.block for line in lines), Counter(line.block for line in came)
    return tuple((block, listed[block], present[block]) for block in sorted(listed))


def _pages(used: tuple[Sheet, ...], of: camp_values.Session, lines: list[Line]) -> list[PageCount]:
    """Every page one session was signed on, against the marks of those who belong to it."""
    pages = paper_pages.of_session(used, of.id)
    signed_on = paper_pages.signed_on(pages, {line.member_id: line.serial for line in lines})
    came = {line.member_id for line in lines if line.marks.get(of.id) in CAME}
    return [
        PageCount(
            sheet=p.sheet.version + (f"/{p.sheet.part}" if p.sheet.parts > 1 else ""),
            page=p.number,
            pages=sheets.page_count(p.sheet),
            session=of.title or of.starts,
            returned=p.returned(of.day),
            counted=p.counted(of.id),
            marked=len(signed_on[p.key] & came),
            serials=text_of(p.serials),
        )
        for p in pages
    ]


def close(session: Session, *, camp: bytes, day: date, despite: str = "") -> DayReport:
    """Closes a day. Raises RuleBroken naming what does not agree, unless `despite` gives the reason to close anyway."""
    shared_camps.require_run_here(session, camps.record(session, camp))
    row = _record(session, camp, day)
    if row is not None and row.closed_at is not None:
        raise RuleBroken(N_("{day} is closed already."), day=day)
    now = report(session, camp=camp, day=day)
    problems = differences(now)
    if problems and not despite.strip():
        raise RuleBroken(
            N_("Paper and database do not agree: {first} {count} in all; see the report, or close with a reason."),
            first=problems[0],
            count=len(problems),
        )
    if row is None:
        row = DayClose(id=natural_id(camp, day.isoformat()), camp_id=camp, day=day)
        row.bucket = camps.record(session, camp).bucket
        session.add(row)
    row.printed = len({(p.sheet, p.page) for p in now.pages})
    row.returned = len({(p.sheet, p.page) for p in now.pages if p.returned})
    row.signed = sum(p.counted or 0 for p in now.pages)
    row.marked = sum(p.marked for p in now.pages)
    row.differences = [{"what": d} for d in problems] + ([{"despite": despite.strip()}] if problems else [])
    row.closed_by, row.closed_at = session.info["user"], now_ms()
    session.flush()
    _advance(session, camp)
    return report(session, camp=camp, day=day)


def differences(of: DayReport) -> list[str]:
    """What does not agree, one sentence each, in the language in force."""
    result: dict[str, None] = {}  # a page that is missing is named once, not for each session
    for p in of.differences:
        if not p.returned:
            message = N_("Sheet {sheet}, page {page} of {pages} ({serials}) has not come back.")
        elif p.counted is None:
            message = N_("Sheet {sheet}, page {page} of {pages} ({serials}), {session}: signatures were not counted.")
        else:
            message = N_(
                "Sheet {sheet}, page {page} of {pages} ({serials}), {session}: {counted} signed, {marked} marked."
            )
        sentence = RuleBroken(
            message,
            sheet=p.sheet,
            page=p.page,
            pages=p.pages,
            serials=p.serials,
            session=p.session,
            counted=p.counted,
            marked=p.marked,
        )
        result[str(sentence)] = None
    for s in of.sessions:
        if s.unmarked:
            name = s.session.title or s.session.starts
            result[str(RuleBroken(N_("{session}: {count} people have no mark."), session=name, count=s.unmarked))] = (
                None
            )
    return list(result)


def reopen(session: Session, *, camp: bytes, day: date, reason: str) -> None:
    """Opens a closed day again; the reason stays on the report."""
    shared_camps.require_run_here(session, camps.record(session, camp))
    row = _record(session, camp, day)
    if row is None or row.closed_at is None:
        raise RuleBroken(N_("{day} is not closed."), day=day)
    if not reason.strip():
        raise RuleBroken(N_("Reason: type why the day is opened again; it stands on the report."))
    row.closed_at, row.reopened = None, "\n".join(filter(None, (row.reopened, reason.strip())))
    camps.record(session, camp).status = "held"


def _advance(session: Session, camp: bytes) -> None:
    """A camp is held once a day is closed, and closed once all its days are."""
    days = {s.day for s in camps.sessions(session, camp=camp)}
    camps.record(session, camp).status = "closed" if days <= open_days.closed(session, camp=camp).keys() else "held"


def _record(session: Session, camp: bytes, day: date) -> DayClose | None:
    row = session.get(DayClose, natural_id(camp, day.isoformat()))
    return row if row is not None and row.archived_at is None else None
