"""Identities: 16 bytes everywhere, uuid7 for new records, uuid5 where a natural key makes two entries one record."""

import os
import time
import uuid
from collections.abc import Callable

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_

NAMESPACE = uuid.UUID("ea6d1759-683c-585a-be38-afdaeceb63d9")  # uuid5(NAMESPACE_URL, "urn:field-organizer")
randomness: Callable[[int], bytes] = os.urandom  # pictures that must come out alike each time put another in its place


def new_id(now_ms: int | None = None) -> bytes:
    """A uuid7 (RFC 9562): 48 bits of milliseconds, then randomness, so ids sort by time of making."""
    stamp = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    raw = bytearray(stamp.to_bytes(6, "big") + randomness(10))
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return bytes(raw)


def made_at(identity: bytes) -> int:
    """When a uuid7 was made: milliseconds UTC by the clock of its laptop."""
    return int.from_bytes(identity[:6], "big")


def first_id(instant_ms: int) -> bytes:
    """The least id that a uuid7 made at an instant can have: ids below it were made before."""
    return instant_ms.to_bytes(6, "big") + bytes(10)


def natural_id(*parts: bytes | str) -> bytes:
    """A uuid5 of its parts, the same on every laptop and at HQ."""
    return uuid.uuid5(NAMESPACE, ":".join(p.hex() if isinstance(p, bytes) else p for p in parts)).bytes


def id_text(identity: bytes) -> str:
    """32 hexadecimal digits, as commands and messages show an id."""
    return identity.hex()


def id_from_text(text: str) -> bytes:
    """The id back from its text. Raises RuleBroken for anything else."""
    try:
        return uuid.UUID(text.strip()).bytes
    except ValueError:
        raise RuleBroken(N_("“{text}” is not an id; copy it from a list."), text=text[:40]) from None
