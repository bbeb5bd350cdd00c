"""Pull: what came to stand in a laptop's buckets after its cursors, a page at a time, documents as they are stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from msgspec import Raw

from organizer_app.hq import erasing
from organizer_app.hq.generations import Facts
from organizer_app.hq.heads import ERASED, LIVE
from organizer_app.hq.sql import Sql
from organizer_app.wire.protocol import MAX_ROWS, NULL, Exchange, Full, Refusal, Row

SAME, NONE = "same", "none"
CHUNK = 500  # rows read at once: documents may be a megabyte
PAGE_BYTES = 8 << 20  # of documents in one answer; a page ends after the record that reaches it
READ = (
    "SELECT ver, tbl, id, rev, CASE WHEN cdev = ? AND state = 'live' THEN 'same' ELSE state END, "
    "CASE WHEN cdev = ? OR state <> 'live' THEN NULL ELSE doc END "
    "FROM head WHERE bucket = ? AND ver > ? ORDER BY ver LIMIT ?"
)
READ_BYTES = READ.replace("ELSE doc", "ELSE CAST(doc AS BLOB)")  # SQLite gives UTF-8 as it is stored


@dataclass
class Page:
    """The rows of an answer by bucket, and where the laptop stands after them."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    cur: dict[str, int] = field(default_factory=dict)
    more: bool = False


def check_cursors(request: Exchange, vers: dict[str, int]) -> None:
    """Raises Refusal 410 for a cursor beyond its bucket: this HQ never gave it."""
    if ahead := [name for name, at in request.cur.items() if at > vers.get(name, at)]:
        raise Refusal(410, "cursor-expired", "HQ does not know how far this laptop has read.", buckets=ahead)


def page(sql: Sql, request: Exchange, device: str, vers: dict[str, int]) -> Page:
    """The next rows of all buckets, `max` of them at most."""
    found = Page()
    left, room = min(request.max, MAX_ROWS), PAGE_BYTES
    for bucket, ver in vers.items():
        found.cur[bucket] = request.cur.get(bucket, 0)
        if found.cur[bucket] >= ver:
            continue
        if left <= 0 or room <= 0:
            found.more = True
            continue
        rows: list[Row] = []
        while left > 0 and room > 0:
            asked = min(left, CHUNK)
            read_now, size = read(sql, bucket, found.cur[bucket], asked, device, room)
            rows += read_now
            left, room = left - len(read_now), room - size
            if len(read_now) < asked and room > 0:
                found.cur[bucket] = ver
                break
            found.cur[bucket] = read_now[-1].ver
        if rows:
            found.rows[bucket] = rows
        found.more = found.more or found.cur[bucket] < ver
    return found


def read(sql: Sql, bucket: str, after: int, limit: int, device: str, room: int) -> tuple[list[Row], int]:
    """Rows of one bucket after a version, and the bytes of their documents: the row that fills the room is the last.

    A laptop's own clean edit comes without its document, as `same`.
    """
    statement = READ if sql.postgres else READ_BYTES
    found = sql.rows(statement, device, device, bucket, after, limit)
    sizes = [len(row[5] or b"") for row in found]
    if sum(sizes) > room:
        fits = sum(size < room for size in accumulate(sizes))
        found, sizes = found[: fits + 1], sizes[: fits + 1]
    rows = [Row(ver, tbl, rid, rev, state, Raw(doc) if doc else NULL) for ver, tbl, rid, rev, state, doc in found]
    return rows, sum(sizes)


def full(sql: Sql, wanted: Iterable[tuple[str, str, int]], vers: dict[str, int]) -> list[Full]:
    """The wanted records; what is elsewhere and what is nowhere look the same."""
    wanted = list(wanted)
    if not wanted:
        return []
    source, values = sql.among([w[0] for w in wanted], [w[1] for w in wanted])
    statement = (
        f"SELECT h.bucket, h.ver, h.tbl, h.id, h.rev, h.state, h.doc FROM {source}, head h "
        "WHERE h.tbl = k.a AND h.id = k.b AND h.state <> 'gone'"
    )
    found: dict[tuple[str, str], Full] = {}
    for bucket, ver, tbl, record_id, rev, state, doc in sql.rows(statement, *values):
        if bucket in vers and state in (LIVE, ERASED):
            found[tbl, record_id] = Full(bucket, ver, tbl, record_id, rev, state, NULL if doc is None else Raw(doc))
    return [found.get((w[0], w[1])) or Full("", 0, w[0], w[1], -1, NONE, NULL) for w in wanted]


def wanted(sql: Sql, asked: Iterable[tuple[str, str, int]], vers: dict[str, int], known: Facts) -> list[Full]:
    """The same, and those that were erased before HQ was restored to a time without them.

    These lie nowhere any more, and are answered from a bucket that the laptop holds: it takes only what lies in one.
    """
    found = full(sql, asked, vers)
    nowhere = {(one.tbl, one.id) for one in found if one.state == NONE} if known.has_unborn and vers else set()
    gone = erasing.marked(sql, known.erase_key, nowhere)
    return [Full(min(vers), 0, f.tbl, f.id, -1, ERASED, NULL) if (f.tbl, f.id) in gone else f for f in found]
