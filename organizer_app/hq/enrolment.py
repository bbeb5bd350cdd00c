"""Joining: codes that are used once and expire, and the laptop that comes with one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from organizer_app.domain.ids import new_id
from organizer_app.hq import audit, offers, tokens
from organizer_app.hq import grants as hub_grants
from organizer_app.hq.device_tables import enrolments, laptops
from organizer_app.hq.device_tables import tokens as token_table
from organizer_app.hq.hub import ACTIVE
from organizer_app.hq.keys import HqKeys
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import device as devices
from organizer_app.wire import joining
from organizer_app.wire.joining import Enrol, Enrolled, Offer
from organizer_app.wire.protocol import Refusal

DAYS = 7
DAY_MS = 24 * 3600 * 1000

Grants = Sequence[tuple[str, str]]  # (bucket, "rw" or "ro")


@dataclass(frozen=True)
class Code:
    """A code as it is printed, and the instant (ms UTC) after which it is void."""

    code: str
    expires_at: int


def make_code(
    connection: Connection,
    keys: HqKeys,
    *,
    granted: Grants,
    label: str,
    now: int,
    who: str,
    days: float = DAYS,
    certificate_sha256: str = "",
) -> Code:
    """A new code for one laptop with these grants."""
    secret = joining.new_secret()
    expires_at = now + int(days * DAY_MS)
    connection.execute(
        insert(enrolments).values(
            code_hash=tokens.hash_of(secret),
            label=label,
            grants=msgspec.json.encode(granted).decode(),
            made_at=now,
            expires_at=expires_at,
        )
    )
    audit.write(connection, "enrol", now=now, who=who, label=label, grants=granted, expires_at=expires_at)
    mark = joining.fingerprint(keys.sign_pub, keys.box_pub, certificate_sha256)
    return Code(joining.code(secret, mark), expires_at)


def enrol(connection: Connection, keys: HqKeys, wish: Enrol, now: int) -> Enrolled:
    """Takes a laptop in. Raises Refusal 403 for a code that is wrong, used or expired, always the same one."""
    found, granted = _code(connection, wish, now)
    if found.used_at is not None:
        return _enrolled(connection, keys, found.device, granted, now)
    hashed = tokens.hash_of(wish.code)
    made = new_id(now).hex()
    once = update(enrolments).where(enrolments.c.code_hash == hashed, enrolments.c.used_at.is_(None))
    if connection.execute(once.values(used_at=now, device=made)).rowcount != 1:
        raise _no_such_code()
    connection.execute(insert(devices).values(id=made, status=ACTIVE))
    for bucket, mode in granted:
        hub_grants.grant(Sql(connection), made, bucket, mode)
    connection.execute(
        insert(laptops).values(
            device=made,
            label=found.label,
            name=wish.device,
            schema_number=wish.schema,
            sign_pub=wish.sign_pub,
            box_pub=wish.box_pub,
            enrolled_at=now,
            seen_at=now,
        )
    )
    audit.write(connection, "joined", now=now, who=wish.device, device=made, label=found.label)
    return _enrolled(connection, keys, made, granted, now)


def look(connection: Connection, wish: Enrol, now: int) -> Offer:
    """What `enrol` with the same wish would bring; the code stays as good as it was. Raises Refusal as `enrol`."""
    _found, granted = _code(connection, wish, now)
    return offers.of(connection, granted)


def _code(connection: Connection, wish: Enrol, now: int) -> tuple[Row[Any], list[tuple[str, str]]]:
    """The row of a code that this laptop may use, and what it grants."""
    query = select(enrolments).where(enrolments.c.code_hash == tokens.hash_of(wish.code)).with_for_update()
    found = connection.execute(query).first()
    if found is None or now >= found.expires_at:
        raise _no_such_code()
    if found.used_at is not None:
        _require_lost_answer(connection, found.device, wish)
    return found, msgspec.json.decode(found.grants, type=list[tuple[str, str]])


def _require_lost_answer(connection: Connection, device: str, wish: Enrol) -> None:
    """The same laptop may ask again as long as it never used its token: the first answer was lost on the way."""
    keys = select(laptops.c.sign_pub, laptops.c.box_pub).where(laptops.c.device == device)
    used = select(token_table.c.hash).where(token_table.c.device == device, token_table.c.used_at.is_not(None))
    same = connection.execute(keys).first()
    if same is None or tuple(same) != (wish.sign_pub, wish.box_pub) or connection.execute(used).first():
        raise _no_such_code()


def _enrolled(connection: Connection, keys: HqKeys, device: str, granted: Grants, now: int) -> Enrolled:
    token = tokens.issue(connection, device, now)
    return Enrolled(device, token, list(granted), keys.sign_pub, keys.box_pub)


def _no_such_code() -> Refusal:
    return Refusal(
        403, "code-invalid", "This code is not valid.", "It was used, or its days are over. Ask for another."
    )
