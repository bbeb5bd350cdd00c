"""Laptops at HQ: who joined, what they may hold, and how one is stopped."""

from dataclasses import dataclass

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, delete, insert, select, update

from organizer_app.domain import buckets
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.hq import audit
from organizer_app.hq import grants as hub_grants
from organizer_app.hq.device_tables import laptops, revocations
from organizer_app.hq.hub import ACTIVE, REVOKED, SUSPENDED
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import device as devices
from organizer_app.hq.tables import grants
from organizer_app.wire import orders

RW, RO, NONE = "rw", "ro", "none"
MODES = (RW, RO, NONE)


@dataclass(frozen=True)
class Laptop:
    """One laptop that joined; instants in ms UTC, `grants` by bucket."""

    id: str
    label: str
    name: str
    status: str
    enrolled_at: int
    seen_at: int
    grants: dict[str, str]


def listed(connection: Connection) -> list[Laptop]:
    """All laptops, in the order in which they joined."""
    held: dict[str, dict[str, str]] = {}
    for dev, bucket, mode in connection.execute(
        select(grants).where(grants.c.mode != hub_grants.PAST).order_by(grants.c.bucket)
    ):
        held.setdefault(dev, {})[bucket] = mode
    query = select(devices.c.status, laptops).join(laptops, laptops.c.device == devices.c.id)
    return [
        Laptop(row.device, row.label, row.name, row.status, row.enrolled_at, row.seen_at, held.get(row.device, {}))
        for row in connection.execute(query.order_by(laptops.c.enrolled_at, laptops.c.device))
    ]


def find(connection: Connection, text: str) -> Laptop:
    """The laptop with this id, the beginning of it, or this label. Raises RuleBroken when none or several fit."""
    known = listed(connection)
    wanted = text.strip().lower()
    fits = [laptop for laptop in known if wanted in (laptop.id, laptop.label.lower())]
    fits = fits or [laptop for laptop in known if len(wanted) >= 6 and laptop.id.startswith(wanted)]
    if not fits:
        raise RuleBroken(N_("No laptop has the id or label “{text}”. See “organizer-hq devices”."), text=text)
    if len(fits) > 1:
        raise RuleBroken(
            N_("“{text}” fits several laptops: {ids}. Give the id of the one you mean."),
            text=text,
            ids=", ".join(laptop.id for laptop in fits[:5]),
        )
    return fits[0]


def suspend(connection: Connection, laptop: Laptop, *, now: int, who: str, resume: bool = False) -> None:
    """From now on the laptop's edits are parked and nothing is sent to it; `resume` takes that back.

    Raises RuleBroken for a revoked one.
    """
    if laptop.status == REVOKED:
        raise RuleBroken(N_("“{label}” was revoked for good. It has to join again."), label=laptop.label or laptop.id)
    status = ACTIVE if resume else SUSPENDED
    connection.execute(update(devices).where(devices.c.id == laptop.id).values(status=status))
    audit.write(connection, "resume" if resume else "suspend", now=now, who=who, device=laptop.id)


def revoke(connection: Connection, laptop: Laptop, key: Ed25519PrivateKey, *, now: int, who: str) -> orders.SignedOrder:
    """Takes everything from the laptop, for good. Returns the signed order it will be given when it next asks."""
    signed = orders.sign(orders.Order(orders.REVOKE, laptop.id, now), key)
    connection.execute(update(devices).where(devices.c.id == laptop.id).values(status=REVOKED))
    connection.execute(update(grants).where(grants.c.dev == laptop.id).values(mode=hub_grants.PAST))
    connection.execute(delete(revocations).where(revocations.c.device == laptop.id))
    text = msgspec.json.encode(signed).decode()
    connection.execute(insert(revocations).values(device=laptop.id, signed_order=text))
    audit.write(connection, "revoke", now=now, who=who, device=laptop.id)
    return signed


def grant(connection: Connection, laptop: Laptop, bucket: str, mode: str, *, now: int, who: str) -> None:
    """Lets the laptop hold a bucket: "rw", "ro", or "none" to withdraw it. Raises RuleBroken."""
    if buckets.kind(bucket) is None:
        raise RuleBroken(N_("“{bucket}” is no bucket. Write for example D339, D339:up, state:20 or hq."), bucket=bucket)
    if laptop.status == REVOKED:
        raise RuleBroken(N_("“{label}” was revoked for good. It has to join again."), label=laptop.label or laptop.id)
    if mode == NONE:
        hub_grants.withdraw(Sql(connection), laptop.id, bucket)
    else:
        hub_grants.grant(Sql(connection), laptop.id, bucket, mode)
    audit.write(connection, "grant", now=now, who=who, device=laptop.id, bucket=bucket, mode=mode)
