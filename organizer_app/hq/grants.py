"""Who may hold which bucket: grants of devices, and the camps above a district that come with a district."""

from organizer_app.domain import buckets
from organizer_app.hq.sql import Sql

RW, RO, PAST = "rw", "ro", "past"


def of(sql: Sql, device: str) -> dict[str, str]:
    """A device's buckets and their modes; `past` for those it held once."""
    return {row[0]: row[1] for row in sql.rows("SELECT bucket, mode FROM grants WHERE dev = ?", device)}


def grant(sql: Sql, device: str, bucket: str, mode: str = RW) -> None:
    """Lets a device hold a bucket, and with a district the camps that its people are invited to. The bucket is made
    when there is none. Raises ValueError for what is no bucket or no mode.
    """
    if buckets.kind(bucket) is None or mode not in (RW, RO):
        raise ValueError(f"{bucket} {mode}")
    camps = [row[0] for row in sql.rows("SELECT camp FROM camp_home WHERE home = ?", bucket)]
    make_bucket(sql, bucket)
    _give(sql, [(device, name, mode) for name in (bucket, *camps)])


def withdraw(sql: Sql, device: str, bucket: str) -> None:
    """A device may no longer hold a bucket; with a district go the camps that only this district brought.

    That it held them stays known, so that its unsent edits are shown to those who hold them now.
    """
    camps = [row[0] for row in sql.rows("SELECT camp FROM camp_home WHERE home = ?", bucket)]
    sql.run("UPDATE grants SET mode = ? WHERE dev = ? AND bucket = ?", PAST, device, bucket)
    for camp in camps:
        _leave(sql, device, camp)


def part(sql: Sql, camp: str, home: str, *, but: object) -> None:
    """A camp no longer comes with a district: its laptops lose it, but for those to which another one brings it, and
    `but`.
    """
    sql.run("DELETE FROM camp_home WHERE camp = ? AND home = ?", camp, home)
    for (device,) in sql.rows("SELECT dev FROM grants WHERE bucket = ? AND mode <> ?", home, PAST):
        if device != but:
            _leave(sql, device, camp)


def _leave(sql: Sql, device: str, camp: str) -> None:
    held = of(sql, device)
    homes = [row[0] for row in sql.rows("SELECT home FROM camp_home WHERE camp = ?", camp)]
    if not any(held.get(home) in (RW, RO) for home in homes):
        sql.run("UPDATE grants SET mode = ? WHERE dev = ? AND bucket = ?", PAST, device, camp)


def make_bucket(sql: Sql, bucket: str) -> None:
    """Makes a bucket's counter when there is none."""
    sql.run("INSERT INTO bucket (id, ver) VALUES (?, 0) ON CONFLICT (id) DO NOTHING", bucket)


def _give(sql: Sql, rows: list[tuple[str, str, str]]) -> None:
    sql.many(
        "INSERT INTO grants (dev, bucket, mode) VALUES (?, ?, ?) "
        "ON CONFLICT (dev, bucket) DO UPDATE SET mode = excluded.mode",
        rows,
    )
