"""Closing a day: paper against database, page by page; what does not agree is named."""

from collections import Counter
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain import camps as camp_values
from organizer_app.domain.attendance import CAME, Line
from organizer_app.domain.clock import local_text, now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_text, natural_id
from organizer_app.domain.ranges import text_of
from organizer_app.domain.sheets import DayReport, PageCount, SessionCount
from organizer_app.domain.words import N_
from organizer_app.models import DayClose, Sheet
from organizer_app.services import attendance, camps, sheets


def report(session: Session, *, camp: bytes, day: date) -> DayReport:
    """The day as it stands: sessions, blocks, and each page of paper against the marks entered."""
    value = camps.get(session, camp=camp)
    of_day = [s for s in value.sessions if s.day == day]
    if not of_day:
        raise RuleBroken(N_("No session of this camp is planned on {day}."), day=day)
    lines = attendance.lines(session, camp=camp)
    came = [line for line in lines if any(line.marks.get(s.id) in CAME for s in of_day)]
    closed = _record(session, camp, day)
    return DayReport(
        camp=value,
        day=day,
        invited=sum(not line.walk_in for line in lines),
        came=len(came),
        walk_ins=sum(line.walk_in for line in came),
        sessions=tuple(_session_count(s, lines) for s in of_day),
        pages=tuple(_pages(session, camp, day, of_day, lines)),
        closed_at=local_text(closed.closed_at) if closed else "",
        closed_by=closed.closed_by if closed and closed.closed_at else "",
        reopened=closed.reopened if closed else "",
        by_block=_by_block(lines, came),
    )


def _session_count(of: camp_values.Session, lines: tuple[Line, ...]) -> SessionCount:
    marks = Counter(line.marks.get(of.id, "") for line in lines)
    walk_ins = sum(line.walk_in and line.marks.get(of.id) in CAME for line in lines)
    return SessionCount(
        of, present=marks["present"], late=marks["late"], absent=marks["absent"], excused=marks["excused"],
        unmarked=marks[""], walk_ins=walk_ins,
    )


def _by_block(lines: tuple[Line, ...], came: list[Line]) -> tuple[tuple[str, int, int], ...]:
    listed, present = Counter(line.block for line in lines), Counter(line.block for line in came)
    return tuple((block, listed[block], present[block]) for block in sorted(listed))


def _pages(
    session: Session, camp: bytes, day: date, of_day: list[camp_values.Session], lines: tuple[Line, ...]
) -> list[PageCount]:
    """Every page of the newest version for every session of the day, in order of page."""
    result = []
    for sheet in sheets.latest(session, camp=camp):
        rows, pages = sheets.page_rows(sheet), sheets.page_count(sheet)
        for page in range(1, pages + 1):
            on_page = [line for line in lines if page_of(sheet, line.serial) == page]
            for s in of_day:
                if id_text(s.id) in sheet.sessions:
                    result.append(
                        PageCount(
                            sheet=f"{sheet.version}" + (f"/{sheet.part}" if sheet.parts > 1 else ""),
                            page=page,
                            pages=pages,
                            session=s.title or s.starts,
                            returned=f"{page}@{day.isoformat()}" in sheet.returned,
                            counted=sheet.counted.get(f"{page}:{id_text(s.id)}"),
                            marked=sum(line.marks.get(s.id) in CAME for line in on_page),
                            serials=text_of(range((page - 1) * rows + 1, page * rows + 1)),
                        )
                    )
    return result


def page_of(sheet: Sheet, serial: int) -> int:
    """The page, from 1, that carries a serial; serials run on over the spare rows, the last page takes the rest."""
    return min((serial - 1) // sheets.page_rows(sheet) + 1, sheets.page_count(sheet))


def close(session: Session, *, camp: bytes, day: date, despite: str = "") -> DayReport:
    """Closes a day. Raises RuleBroken naming what does not agree, unless `despite` gives the reason to close anyway."""
    now = report(session, camp=camp, day=day)
    row = _record(session, camp, day)
    if row is not None and row.closed_at is not None:
        raise RuleBroken(N_("{day} is closed already."), day=day)
    problems = differences(now)
    if problems and not despite.strip():
        raise RuleBroken(
            N_("Paper and database do not agree: {first} {count} in all; see the report, or close with a reason."),
            first=problems[0], count=len(problems),
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
    row.closed_by, row.closed_at = session.info.get("user", ""), now_ms()
    _advance(session, camp)
    session.flush()
    return report(session, camp=camp, day=day)


def differences(of: DayReport) -> list[str]:
    """What does not agree, one sentence each, in the language in force."""
    result = []
    for p in of.differences:
        if not p.returned:
            message = N_("Sheet {sheet}, page {page} of {pages} ({serials}) has not come back.")
        elif p.counted is None:
            message = N_("Sheet {sheet}, page {page} of {pages} ({serials}), {session}: the signatures were not counted.")
        else:
            message = N_(
                "Sheet {sheet}, page {page} of {pages} ({serials}), {session}: {counted} signed, {marked} marked as come."
            )
        text = str(RuleBroken(message, sheet=p.sheet, page=p.page, pages=p.pages, serials=p.serials, session=p.session,
                              counted=p.counted, marked=p.marked))
        if text not in result:
            result.append(text)
    for s in of.sessions:
        if s.unmarked:
            result.append(str(RuleBroken(N_("{session}: {count} people have no mark."),
                                         session=s.session.title or s.session.starts, count=s.unmarked)))
    return result


def reopen(session: Session, *, camp: bytes, day: date, reason: str) -> None:
    """Opens a closed day again; the reason stays on the report."""
    row = _record(session, camp, day)
    if row is None or row.closed_at is None:
        raise RuleBroken(N_("{day} is not closed."), day=day)
    if not reason.strip():
        raise RuleBroken(N_("Reason: type why the day is opened again; it stands on the report."))
    row.closed_at, row.reopened = None, "\n".join(filter(None, (row.reopened, reason.strip())))
    camps.record(session, camp).status = "held"


def _advance(session: Session, camp: bytes) -> None:
    """A camp is held once a day is closed, and closed once all its days are."""
    record = camps.record(session, camp)
    days = {s.day for s in camps.sessions(session, camp=camp)}
    session.flush()
    closed = set(
        session.scalars(
            select(DayClose.day).where(
                DayClose.camp_id == camp, DayClose.closed_at.is_not(None), DayClose.archived_at.is_(None)
            )
        )
    )
    record.status = "closed" if days <= closed else "held"


def _record(session: Session, camp: bytes, day: date) -> DayClose | None:
    row = session.get(DayClose, natural_id(camp, day.isoformat()))
    return row if row is not None and row.archived_at is None else None
