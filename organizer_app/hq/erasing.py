"""Erasing is final: the record is blanked in every bucket, in the log and in conflicts, and stays so after a restore.

What is kept is a mark, a keyed hash of the record's name. It outlives a restore (`marks`, `reapply`).
"""

from collections.abc import Collection, Iterable
from hashlib import blake2b

import msgspec
from sqlalchemy import Connection, select

from organizer_app.domain.buckets import CONFLICTS
from organizer_app.domain.erased_words import SIGN
from organizer_app.hq import oplog
from organizer_app.hq.batch import Batch
from organizer_app.hq.heads import ERASED, LIVE, Head, Key, load
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import erased, facts
from organizer_app.wire.protocol import Op, Result

MEMBERS, INVITEES, MERGES, DISTINCTIONS = "members", "invitees", "merges", "distinctions"
TOLD = {INVITEES: ("member_id",), MERGES: ("member_id", "gone_id"), DISTINCTIONS: ("member_id", "other_id")}
OWNERS = ("member_id", "gone_id", "other_id")
_KEPT = dict.fromkeys(("consents", "posts", "groups", "group_counts", "duties"), ("member_id",))
OWNED = TOLD | _KEPT  # what is about a person, each with who it names
WHOLE = "*"  # the field of a conflict about a whole edit
UNBORN = "unborn"  # the fact that some marks are of records that this HQ does not have (yet again)
_PAGE = 5_000


def mark(erase_key: str, key: Key) -> str:
    """The keyed hash of a record's table and id: 32 hexadecimal digits."""
    return blake2b(f"{key[0]}:{key[1]}".encode(), key=bytes.fromhex(erase_key), digest_size=16).hexdigest()


def marked(sql: Sql, erase_key: str, keys: Collection[Key]) -> set[Key]:
    """Those of the records, none of which HQ has, that were erased before a restore took its own memory of them."""
    if not keys:
        return set()
    by_mark = {mark(erase_key, key): key for key in keys}
    source, values = sql.among(by_mark)
    found = sql.rows(f"SELECT e.mark FROM {source}, erased e WHERE e.mark = k.a", *values)
    return {by_mark[row[0]] for row in found}


def about_erased(sql: Sql, erase_key: str, ops: Iterable[Op], *, now: int) -> set[Key]:
    """The records of ops that are about somebody erased and about nobody else: they never come to be, and are marked
    themselves, because later ops on them don't say whom they are about.
    """
    people: dict[Key, set[Key]] = {}
    for op in ops:
        for column in TOLD.get(op.tbl, ()):
            person = op.f.get(column)
            if isinstance(person, str):
                people.setdefault((MEMBERS, person), set()).add((op.tbl, op.id))
    found = {key for person in marked(sql, erase_key, people) for key in people[person]}
    if found:
        remember(sql, [(mark(erase_key, key), now) for key in found])
        _some_are_unborn(sql)
    return found


def _some_are_unborn(sql: Sql) -> None:
    sql.run("INSERT INTO facts (k, v) VALUES (?, '1') ON CONFLICT (k) DO NOTHING", UNBORN)


def erase(batch: Batch, key: Key, bucket: str, *, erase_key: str, now: int) -> int:
    """Erases a loaded record wherever it ever was; one that HQ never had is erased in `bucket`. Gives its revision.

    With a person go the entries merged into theirs, the one that theirs was merged into, and what camps above the
    districts were told of them, those long over included. Who wrote of the record in a bucket where it is not (as it
    was, before HQ was restored) is told there. Raises MoreBuckets when one of its buckets is not locked.
    """
    found = batch.of(key)
    told = _told_of(batch, key[1]) if key[0] == MEMBERS else []
    merged, aside = _merged_with(found, key[1], told), _aside_of(told)
    aside += [k for k in oplog.untaken_about(batch.sql, key[1], OWNED) if k not in aside] if key[0] == MEMBERS else []
    records = [*(h.id for h in told), *(record for _table, record in aside)]
    related = list(dict.fromkeys([*batch.about(key[1]), *told, *(h for r in records for h in batch.about(r))]))
    elsewhere = _parked_in(batch.sql, key) - {h.bucket for h in found}
    batch.need(*elsewhere, *(h.bucket for h in (*found, *related)))
    rev = max((h.rev for h in found), default=0) + 1
    for name in elsewhere if found else elsewhere | {bucket}:
        batch.make(Head(*key, name, rev=rev, state=ERASED))
    for head in found:
        _blank(batch, head, rev)
    for head in related:
        _blank(batch, head, head.rev + 1)
    oplog.blank(batch.sql, [key[1], *(h.id for h in related), *(record for _table, record in aside)])
    remember(batch.sql, [(mark(erase_key, k), now) for k in (key, *((h.tbl, h.id) for h in told), *aside)])
    if aside:
        _some_are_unborn(batch.sql)
    for other in merged:
        heads = batch.known(h for of_record in load(batch.sql, {other}).values() for h in of_record)
        if live := next((h for h in heads if h.state == LIVE), None):
            erase(batch, other, live.bucket, erase_key=erase_key, now=now)
    return rev


