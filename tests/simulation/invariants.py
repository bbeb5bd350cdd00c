"""What must hold: of every answer, and of laptops and HQ when all is quiet."""

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, LargeBinary

from organizer_app.domain.names import sort_key
from organizer_app.domain.search_keys import search_text
from organizer_app.models import Base, sent_columns, synced_tables
from organizer_app.wire.protocol import Answer, Full, Row
from tests.simulation.failed import Failed
from tests.simulation.laptop import Laptop

if TYPE_CHECKING:
    from tests.simulation.world import World

PEOPLE = ("members", "attendance", "invitations", "invitees")
Document = dict[str, Any]


def no_leak(world: "World", device: str, answer: Answer) -> None:
    """An answer holds nothing from outside of the device's grants; a suspended one's nothing at all."""
    granted = world.hq.granted(device)
    (status,) = world.hq.rows("SELECT status FROM device WHERE id = ?", device)[0]
    if status != "active":
        granted = {}
    for bucket, rows in answer.rows.items():
        if rows and bucket not in granted:
            raise Failed("leak", f"{device} gets rows of {bucket}")
    for full in answer.full:
        if full.state not in ("none", "erased", "gone") and full.bucket not in granted:
            raise Failed("leak", f"{device} gets {full.tbl} {full.id} of {full.bucket}")


def nobody_goes_up(answer: Answer) -> None:
    """What a district and its state share is numbers."""
    if people := [
        row for bucket, rows in answer.rows.items() if bucket.endswith(":up") for row in rows if row.tbl in PEOPLE
    ]:
        raise Failed("people", f"{people} are shared with a state")


def none_comes_back(world: "World", answer: Answer) -> None:
    """Who was erased, before whatever restore, is in no answer."""
    rows: list[Full | Row] = [*answer.full, *(row for rows in answer.rows.values() for row in rows)]
    if back := [(row.tbl, row.id) for row in rows if row.state == "live" and (row.tbl, row.id) in world.erased]:
        raise Failed("erased", f"{back} come back")


def only_the_active_write(world: "World", device: str) -> None:
    """What came just now from a laptop that is suspended or revoked changed no record."""
    query = (
        "SELECT o.op_id FROM oplog o JOIN device d ON d.id = o.dev WHERE o.dev = ? AND o.recv = ? "
        "AND d.status <> 'active' AND o.status IN ('ok', 'conflict')"
    )
    if done := world.hq.rows(query, device, world.now):
        raise Failed("suspended", f"{device} changed records: {done}")


def check(world: "World") -> None:
    """Everything, once nothing travels any more. Raises Failed."""
    heads_are_one(world)
    camp_is_asked(world)
    for laptop in world.laptops.values():
        is_quiet(laptop)
        forgets_what_it_lost(world, laptop)
        holds_what_hq_holds(world, laptop)
        derived_agree(laptop)


def heads_are_one(world: "World") -> None:
    """One live head for each record; versions are unique in a bucket and not beyond its counter."""
    twice = "SELECT tbl, id, count(*) FROM head WHERE state = 'live' GROUP BY 1, 2 HAVING count(*) > 1"
    for row in world.hq.rows(twice):
        raise Failed("heads", f"{row} is live more than once")
    for row in world.hq.rows(
        "SELECT h.bucket, count(*), count(DISTINCT h.ver), max(h.ver), b.ver FROM head h "
        "LEFT JOIN bucket b ON b.id = h.bucket GROUP BY h.bucket HAVING count(*) <> count(DISTINCT h.ver) "
        "OR b.ver IS NULL OR max(h.ver) > b.ver"
    ):
        raise Failed("versions", row)


def camp_is_asked(world: "World") -> None:
    """A camp above a district is with the laptops of those districts that somebody comes from, and with the state's."""
    homes = {e.f.get("home_bucket") for e in world.ledger.values() if e.tbl == "invitees"}
    held = set(world.hq.rows("SELECT dev, bucket FROM grants WHERE mode <> 'past' AND dev <> 'hq'"))
    for dev, bucket in held:
        if bucket.startswith("camp:") and dev != "d0" and not any((dev, home) in held for home in homes):
            raise Failed("camp", f"{dev} holds {bucket}, which asks {homes}")


