"""Tokens: 256 random bits for one laptop, of which HQ keeps only the hash."""

import hashlib
import secrets
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, delete, insert

from organizer_app.hq.device_tables import tokens
from organizer_app.hq.hub import REVOKED
from organizer_app.hq.sql import Sql
from organizer_app.wire.orders import SignedOrder
from organizer_app.wire.protocol import Refusal

_BEARER = (
    "SELECT t.device, t.used_at, d.status, r.signed_order, l.seen_at FROM tokens t JOIN device d ON d.id = t.device "
    "JOIN laptops l ON l.device = t.device LEFT JOIN revocations r ON r.device = t.device WHERE t.hash = ?"
)
_FIRST_USE = "UPDATE tokens SET used_at = ? WHERE hash = ? AND used_at IS NULL"
SEEN_EVERY = 5 * 60_000  # ms; when a laptop was seen is kept this exactly, not written with every request


@dataclass(frozen=True)
class Bearer:
    """Who sent a request. `fresh` when the token was never used before; `seen_at` in ms UTC."""

    device: str
    fresh: bool
    token_hash: str
    seen_at: int


def issue(connection: Connection, device: str, now: int) -> str:
    """A new token for a device. Those it was given before and never used are void; the used one stays."""
    connection.execute(delete(tokens).where(tokens.c.device == device, tokens.c.used_at.is_(None)))
    token = secrets.token_urlsafe(32)
    connection.execute(insert(tokens).values(hash=hash_of(token), device=device, made_at=now))
    return token


def bearer(connection: Connection, header: str | None) -> Bearer:
    """Who the Authorization header names. Raises Refusal 401: token-invalid, or device-revoked with the signed order.

    An unknown device is never told that it is revoked: after HQ was restored every later laptop is unknown.
    """
    scheme, _space, token = (header or "").partition(" ")
    hashed = hash_of(token.strip())
    found = next(iter(Sql(connection).rows(_BEARER, hashed)), None)
    if found is None or scheme.lower() != "bearer":
        raise Refusal(401, "token-invalid", "The token is not valid.", "Ask for a new one, or join again.")
    device, used_at, status, order, seen_at = found
    if status == REVOKED and order:
        signed = msgspec.json.decode(order, type=SignedOrder)
        raise Refusal(401, "device-revoked", "This laptop was revoked.", order=signed.order, signature=signed.signature)
    return Bearer(device, used_at is None, hashed, seen_at)


def note_use(connection: Connection, who: Bearer, now: int) -> None:
    """After the first use of a token the device's other ones are void."""
    sql = Sql(connection)
    if who.fresh and sql.run(_FIRST_USE, now, who.token_hash):
        sql.run("DELETE FROM tokens WHERE device = ? AND hash <> ?", who.device, who.token_hash)
    sql.run("UPDATE laptops SET seen_at = ? WHERE device = ?", now, who.device)


def needs_note(who: Bearer, now: int) -> bool:
    """True when `note_use` has something to write."""
    return who.fresh or now - who.seen_at > SEEN_EVERY


def hash_of(token: str) -> str:
    """SHA-256 in hex; a token is random, so nothing slower is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
