"""What districts counted whose people are not on this laptop, added to what is counted here."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from organizer_app.domain import buckets
from organizer_app.domain.boards import MEMBERS, What
from organizer_app.domain.buckets import Kind
from organizer_app.domain.rollup_boards import STANDS, UNKNOWN, UNKNOWN_SEAT, meant
from organizer_app.services import tallies
from organizer_app.services.reach import granted
from organizer_app.services.tallies import NOW, Key, Numbers

_SENT = """SELECT area_id, wing_id, measure, day, sum(value) FROM rollups
    WHERE day IS NOT NULL AND archived_at IS NULL AND bucket IN (SELECT value FROM json_each(?))
    GROUP BY area_id, wing_id, measure, day"""
_UNKNOWN = {UNKNOWN: tallies.NOWHERE, UNKNOWN_SEAT: tallies.NO_SEAT}


def away(session: Session) -> list[str]:
    """The shared buckets on this laptop of districts whose people are elsewhere, sorted."""
    held = granted(session)
    shared = (bucket for bucket in held if buckets.kind(bucket) is Kind.SHARED)
    return sorted(bucket for bucket in shared if bucket.removesuffix(":up") not in held)


def added(here: dict[Key, Numbers], there: Mapping[Key, Numbers]) -> dict[Key, Numbers]:
    """Both together; `here` is changed."""
    for key, numbers in there.items():
        own = here.setdefault(key, {})
        for at, number in numbers.items():
            own[at] = own.get(at, 0) + number
    return here


def count(session: Session) -> dict[Key, Numbers]:
    """The numbers of those districts, added up where a place lies in several."""
    found: dict[Key, Numbers] = defaultdict(lambda: defaultdict(int))
    names = away(session)
    if not names:
        return found
    raw: Any = session.connection().connection.driver_connection
    for area, wing, measure, day, number in raw.execute(_SENT, (json.dumps(names),)):
        at = NOW if day == STANDS.isoformat() else date.fromisoformat(day).toordinal()
        if measure in _UNKNOWN:
            found[Key(b"", What(MEMBERS))][_UNKNOWN[measure], at] += number
            continue
        told = meant(measure, wing)
        if told is not None and number:
            drive, what = told
            found[Key(drive, what)][area, at] += number
    return found
