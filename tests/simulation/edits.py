"""What people do on a laptop, each verb on whatever it finds there. All give a line that says what happened, or ""."""

import json
from collections.abc import Callable, Iterable
from random import Random
from typing import Any, Protocol

from organizer_app.db.erasing import OWNED, owned, with_merged
from organizer_app.domain.ids import natural_id
from tests.simulation.laptop import PEOPLE, Laptop, insert, update

SESSIONS = tuple(natural_id("simulation", "session", str(n)) for n in range(2))
CAMPS = tuple(natural_id("simulation", "camp", str(n)) for n in range(2))
WINGS = tuple(natural_id("simulation", "wing", str(n)).hex() for n in range(4))
ENOUGH = 3  # people on a laptop: with fewer, edits meet more often
REFUSED = 2**62 + 1  # a birth year that fits the laptop's database and not the protocol
MARKS = ("present", "absent", "late", "excused")


class Desk(Protocol):
    """What the verbs need of the world."""

    now: int

    def edit(self, laptop: Laptop, statements: Callable[[Any], None]) -> None: ...
    def may_write(self, laptop: Laptop) -> list[str]: ...
    def weights(self, verbs: Iterable[tuple[Callable[..., str], float]]) -> list[float]: ...


def token(record: bytes) -> str:
    """Letters that stand in everything a person's record says, so that a trace of the erased can be searched."""
    return "Q" + "".join(chr(ord("a") + byte % 26) for byte in record[6:14])


def value_of(chance: Random, column: str, record: bytes) -> Any:
    who, number = token(record), chance.randrange(10)
    if column == "phones":
        return json.dumps([{"number": f"98000000{number}{k}", "kind": who, "problem": ""} for k in range(number % 3)])
    if column == "wings":
        return json.dumps(sorted(chance.sample(WINGS, number % 4)))
    if column == "status":
        return chance.choice(("member", "volunteer", "left"))
    return f"{who} {number}"


