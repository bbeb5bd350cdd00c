"""Who changed what on a record, as a laptop that may hold it is told."""

from collections.abc import Iterable
from itertools import groupby

from sqlalchemy import Connection, select

from organizer_app.hq.device_tables import laptops
from organizer_app.hq.oplog import Change
from organizer_app.wire.lookups import Edit, History


def told(connection: Connection, tbl: str, record: str, changes: Iterable[Change]) -> History:
    """The changes by edit, with the laptops' names."""
    found = list(changes)
    names = _names(connection, {change.dev for change in found})
    edits = []
    for _op, group in groupby(found, key=lambda change: change.op_id):
        fields = list(group)
        one = fields[0]
        edits.append(
            Edit(
                one.op_id,
                one.rev,
                one.at,
                one.usr,
                names.get(one.dev, one.dev),
                {change.field: (change.old, change.new) for change in fields},
                [change.field for change in fields if not change.taken],
            )
        )
    return History(tbl, record, edits)


def _names(connection: Connection, devices: set[str]) -> dict[str, str]:
    query = select(laptops.c.device, laptops.c.label, laptops.c.name).where(laptops.c.device.in_(devices))
    return {row.device: row.label or row.name for row in connection.execute(query)}
