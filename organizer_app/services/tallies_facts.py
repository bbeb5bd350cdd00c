"""The records that drives count, as rows of place, seat, day and number; each thing in one reading.

Rows of the roster are added up here and not by SQLite, which would sort the half million there may be.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from organizer_app.db.connect import take_room
from organizer_app.domain.attendance import CAME
from organizer_app.domain.boards import BEARERS, CAMPS, GROUPS, KEEPERS, MEMBERS, TRAINED, VOLUNTEERS, What
from organizer_app.domain.members import ACTIVE_STATUSES
from organizer_app.models import Camp, Member, Post
from organizer_app.models.members import ON_ROSTER
from organizer_app.services import tallies_groups
from organizer_app.services.tallies_days import ordinals, since, which_day

TRAINING = "training"
HELD = ("held", "closed")
ON_BOARD = ("member", "volunteer")  # a lead is no member yet
ROOM = 65_536  # KiB of pages while it counts: half a million people are looked up in no order
VOLUNTEER, HELPS = "volunteer", 1000  # more than there are days
_PEOPLE = f"""
SELECT area_id, seat_id, {{since}} + {HELPS} * (status = '{VOLUNTEER}') FROM members INDEXED BY ix_members_counted
WHERE {ON_ROSTER} AND status IN {ON_BOARD} {{of}}"""
_WING = f"""
SELECT m.area_id, m.seat_id, {{since}} + {HELPS} * (m.status = '{VOLUNTEER}')
FROM member_wings w JOIN members m ON m.n = w.n
WHERE w.wing_id = :wing AND m.archived_at IS NULL AND m.merged_into IS NULL AND m.status IN {ON_BOARD} {{of}}"""
_TRAINED = f"""
WITH came AS MATERIALIZED (
  SELECT a.member_id, min(s.day) AS day
  FROM camps c CROSS JOIN sessions s ON s.camp_id = c.id CROSS JOIN attendance a ON a.session_id = s.id
  WHERE c.kind = :kind AND c.archived_at IS NULL AND s.day BETWEEN :first AND :last
    AND a.mark IN {CAME} AND a.archived_at IS NULL GROUP BY a.member_id
)
SELECT m.area_id, m.seat_id, {{on}}
FROM came CROSS JOIN members m INDEXED BY ix_members_counted ON m.id = came.member_id
WHERE m.archived_at IS NULL AND m.merged_into IS NULL {{of}}"""

Row = tuple[bytes | None, bytes | None, int, int]
"""Place, seat (either may be unknown), since which day (its ordinal; 1: before all days), how many."""


class Found(NamedTuple):
    """What is counted of a drive (b"": whichever), and its rows."""

    drive: bytes
    what: What
    rows: Iterable[Row]


class Window(NamedTuple):
    """A drive's days."""

    drive: bytes
    first: date
    last: date


def facts(
    session: Session,
    windows: Sequence[Window],
    asked: Collection[What],
    days: Sequence[date],
    day: date,
    bucket: str = "",
) -> Iterator[Found]:
    """Everything that drives count. `days` are told apart, the first of them says what was before all days. With
    `bucket` only of the people, and the camps, of that district.
    """
    connection = session.connection()
    take_room(connection.connection, ROOM)
    raw: Any = connection.connection.driver_connection
    yield from _people(raw, days, bucket)
    yield from _wings(raw, asked, days, bucket)
    yield from _bearers(session, asked, days, day, bucket)
    kept = list(tallies_groups.kept(raw, days, bucket))
    yield Found(b"", What(GROUPS), ((k.place, k.seat, k.day, k.groups) for k in kept))
    yield Found(b"", What(KEEPERS), ((k.place, k.seat, k.day, k.keepers) for k in kept))
    for window in windows:
        yield _trained(raw, window, bucket)
        yield _camps(session, window, bucket)


def narrowed(bucket: str, table: str = "") -> str:
    """What keeps a statement to the people of a bucket (bound as :bucket); "" for all people."""
    return f"AND {table}bucket = :bucket" if bucket else ""


def _people(raw: Any, days: Sequence[date], bucket: str) -> Iterator[Found]:
    query = _PEOPLE.format(since=since("id", days), of=narrowed(bucket))
    found = Counter(raw.execute(query, {"bucket": bucket}))
    yield from _by_status(b"", found, ordinals(days))