def new_member(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """Some begin in `local`, because their place isn't known yet."""
    places = desk.may_write(laptop)
    districts = [b for b in places if b.startswith("D") and ":" not in b]
    if not districts or (chance.random() < 0.8 and len(laptop.rows("SELECT 1 FROM members")) >= ENOUGH):
        return ""
    bucket = "local" if chance.random() < 0.15 else chance.choice(districts)
    record = chance.randbytes(16)
    values = {column: value_of(chance, column, record) for column in PEOPLE}
    desk.edit(laptop, lambda c: insert(c, "members", record, bucket=bucket, **stamps(desk, laptop), **values))
    return f"adds {token(record)} in {bucket}"


def place_member(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """A row leaves `local`."""
    rows = laptop.rows("SELECT id FROM members WHERE bucket = 'local' ORDER BY n")
    places = [b for b in desk.may_write(laptop) if b.startswith("D") and ":" not in b]
    if not rows or not places:
        return ""
    (record,), bucket = chance.choice(rows), chance.choice(places)
    desk.edit(laptop, lambda c: update(c, "members", record, bucket=bucket))
    return f"places {token(record)} in {bucket}"


def edit_member(desk: Desk, laptop: Laptop, chance: Random) -> str:
    rows = laptop.rows("SELECT id FROM members ORDER BY n")
    if not rows:
        return ""
    (record,) = rows[min(chance.randrange(len(rows)), chance.randrange(len(rows)))]  # the first ones more often
    columns = chance.sample(PEOPLE, chance.choice((1, 1, 2))) if chance.random() < 0.5 else ["notes"]
    values = {column: value_of(chance, column, record) for column in columns}
    desk.edit(laptop, lambda c: update(c, "members", record, **values))
    return f"edits {token(record)}: {values}"


def archive_member(desk: Desk, laptop: Laptop, chance: Random) -> str:
    rows = laptop.rows("SELECT id, archived_at FROM members ORDER BY n")
    if not rows:
        return ""
    record, archived = chance.choice(rows)
    when = None if archived else desk.now
    desk.edit(laptop, lambda c: update(c, "members", record, archived_at=when))
    return f"archives {token(record)} at {when}"


def mark(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """An attendance mark: two laptops that mark the same person meet in one record."""
    rows = laptop.rows("SELECT id, bucket FROM members WHERE bucket LIKE 'D__' ORDER BY n")
    if not rows:
        return ""
    member, bucket = rows[min(chance.randrange(len(rows)), chance.randrange(len(rows)))]
    session = chance.choice(SESSIONS)
    record = natural_id(session, member)
    values = {"mark": chance.choice(MARKS), "how": chance.choice(("serial", "gate")), "at": desk.now + laptop.offset}
    values["by"] = laptop.name
    put(desk, laptop, "attendance", record, bucket, values, {"session_id": session, "member_id": member})
    return f"marks {token(member)} {values['mark']} ({record.hex()[:6]})"


def invite(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """An invitation, for a camp of the district or, in a camp's bucket, for one above it."""
    rows = laptop.rows("SELECT id, bucket FROM members WHERE bucket LIKE 'D__' ORDER BY n")
    if not rows:
        return ""
    member, bucket = chance.choice(rows)
    camp = chance.choice(CAMPS)
    camps = [b for b in desk.may_write(laptop) if b == f"camp:{camp.hex()}"]
    record = natural_id(camp, member)
    values: dict[str, Any] = {
        "state": chance.choice(("invited", "confirmed", "declined")),
        "badge": f"{chance.randrange(9)}",
    }
    values["walk_in"] = chance.random() < 0.3
    keys = {"camp_id": camp, "member_id": member}
    put(desk, laptop, "invitations", record, camps[0] if camps else bucket, values, keys)
    return f"invites {token(member)}: {values['state']} ({record.hex()[:6]})"


def stamps(desk: Desk, laptop: Laptop) -> dict[str, int]:
    """When it was made and changed, by the laptop's clock."""
    return dict.fromkeys(("created_at", "changed_at"), desk.now + laptop.offset)


def put(
    desk: Desk, laptop: Laptop, table: str, record: bytes, bucket: str, values: dict[str, Any], keys: dict[str, Any]
) -> None:
    there = laptop.rows(f"SELECT 1 FROM {table} WHERE id = ?", record)
    if there:
        desk.edit(laptop, lambda c: update(c, table, record, **values))
    else:
        keys = {**keys, **stamps(desk, laptop)}
        desk.edit(laptop, lambda c: insert(c, table, record, bucket=bucket, **keys, **values))


def plan_camp(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """A camp of a district, or of a bucket of its own."""
    writable = desk.may_write(laptop)
    number = chance.randrange(len(CAMPS))
    record = CAMPS[number]
    districts = [b for b in writable if b.startswith("D") and ":" not in b]
    bucket = f"camp:{record.hex()}" if number == 0 else chance.choice(districts or ["local"])
    there = laptop.rows("SELECT 1 FROM camps WHERE id = ?", record)
    if not there and bucket not in writable:
        return ""
    values = {"title": f"camp {chance.randrange(9)}", "venue": f"hall {chance.randrange(9)}"}
    values["status"] = chance.choice(("planned", "planned", "closed"))
    put(desk, laptop, "camps", record, bucket, values, {"area_id": b"\1" * 16})
    return f"plans camp {number} in {bucket}: {values}"


def edit_area(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """The area list is HQ's: mostly a laptop that may write it does, now and then one that may not."""
    rows = laptop.rows("SELECT id, bucket FROM areas ORDER BY id")
    if not rows:
        return ""
    record, bucket = chance.choice(rows)
    if bucket not in desk.may_write(laptop) and chance.random() < 0.8:
        return ""
    name = f"place {chance.randrange(20)}"
    desk.edit(laptop, lambda c: update(c, "areas", record, name_en=name))
    return f"renames area {record.hex()[:6]} to {name}"


def move_member(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """A person moves to another district that this laptop works in."""
    districts = [b for b in desk.may_write(laptop) if b.startswith("D") and ":" not in b]
    rows = laptop.rows("SELECT id, bucket FROM members WHERE bucket <> 'local' ORDER BY n")
    if len(districts) < 2 or not rows:
        return ""
    record, bucket = chance.choice(rows)
    to = chance.choice([b for b in districts if b != bucket])
    desk.edit(laptop, lambda c: update(c, "members", record, bucket=to))
    return f"moves {token(record)} from {bucket} to {to}"


def resolve(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """A person looks at a conflict and keeps what stands, or takes the other value."""
    still = "status = 'open' AND lost IS NOT NULL"
    rows = laptop.rows(f"SELECT id, tbl, rid, field, lost FROM conflicts WHERE {still} ORDER BY id")
    if not rows:
        return ""
    conflict, table, record, column, lost = chance.choice(rows)
    record = record if isinstance(record, bytes) else bytes.fromhex(record)
    theirs = table == "members" and column in ("name", "notes", "status") and chance.random() < 0.5

    def change(connection: Any) -> None:
        if theirs:
            update(connection, table, record, **{column: json.loads(lost)})
        update(connection, "conflicts", conflict, status="theirs" if theirs else "kept")

    desk.edit(laptop, change)
    return f"resolves {conflict.hex()[:6]} ({column}): {'theirs' if theirs else 'kept'}"


def erase(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """A person, the entries merged into theirs, and what is about them alone, as services.erasing does it."""
    rows = laptop.rows("SELECT id FROM members WHERE bucket <> 'local' AND merged_into IS NULL ORDER BY n")
    if not rows:
        return ""
    (record,) = chance.choice(rows)
    people = with_merged(laptop.connection.execute, [record])

    def change(connection: Any) -> None:
        for table in OWNED:
            gone = people if table == "members" else owned(connection.execute, table, people)
            for rid in gone:
                connection.execute(f"DELETE FROM {table} WHERE id = ?", (rid,))

    desk.edit(laptop, change)
    return f"erases {token(record)}"
