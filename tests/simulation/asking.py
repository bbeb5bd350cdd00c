"""A laptop asks HQ what became of a record."""

from random import Random
from typing import TYPE_CHECKING

from organizer_app.wire.protocol import Refusal
from tests.simulation.edits import token
from tests.simulation.failed import Failed
from tests.simulation.laptop import Laptop

if TYPE_CHECKING:
    from tests.simulation.world import World


def history(world: "World", laptop: Laptop, chance: Random) -> str:
    """About any record, also somebody else's: only those who may hold it are told, and nothing of the erased."""
    known = world.hq.rows("SELECT DISTINCT tbl, id FROM head ORDER BY tbl, id")
    if not known:
        return ""
    tbl, record = chance.choice((*known, ("members", chance.randbytes(16).hex())))
    status = world.hq.rows("SELECT status FROM device WHERE id = ?", laptop.device)
    granted = world.hq.granted(laptop.device) if status == [("active",)] else {}
    where = world.hq.rows("SELECT bucket FROM head WHERE tbl = ? AND id = ? AND state <> 'gone'", tbl, record)
    may = any(bucket in granted for (bucket,) in where)
    try:
        changes = world.hq.hub.history(laptop.device, tbl, record)
    except Refusal as refusal:
        if may or refusal.status != 404:
            raise Failed("history", f"{laptop.name} is not told of {tbl} {record}: {refusal}") from refusal
        return "asks for a history and is not told"
    if not may:
        raise Failed("leak", f"{laptop.name} is told the history of {tbl} {record} in {where}")
    if (tbl, record) in world.erased and changes:
        raise Failed("erased", f"{laptop.name} is told of {token(bytes.fromhex(record))}: {changes}")
    told = {change.op_id for change in changes}
    (said,) = world.hq.rows(
        "SELECT count(*) FROM oplog WHERE tbl = ? AND id = ? AND status <> 'rejected' AND body <> '{}'", tbl, record
    )
    if len(told) != said[0]:
        raise Failed("history", f"{laptop.name} is told of {len(told)} edits of {said[0]}: {tbl} {record}")
    return f"is told {len(changes)} changes of {tbl} {record[:6]}"
