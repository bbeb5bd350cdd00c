"""Somebody planted in every table of a laptop that can say something of them: their id, both names, their number.

A new table or column is planted, too, without a word here; a table that is left out is named with the reason.
"""

import json
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, String, Table, insert

from organizer_app.db.erased_texts import ONLY, WHO
from organizer_app.db.store import Store
from organizer_app.domain import buckets
from organizer_app.domain.ids import new_id
from organizer_app.models import Base, Member, synced_tables
from tests.db import rows
from tests.sync.online import add, rename

NAME, OLD_NAME, OTHER, NUMBER = "झबरूधन किस्कूवाला", "झबरुधन किस्कूबाला", "Jhabrudhan Kiskuwala", "9876501234"
WORDS = [word for name in (NAME, OLD_NAME, OTHER) for word in name.split()]
TRACES = [*(word.encode() for word in WORDS), NUMBER.encode(), NUMBER[::-1].encode()]
SAID = f"ask {NAME} ({OTHER}, {NUMBER}), once {OLD_NAME}"
# Columns that name a person by id, wherever they stand.
PERSON = {"member_id", "gone_id", "other_id", "stands_for_id", "subject"}
LEFT_OUT = {
    **dict.fromkeys(("areas", "wings", "organisations", "area_paths"), "what places and offices are called"),
    **dict.fromkeys(("rollups", "targets", "tallies"), "numbers of places"),
    **dict.fromkeys(("member_phones", "member_wings"), "derived from members by triggers"),
    **dict.fromkeys(("duplicates_found", "duplicates_stale"), "numbers of rows, which go with the rows by triggers"),
    **dict.fromkeys(("outbox", "acts", "sync_row", "capture", "cursor", "sync_state"), "written by what is done below"),
    "erasures": "the sealed minimum itself",
    "operator_pins": "numbers of an operator's, none of a person's",
    "conflicts": "HQ makes them of what laptops say: planted by hand",
    **dict.fromkeys(("import_jobs", "import_seen", "want"), "planted by hand"),
}


def found(data: bytes) -> list[str]:
    """The traces of the person in bytes, as text writes them and as JSON may."""
    forms = {trace: {trace, json.dumps(trace.decode())[1:-1].encode()} for trace in TRACES}
    return [trace.decode() for trace in TRACES if any(form in data for form in forms[trace])]


def _value(table: Table, column: Column[Any], person: bytes) -> Any:
    """What a column of a record of somebody else may say of the person; None: nothing."""
    if column.name in PERSON:
        return person
    if column.name in WHO or isinstance(column.type, LargeBinary):
        return None
    if table.name in ONLY and column.name not in ONLY[table.name]:
        return None
    if (table.name, column.name) == ("sheets", "people"):
        return [[1, person.hex()], [2, SAID]]
    if isinstance(column.type, JSON):
        return [SAID, {"x": SAID}] if column.info.get("holds") is list else {"x": SAID, "y": [SAID]}
    return SAID if isinstance(column.type, String) and not column.primary_key else None


def plant(store: Store) -> bytes:
    """Gives the person's id."""
    person, other = add(store, "Somebody", "Sita Devi")
    rename(store, person, name=OLD_NAME, notes=SAID)
    rename(store, person, name=NAME, name_other=OTHER, phones=NUMBER)
    with store.transaction("camps.edit", SAID) as session:
        for table in synced_tables():
            if table.name in LEFT_OUT:
                continue
            said = {c.name: v for c in table.c if (v := _value(table, c, person)) is not None}
            values = rows.plain(table) | {"_extra": None, "archived_at": None} | said
            if table.name == Member.__tablename__:
                values |= {"name": "Sita Devi", "name_other": "", "merged_into": None, "_extra": {"later": SAID}}
            if table.name == "invitees":
                values |= {"name": NAME, "name_other": OTHER}
            bucket = "D339" if buckets.may_hold("D339", table.name) else "local"
            session.execute(insert(table).values(id=new_id(), bucket=bucket, **values))
    with store.exchanging() as (raw, _):
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE capture SET applying = 1")
        raw.execute("INSERT INTO import_jobs VALUES ('h', ?, 1, 0, 0, '{}', ?, ?, NULL)", (SAID, SAID, SAID))
        raw.execute("INSERT INTO import_seen VALUES (?, ?)", (b"f" * 16, person))
        raw.execute("UPDATE outbox SET why = ? WHERE tbl = 'camps'", (SAID,))
        for named, record, field in (("members", person, "name"), ("camps", other, "notes")):
            values = {"tbl": named, "rid": record, "field": field, "kept": json.dumps(SAID), "lost": json.dumps([SAID])}
            stamps = {"id": new_id(), "bucket": "D339", "created_at": 1, "changed_at": 1, "at": 1}
            texts = dict.fromkeys(
                ("kind", "op_id", "dev", "usr", "kept_usr", "lost_usr", "created_by", "changed_by"), "x"
            )
            whole = texts | values | stamps | {"status": "open"}
            names = ", ".join(f'"{name}"' for name in whole)
            raw.execute(f"INSERT INTO conflicts({names}) VALUES ({', '.join('?' * len(whole))})", list(whole.values()))
        raw.execute("UPDATE capture SET applying = 0")
        raw.execute("COMMIT")
    return person


def everything_named() -> set[str]:
    """The tables that are planted or left out with a reason; all of them, or the test says so."""
    return {table.name for table in synced_tables()} | LEFT_OUT.keys()


def mentions(store: Store, person: bytes) -> set[tuple[str, str]]:
    """Where the person's id still stands: (table, column)."""
    kept = set()
    with store.exchanging() as (raw, _):
        for name in Base.metadata.tables:
            cursor = raw.execute(f"SELECT * FROM {name}")
            columns = [c[0] for c in cursor.description]
            for row in cursor:
                for column, value in zip(columns, row, strict=True):
                    if value == person or (isinstance(value, str) and person.hex() in value):
                        kept.add((name, column))
    return kept
