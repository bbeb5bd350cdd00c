"""Which buckets a laptop of a place holds: a district's, a state's, or HQ's own."""

import msgspec
from sqlalchemy import Connection, select

from organizer_app.domain import buckets
from organizer_app.domain.areas import area_id, district_bucket
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.hq.tables import head

AREAS, HQ = "areas", "hq"
LEVELS = ("district", "state")


class _Area(msgspec.Struct):
    level: str = ""
    code: str = ""


def of_area(connection: Connection, code: str) -> list[tuple[str, str]]:
    """The buckets of a laptop at a place: an LGD code of a district or a state, "district:20", or "hq".

    A district reads and writes its people and what it shares with its state. A state's laptop makes what comes down
    and reads what its districts share, without their people. Raises RuleBroken for a place HQ doesn't know.
    """
    if code == HQ:
        return [(HQ, "rw"), *((bucket, "rw") for bucket in _all_states(connection))]
    level, code, state = _place(connection, code)
    if level == "district":
        own = district_bucket(code)
        return [(own, "rw"), (buckets.shared(own), "rw"), (state, "ro"), (HQ, "ro")]
    shared = [buckets.shared(district_bucket(d)) for d in _districts(connection, state)]
    return [(state, "rw"), (HQ, "ro"), *((bucket, "rw") for bucket in shared)]


def read_only(connection: Connection, code: str) -> list[tuple[str, str]]:
    """The buckets of a place, people included, to look at alone."""
    level, code, state = _place(connection, code)
    districts = [code] if level == "district" else _districts(connection, state)
    own = [district_bucket(d) for d in districts]
    return [(bucket, "ro") for d in own for bucket in (d, buckets.shared(d))]


def merged(*lists: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """One grant for each bucket; rw where one of the lists says so."""
    found: dict[str, str] = {}
    for bucket, mode in (grant for granted in lists for grant in granted):
        found[bucket] = "rw" if "rw" in (mode, found.get(bucket)) else mode
    return sorted(found.items())


def _place(connection: Connection, text: str) -> tuple[str, str, str]:
    """(level, code, state bucket) of a place."""
    named, _colon, bare = text.strip().rpartition(":")
    levels = [level for level in LEVELS if named in ("", level)]
    wanted = {area_id(level, bare).hex(): level for level in levels}
    query = select(head.c.id, head.c.bucket).where(head.c.tbl == AREAS, head.c.id.in_(wanted), head.c.state == "live")
    found = [(wanted[row.id], bare, row.bucket) for row in connection.execute(query)]
    if not found:
        raise RuleBroken(
            N_("HQ knows no district or state with the code “{code}”. Load its area list: organizer-hq init --pack."),
            code=text,
        )
    if len(found) > 1:
        raise RuleBroken(N_("“{code}” is a district and a state. Write district:{code} or state:{code}."), code=text)
    return found[0]


def _districts(connection: Connection, state: str) -> list[str]:
    query = select(head.c.doc).where(
        head.c.tbl == AREAS, head.c.bucket == state, head.c.state == "live", head.c.doc.contains('"district"')
    )
    known = (msgspec.json.decode(doc, type=_Area) for doc in connection.scalars(query))
    return sorted(area.code for area in known if area.level == "district")


def _all_states(connection: Connection) -> list[str]:
    query = select(head.c.bucket).where(head.c.tbl == AREAS, head.c.state == "live").distinct()
    return sorted(bucket for bucket in connection.scalars(query) if buckets.kind(bucket) == buckets.Kind.STATE)