def _by_status(
    wing: bytes, found: Mapping[tuple[bytes | None, bytes | None, int], int], on: Sequence[int]
) -> Iterator[Found]:
    rows = ((place, seat, on[which % HELPS], number) for (place, seat, which), number in found.items())
    yield Found(b"", What(MEMBERS, wing), rows)
    rows = ((place, seat, on[which - HELPS], n) for (place, seat, which), n in found.items() if which >= HELPS)
    yield Found(b"", What(VOLUNTEERS, wing), rows)


def _wings(raw: Any, asked: Collection[What], days: Sequence[date], bucket: str) -> Iterator[Found]:
    on = ordinals(days)
    query = _WING.format(since=since("m.id", days), of=narrowed(bucket, "m."))
    for wing in sorted({what.wing for what in asked if what.measure in (MEMBERS, VOLUNTEERS) and what.wing}):
        yield from _by_status(wing, Counter(raw.execute(query, {"wing": wing.hex(), "bucket": bucket})), on)


def _bearers(
    session: Session, asked: Collection[What], days: Sequence[date], day: date, bucket: str
) -> Iterator[Found]:
    """Who holds an office on the day: each person once for a place, from the day the first of their offices began."""
    query = (
        select(Post.member_id, Post.title, Post.wing_id, Post.area_id, Post.from_on, Member.area_id, Member.seat_id)
        .join(Member, Member.id == Post.member_id)
        .where(
            Post.archived_at.is_(None),
            or_(Post.from_on.is_(None), Post.from_on <= day),
            or_(Post.to_on.is_(None), Post.to_on >= day),
            Member.status.in_(ACTIVE_STATUSES),
            Member.archived_at.is_(None),
            Member.merged_into.is_(None),
            *((Member.bucket == bucket,) if bucket else ()),
        )
    )
    wanted = [What(BEARERS), *(what for what in asked if what.measure == BEARERS and what != What(BEARERS))]
    first: dict[tuple[What, bytes, bytes | None, bytes | None], int] = {}
    for member, title, wing, at, from_on, home, seat in session.execute(query):
        began = _ordinal(from_on, days)
        for what in wanted:
            if what.wing in (b"", wing) and what.post in ("", title):
                held = (what, member, at or home, seat)
                first[held] = min(first.get(held, began), began)
    for what in wanted:
        yield Found(b"", what, _each_once({held: began for held, began in first.items() if held[0] == what}))


def _each_once(first: Mapping[tuple[What, bytes, bytes | None, bytes | None], int]) -> list[Row]:
    """A person with two offices is one bearer: the one that began first counts."""
    kept: dict[bytes, tuple[int, bytes | None, bytes | None]] = {}
    for (_what, member, place, seat), began in first.items():
        known = kept.get(member)
        if known is None or began < known[0]:
            kept[member] = (began, place, seat)
    return [(place, seat, began, 1) for began, place, seat in kept.values()]


def _ordinal(day: date | None, days: Sequence[date]) -> int:
    return 1 if day is None or day < days[0] else day.toordinal()


def _trained(raw: Any, window: Window, bucket: str) -> Found:
    """Who came to a training in the drive: each once, from the first day they came."""
    asked = {"kind": TRAINING, "first": str(window.first), "last": str(window.last), "bucket": bucket}
    inside = [window.first + timedelta(n) for n in range((window.last - window.first).days + 1)]
    query = _TRAINED.format(on=which_day("came.day", inside), of=narrowed(bucket, "m."))
    found, on = Counter(raw.execute(query, asked)), ordinals(inside)
    rows = ((place, seat, on[which], number) for (place, seat, which), number in found.items())
    return Found(window.drive, What(TRAINED), rows)


def _camps(session: Session, window: Window, bucket: str) -> Found:
    query = select(Camp.area_id, Camp.from_on, func.count()).where(
        Camp.archived_at.is_(None),
        Camp.copy_of.is_(None),
        Camp.status.in_(HELD),
        Camp.from_on >= window.first,
        Camp.from_on <= window.last,
        *((Camp.bucket == bucket,) if bucket else ()),
    )
    found = session.execute(query.group_by(Camp.area_id, Camp.from_on))
    return Found(window.drive, What(CAMPS), [(place, None, day.toordinal(), number) for place, day, number in found])
