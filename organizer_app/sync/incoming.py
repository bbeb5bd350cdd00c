"""The rows of an answer: which of them are news, what they make of this laptop's records, and the writing in sets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from organizer_app.db import facts
from organizer_app.db.derived import area_path_statements, bulk_statements
from organizer_app.db.erased_texts import forget_before
from organizer_app.domain.erased_words import SIGN
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.sync import wanting
from organizer_app.sync.records import (
    UNCONFIRMED,
    Gone,
    Key,
    by_table,
    erase,
    hex_list,
    revisions,
    set_revisions,
    unconfirmed,
)
from organizer_app.sync.shapes import SHAPES
from organizer_app.wire.protocol import ERASE, Answer, Exchange, is_record_id

LIVE, GONE, ERASED, SAME, NONE = "live", "gone", "erased", "same", "none"
_SIGN = SIGN.encode()
_decode = msgspec.json.Decoder(dict[str, Any]).decode


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of an answer. A `wanted` one is taken even at the revision this laptop has."""

    bucket: str
    tbl: str
    id: bytes
    rev: int
    state: str
    doc: msgspec.Raw
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """An op of this laptop that HQ has not answered: it stands on top of whatever comes."""

    op_id: str
    kind: str
    f: str
    bucket: str


@dataclass(slots=True)
class Taken:
    """What came with one answer: counts, the tables that changed, records that did not fit their table, and who was
    erased, for `records.take_out`.
    """

    received: int = 0
    conflicts: int = 0
    tables: set[str] = field(default_factory=set)
    unreadable: list[Key] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """The records of one answer, as they stand while its rows are gone through in order."""

    standing: dict[Key, tuple[str, int]]
    put: dict[Key, Entry] = field(default_factory=dict)
    removed: set[Key] = field(default_factory=set)
    erased: set[Key] = field(default_factory=set)
    wanted: set[Key] = field(default_factory=set)


def entries(connection: Any, request: Exchange, answer: Answer, cursors: dict[str, int]) -> list[Entry]:
    """The rows of an answer that this laptop has not seen, then the wanted records that are still wanted."""
    found = [
        Entry(bucket, row.tbl, bytes.fromhex(row.id), row.rev, row.state, row.doc)
        for bucket, rows in answer.rows.items()
        if bucket in answer.buckets and not is_gap(answer.from_.get(bucket, 0), cursors.get(bucket, 0))
        for row in rows
        if is_news(row.ver, cursors.get(bucket, 0)) and is_record_id(row.id)
    ]
    nonces = {(table, rid): nonce for table, rid, nonce in request.want}
    for full in answer.full:
        nonce = nonces.get((full.tbl, full.id))
        if nonce is None or (full.state != NONE and full.bucket not in answer.buckets):
            continue
        rid = bytes.fromhex(full.id)
        if wanting.is_answered(connection, full.tbl, rid, nonce):
            found.append(Entry(full.bucket, full.tbl, rid, full.rev, full.state, full.doc, wanted=True))
    return found


def is_news(ver: int, cursor: int) -> bool:
    """Whether a row was not taken before: its version lies beyond the cursor."""
    return ver > cursor


def is_gap(start: int, cursor: int) -> bool:
    """Whether a page begins later than this laptop has read: another page is missing in between."""
    return start > cursor


def supersedes(entry: Entry, standing: tuple[str, int] | None) -> bool:
    """Whether a live or erased row is newer than what this laptop has, or the same revision in another bucket."""
    if standing is None:
        return True
    bucket, rev = standing
    return entry.rev > rev or (entry.rev == rev and (bucket != entry.bucket or entry.wanted))


def leaves(entry: Entry, standing: tuple[str, int] | None) -> bool:
    """Whether a record that is gone from a bucket is the one this laptop has: not when it came back elsewhere."""
    return standing is not None and standing[0] == entry.bucket and standing[1] <= entry.rev


def lacks_own(entry: Entry, standing: tuple[str, int] | None) -> bool:
    """Whether HQ spared a document that this laptop does not have after all."""
    return standing is None or standing[1] != entry.rev


def rebased(doc: dict[str, Any], pending: Sequence[Pending]) -> dict[str, Any] | None:
    """HQ's document with this laptop's unsent edits on top; None when one of them erases the record."""
    for op in pending:
        if op.kind == ERASE:
            return None
        doc.update(msgspec.json.decode(op.f))
    return doc


def take(connection: Any, found: Sequence[Entry], *, now: int) -> Taken:
    """Applies rows, in sets, while nothing is captured."""
    keys = [(e.tbl, e.id) for e in found]
    known = revisions(connection, keys)
    gone = [(e.tbl, e.id) for e in found if e.state == GONE and (e.tbl, e.id) not in known]
    page = _Page({**unconfirmed(connection, gone), **known})
    pending = _pending(connection, keys)
    for entry in found:
        _go_through(page, entry, has_pending=(entry.tbl, entry.id) in pending)
    taken = Taken(received=len(found))
    _write(connection, page, pending, taken, now)
    taken.conflicts = sum(key[0] == "conflicts" and key not in known for key in page.put)
    return taken


