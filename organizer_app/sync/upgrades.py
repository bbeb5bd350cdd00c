"""After an update of the program: what a newer HQ sent before, and this laptop could only keep or pass over."""

from typing import Any

import msgspec

from organizer_app.db import facts
from organizer_app.sync.shapes import SHAPES, Shape

_decode = msgspec.json.Decoder(dict[str, Any]).decode


def take_up(connection: Any, schema: int) -> None:
    """Once for each version of the schema, while nothing is captured: fields go from _extra to their new columns, and
    tables that were passed over are pulled from the beginning.
    """
    if facts.get(connection, facts.SCHEMA) == str(schema):
        return
    for table, shape in SHAPES.items():
        kept = connection.execute(f"SELECT id, _extra FROM {table} WHERE _extra IS NOT NULL").fetchall()
        for rid, extra in kept:
            _place_fields(connection, shape, rid, _decode(extra))
    _read_known_tables(connection)
    facts.put(connection, facts.SCHEMA, schema)


def _place_fields(connection: Any, shape: Shape, rid: bytes, extra: dict[str, Any]) -> None:
    known = {}
    for name in extra.keys() & shape.columns.keys():
        try:
            known[name] = shape.columns[name](extra[name])
        except (ValueError, TypeError):
            continue  # it stays where it is, and HQ has it
    if known:
        left = {name: value for name, value in extra.items() if name not in known}
        known["_extra"] = msgspec.json.encode(left).decode() if left else None
        sets = ", ".join(f'"{name}" = ?' for name in known)
        connection.execute(f"UPDATE {shape.table.name} SET {sets} WHERE id = ?", (*known.values(), rid))


def _read_known_tables(connection: Any) -> None:
    unknown = facts.names(connection, facts.UNKNOWN)
    learned = [table for table in unknown if table in SHAPES]
    if learned:
        connection.executemany("DELETE FROM sync_row WHERE tbl = ?", ((table,) for table in learned))
        connection.execute("UPDATE cursor SET ver = 0")
        facts.put_names(connection, facts.UNKNOWN, [table for table in unknown if table not in SHAPES])
