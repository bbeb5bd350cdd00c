"""How HQ is: generation, sizes, laptops, what waits to be looked at."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from organizer_app.domain.buckets import CONFLICTS
from organizer_app.hq.device_tables import audit_log, laptops
from organizer_app.hq.tables import bucket, facts, head, oplog
from organizer_app.hq.tables import device as devices


@dataclass(frozen=True)
class Status:
    """Counts; `records` are live heads, `last_backup` is in ms UTC or None."""

    gen: str
    database: str
    buckets: int
    records: int
    ops: int
    conflicts: int
    laptops: dict[str, int]
    last_backup: int | None


def of(connection: Connection) -> Status:
    """HQ's status now."""
    live = select(func.count()).select_from(head).where(head.c.state == "live")
    by_status = (
        select(devices.c.status, func.count()).join(laptops, laptops.c.device == devices.c.id).group_by("status")
    )
    backed_up = select(func.max(audit_log.c.at)).where(audit_log.c.act == "backup")
    return Status(
        gen=connection.execute(select(facts.c.v).where(facts.c.k == "gen")).scalar_one(),
        database=connection.dialect.name,
        buckets=connection.execute(select(func.count()).select_from(bucket)).scalar_one(),
        records=connection.execute(live.where(head.c.tbl != CONFLICTS)).scalar_one(),
        ops=connection.execute(select(func.count()).select_from(oplog)).scalar_one(),
        conflicts=connection.execute(live.where(head.c.tbl == CONFLICTS)).scalar_one(),
        laptops={row[0]: row[1] for row in connection.execute(by_status)},
        last_backup=connection.execute(backed_up).scalar(),
    )