def is_quiet(laptop: Laptop) -> None:
    """Nothing waits, nothing is wanted, capture is on."""
    for name, query in (
        ("waiting", "SELECT * FROM outbox WHERE state = 'waiting' AND bucket <> 'local'"),
        ("wanted", "SELECT tbl, hex(id) FROM want"),
        ("capture", "SELECT * FROM capture WHERE applying <> 0 OR bulk <> 0"),
    ):
        if rows := laptop.rows(query):
            raise Failed(name, f"{laptop.name}: {rows[:3]}")


def forgets_what_it_lost(world: "World", laptop: Laptop) -> None:
    """Of a bucket that was taken from it, a laptop keeps nothing of what it sent; not so of a record that it holds: an
    edit that would have moved it there went to where it is.
    """
    granted = json.dumps(list(world.hq.granted(laptop.device)))
    kept = (
        "SELECT bucket, op_id FROM outbox o WHERE kind = 'patch' AND (f <> '{}' OR was IS NOT NULL) "
        "AND bucket <> 'local' AND bucket NOT IN (SELECT value FROM json_each(?)) "
        "AND NOT EXISTS (SELECT 1 FROM sync_row s WHERE s.tbl = o.tbl AND s.id = o.id)"
    )
    if rows := laptop.rows(kept, granted):
        raise Failed("kept", f"{laptop.name} keeps what it sent: {rows[:3]}")


def _json(value: Any) -> Any:
    """SQLite keeps a JSON number as a number."""
    return json.loads(value) if isinstance(value, str) else value


def _readers(table: str) -> list[tuple[str, Any]]:
    """What makes a JSON value of a column of the laptop."""
    found: list[tuple[str, Any]] = []
    for name in sent_columns(Base.metadata.tables[table]):
        kind = Base.metadata.tables[table].c[name].type
        if isinstance(kind, LargeBinary):
            found.append((name, bytes.hex))
        elif isinstance(kind, JSON):
            found.append((name, _json))
        else:
            found.append((name, bool if isinstance(kind, Boolean) else None))
    return found


def on_laptop(laptop: Laptop) -> dict[tuple[str, str], tuple[str, int, Document]]:
    """(bucket, revision, document) of every record with a place."""
    found = {}
    for (table,) in laptop.rows(_filled_tables()):
        query, readers = _reading(table)
        for record, bucket, rev, extra, *values in laptop.rows(query):
            pairs = zip(readers, values, strict=True)
            doc = {name: read(value) if read else value for (name, read), value in pairs if value is not None}
            doc |= json.loads(extra or "{}")
            found[table, record.lower()] = (bucket, rev, {k: v for k, v in doc.items() if v is not None})
    return found


@cache
def _filled_tables() -> str:
    names = [table.name for table in synced_tables()]
    return " UNION ALL ".join(f"SELECT '{n}' WHERE EXISTS (SELECT 1 FROM {n} WHERE bucket <> 'local')" for n in names)


@cache
def _reading(table: str) -> tuple[str, list[tuple[str, Any]]]:
    readers = _readers(table)
    names = ", ".join(f'r."{name}"' for name, _ in readers)
    return (
        f"SELECT hex(r.id), r.bucket, s.rev, r._extra, {names} FROM {table} r "
        f"LEFT JOIN sync_row s ON s.tbl = '{table}' AND s.id = r.id WHERE r.bucket <> 'local'"
    ), readers


def at_hq(world: "World", granted: Iterable[str]) -> dict[tuple[str, str], tuple[str, int, Document]]:
    """The live heads of buckets."""
    rows = world.hq.rows(
        "SELECT tbl, id, bucket, rev, doc FROM head "
        "WHERE state = 'live' AND bucket IN (SELECT value FROM json_each(?))",
        json.dumps(list(granted)),
    )
    return {(t, i): (b, r, {k: v for k, v in json.loads(d).items() if v is not None}) for t, i, b, r, d in rows}


