"""What a desk does with a camp's list, done by the program: marking every session, counting pages, closing the day."""

from collections.abc import Collection
from datetime import date
from random import Random

from organizer_app.db.store import Store
from organizer_app.domain.attendance import ABSENT, CAME, LATE, PRESENT
from organizer_app.domain.ranges import text_of
from organizer_app.services import attendance, camps, day_closes, invitations, sheets

CAME_OF_100, LATE_OF_100 = 85, 4


def invite(store: Store, camp: bytes, *, area: bytes, wanted: int) -> int:
    """Invites up to `wanted` people of an area; returns how many are new."""
    with store.transaction("invitations.invite") as session:
        return invitations.invite(session, camp=camp, area=area, wanted=wanted).added


def freeze(store: Store, camp: bytes) -> None:
    """Freezes the camp's list."""
    with store.transaction("sheets.freeze") as session:
        sheets.freeze(session, camp=camp)


def record_print(store: Store, camp: bytes) -> None:
    """Writes down that the newest list was printed."""
    with store.transaction("sheets.record_print") as session:
        sheets.record_print(session, sheets=[s.id for s in sheets.latest(session, camp=camp)])


def mark(store: Store, camp: bytes, *, seed: int, sessions: int | None = None) -> None:
    """Marks the first `sessions` of a camp, or all: who is absent, who came late, then everybody else as present."""
    random = Random(seed)
    with store.reading() as session:
        planned = camps.sessions(session, camp=camp)[:sessions]
        serials = sorted(sheets.serials(session, camp=camp).values())
    absent = {s for s in serials if random.random() * 100 >= CAME_OF_100}
    for s in planned:
        gone = sorted(absent | {n for n in serials if random.random() < 0.02})
        late = [n for n in serials if n not in gone and random.random() * 100 < LATE_OF_100]
        with store.transaction("attendance.mark", f"{s.title}: {text_of(gone)}") as session:
            attendance.mark(session, session_id=s.id, serials=gone, as_=ABSENT)
            attendance.mark(session, session_id=s.id, serials=late, as_=LATE)
            attendance.mark_rest(session, session_id=s.id, as_=PRESENT)


def mark_some(store: Store, camp: bytes, *, session: int, serials: Collection[int]) -> None:
    """Marks these serials of one session (from 0 in the plan) as present, as somebody does who is half-way."""
    with store.reading() as reading:
        of = camps.sessions(reading, camp=camp)[session]
    with store.transaction("attendance.mark", f"{of.title}: {text_of(serials)}") as writing:
        attendance.mark(writing, session_id=of.id, serials=sorted(serials), as_=PRESENT)


def close(store: Store, camp: bytes) -> int:
    """Counts the signatures on every page as a person would, and closes the first day when they agree.

    Returns how many came.
    """
    with store.reading() as session:
        day: date = camps.get(session, camp=camp).from_on
        planned = camps.sessions(session, camp=camp)
        lines = attendance.lines(session, camp=camp)
    with store.transaction("sheets.record_count") as session:
        for sheet in sheets.latest(session, camp=camp):
            rows, pages = sheets.page_rows(sheet), sheets.page_count(sheet)
            for page in range(1, pages + 1):
                sheets.record_return(session, sheet=sheet.id, page=page, day=day.isoformat())
                on_page = [line for line in lines if min((line.serial - 1) // rows + 1, pages) == page]
                for s in planned:
                    if s.id.hex() in sheet.sessions:
                        signed = sum(line.marks.get(s.id) in CAME for line in on_page)
                        sheets.record_count(session, sheet=sheet.id, page=page, session_id=s.id, signed=signed)
    with store.transaction("day_closes.close") as session:
        return day_closes.close(session, camp=camp, day=day).came
