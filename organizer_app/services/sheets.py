"""Sheets: freezing the list with its serials, and what came back of the paper."""

import secrets
from collections.abc import Sequence
from datetime import date
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain import camps as camp_values
from organizer_app.domain import sheets as values
from organizer_app.domain.attendance import SheetVersion
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_text
from organizer_app.domain.invitations import COMING
from organizer_app.domain.times import day as parse_day
from organizer_app.domain.words import N_, translate
from organizer_app.models import Camp, CampSession, Invitation, Sheet
from organizer_app.services import camp_rows, camps, laptop, open_days, people, shared_camps

CODE_BITS = 35
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NOTICE = N_(
    "We record your name and whether you came, to hold the camp and report numbers. "
    "Ask the organiser to see, correct or erase your entry."
)


def frozen(session: Session, *, camp: bytes) -> tuple[Sheet, ...]:
    """All sheets of a camp, the oldest version first, parts in order."""
    found = session.scalars(select(Sheet).where(Sheet.camp_id == camp, Sheet.archived_at.is_(None)))
    return tuple(sorted(found, key=lambda s: (s.frozen_at, s.version, s.part)))


def latest(session: Session, *, camp: bytes) -> tuple[Sheet, ...]:
    """The sheets of the newest frozen version by part; empty before the first freeze."""
    found = frozen(session, camp=camp)
    return tuple(s for s in found if s.version == found[-1].version)


def versions(session: Session, *, camp: bytes) -> tuple[SheetVersion, ...]:
    """Every frozen version of a camp's list, the newest first."""
    parts: dict[str, list[Sheet]] = {}
    for sheet in frozen(session, camp=camp):
        parts.setdefault(sheet.version, []).append(sheet)
    made = [
        SheetVersion(
            version=version,
            sheets=tuple(s.id for s in of),
            frozen_at=of[0].frozen_at,
            printed_at=max((s.printed_at for s in of if s.printed_at is not None), default=None),
            people=len(of[0].people),
            pages=sum(page_count(s) for s in of),
            first_new=of[0].first_new,
        )
        for version, of in parts.items()
    ]
    return tuple(reversed(made))


def listed(sheet: Sheet) -> dict[bytes, int]:
    """The serial of everybody who is named on a sheet, in order of the rows."""
    return {bytes.fromhex(member): serial for serial, member in sheet.people}


def serials(session: Session, *, camp: bytes) -> dict[bytes, int]:
    """The serial of everybody who has one: as first frozen, for ever; then who signed on a spare row.

    Where two laptops froze at once and gave one serial to two people, the older sheet's person has it; the other is
    found on their own sheet and gets a new serial with the next version. Of two who signed on one spare row the first
    by id keeps it, and the other has the next free number, the same on every laptop.
    """
    result: dict[bytes, int] = {}
    taken: set[int] = set()
    spare = select(Invitation.member_id, Invitation.serial).where(
        Invitation.camp_id == camp, Invitation.archived_at.is_(None), Invitation.serial.is_not(None)
    )
    signed = session.execute(spare.order_by(Invitation.serial, Invitation.member_id)).all()
    given = [item for sheet in frozen(session, camp=camp) if sheet.part == 1 for item in listed(sheet).items()]
    for member, serial in (*given, *signed):
        if member not in result and serial is not None and serial not in taken:
            result[member] = serial
            taken.add(serial)
    for member, serial in signed:
        if member not in result:
            result[member] = next(n for n in count(serial or 1) if n not in taken)
            taken.add(result[member])
    return result


def next_serial(session: Session, *, camp: bytes) -> int:
    """The first serial that nobody has: the next spare row."""
    return max(serials(session, camp=camp).values(), default=0) + 1


