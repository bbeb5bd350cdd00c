"""Joining an HQ: is it the one on the paper, and what this laptop made before gets its bucket and goes out."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.orm import Session

from organizer_app.db import facts
from organizer_app.db.outbox import send_again_sql
from organizer_app.domain import buckets
from organizer_app.domain.buckets import Kind
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.sync import credentials, scope
from organizer_app.sync.client import SCHEMA
from organizer_app.sync.connections import watched
from organizer_app.sync.credentials import Hq
from organizer_app.sync.shapes import SHAPES
from organizer_app.sync.transport import Transport, certificate_of
from organizer_app.wire import join_file, joining, seal
from organizer_app.wire.join_file import Admitted, PublicHq
from organizer_app.wire.joining import Enrol, Enrolled, Hello
from organizer_app.wire.protocol import PROTOCOL

_OTHER_HQ = N_("The server at {address} is not the HQ that this code is from. Nothing was sent. Compare both with HQ.")
_OTHER_VERSION = N_("HQ at {address} works with another version of this program. Install the present one, then join.")
_OTHER_FILE = N_("{file} is not of the HQ that this code is from. Nothing was written. Compare both with HQ.")
_NOT_ASKED = N_("This laptop has not asked to join by file, so {file} is no answer to it. Write the request first.")
_JOINED_ELSEWHERE = N_("This laptop has joined the HQ at {address}. Leave it first; all data stays here.")

_DISTRICT_OF = """(SELECT 'D' || a.code FROM area_paths p JOIN areas a ON a.id = p.above
    WHERE p.below = {area} AND p.tree = 'place' AND a.level = 'district')"""
_BY_AREA = {"members": "area_id", "camps": "area_id", "areas": "id"}
_BY_OTHER = {
    "consents": ("members", "member_id"),
    "posts": ("members", "member_id"),
    "merges": ("members", "member_id"),
    "distinctions": ("members", "member_id"),
    "sessions": ("camps", "camp_id"),
    "quotas": ("camps", "camp_id"),
    "invitations": ("camps", "camp_id"),
    "sheets": ("camps", "camp_id"),
    "day_closes": ("camps", "camp_id"),
    "expenses": ("camps", "camp_id"),
    "attendance": ("sessions", "session_id"),
}


def reach(address: str, mark: str, still: Callable[[], object]) -> tuple[Transport, Hello, str]:
    """The line to HQ, what HQ says, and its certificate's SHA-256 when the code names that one ("" otherwise).

    Nothing secret is sent before the fingerprint `mark` fits. `still` is asked while HQ is waited for, and may raise
    Cancelled. Raises RuleBroken, NotReached or Refusal.
    """
    certificate = watched(partial(certificate_of, address), still, lambda: None)
    line = Transport(address, certificate=certificate, still=still)
    try:
        hello = line.hello()
        if certificate and mark != joining.fingerprint(hello.hq_sign, hello.hq_box, certificate):
            line.close()
            certificate = ""
            line = Transport(address, still=still)  # by the usual authorities, then
        if mark != joining.fingerprint(hello.hq_sign, hello.hq_box, certificate):
            raise RuleBroken(_OTHER_HQ, address=address)
        require_same_version(hello, address)
    except BaseException:
        line.close()
        raise
    return line, hello, certificate


def require_same_version(hq: Hello | PublicHq, address: str) -> None:
    """Raises RuleBroken for an HQ that does not work with this program."""
    if PROTOCOL not in hq.protocols or not hq.schema.min <= SCHEMA <= hq.schema.max:
        raise RuleBroken(_OTHER_VERSION, address=address)


def begin(connection: Any, hq_sign: str) -> seal.Keys:
    """The keys to join the HQ with this key. Raises RuleBroken on a laptop that has joined another HQ."""
    present = credentials.joined(connection)
    if present is not None and present.hq_sign != hq_sign:
        raise RuleBroken(_JOINED_ELSEWHERE, address=present.address)
    return credentials.keys_for_joining(connection)


def ask(connection: Any, data: bytes, name: str, secret: str, mark: str, device: str) -> bytes:
    """The file with this laptop's request to join, from HQ's own file. Raises RuleBroken."""
    hq = join_file.read_hq(data, name)
    if mark != joining.fingerprint(hq.hq_sign, hq.hq_box, hq.certificate):
        raise RuleBroken(_OTHER_FILE, file=name)
    require_same_version(hq, hq.address)
    keys = begin(connection, hq.hq_sign)
    facts.put(connection, facts.ASKED, msgspec.json.encode(hq).decode())
    return join_file.write_request(wish(secret, device, keys), hq.hq_box)


def answered(connection: Any, data: bytes, name: str) -> tuple[PublicHq, seal.Keys, Admitted]:
    """HQ's answer to this laptop's request, and whom and with which keys it had asked. Raises RuleBroken."""
    asked = facts.get(connection, facts.ASKED)
    if not asked:
        raise RuleBroken(_NOT_ASKED, file=name)
    hq = msgspec.json.decode(asked, type=PublicHq)
    keys = begin(connection, hq.hq_sign)
    return hq, keys, join_file.read_answer(data, name, key=keys.box, hq_box=hq.hq_box)


def withdrawn(connection: Any, granted: Iterable[str]) -> tuple[list[str], int]:
    """The buckets that go from this laptop when it may hold only these, and how many people lie in them."""
    gone = sorted(scope.cursors(connection).keys() - set(granted))
    people = "SELECT count(*) FROM members WHERE bucket IN (SELECT value FROM json_each(?))"
    return gone, connection.execute(people, (msgspec.json.encode(gone).decode(),)).fetchone()[0]


def stays(connection: Any, granted: Iterable[tuple[str, str]]) -> int:
    """How many changes that wait will stay this laptop's own, because they are about what comes down (`_keep_own`)."""
    writable = {bucket for bucket, mode in granted if mode == "rw"}
    waiting = connection.execute(
        "SELECT bucket, count(*) FROM outbox WHERE state = 'waiting' GROUP BY bucket"
    ).fetchall()
    return sum(count for bucket, count in waiting if buckets.comes_down(bucket) and bucket not in writable)