def _parked_in(sql: Sql, key: Key) -> set[str]:
    """The buckets in which edits of a record lie that HQ could not place."""
    query = "SELECT o.bucket FROM oplog o JOIN bucket b ON b.id = o.bucket WHERE o.id = ? AND o.tbl = ? AND o.status = "
    return {row[0] for row in sql.rows(f"{query}'parked'", key[1], key[0])}


def _told_of(batch: Batch, member: str) -> list[Head]:
    """What is about a person and nothing else, in every bucket it was ever in: slim invitees, merges, distinctions, and
    the conflicts in which such stands that HQ could not place.
    """
    keys: set[Key] = set()
    for table, columns in (*TOLD.items(), (CONFLICTS, OWNERS)):
        for column in columns:
            query = "SELECT id FROM head WHERE tbl = ? AND doc LIKE ?"
            keys |= {(table, row[0]) for row in batch.sql.rows(query, table, f'%"{column}":"{member}"%')}
    found = batch.known(h for of_record in load(batch.sql, keys).values() for h in of_record)
    found += [h for h in batch.made() if h not in found and _is_told(h, member)]
    # A mark is of the camp, too, and stays.
    return [h for h in found if (h.doc.get("tbl") if h.tbl == CONFLICTS else h.tbl) in TOLD]


def _is_told(head: Head, member: str) -> bool:
    said = head.doc.get("lost") if head.tbl == CONFLICTS else head.doc
    return isinstance(said, dict) and any(said.get(column) == member for column in OWNERS)


def _aside_of(told: Iterable[Head]) -> list[Key]:
    """What HQ could not place: it has no head, but stands in the log."""
    docs = [h.doc for h in told if h.tbl == CONFLICTS and h.state == LIVE]
    return [(d["tbl"], d["rid"]) for d in docs]


def _merged_with(found: Iterable[Head], member: str, told: Iterable[Head]) -> list[Key]:
    """The other entries of the same person: the one it was merged into, then those that stand behind it, of mergings
    that nobody took back.
    """
    kept = [(MEMBERS, h.doc["merged_into"]) for h in found if h.state == LIVE and h.doc.get("merged_into")]
    merges = [h.doc for h in told if h.tbl == MERGES and h.state == LIVE and h.doc.get("member_id") == member]
    return kept + [
        (MEMBERS, d["gone_id"]) for d in merges if d.get("undone_at") is None and d.get("archived_at") is None
    ]


def _blank(batch: Batch, head: Head, rev: int) -> None:
    head.blank(ERASED)
    head.rev = rev
    batch.touch(head)


def forget(sql: Sql, ops: Iterable[Op], results: Iterable[Result]) -> None:
    """Where ops brought a text with the sign of an erased person in it, the log forgets what that text was before."""
    for op, result in zip(ops, results, strict=True):
        if result.rev is None or result.rev < 2:  # the first of a record has nothing before it
            continue
        fields = {name: value for name, value in op.f.items() if _names_nobody(value)}
        if not fields:
            continue
        if op.tbl == CONFLICTS:
            _forget_lost(sql, op.id)
            continue
        earlier = "SELECT op_id, body FROM oplog WHERE id = ? AND tbl = ? AND (rev IS NULL OR rev < ?)"
        for op_id, body in sql.rows(earlier, op.id, op.tbl, result.rev):
            _put_over(sql, op_id, body, fields)


