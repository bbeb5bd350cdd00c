"""What comes to a laptop that joins: counted exactly, its size on the line estimated from some of it."""

import gzip
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from organizer_app.hq.heads import LIVE
from organizer_app.hq.tables import head
from organizer_app.wire.joining import Offer

SAMPLE = 100  # records of each kind that are packed to see how long one is
EMPTY = len(gzip.compress(b""))
FRAME = '[{ver},"{tbl}","{id}",1,"live",{doc}],'  # a row as it travels


def of(connection: Connection, granted: Sequence[tuple[str, str]]) -> Offer:
    """What lies in these buckets now."""
    live = head.c.bucket.in_([bucket for bucket, _mode in granted]), head.c.state == LIVE
    counted = select(head.c.tbl, func.count()).where(*live).group_by(head.c.tbl)
    counts: dict[str, int] = dict(connection.execute(counted).all())
    size = 0
    for tbl, number in counts.items():
        some = connection.execute(select(head).where(*live, head.c.tbl == tbl).limit(SAMPLE)).all()
        rows = "".join(FRAME.format(ver=row.ver, tbl=tbl, id=row.id, doc=row.doc) for row in some)
        size += (len(gzip.compress(rows.encode())) - EMPTY) * number // len(some)
    return Offer(list(granted), counts.get("members", 0), sum(counts.values()), size)
