"""People follow their place: whose block lies in another district now comes to that district's bucket.

Page by page, each a transaction of its own with the consents and offices of its people, so that it can be stopped and
goes on where it stopped: what was moved is not found again. What a laptop wrote about somebody before it knew is found
with the next run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, Engine, select

from organizer_app.domain import buckets
from organizer_app.domain.buckets import Kind
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import new_id
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.hq import audit, generations, packs
from organizer_app.hq import grants as hub_grants
from organizer_app.hq.checks import SCHEMA
from organizer_app.hq.hub import Hub
from organizer_app.hq.moving import MEMBERS, OWNER, STAY
from organizer_app.hq.places import AREAS, Tree
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import head
from organizer_app.models import synced_tables
from organizer_app.wire.protocol import PATCH, PROTOCOL, Exchange, Op

PAGE = 500  # records in one transaction, and what belongs to the last person of them


class _Doc(msgspec.Struct):
    area_id: str | None = None
    member_id: str | None = None


class Stands(NamedTuple):
    """A record and where it belongs."""

    tbl: str
    id: str
    rev: int
    bucket: str
    to: str


@dataclass(frozen=True, slots=True)
class Settled:
    """How many people, and how many records with them, came to which districts."""

    people: int
    records: int
    to: tuple[str, ...]


def settle(
    engine: Engine, hub: Hub, sources: Sequence[str], *, now: int, who: str, progress: Progress = silent
) -> Settled:
    """Moves everybody in the buckets `sources` who lives in another district now. Again it finds nobody more.

    Raises RuleBroken for what is no district's bucket.
    """
    for source in sources:
        if buckets.kind(source) is not Kind.DISTRICT:
            raise RuleBroken(N_("“{bucket}” is not a district's bucket. Write for example D339."), bucket=source)
    found = [record for source in sources for record in _misplaced(engine, source)]
    done = 0
    for page in _pages(found):
        progress.step(done, len(found), _("Moving people to their district"))
        _move(engine, hub, page, now=now, who=who)
        done += len(page)
    progress.step(len(found), len(found), _("Moving people to their district"))
    people = sum(record.tbl == MEMBERS for record in found)
    return Settled(people, len(found), tuple(sorted({record.to for record in found if record.tbl == MEMBERS})))


def _misplaced(engine: Engine, source: str) -> list[Stands]:
    """What stands in a district's buckets and belongs to another one, each person's records one after the other."""
    owned = [t.name for t in synced_tables() if OWNER in t.c and t.name not in STAY]
    columns = (head.c.tbl, head.c.id, head.c.rev, head.c.bucket, head.c.doc)
    both = (source, buckets.shared(source))
    query = select(*columns).where(head.c.bucket.in_(both), head.c.state == "live")
    with engine.connect() as connection:
        tree = Tree(connection)
        own: dict[str, list[Stands]] = {}
        belongs: list[tuple[str, Stands]] = []
        places: list[Stands] = []
        for row in connection.execute(query.where(head.c.tbl.in_((MEMBERS, AREAS, *owned)))):
            doc = msgspec.json.decode(row.doc, type=_Doc)
            stands = Stands(row.tbl, row.id, row.rev, row.bucket, "")
            if row.tbl == MEMBERS:
                to = tree.district(doc.area_id)
                if to not in (None, source):
                    own[row.id] = [stands._replace(to=str(to))]
            elif row.tbl == AREAS:
                to = tree.district(row.id)
                if to not in (None, source):
                    places.append(stands._replace(to=str(to)))
            elif doc.member_id is not None:
                belongs.append((doc.member_id, stands))
        missing = {member for member, _stands in belongs if member not in own}
        elsewhere = _elsewhere(connection, missing, source)
    for member, stands in belongs:
        to = own[member][0].to if member in own else elsewhere.get(member)
        if to is not None:
            kept = buckets.shared(to) if stands.bucket == buckets.shared(source) else to
            own.setdefault(member, []).append(stands._replace(to=kept))
    return [*places, *(record for records in own.values() for record in records)]


def _elsewhere(connection: Connection, members: set[str], source: str) -> dict[str, str]:
    """Those of the people who stand in another district's bucket already."""
    wanted = sorted(members)
    found: dict[str, str] = {}
    for first in range(0, len(wanted), PAGE):
        query = select(head.c.id, head.c.bucket).where(
            head.c.tbl == MEMBERS, head.c.id.in_(wanted[first : first + PAGE]), head.c.state == "live"
        )
        found |= {row.id: row.bucket for row in connection.execute(query) if row.bucket != source}
    return found


def _pages(records: Sequence[Stands]) -> Iterator[list[Stands]]:
    """Records in pages; a person's own begin a page or follow in the same one."""
    page: list[Stands] = []
    for record in records:
        if len(page) >= PAGE and record.tbl in (MEMBERS, AREAS):
            yield page
            page = []
        page.append(record)
    if page:
        yield page


def _move(engine: Engine, hub: Hub, page: Sequence[Stands], *, now: int, who: str) -> None:
    touched = {name for record in page for name in (record.bucket, record.to)}
    with engine.begin() as connection:
        prev = packs.own_device(connection, touched)
        gen = generations.current(Sql(connection)).gen
        people = sum(record.tbl == MEMBERS for record in page)
        to = sorted({record.to for record in page})
        audit.write(connection, "settle", now=now, who=who, people=people, records=len(page), to=to)
    ops = [Op(new_id(now).hex(), r.tbl, r.id, r.to, PATCH, {}, r.rev, now, who, r.rev, gen) for r in page]
    answer = hub.handle(packs.DEVICE, Exchange(PROTOCOL, SCHEMA, gen, now, prev=prev, ops=ops, max=0))
    refused = [result for result in answer.res if result.status not in ("ok", "conflict", "erased")]
    with engine.begin() as connection:
        for name in touched:
            hub_grants.withdraw(Sql(connection), packs.DEVICE, name)
    if refused:
        message = N_("HQ could not move {count} records: {why} Run the command again.")
        raise RuleBroken(message, count=len(refused), why=refused[0].why or refused[0].status)