def freeze(session: Session, *, camp: bytes) -> tuple[bytes, ...]:
    """Freezes the list with its serials and returns the new sheets' ids; serials given before never change.

    Raises RuleBroken without sessions or invitations, or when nothing changed since the last freeze.
    """
    record = camps.record(session, camp)
    shared_camps.require_run_here(session, record)
    if record.status in ("cancelled", "closed"):
        raise RuleBroken(N_("This camp is over or was cancelled; its list can't be frozen again."))
    planned = camps.sessions(session, camp=camp)
    if not planned:
        raise RuleBroken(N_("Plan at least one session before the list is frozen; each gets a column on the sheet."))
    given = serials(session, camp=camp)
    before = latest(session, camp=camp)
    new = _late_names(session, record, given)
    if not given and not new:
        raise RuleBroken(N_("Nobody is invited yet. Invite people before the list is frozen."))
    same_sessions = [s for sheet in before for s in sheet.sessions] == [id_text(s.id) for s in planned]
    if before and not new and same_sessions and given.keys() == listed(before[0]).keys():
        message = N_("The list has not changed since version {version}; print that one.")
        raise RuleBroken(message, version=before[0].version)
    rows = sorted([serial, id_text(m)] for m, serial in given.items())
    next_free = max(given.values(), default=0) + 1
    rows += [[next_free + i, id_text(m)] for i, m in enumerate(new)]
    numbers = [int(s.version.rstrip(LETTERS)) for s in frozen(session, camp=camp)]
    parts = _parts(planned)
    made = [
        Sheet(
            camp_id=camp,
            version=f"{max(numbers, default=0) + 1}{laptop.letter(session)}",
            part=i,
            parts=len(parts),
            code=secrets.randbits(CODE_BITS),
            check_key=secrets.token_bytes(16),
            sessions=[id_text(s.id) for s in part],
            people=rows,
            first_new=max(listed(before[0]).values(), default=0) + 1 if before else 1,
            frozen_at=now_ms(),
            bucket=record.bucket,
        )
        for i, part in enumerate(parts, 1)
    ]
    session.add_all(made)
    if record.status == "planned":
        record.status = "frozen"
    session.flush()
    return tuple(s.id for s in made)


def _parts(planned: Sequence[camp_values.Session]) -> list[list[camp_values.Session]]:
    """One sheet for up to four sessions; more make further sheets, never splitting a day that fits."""
    limit = values.SESSIONS_LANDSCAPE
    if len(planned) <= limit:
        return [list(planned)]
    parts: list[list[camp_values.Session]] = []
    for day in sorted({s.day for s in planned}):
        of_day = [s for s in planned if s.day == day]
        parts += [of_day[i : i + limit] for i in range(0, len(of_day), limit)]
    return parts


def _late_names(session: Session, camp: Camp, given: dict[bytes, int]) -> list[bytes]:
    """Who is coming and has no serial: at first by block (or district) and name, later in the order of invitation."""
    query = select(Invitation.member_id, Invitation.created_at).where(
        Invitation.camp_id == camp.id, Invitation.archived_at.is_(None), Invitation.state.in_(COMING)
    )
    asked = {member: at for member, at in session.execute(query) if member not in given}
    found = people.records(session, asked.keys() - people.dead(session, asked))
    groups = people.groups(session, found.values(), by_district=shared_camps.is_shared(camp))

    def place(member: bytes) -> tuple[object, ...]:
        row = found[member]
        group = groups.get(row.area_id or b"", "\uffff")
        return (asked[member] if given else 0, group, row.sort_key, member)

    return sorted(found, key=place)


