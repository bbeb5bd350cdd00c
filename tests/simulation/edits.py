"""What people do on a laptop, each verb on whatever it finds there. All give a line that says what happened, or ""."""

import json
from collections.abc import Callable, Iterable
from random import Random
from typing import Any, Protocol

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


def _value(chance: Random, column: str, record: bytes) -> Any:
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
    values = {column: _value(chance, column, record) for column in PEOPLE}
    desk.edit(laptop, lambda c: insert(c, "members", record, bucket=bucket, **_stamps(desk, laptop), **values))
    return f"adds {token(record)} in {bucket}"


def wrong(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """Somebody writes what HQ refuses, of a new person or of one who is known."""
    districts = [b for b in desk.may_write(laptop) if b.startswith("D") and ":" not in b]
    rows = laptop.rows("SELECT id FROM members WHERE bucket <> 'local' ORDER BY n")
    year = REFUSED + chance.randrange(9)
    if rows and chance.random() < 0.5:
        (record,) = chance.choice(rows)
        desk.edit(laptop, lambda c: update(c, "members", record, birth_year=year))
        return f"gives {token(record)} a birth year that HQ refuses"
    if not districts:
        return ""
    record = chance.randbytes(16)
    values = {column: _value(chance, column, record) for column in PEOPLE} | {"birth_year": year}
    bucket = chance.choice(districts)
    desk.edit(laptop, lambda c: insert(c, "members", record, bucket=bucket, **_stamps(desk, laptop), **values))
    return f"adds {token(record)} in {bucket} with a birth year that HQ refuses"


def put_right(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """What HQ refuses is put right."""
    rows = laptop.rows("SELECT id FROM members WHERE birth_year >= ? ORDER BY n", REFUSED)
    if not rows:
        return ""
    (record,) = chance.choice(rows)
    desk.edit(laptop, lambda c: update(c, "members", record, birth_year=1950 + chance.randrange(50)))
    return f"puts {token(record)} right"


def newer_field(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """Somebody with a newer program fills a field that the others do not know; they must keep it."""
    rows = laptop.rows("SELECT id FROM members WHERE bucket <> 'local' ORDER BY n")
    if not rows:
        return ""
    (record,) = chance.choice(rows)
    value = json.dumps(_value(chance, "later", record))

    def change(connection: Any) -> None:
        update(connection, "members", record, notes=f"{token(record)} at {desk.now}")  # certainly a change
        last = "(SELECT max(seq) FROM outbox)"
        connection.execute(f"UPDATE outbox SET f = json_set(f, '$.later', json(?)) WHERE seq = {last}", (value,))
        kept = "json_set(coalesce(_extra, '{}'), '$.later', json(?))"
        connection.execute(f"UPDATE members SET _extra = {kept} WHERE id = ?", (value, record))

    desk.edit(laptop, change)
    return f"sets a newer field of {token(record)}"


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
    values = {column: _value(chance, column, record) for column in columns}
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
    rows = laptop.rows("SELECT id, bucket FROM members WHERE bucket <> 'local' ORDER BY n")
    if not rows:
        return ""
    member, bucket = rows[min(chance.randrange(len(rows)), chance.randrange(len(rows)))]
    session = chance.choice(SESSIONS)
    record = natural_id(session, member)
    values = {"mark": chance.choice(MARKS), "how": chance.choice(("serial", "gate")), "at": desk.now + laptop.offset}
    values["by"] = laptop.name
    _put(desk, laptop, "attendance", record, bucket, values, {"session_id": session, "member_id": member})
    return f"marks {token(member)} {values['mark']} ({record.hex()[:6]})"


def invite(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """An invitation, for a camp of the district or, in a camp's bucket, for one above it."""
    rows = laptop.rows("SELECT id, bucket FROM members WHERE bucket <> 'local' ORDER BY n")
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
    _put(desk, laptop, "invitations", record, camps[0] if camps else bucket, values, keys)
    return f"invites {token(member)}: {values['state']} ({record.hex()[:6]})"


def _stamps(desk: Desk, laptop: Laptop) -> dict[str, int]:
    """When it was made and changed, by the laptop's clock."""
    return dict.fromkeys(("created_at", "changed_at"), desk.now + laptop.offset)


def _put(
    desk: Desk, laptop: Laptop, table: str, record: bytes, bucket: str, values: dict[str, Any], keys: dict[str, Any]
) -> None:
    there = laptop.rows(f"SELECT 1 FROM {table} WHERE id = ?", record)
    if there:
        desk.edit(laptop, lambda c: update(c, table, record, **values))
    else:
        keys = {**keys, **_stamps(desk, laptop)}
        desk.edit(laptop, lambda c: insert(c, table, record, bucket=bucket, **keys, **values))


def ask_district(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """Somebody of a district is asked to a camp above it: the laptops of the district get the camp."""
    camp = CAMPS[0]
    if f"camp:{camp.hex()}" not in desk.may_write(laptop):
        return ""
    member = natural_id("simulation", "guest", str(chance.randrange(4)))
    home = f"D0{chance.randrange(1, 4)}"
    record = natural_id(camp, member)
    keys = {"camp_id": camp, "member_id": member, "home_bucket": home}
    _put(desk, laptop, "invitees", record, f"camp:{camp.hex()}", {"name": f"guest {chance.randrange(9)}"}, keys)
    return f"asks somebody of {home} to the camp"


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
    _put(desk, laptop, "camps", record, bucket, values, {"area_id": b"\1" * 16})
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
    rows = laptop.rows("SELECT id, tbl, rid, field, lost FROM conflicts WHERE status = 'open' ORDER BY id")
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
    rows = laptop.rows("SELECT id FROM members WHERE bucket <> 'local' ORDER BY n")
    if not rows:
        return ""
    (record,) = chance.choice(rows)
    desk.edit(laptop, lambda c: c.execute("DELETE FROM members WHERE id = ?", (record,)))
    return f"erases {token(record)}"


VERBS: tuple[tuple[Callable[[Desk, Laptop, Random], str], float], ...] = (
    (new_member, 6),
    (place_member, 4),
    (edit_member, 18),
    (archive_member, 2),
    (mark, 9),
    (invite, 4),
    (plan_camp, 3),
    (edit_area, 2),
    (move_member, 1),
    (resolve, 15),
    (erase, 1),
    (wrong, 1),
    (put_right, 2),
    (newer_field, 1.5),
    (ask_district, 2),
)


def something(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """One verb by its weight."""
    verbs = [verb for verb, _ in VERBS]
    return str(chance.choices(verbs, desk.weights(VERBS))[0](desk, laptop, chance))
