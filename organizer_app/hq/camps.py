"""Buckets of camps above a district: opened by the laptop that plans one, given to the districts that are asked, and
taken back from one that is asked no more, and from all 30 days after the camp was closed, when its marks are at home.

A laptop that was not heard of since then keeps the bucket until it has fetched them: else they would never come home.
"""

from collections.abc import Collection, Iterable, Mapping

import msgspec

from organizer_app.domain import buckets
from organizer_app.domain.areas import district_bucket
from organizer_app.domain.buckets import Kind
from organizer_app.domain.camps import WITHDRAWN
from organizer_app.domain.merge import meta_of
from organizer_app.hq import grants
from organizer_app.hq.grants import PAST, RW
from organizer_app.hq.heads import LIVE, load
from organizer_app.hq.sql import Sql
from organizer_app.wire.protocol import Op

DISTRICTS = "districts"  # the field in which a camp names the districts it asks
HOME = "home_bucket"  # the field by which a record of a camp names the district somebody is at home in
KEPT_MS = 30 * 86_400_000
OVER = ("closed", "cancelled")
_TELLS = {"camps": DISTRICTS, "invitees": "archived_at"}  # what may leave a district without anybody at a camp
_OF_LIST = "SELECT tbl, doc FROM head WHERE bucket = ? AND tbl IN ('camps', 'invitees') AND state = 'live'"
_ABOVE = (Kind.SHARED, Kind.STATE, Kind.HQ)


def open_all(sql: Sql, device: str, held: dict[str, str], ops: Iterable[Op]) -> dict[str, str]:
    """Makes the buckets of camps whose first op this is, when the device may plan above a district, and gives each
    camp's bucket to the laptops of its districts: of those it or a quota asks, and those that its people come from.

    `held` are the device's grants; gives them as they are then.
    """
    camps: dict[str, list[Op]] = {}
    for op in ops:
        if buckets.kind(op.bucket) == Kind.CAMP:
            camps.setdefault(op.bucket, []).append(op)
    for camp, of_camp in camps.items():
        if camp not in held and may_open(held) and not sql.rows("SELECT 1 FROM bucket WHERE id = ?", camp):
            grants.grant(sql, device, camp)
            held = {**held, camp: RW}
        if held.get(camp) == RW and (homes := _homes(sql, of_camp)):
            invite(sql, camp, homes)
    return held


def may_open(held: dict[str, str]) -> bool:
    """Only a laptop that writes above its district may open a camp there."""
    return any(mode == RW and buckets.kind(name) in _ABOVE for name, mode in held.items())


def invite(sql: Sql, camp: str, homes: Collection[str]) -> None:
    """Gives a camp's bucket to every laptop that writes one of the districts, now and later."""
    known = {row[0] for row in sql.rows("SELECT home FROM camp_home WHERE camp = ?", camp)}
    new = sorted(set(homes) - known)
    sql.many("INSERT INTO camp_home (camp, home) VALUES (?, ?)", [(camp, home) for home in new])
    for home in new:
        for (device,) in sql.rows("SELECT dev FROM grants WHERE bucket = ? AND mode = ?", home, RW):
            grants.grant(sql, device, camp)


def take_back(sql: Sql, ops: Iterable[Op]) -> None:
    """Takes a camp's bucket from the laptops of a district that it asks no more, once nobody of it is on the list.

    The laptop that runs the camp keeps it.
    """
    for camp in sorted({op.bucket for op in ops if op.tbl in _TELLS and op.f.get(_TELLS[op.tbl])}):
        if buckets.kind(camp) != Kind.CAMP:
            continue
        docs = [(row[0], msgspec.json.decode(row[1])) for row in sql.rows(_OF_LIST, camp)]
        on_list = {doc.get(HOME) for tbl, doc in docs if tbl == "invitees" and doc.get("archived_at") is None}
        for doc in (doc for tbl, doc in docs if tbl == "camps"):
            asked, host = doc.get(DISTRICTS), doc.get("host")
            for home, number in sorted(asked.items()) if isinstance(asked, dict) else ():
                if number == WITHDRAWN and home not in on_list:
                    grants.part(sql, camp, home, but=host)


def end_old(sql: Sql, now: int, device: str = "", cur: Mapping[str, int] | None = None) -> list[str]:
    """Takes the buckets of camps that were closed 30 days ago back from every laptop. Gives their names.

    `device` is the laptop that asks just now and has read up to `cur`: it was heard of, but may have come back today.
    """
    rows = sql.rows(
        "SELECT h.bucket, h.doc, h.fmeta, b.ver FROM head h JOIN bucket b ON b.id = h.bucket "
        "WHERE h.tbl = 'camps' AND h.state = 'live'"
    )
    ended = []
    for camp, doc, meta, ver in rows:
        if buckets.kind(camp) != Kind.CAMP or msgspec.json.decode(doc).get("status") not in OVER:
            continue
        closed_at = meta_of(msgspec.json.decode(meta), "status")[2]
        if closed_at < now - KEPT_MS:
            behind = device if (cur or {}).get(camp, 0) < ver else ""
            ended.append((PAST, camp, closed_at, behind))
    sql.many(
        "UPDATE grants SET mode = ? WHERE bucket = ? "
        "AND dev NOT IN (SELECT device FROM laptops WHERE seen_at < ? OR device = ?)",
        ended,
    )
    sql.many("DELETE FROM camp_home WHERE camp = ?", [(camp,) for _past, camp, _at, _behind in ended])
    return [camp for _past, camp, _at, _behind in ended]


def _homes(sql: Sql, ops: list[Op]) -> set[str]:
    """The districts that ops on a camp name."""
    named = [op.f.get(HOME) for op in ops]
    for op in ops:
        asked = op.f.get(DISTRICTS) if op.tbl == "camps" else None
        named += (home for home, n in asked.items() if n != WITHDRAWN) if isinstance(asked, dict) else ()
    areas = {op.f.get("area_id") for op in ops if op.tbl == "quotas"}
    found = {home for home in named if isinstance(home, str) and buckets.kind(home) == Kind.DISTRICT}
    return found | _districts(sql, {area for area in areas if isinstance(area, str)})


def _districts(sql: Sql, areas: Collection[str]) -> set[str]:
    """The buckets of districts, and of the districts that areas lie in, as far as HQ knows them."""
    docs = _area_docs(sql, areas)
    above = {doc.get("district_id") for doc in docs}
    docs += _area_docs(sql, {area for area in above if isinstance(area, str)} - set(areas))
    return {district_bucket(doc["code"]) for doc in docs if doc.get("level") == "district"}


def _area_docs(sql: Sql, areas: Collection[str]) -> list[dict[str, str]]:
    found = load(sql, [("areas", area) for area in sorted(areas)])
    return [head.doc for heads in found.values() for head in heads if head.state == LIVE]