def get(session: Session, *, sheet: bytes, mask_phones: bool = True, circulates: bool = True) -> values.Sheet:
    """A frozen sheet with its people as they go on paper, its columns as they were printed.

    `circulates` hides every digit of a woman's number (and of one whose gender is not known); a desk copy keeps them.
    """
    row = session.get(Sheet, sheet)
    if row is None:
        raise RuleBroken(N_("This sheet is not on this laptop. Sync first, then try again."))
    camp = camps.get(session, camp=row.camp_id)
    planned = {s.id: s for s in camp.sessions}
    ever = session.scalars(select(CampSession).where(CampSession.camp_id == row.camp_id))
    known = {
        s.id: camp_rows.session_value(s, 0) for s in ever
    } | planned  # a column stays on paper when its session goes
    return values.Sheet(
        id=row.id,
        camp=camp,
        version=row.version,
        part=row.part,
        parts=row.parts,
        code=row.code,
        check_key=row.check_key,
        sessions=tuple(known[i] for i in map(bytes.fromhex, row.sessions) if i in known),
        people=people.on_paper(
            session,
            serials=listed(row),
            mask_phones=mask_phones,
            circulates=circulates,
            by_district=camp.grouped_by == "district",
        ),
        layout=row.layout,
        first_new=row.first_new,
        spare_rows=row.spare_rows,
        notice=translate(NOTICE),
    )


def page_rows(row: Sheet) -> int:
    """How many rows a page of this sheet has."""
    return values.ROWS_LANDSCAPE if len(row.sessions) > values.SESSIONS_PORTRAIT else values.ROWS_PORTRAIT


def page_count(row: Sheet) -> int:
    """How many pages this sheet has, spare rows included."""
    return max(1, -(-(len(row.people) + row.spare_rows) // page_rows(row)))


def record_print(session: Session, *, sheets: Sequence[bytes]) -> None:
    """Writes down that sheets were printed."""
    for row in session.scalars(select(Sheet).where(Sheet.id.in_(sheets))):
        row.printed_at = now_ms()


def record_return(session: Session, *, sheet: bytes, page: int, day: str, back: bool = True) -> None:
    """Writes down that a page came back on a day (ISO), or takes that back. Raises RuleBroken for a closed day."""
    row = _record(session, sheet, page)
    of_sheet = _days(session, row)
    if day not in {d.isoformat() for d in of_sheet.values()}:
        raise RuleBroken(N_("Sheet {version} has no column for {day}."), version=row.version, day=parse_day(day))
    open_days.require(session, camp=row.camp_id, days=[date.fromisoformat(day)])
    kept = {r for r in row.returned if r != f"{page}@{day}"}
    row.returned = sorted(kept | {f"{page}@{day}"} if back else kept)


def record_count(session: Session, *, sheet: bytes, page: int, session_id: bytes, signed: int | None) -> None:
    """Writes down the signatures counted by hand on a page for a session; None takes the count back."""
    row = _record(session, sheet, page)
    of_sheet = _days(session, row)
    if session_id not in of_sheet:
        raise RuleBroken(N_("Sheet {version} has no column for this session."), version=row.version)
    open_days.require(session, camp=row.camp_id, days=[of_sheet[session_id]])
    room = page_rows(row) + (_below_the_last_row(session, row) if page == page_count(row) else 0)
    if signed is not None and not 0 <= signed <= room:
        raise RuleBroken(
            N_("A page of sheet {version} has {rows} rows; {signed} signatures can't be on it."),
            version=row.version,
            rows=room,
            signed=signed,
        )
    key = f"{page}:{id_text(session_id)}"
    counted = {k: v for k, v in row.counted.items() if k != key}
    row.counted = counted if signed is None else counted | {key: signed}


def _below_the_last_row(session: Session, row: Sheet) -> int:
    """How many people have a number past this paper's last row: they sign beneath it, on the last page."""
    printed = max(listed(row).values(), default=0) + page_count(row) * page_rows(row) - len(row.people)
    return sum(serial > printed for serial in serials(session, camp=row.camp_id).values())


def _days(session: Session, row: Sheet) -> dict[bytes, date]:
    """The day of each session that has a column on a sheet."""
    ids = [bytes.fromhex(s) for s in row.sessions]
    query = select(CampSession.id, CampSession.day).where(CampSession.id.in_(ids))
    return dict(session.execute(query).all())


def _record(session: Session, sheet: bytes, page: int) -> Sheet:
    row = session.get(Sheet, sheet)
    if row is None or not 1 <= page <= page_count(row):
        raise RuleBroken(N_("There is no page {page} on this sheet."), page=page)
    return row
