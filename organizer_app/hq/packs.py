"""Area lists and wings into HQ, with the ids that laptops give the same lists: they arrive there as known records."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, insert, select

from organizer_app.domain.areas import AreaLine, area_id, state_bucket
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id, new_id
from organizer_app.domain.wings import WingLine, names_community
from organizer_app.domain.words import N_
from organizer_app.hq import grants
from organizer_app.hq.checks import SCHEMA
from organizer_app.hq.hub import ACTIVE, Hub
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import device as devices
from organizer_app.hq.tables import facts, head
from organizer_app.wire.protocol import MAX_OPS, PATCH, PROTOCOL, Exchange, Op

Record = tuple[str, str, str, dict[str, Any]]  # table, id, bucket, fields as they travel
DEVICE = "hq"  # these edits are HQ's own; no laptop has this id
WINGS_BUCKET = "hq"


def of_areas(lines: Sequence[AreaLine]) -> Iterator[Record]:
    """An area list as records in the bucket of its state. Raises RuleBroken when it names no state."""
    codes = {line.code for line in lines if line.level == "state"} or {line.state_code for line in lines} - {""}
    if len(codes) != 1:
        raise RuleBroken(N_("An area list for HQ is of one state. This one names {count}."), count=len(codes))
    bucket = state_bucket(codes.pop())
    for line in lines:
        fields: dict[str, Any] = {
            "level": line.level,
            "code": line.code,
            "name_hi": line.name_hi,
            "name_en": line.name_en,
            "parent_id": _area(line.parent_level, line.parent_code),
            "constituency_id": _area(line.constituency_level, line.constituency_code),
            "district_id": _area("district", line.district_code),
        }
        if line.population is not None:
            fields["population"] = line.population
        yield "areas", area_id(*line.key).hex(), bucket, fields


def of_wings(lines: Iterable[WingLine]) -> Iterator[Record]:
    """A wing template as records."""
    for line in lines:
        fields = {
            "kind": line.kind,
            "code": line.code,
            "name_hi": line.name_hi,
            "name_en": line.name_en,
            "parent_id": natural_id("wing", line.parent).hex() if line.parent else None,
            "sort_order": line.order,
            "on_paper": line.on_paper and not names_community(line.code, line.name_hi, line.name_en),
        }
        yield "wings", natural_id("wing", line.code).hex(), WINGS_BUCKET, fields


def load(engine: Engine, hub: Hub, records: Iterable[Record], *, now: int, who: str) -> int:
    """Adds records, and changes those that differ. Returns how many were added or changed; again changes nothing."""
    given = list(records)
    with engine.begin() as connection:
        prev = own_device(connection, {bucket for _tbl, _id, bucket, _fields in given})
        known = _known(connection, {(tbl, bucket) for tbl, _id, bucket, _fields in given})
        gen = connection.execute(select(facts.c.v).where(facts.c.k == "gen")).scalar_one()
    ops = [op for record in given for op in _op(record, known.get(record[1]), gen=gen, now=now, who=who)]
    for first in range(0, len(ops), MAX_OPS):
        part = ops[first : first + MAX_OPS]
        answer = hub.handle(DEVICE, Exchange(PROTOCOL, SCHEMA, gen, now, prev=prev, ops=part, max=0))
        refused = [result for result in answer.res if result.status not in ("ok", "conflict")]
        if refused:
            raise RuleBroken(
                N_("HQ did not take {count} places or wings: {why}"), count=len(refused), why=refused[0].why
            )
        prev = part[-1].op_id
    return len(ops)


def _op(record: Record, held: tuple[int, dict[str, Any]] | None, *, gen: str, now: int, who: str) -> Iterator[Op]:
    tbl, identity, bucket, fields = record
    rev, doc = held or (0, {})
    changed = {name: value for name, value in fields.items() if doc.get(name) != value}
    if changed or held is None:
        yield Op(new_id(now).hex(), tbl, identity, bucket, PATCH, changed, rev, now, who, rev, gen)


def _known(connection: Connection, places: set[tuple[str, str]]) -> dict[str, tuple[int, dict[str, Any]]]:
    found = {}
    for tbl, bucket in sorted(places):
        query = select(head.c.id, head.c.rev, head.c.doc).where(head.c.bucket == bucket, head.c.tbl == tbl)
        for row in connection.execute(query.where(head.c.state == "live")):
            found[row.id] = (row.rev, msgspec.json.decode(row.doc))
    return found


def own_device(connection: Connection, names: Iterable[str]) -> str:
    """HQ's own device, which may write the buckets; the op it sent last."""
    last = connection.execute(select(devices.c.last_op).where(devices.c.id == DEVICE)).scalar()
    if last is None:
        connection.execute(insert(devices).values(id=DEVICE, status=ACTIVE))
    for name in sorted(set(names)):
        grants.grant(Sql(connection), DEVICE, name)
    return last or ""


def _area(level: str, code: str) -> str | None:
    return area_id(level, code).hex() if code else None
