"""The numbers that were counted last and are kept on this laptop, and whether records changed since."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.domain.boards import What
from organizer_app.models import Area, Cursor, Drive, Outbox, SyncState, Tally, Target
from organizer_app.services import tallies_up
from organizer_app.services.tallies import Key, Numbers
from organizer_app.services.tallies_facts import Window

MARK, COUNTED_AT = "tallied", "tallied_at"  # facts in sync_state
STAYS = 60  # days after its end for which a drive's numbers are still kept
_KINDS = "SELECT DISTINCT drive_id, measure, wing_id, post FROM tallies"
_NUMBERS = "SELECT area_id, day, n FROM tallies WHERE drive_id = ? AND measure = ? AND wing_id = ? AND post = ?"
NUMBERS_ONLY = ("drives", "rollups")  # of these no edit changes a number


def wanted(session: Session, *, day: date) -> tuple[tuple[Window, ...], frozenset[What]]:
    """The drives whose days are counted, and the wings and posts that have goals."""
    query = select(Drive.id, Drive.from_on, Drive.to_on).where(
        Drive.archived_at.is_(None), Drive.to_on >= day - timedelta(STAYS)
    )
    windows = tuple(Window(*row) for row in session.execute(query.order_by(Drive.id)))
    goals = select(Target.measure, Target.wing_id, Target.post).where(Target.archived_at.is_(None)).distinct()
    asked = frozenset(What(measure, wing or b"", post) for measure, wing, post in session.execute(goals))
    return windows, frozenset(what for what in asked if what.wing or what.post)


def mark(session: Session, *, day: date) -> str:
    """Says at which state of the records something is counted: the same text as long as no number can differ."""
    last = session.scalar(select(func.max(Outbox.seq)).where(Outbox.tbl.not_in(NUMBERS_ONLY))) or 0
    shared = Cursor.bucket.in_(tallies_up.away(session))
    read = session.execute(select(Cursor.bucket, Cursor.ver).where(shared | Cursor.bucket.not_like("%:up"))).all()
    areas = session.execute(select(func.count(), func.max(Area.changed_at)).select_from(Area)).one()
    windows, asked = wanted(session, day=day)
    days = [(w.drive.hex(), str(w.first), str(w.last)) for w in windows]
    whats = sorted((w.measure, w.wing.hex(), w.post) for w in asked)
    return json.dumps([str(day), last, sorted(map(list, read)), list(areas), days, whats])


def last_mark(session: Session) -> str:
    """The mark at which numbers were last counted; "" before the first time."""
    return session.scalar(select(SyncState.v).where(SyncState.k == MARK)) or ""


def counted_at(session: Session) -> int | None:
    """When they were (ms UTC)."""
    found = session.scalar(select(SyncState.v).where(SyncState.k == COUNTED_AT))
    return int(found) if found else None


def all_kept(session: Session) -> dict[Key, Numbers]:
    """Every number that is kept."""
    raw: Any = session.connection().connection.driver_connection
    found: dict[Key, Numbers] = {}
    for drive, measure, wing, post in raw.execute(_KINDS).fetchall():
        numbers = raw.execute(_NUMBERS, (drive, measure, wing, post))
        found[Key(drive, What(measure, wing, post))] = {(area, day): n for area, day, n in numbers}
    return found


def at_area(session: Session, *, area: bytes, drive: bytes) -> dict[What, dict[int, int]]:
    """What stands at a place, for a drive: of each thing its numbers by day (NOW for all)."""
    query = select(Tally.measure, Tally.wing_id, Tally.post, Tally.day, Tally.n).where(
        Tally.area_id == area, Tally.drive_id.in_((b"", drive))
    )
    found: dict[What, dict[int, int]] = defaultdict(dict)
    for measure, wing, post, day, n in session.execute(query):
        found[What(measure, wing, post)][day] = n
    return found


def at_areas(session: Session, *, areas: Collection[bytes], what: What, drive: bytes) -> dict[bytes, Mapping[int, int]]:
    """What stands of one thing at several places, by day (NOW for all)."""
    query = select(Tally.area_id, Tally.day, Tally.n).where(
        Tally.drive_id.in_((b"", drive)),
        Tally.measure == what.measure,
        Tally.wing_id == what.wing,
        Tally.post == what.post,
        Tally.area_id.in_(areas),
    )
    found: dict[bytes, dict[int, int]] = defaultdict(dict)
    for area, day, n in session.execute(query):
        found[area][day] = n
    return dict(found)
