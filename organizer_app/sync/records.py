"""What this laptop knows of HQ's records, many at once: revisions, and erasing for good."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from organizer_app.db import erased_marks, erased_texts, facts, tidying
from organizer_app.db.erasing import OWNED, blank, owned, said, same_person
from organizer_app.domain.erased_words import NOBODY, Named
from organizer_app.sync import wanting
from organizer_app.sync.shapes import SHAPES

Key = tuple[str, bytes]  # table and id
UNCONFIRMED = 0  # in place of a revision


def by_table(keys: Iterable[Key]) -> dict[str, list[bytes]]:
    """Record ids by table, each once."""
    grouped: dict[str, dict[bytes, None]] = defaultdict(dict)
    for table, rid in keys:
        grouped[table][rid] = None
    return {table: list(ids) for table, ids in grouped.items()}


def hex_list(ids: Iterable[bytes]) -> str:
    """Ids as the JSON list that json_each takes apart."""
    return msgspec.json.encode([rid.hex() for rid in ids]).decode()


def set_revisions(connection: Any, revisions_: dict[Key, tuple[str, int]]) -> None:
    """Writes the revisions HQ gave."""
    connection.executemany(
        "INSERT INTO sync_row(tbl, id, bucket, rev) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(tbl, id) DO UPDATE SET bucket = excluded.bucket, rev = excluded.rev",
        ((table, rid, bucket, rev) for (table, rid), (bucket, rev) in revisions_.items()),
    )


def revisions(connection: Any, keys: Iterable[Key]) -> dict[Key, tuple[str, int]]:
    """(bucket, revision) of the records that HQ is known to have."""
    query = """SELECT s.id, s.bucket, s.rev FROM json_each(?) k CROSS JOIN sync_row s
        ON s.tbl = ? AND s.id = unhex(k.value)"""
    return {
        (table, rid): (bucket, rev)
        for table, ids in by_table(keys).items()
        for rid, bucket, rev in connection.execute(query, (hex_list(ids), table))
    }


def existing(connection: Any, keys: Iterable[Key]) -> set[Key]:
    """Those of the records that this laptop has."""
    return {
        (table, rid)
        for table, ids in by_table(keys).items()
        if table in SHAPES
        for (rid,) in connection.execute(
            f"SELECT r.id FROM json_each(?) k CROSS JOIN {table} r ON r.id = unhex(k.value)", (hex_list(ids),)
        )
    }


def unconfirmed(connection: Any, keys: Iterable[Key]) -> dict[Key, tuple[str, int]]:
    """(bucket, UNCONFIRMED) of those of the records that were made here and that HQ has not confirmed."""
    return {
        (table, rid): (bucket, UNCONFIRMED)
        for table, ids in by_table(keys).items()
        if table in SHAPES
        for rid, bucket in connection.execute(
            f"SELECT r.id, r.bucket FROM json_each(?) k CROSS JOIN {table} r ON r.id = unhex(k.value)", (hex_list(ids),)
        )
    }


class Gone(NamedTuple):
    """Erased people: their ids, what they were called, and the other entries that this laptop knew to be theirs."""

    ids: list[bytes]
    who: Named
    same: list[bytes]


def erase(connection: Any, table: str, ids: list[bytes], *, now: int) -> Gone:
    """Removes records for good, with every trace of them; nothing brings them back, and people stay known as erased.

    Gives the people among them for `take_out`, once everything else that came is written.
    """
    gone = Gone([], NOBODY, [])
    if table == "members":
        same = same_person(connection.execute, ids)[len(dict.fromkeys(ids)) :]
        gone = Gone(ids, erased_texts.named(connection.execute, ids), same)
        erased_marks.remember(connection.execute, ids, now=now)
    if table in SHAPES:
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", ((rid,) for rid in ids))
    connection.executemany("DELETE FROM sync_row WHERE tbl = ? AND id = ?", ((table, rid) for rid in ids))
    wanting.forget(connection, ((table, rid) for rid in ids))
    blank(connection.execute, table, ids)
    return gone


def take_out(connection: Any, gone: Gone, *, now: int) -> None:
    """Erases what this laptop alone knew to be about erased people (entries merged with theirs, what was written of
    them meanwhile), and takes them out of what others wrote; that goes to HQ like any other change.
    """
    if not gone.ids:
        return
    here = [i for _table, i in existing(connection, (("members", i) for i in gone.same))]
    merged = [i for i in same_person(connection.execute, [*gone.ids, *here]) if i not in set(gone.ids)]
    ours = _writable(connection, "members", merged)
    more = erased_texts.named(connection.execute, ours)
    erased_marks.remember(connection.execute, merged, now=now)
    for table in OWNED:
        left = merged if table == "members" else owned(connection.execute, table, [*gone.ids, *merged])
        left = _writable(connection, table, left)
        connection.execute("UPDATE capture SET applying = 0")
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", ((rid,) for rid in left))
        connection.execute("UPDATE capture SET applying = 1")
        told = said(connection.execute, table, [*gone.ids, *ours])
        blank(connection.execute, table, [*left, *told])
        # Of what it never took HQ may know less than this laptop: what it shows of it stands here as it does there.
        wanting.want(connection, sorted({key for rid in told for key in conflicts_about(connection, (table, rid))}))
    connection.execute(tidying.NOTE)
    who = Named(gone.who.names | more.names, gone.who.numbers | more.numbers)
    erased_texts.take_out(connection.execute, erased_texts.look(connection.execute, who), now=now, usr="")


def conflicts_about(connection: Any, key: Key) -> set[Key]:
    """The conflicts about a record that was blanked here, though HQ may still show them."""
    found = connection.execute("SELECT id FROM conflicts WHERE tbl = ? AND rid = ?", key)
    return {("conflicts", rid) for (rid,) in found}


def _writable(connection: Any, table: str, ids: list[bytes]) -> list[bytes]:
    """Without those that this laptop may only read: HQ tells it of them."""
    readable = set(facts.names(connection, facts.READ_ONLY))
    query = f"SELECT bucket FROM {table} WHERE id = ?"
    return [i for i in ids if connection.execute(query, (i,)).fetchone()[0] not in readable]