def wish(code: str, device: str, keys: seal.Keys) -> Enrol:
    """What HQ is asked; `code` is the secret half of the one on paper."""
    return Enrol(code=code, device=device, schema=SCHEMA, sign_pub=keys.sign_pub, box_pub=keys.box_pub)


def complete(connection: Any, enrolled: Enrolled, hq: Hq, *, in_keyring: bool, now: int) -> None:
    """Keeps what HQ gave, in one transaction of a raw connection. Another HQ than before gets everything anew."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        earlier = facts.get(connection, credentials.HQ_SIGN)
        if earlier and earlier != hq.hq_sign:
            _begin_anew(connection)
        credentials.save(connection, hq)
        credentials.keep_token(connection, enrolled.token, in_keyring=in_keyring, now=now)
        facts.put_names(connection, facts.GRANTED, [bucket for bucket, _mode in enrolled.buckets])
        facts.put_names(connection, facts.HELD, [bucket for bucket, _mode in enrolled.buckets])
        facts.put_names(connection, facts.READ_ONLY, [bucket for bucket, mode in enrolled.buckets if mode == "ro"])
        facts.put(connection, facts.ERROR, "")
        facts.put(connection, facts.ASKED, "")
        _keep_own(connection, {bucket for bucket, mode in enrolled.buckets if mode == "rw"})
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _keep_own(connection: Any, writable: set[str]) -> None:
    """What this laptop wrote before of things that come down (the organisation's name) is not sent, and not lost."""
    waiting = connection.execute("SELECT DISTINCT bucket FROM outbox WHERE state = 'waiting'").fetchall()
    own = [(bucket,) for (bucket,) in waiting if buckets.comes_down(bucket) and bucket not in writable]
    connection.executemany("UPDATE outbox SET state = 'seen' WHERE state = 'waiting' AND bucket = ?", own)


def _begin_anew(connection: Any) -> None:
    """What only the earlier HQ knows is sent again, whole; what waits goes to the new one."""
    for table in ("sync_row", "cursor", "want"):
        connection.execute(f"DELETE FROM {table}")
    for fact in (facts.GEN, facts.LAST_OP, facts.PRUNED_OP, facts.SWEEP, facts.SETTLED):
        facts.put(connection, fact, "")
    connection.execute("UPDATE capture SET gen = ''")
    connection.execute("UPDATE outbox SET base = 0, gen = '' WHERE state = 'waiting'")
    own = [name for (name,) in connection.execute("SELECT DISTINCT bucket FROM members UNION SELECT bucket FROM camps")]
    made_here = msgspec.json.encode([b for b in own if buckets.kind(b) in (Kind.DISTRICT, Kind.CAMP)]).decode()
    for table, shape in SHAPES.items():
        rows = connection.execute(
            f"SELECT lower(hex(r.id)) FROM {table} r WHERE r.bucket IN (SELECT value FROM json_each(?)) AND NOT EXISTS "
            "(SELECT 1 FROM outbox o WHERE o.tbl = ? AND o.id = r.id AND o.state = 'waiting')",
            (made_here, table),
        )
        ids = msgspec.json.encode([rid for (rid,) in rows]).decode()
        connection.execute(send_again_sql(shape.table), {"ids": ids})


def place(session: Session) -> int:
    """Gives everything that waits without a bucket the one of its district, in a captured transaction.

    Returns how many records got one; what has no place yet, or one outside every district, goes on waiting.
    """
    values = {"now": now_ms(), "user": session.info["user"], "local": LOCAL_BUCKET}
    placed = 0
    for table, column in _BY_AREA.items():
        placed += _place(session, table, _DISTRICT_OF.format(area=f"{table}.{column}"), values)
    for table, (other, column) in _BY_OTHER.items():
        bucket = f"(SELECT o.bucket FROM {other} o WHERE o.id = {table}.{column} AND o.bucket <> :local)"
        placed += _place(session, table, bucket, values)
    return placed


def _place(session: Session, table: str, bucket: str, values: dict[str, Any]) -> int:
    done: Any = session.execute(
        text(
            f"UPDATE {table} SET bucket = {bucket}, changed_at = :now, changed_by = :user "
            f"WHERE bucket = :local AND {bucket} IS NOT NULL"
        ),
        values,
    )
    return int(done.rowcount)