def _go_through(page: _Page, entry: Entry, *, has_pending: bool) -> None:
    """One row's consequence, after those before it."""
    key = (entry.tbl, entry.id)
    standing = page.standing.get(key)
    if key in page.erased:
        return
    if entry.state == SAME:
        if lacks_own(entry, standing):
            page.wanted.add(key)
    elif entry.state == GONE:
        if leaves(entry, standing):
            _remove(page, key)
        elif standing is not None and standing[1] == UNCONFIRMED and not has_pending:
            page.wanted.add(key)  # made here anew, taken by HQ into a record that left where it was
    elif entry.state == NONE:
        if not has_pending:
            _remove(page, key)
    elif entry.state == ERASED:
        _remove(page, key)
        page.erased.add(key)
    elif entry.state == LIVE and supersedes(entry, standing):
        page.put[key] = entry
        page.removed.discard(key)
        page.standing[key] = (entry.bucket, entry.rev)


def _remove(page: _Page, key: Key) -> None:
    page.put.pop(key, None)
    page.standing.pop(key, None)
    page.removed.add(key)


def _pending(connection: Any, keys: Iterable[Key]) -> dict[Key, list[Pending]]:
    """What is still to be sent of each record.

    Not what was captured before an edit that gave it a place: that one holds the whole record.
    """
    query = """SELECT o.id, o.op_id, o.kind, o.f, o.bucket FROM json_each(?) k CROSS JOIN outbox o
        ON o.tbl = ? AND o.id = unhex(k.value) WHERE o.state = 'waiting' ORDER BY o.seq"""
    found: dict[Key, list[Pending]] = defaultdict(list)
    for table, ids in by_table(keys).items():
        for rid, op_id, kind, f, bucket in connection.execute(query, (hex_list(ids), table)):
            waits = found[table, rid]
            while bucket != LOCAL_BUCKET and waits and waits[-1].bucket == LOCAL_BUCKET:
                waits.pop()
            waits.append(Pending(op_id, kind, f, bucket))
    return found


def _write(connection: Any, page: _Page, pending: dict[Key, list[Pending]], taken: Taken, now: int) -> None:
    _delete(connection, page.removed - page.erased)
    taken.gone = [erase(connection, table, ids, now=now) for table, ids in by_table(sorted(page.erased)).items()]
    for table, rids in by_table(page.put).items():
        if table in SHAPES:
            _upsert(connection, table, _values(page, table, rids, pending, taken, now))
    for key in taken.unreadable:
        page.standing.pop(key, None)
    set_revisions(connection, {key: page.standing[key] for key in page.put if key in page.standing})
    wanting.want(connection, sorted(page.wanted))
    _place(connection, page, pending)
    for (table, rid), entry in page.put.items():
        if _SIGN in bytes(entry.doc):
            forget_before(connection.execute, table, rid, _decode(entry.doc))
    changed = {table for table, _ in [*page.put, *page.removed]}
    _note_unknown(connection, changed - SHAPES.keys())
    taken.tables = changed & SHAPES.keys()
    if "areas" in changed:
        for statement in area_path_statements():
            connection.execute(statement)


def _values(
    page: _Page, table: str, rids: Iterable[bytes], pending: dict[Key, list[Pending]], taken: Taken, now: int
) -> Iterator[tuple[Any, ...]]:
    """The rows of one table's upsert; a record that does not fit is noted and passed over."""
    shape = SHAPES[table]
    for rid in rids:
        entry = page.put[table, rid]
        try:
            doc = rebased(_decode(entry.doc), pending.get((table, rid), ()))
            if doc is not None:
                yield shape.values(doc, id=rid, bucket=entry.bucket, now=now)
        except (ValueError, TypeError, AttributeError, msgspec.MsgspecError):
            taken.unreadable.append((table, rid))


def _upsert(connection: Any, table: str, rows: Iterator[tuple[Any, ...]]) -> None:
    """Writes a table's rows; what is derived from new members is made in one go afterwards."""
    if table != "members":
        connection.executemany(SHAPES[table].upsert, rows)
        return
    last = "SELECT coalesce(max(n), 0) FROM members"
    (before,) = connection.execute(last).fetchone()
    connection.executemany(SHAPES[table].upsert, rows)
    (after,) = connection.execute(last).fetchone()
    for statement in bulk_statements():
        connection.execute(statement, {"after": before, "upto": after})


def _delete(connection: Any, keys: Iterable[Key]) -> None:
    for table, ids in by_table(sorted(keys)).items():
        if table in SHAPES:
            connection.executemany(f"DELETE FROM {table} WHERE id = ?", ((rid,) for rid in ids))
        connection.executemany("DELETE FROM sync_row WHERE tbl = ? AND id = ?", ((table, rid) for rid in ids))


def _place(connection: Any, page: _Page, pending: dict[Key, list[Pending]]) -> None:
    """Edits of a record without a place can be sent, once HQ says where it is."""
    moves = [
        (entry.bucket, op.op_id)
        for key, entry in page.put.items()
        for op in pending.get(key, ())
        if op.bucket == LOCAL_BUCKET
    ]
    connection.executemany("UPDATE outbox SET bucket = ? WHERE op_id = ?", moves)


def _note_unknown(connection: Any, tables: set[str]) -> None:
    """Remembers tables of a newer HQ, to read them once this program knows them."""
    known = set(facts.names(connection, facts.UNKNOWN))
    if tables - known:
        facts.put_names(connection, facts.UNKNOWN, sorted(known | tables))
