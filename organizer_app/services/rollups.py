"""Counts that go up: what of a district's is news, and what the districts sent, for whoever holds their buckets."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from organizer_app.domain import buckets, hq_clock
from organizer_app.domain.areas import area_id
from organizer_app.domain.buckets import Kind
from organizer_app.domain.hq_clock import Ahead
from organizer_app.domain.rollups import (
    WING,
    AreaNumbers,
    Cell,
    DistrictNumbers,
    Mark,
    by_silence,
    in_order,
    is_silent,
    news,
)
from organizer_app.models import Area, Cursor, Outbox, Rollup, SyncState, Wing
from organizer_app.services import areas, rollup_counts
from organizer_app.services.sync_state import GRANTED, READ_ONLY

AHEAD, SETTLED = "hq_ahead", "settled"  # of every exchange
ROLLED_UP = "rolled_up"  # at which state of the records the counts were last taken


def own_districts(session: Session) -> list[str]:
    """The districts whose counts this laptop sends: it works on their people, and may write what goes up."""
    writable = _names(session, GRANTED) - _names(session, READ_ONLY)
    return sorted(b for b in writable if buckets.kind(b) is Kind.DISTRICT and buckets.shared(b) in writable)


def mark(session: Session, *, day: date) -> Mark | None:
    """Says at which state of the records counts are taken.

    None when this laptop has nothing to count: no district of its own, or the last exchange left something to fetch.
    """
    own_ones = own_districts(session)
    if not own_ones or _fact(session, SETTLED) != "1":
        return None
    last = select(func.max(Outbox.seq)).where(Outbox.tbl != Rollup.__tablename__)
    came = select(Cursor.bucket, Cursor.ver).where(Cursor.bucket.not_like("%:up"))
    return Mark(day, session.scalar(last) or 0, dict(session.execute(came).all()), own_ones)


def last_mark(session: Session) -> Mark | None:
    """The mark at which counts were last taken; None before the first time."""
    return Mark.read(_fact(session, ROLLED_UP))


def to_count(session: Session, *, last: Mark | None, now: Mark) -> list[str]:
    """The districts whose counts may have changed since the last mark: all of them when the lists have, or the day."""
    if last is None or last.day != now.day:
        return now.own
    since = select(Outbox.bucket, Outbox.was["bucket"].as_string()).where(
        Outbox.seq > last.seq, Outbox.tbl != Rollup.__tablename__
    )
    edited = {bucket for pair in session.execute(since.distinct()) for bucket in pair if bucket}
    moved = edited | {bucket for bucket, _ver in last.came.items() ^ now.came.items()}
    if any(buckets.kind(bucket) in (Kind.STATE, Kind.HQ) for bucket in moved):
        return now.own
    return [b for b in now.own if b not in last.own or not moved.isdisjoint((b, buckets.shared(b)))]


def by_hq_clock(session: Session, now: int) -> int:
    """An instant of this laptop's clock (ms UTC) by HQ's, as far apart as the exchanges tell."""
    found = hq_clock.by_hq(now, Ahead.read(_fact(session, AHEAD)))
    return now if found is None else found


def due(session: Session, *, bucket: str, day: date) -> dict[Cell, int]:
    """The counts of a district that differ from what was sent last; empty when nothing is news."""
    columns = select(Rollup.area_id, Rollup.measure, Rollup.wing_id, Rollup.day, Rollup.value)
    sent = columns.where(Rollup.bucket == buckets.shared(bucket), Rollup.archived_at.is_(None))
    standing = {Cell(area, measure, wing, on): value for area, measure, wing, on, value in session.execute(sent)}
    counts, known = rollup_counts.count(session, bucket=bucket, day=day)
    return news(counts, standing, known)


def districts(session: Session, *, now: int) -> tuple[DistrictNumbers, ...]:
    """What each district sent that this laptop may look at, those not heard of first. `now` is an instant here, ms."""
    now = by_hq_clock(session, now)
    held = {b for b in _names(session, GRANTED) if buckets.kind(b) is Kind.SHARED}
    sent: dict[str, list[Rollup]] = defaultdict(list)
    for row in _standing(session, sorted(held)):
        sent[row.bucket].append(row)
    wings = {w.id: areas.name_of(w) for w in session.scalars(select(Wing))}
    names = _area_names(session, (row.area_id for rows in sent.values() for row in rows), held)
    return by_silence(_district(bucket, sent[bucket], names, wings, now) for bucket in held | sent.keys())


def _district(
    bucket: str, rows: list[Rollup], names: dict[bytes, str], wings: dict[bytes, str], now: int
) -> DistrictNumbers:
    code = bucket.removeprefix("D").removesuffix(":up")
    district = area_id("district", code)
    counts: dict[bytes, dict[str, int]] = defaultdict(dict)
    of_wings: dict[bytes, int] = {}
    for row in rows:
        if row.measure == WING and row.wing_id is not None:
            of_wings[row.wing_id] = row.value
        else:
            counts[row.area_id][row.measure] = row.value
    as_of = max((row.as_of for row in rows), default=None)
    return DistrictNumbers(
        bucket=bucket,
        code=code,
        name=names.get(district) or code,
        as_of=as_of,
        silent=is_silent(as_of, now),
        counts=in_order(counts.pop(district, {})),
        blocks=_sorted(AreaNumbers(area, names.get(area, ""), in_order(found)) for area, found in counts.items()),
        wings=_sorted(AreaNumbers(w, wings[w], {WING: n}) for w, n in of_wings.items() if w in wings and n),
    )


def _sorted(found: Iterable[AreaNumbers]) -> tuple[AreaNumbers, ...]:
    """By name; areas that no list here names come last."""
    return tuple(sorted(found, key=lambda one: (not one.name, one.name, one.id)))


def _standing(session: Session, of: list[str]) -> list[Rollup]:
    """The counts of some buckets that stand now, those of boards aside."""
    found = Rollup.bucket.in_(of), Rollup.day.is_(None), Rollup.archived_at.is_(None)
    return list(session.scalars(select(Rollup).where(*found)))


def _area_names(session: Session, ids: Iterable[bytes], held: set[str]) -> dict[bytes, str]:
    wanted = {*ids, *(area_id("district", b.removeprefix("D").removesuffix(":up")) for b in held)}
    return {area.id: areas.name_of(area) for area in session.scalars(select(Area).where(Area.id.in_(wanted)))}


def _names(session: Session, fact: str) -> set[str]:
    return set(json.loads(_fact(session, fact) or "[]"))


def _fact(session: Session, name: str) -> str:
    return session.scalar(select(SyncState.v).where(SyncState.k == name)) or ""
