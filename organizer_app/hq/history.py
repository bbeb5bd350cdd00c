"""Who changed what on a record, out of the log of ops."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from organizer_app.hq.blobs import READS
from organizer_app.hq.device_tables import laptops
from organizer_app.hq.problems import absent
from organizer_app.hq.tables import grants, head, oplog
from organizer_app.wire.lookups import Edit, History

MOST = 1_000  # edits of one record in an answer, the latest
_TAKEN = ("ok", "conflict")


def of(connection: Connection, device: str, tbl: str, record: str) -> History:
    """The edits made in buckets of the device on a record that lives in one of them.

    Raises Refusal 404, after the same one query, when it is somebody else's or is not there.
    """
    mine, lives = grants.alias("mine"), grants.alias("lives")
    query = (
        select(oplog, laptops.c.label, laptops.c.name)
        .join(mine, (mine.c.bucket == oplog.c.bucket) & (mine.c.dev == device) & mine.c.mode.in_(READS))
        .join(head, (head.c.tbl == oplog.c.tbl) & (head.c.id == oplog.c.id) & (head.c.state == "live"))
        .join(lives, (lives.c.bucket == head.c.bucket) & (lives.c.dev == device) & lives.c.mode.in_(READS))
        .outerjoin(laptops, laptops.c.device == oplog.c.dev)
        .where(oplog.c.tbl == tbl, oplog.c.id == record)
        .order_by(oplog.c.recv.desc(), oplog.c.rev.desc())
        .limit(MOST)
    )
    found = connection.execute(query).all()
    if not found:
        raise absent()
    return History(tbl, record, _edits(found[::-1]))


def _edits(ops: Sequence[Row[Any]]) -> list[Edit]:
    """Each op beside what stood there before it: of two edits in conflict the later one stands, as in the merge."""
    stands: dict[str, tuple[Any, tuple[int, str]]] = {}
    edits = []
    for op in ops:
        fields: dict[str, Any] = msgspec.json.decode(op.body) if op.body else {}
        changed = {name: (stands[name][0] if name in stands else None, value) for name, value in fields.items()}
        edits.append(Edit(op.op_id, op.ts, op.usr, op.label or op.name or op.dev, op.status, changed))
        for name, value in fields.items() if op.status in _TAKEN else ():
            now = (op.ts, op.writer)
            if op.status == "ok" or name not in stands or now > stands[name][1]:
                stands[name] = (value, now)
    return edits
