"""A person moves to another district: HQ moves the record, and what belongs to the person, to that bucket."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, Engine, select

from organizer_app.domain import buckets
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import new_id
from organizer_app.domain.words import N_
from organizer_app.hq import audit, generations, packs
from organizer_app.hq import grants as hub_grants
from organizer_app.hq.checks import SCHEMA
from organizer_app.hq.hub import Hub
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import head
from organizer_app.models import synced_tables
from organizer_app.wire.protocol import PATCH, PROTOCOL, Exchange, Op

MEMBERS, OWNER = "members", "member_id"
STAY = frozenset({"invitations", "invitees", "attendance", "sheets", "expenses"})  # a camp's own stay with it


def move_member(engine: Engine, hub: Hub, member: str, bucket: str, *, now: int, who: str) -> int:
    """Moves a member (32 hexadecimal digits) with consents and posts to a district's bucket. Returns the records moved.

    Raises RuleBroken when HQ has no such member or the bucket is none for members.
    """
    if not buckets.may_hold(bucket, MEMBERS):
        raise RuleBroken(N_("“{bucket}” is not a district's bucket. Write for example D339."), bucket=bucket)
    with engine.begin() as connection:
        found = _records(connection, member)
        if not found:
            raise RuleBroken(N_("HQ has no member with the id “{id}”."), id=member)
        here = found[0][2]
        touched = {name for found_in in (here, bucket) for name in (found_in, buckets.shared(found_in))}
        prev = packs.own_device(connection, touched)
        gen = generations.current(Sql(connection)).gen
        audit.write(connection, "move", now=now, who=who, member=member, source=here, target=bucket)
    ops = [
        Op(
            new_id(now).hex(),
            tbl,
            identity,
            bucket if stands == here else buckets.shared(bucket),
            PATCH,
            {},
            rev,
            now,
            who,
            rev,
            gen,
        )
        for tbl, identity, stands, rev in found
    ]
    hub.handle(packs.DEVICE, Exchange(PROTOCOL, SCHEMA, gen, now, prev=prev, ops=ops, max=0))
    with engine.begin() as connection:
        for name in touched:
            hub_grants.withdraw(Sql(connection), packs.DEVICE, name)
    return len(ops)


def _records(connection: Connection, member: str) -> Sequence[tuple[str, str, str, int]]:
    """(table, id, bucket, rev) of the member and of what names the member as its owner in the same district."""
    columns = (head.c.tbl, head.c.id, head.c.bucket, head.c.rev)
    of_member = select(*columns).where(head.c.tbl == MEMBERS, head.c.id == member, head.c.state == "live")
    own = connection.execute(of_member).first()
    if own is None:
        return ()
    tables = [t.name for t in synced_tables() if OWNER in t.c and t.name not in STAY]
    named = select(*columns, head.c.doc).where(
        head.c.bucket.in_((own.bucket, buckets.shared(own.bucket))),
        head.c.tbl.in_(tables),
        head.c.state == "live",
        head.c.doc.contains(member),
    )
    belongs = [row[:4] for row in connection.execute(named) if msgspec.json.decode(row.doc).get(OWNER) == member]
    return [tuple(own), *belongs]