def _forget_lost(sql: Sql, conflict: str) -> None:
    """The edit whose text stands in a conflict is the one that named the person."""
    for (text,) in sql.rows("SELECT doc FROM head WHERE tbl = ? AND id = ? AND state = 'live'", CONFLICTS, conflict):
        doc = msgspec.json.decode(text)
        for op_id, body in sql.rows("SELECT op_id, body FROM oplog WHERE op_id = ?", doc["op_id"]):
            whole = doc["field"] == WHOLE and isinstance(doc.get("lost"), dict)
            _put_over(sql, op_id, body, doc["lost"] if whole else {doc["field"]: SIGN})


def _put_over(sql: Sql, op_id: str, body: str, fields: dict[str, object]) -> None:
    said = msgspec.json.decode(body)
    after = said | {name: value for name, value in fields.items() if name in said}
    if after != said:
        sql.run("UPDATE oplog SET body = ? WHERE op_id = ?", msgspec.json.encode(after).decode(), op_id)


def _names_nobody(value: object) -> bool:
    if isinstance(value, str):
        return SIGN in value
    return isinstance(value, list | dict) and SIGN in msgspec.json.encode(value).decode()


def remember(sql: Sql, found: Iterable[tuple[str, int]]) -> None:
    """Keeps marks; those already there stay as they are."""
    sql.many("INSERT INTO erased (mark, at) VALUES (?, ?) ON CONFLICT (mark) DO NOTHING", list(found))


def marks(connection: Connection) -> list[tuple[str, int]]:
    """All marks with their times, to be kept outside of the database's backups."""
    return [(row.mark, row.at) for row in connection.execute(select(erased).order_by(erased.c.at, erased.c.mark))]


def reapply(connection: Connection, known: Iterable[tuple[str, int]], *, now: int) -> int:
    """Erases every record that has a mark, own or given. Gives their number. Walks all heads and the log: for after a
    restore.
    """
    sql = Sql(connection)
    remember(sql, known)
    wanted = {name for name, _at in marks(connection)}
    (erase_key,) = connection.execute(select(facts.c.v).where(facts.c.k == "erase_key")).one()
    doomed = {key: "" for key in _all_keys(sql) if mark(erase_key, key) in wanted}
    aside = {key: bucket for key, bucket in _aside(sql) if key not in doomed and mark(erase_key, key) in wanted}
    buckets = [row[0] for row in sql.rows("SELECT id FROM bucket")]
    for key, bucket in (doomed | {key: bucket for key, bucket in aside.items() if bucket}).items():
        batch = Batch(sql, buckets, [key])
        if bucket or any(h.state != ERASED for h in batch.of(key)):
            erase(batch, key, bucket, erase_key=erase_key, now=now)
            batch.save()
    oplog.blank(sql, [record for _table, record in aside])
    if len(doomed) < len(wanted):
        _some_are_unborn(sql)
    return len(doomed)


def _aside(sql: Sql) -> Iterable[tuple[Key, str]]:
    """What HQ refused or could not place: it has no head, but stands in the log, and the latter in a conflict of the
    bucket that is given ("" for none).
    """
    query = """SELECT o.tbl, o.id, coalesce(max(b.id), '') FROM oplog o
        LEFT JOIN bucket b ON b.id = o.bucket AND o.status = 'parked' WHERE o.rev IS NULL GROUP BY o.tbl, o.id"""
    return (((row[0], row[1]), row[2]) for row in sql.rows(query))


def _all_keys(sql: Sql) -> Iterable[Key]:
    after: Key = ("", "")
    while True:
        statement = "SELECT DISTINCT tbl, id FROM head WHERE (tbl, id) > (?, ?) ORDER BY tbl, id LIMIT ?"
        rows = sql.rows(statement, *after, _PAGE)
        yield from ((row[0], row[1]) for row in rows)
        if len(rows) < _PAGE:
            return
        after = (rows[-1][0], rows[-1][1])