def holds_what_hq_holds(world: "World", laptop: Laptop) -> None:
    """The laptop has the live records of its grants, each at HQ's revision, and no other."""
    granted = world.hq.granted(laptop.device)
    here, there = on_laptop(laptop), at_hq(world, granted)
    for key, (bucket, _rev, _doc) in here.items():
        if bucket not in granted:
            raise Failed("scope", f"{laptop.name} holds {key} of {bucket}")
    if missing := sorted(there.keys() - here.keys()):
        raise Failed("missing", f"{laptop.name} lacks {missing[:3]}")
    if surplus := sorted(here.keys() - there.keys()):
        raise Failed("surplus", f"{laptop.name} has {[(k, here[k]) for k in surplus[:3]]}")
    for key in sorted(here):
        mine, theirs = here[key], there[key]
        if mine[:2] != theirs[:2]:
            raise Failed("revision", f"{laptop.name} {key}: {mine[:2]}, HQ {theirs[:2]}")
        different = {k for k in mine[2].keys() | theirs[2].keys() if not same(mine[2].get(k), theirs[2].get(k))}
        if different:
            raise Failed(
                "convergence",
                f"{laptop.name} {key}: {[(k, mine[2].get(k), theirs[2].get(k)) for k in sorted(different)]}",
            )


def agrees(world: "World", laptop: Laptop) -> None:
    """At any moment: a record at HQ's revision, of which nothing waits or is wanted, is exactly HQ's."""
    if laptop.rows("SELECT 1 FROM capture WHERE gen <> ?", world.hq.generation):
        return
    unsettled = (
        "SELECT tbl, lower(hex(id)) FROM outbox WHERE state = 'waiting' UNION SELECT tbl, lower(hex(id)) FROM want"
    )
    open_ = set(laptop.rows(unsettled))
    told = "SELECT 'conflicts', lower(hex(c.id)) FROM conflicts c JOIN outbox o ON o.tbl = c.tbl AND o.id = c.rid"
    blanked = set(laptop.rows(f"{told} WHERE o.state = 'waiting' AND o.kind = 'erase'"))
    here = on_laptop(laptop)
    there = at_hq(world, {bucket for bucket, _rev, _doc in here.values()})
    for key in sorted(here.keys() & there.keys() - open_):
        mine, theirs = here[key], there[key]
        if key in blanked:  # who was erased here is blanked here at once; HQ does the same when it is told
            theirs[2].update({name: None for name in ("kept", "lost") if mine[2].get(name) is None})
        if mine[:2] == theirs[:2] and not all(same(mine[2].get(k), theirs[2].get(k)) for k in mine[2] | theirs[2]):
            raise Failed("convergence", f"{laptop.name} {key} at {mine[:2]}: {mine[2]}, HQ {theirs[2]}")


def same(mine: Any, theirs: Any) -> bool:
    """Equal, or nobody ever set it and the laptop's column can't be NULL."""
    return bool(mine == theirs) or (theirs is None and mine in ("", 0, [], {}, "1970-01-01", "0" * 32))


def derived_agree(laptop: Laptop) -> None:
    """What the laptop computes from its members is as if computed now."""
    members = laptop.rows(
        "SELECT n, name, phones, wings, sort_key, search_keys, archived_at IS NULL AND merged_into IS NULL FROM members"
    )
    phones = defaultdict(list)
    for n, number in laptop.rows("SELECT n, number FROM member_phones ORDER BY n, place"):
        phones[n].append(number)
    wings = defaultdict(set)
    for n, wing in laptop.rows("SELECT n, wing_id FROM member_wings"):
        wings[n].add(wing)
    for n, name, phone_list, wing_list, sorted_by, searched, is_listed in members:
        if (sorted_by, searched) != (sort_key(name), search_text(name, "", "")):
            raise Failed("derived", f"{laptop.name}: keys of {name}")
        if phones.pop(n, []) != [p["number"] for p in json.loads(phone_list)]:
            raise Failed("derived", f"{laptop.name}: phones of {name}")
        if wings.pop(n, set()) != set(json.loads(wing_list)):
            raise Failed("derived", f"{laptop.name}: wings of {name}")
        for word in searched.split()[:1]:
            found = "SELECT 1 FROM member_search WHERE member_search MATCH ? AND rowid = ?"
            if bool(laptop.rows(found, f'"{word}"', n)) != bool(is_listed):
                raise Failed("derived", f"{laptop.name}: {name}, listed {is_listed}, is not so found by {word}")
    if phones or wings:
        raise Failed("derived", f"{laptop.name}: {dict(phones)} {dict(wings)} of nobody")
    laptop.connection.execute("INSERT INTO member_search(member_search) VALUES ('integrity-check')")
