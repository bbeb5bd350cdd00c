"""The audit log: every act of an administrator and every joining. It is only added to."""

from dataclasses import dataclass
from getpass import getuser
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from organizer_app.hq.device_tables import audit_log


@dataclass(frozen=True)
class Entry:
    """One act: `at` in ms UTC, `who` the account it was done from (or the laptop), `about` what it was done with."""

    at: int
    who: str
    act: str
    device: str
    about: dict[str, Any]


def write(connection: Connection, act: str, *, now: int, who: str, device: str = "", **about: Any) -> None:
    """Adds an entry, in the transaction of the act itself. No token, code or key belongs in it."""
    text = msgspec.json.encode(about).decode()
    connection.execute(insert(audit_log).values(at=now, who=who, act=act, device=device, about=text))


def entries(connection: Connection, *, limit: int = 1_000) -> list[Entry]:
    """The last entries, the newest first."""
    query = select(audit_log).order_by(audit_log.c.n.desc()).limit(limit)
    return [
        Entry(row.at, row.who, row.act, row.device, msgspec.json.decode(row.about)) for row in connection.execute(query)
    ]


def account() -> str:
    """The account an administrator works in, or nobody."""
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return ""
