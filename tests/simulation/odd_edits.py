"""What people do seldom: what HQ refuses, fields of newer programs, camps above districts, counts that go up."""

import json
from functools import partial
from random import Random
from typing import Any

from organizer_app.domain.ids import natural_id
from tests.simulation.edits import CAMPS, REFUSED, Desk, put, stamps, token, value_of
from tests.simulation.laptop import PEOPLE, Laptop, insert, update


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
    values = {column: value_of(chance, column, record) for column in PEOPLE}
    bucket = chance.choice(districts)
    if f"{bucket}:up" in desk.may_write(laptop) and chance.random() < 0.5:
        values["birth_year"], bucket = 1980, f"{bucket}:up"
    else:
        values["birth_year"] = year
    desk.edit(laptop, lambda c: insert(c, "members", record, bucket=bucket, **stamps(desk, laptop), **values))
    return f"adds {token(record)} in {bucket}, which HQ refuses"


def put_right(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """What HQ refuses is put right."""
    rows = laptop.rows(
        "SELECT id, bucket FROM members WHERE birth_year >= ? OR bucket LIKE 'D%:up' ORDER BY n", REFUSED
    )
    if not rows:
        return ""
    record, bucket = chance.choice(rows)
    right = {"bucket": bucket.removesuffix(":up")} if ":" in bucket else {"birth_year": 1950 + chance.randrange(50)}
    desk.edit(laptop, lambda c: update(c, "members", record, **right))
    return f"puts {token(record)} right"


def type_again(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """A person whom HQ refused as it stands in its log, though not as it stands here: a restored laptop forgot why."""
    rows = laptop.rows(
        "SELECT id FROM members m WHERE bucket <> 'local' AND NOT EXISTS (SELECT 1 FROM sync_row s WHERE s.id = m.id) "
        "AND EXISTS (SELECT 1 FROM outbox o WHERE o.id = m.id AND o.state = 'refused') ORDER BY n"
    )
    year = 1900 + chance.randrange(50)
    for (record,) in rows:
        desk.edit(laptop, partial(update, table="members", record=record, birth_year=year))
    return f"types {len(rows)} again" if rows else ""


def newer_field(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """Somebody with a newer program fills a field that the others do not know; they must keep it."""
    rows = laptop.rows("SELECT id FROM members WHERE bucket <> 'local' ORDER BY n")
    if not rows:
        return ""
    (record,) = chance.choice(rows)
    value = json.dumps(value_of(chance, "later", record))

    def change(connection: Any) -> None:
        update(connection, "members", record, notes=f"{token(record)} at {desk.now}")  # certainly a change
        last = "(SELECT max(seq) FROM outbox)"
        connection.execute(f"UPDATE outbox SET f = json_set(f, '$.later', json(?)) WHERE seq = {last}", (value,))
        kept = "json_set(coalesce(_extra, '{}'), '$.later', json(?))"
        connection.execute(f"UPDATE members SET _extra = {kept} WHERE id = ?", (value, record))

    desk.edit(laptop, change)
    return f"sets a newer field of {token(record)}"


def ask_district(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """Somebody of a district is asked to a camp above it: the laptops of the district get the camp."""
    camp = CAMPS[0]
    if f"camp:{camp.hex()}" not in desk.may_write(laptop):
        return ""
    member = natural_id("simulation", "guest", str(chance.randrange(4)))
    home = f"D0{chance.randrange(1, 4)}"
    record = natural_id(camp, member)
    keys = {"camp_id": camp, "member_id": member, "home_bucket": home}
    put(desk, laptop, "invitees", record, f"camp:{camp.hex()}", {"name": f"guest {chance.randrange(9)}"}, keys)
    return f"asks somebody of {home} to the camp"


def count_up(desk: Desk, laptop: Laptop, chance: Random) -> str:
    """A district's number of people goes where its state sees it."""
    shared = [b for b in desk.may_write(laptop) if b.endswith(":up")]
    if not shared:
        return ""
    bucket = chance.choice(shared)
    people = len(laptop.rows("SELECT 1 FROM members WHERE bucket = ?", bucket.removesuffix(":up")))
    record = natural_id("simulation", "count", bucket)
    values = {"value": people, "as_of": desk.now + laptop.offset}
    put(desk, laptop, "rollups", record, bucket, values, {"area_id": b"\1" * 16, "measure": "people"})
    return f"counts {people} people for {bucket}"
