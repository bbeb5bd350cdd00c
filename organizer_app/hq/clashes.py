"""Conflict records: what stood against what, written into the bucket of the record they are about."""

from typing import Any

import msgspec

from organizer_app.domain import buckets
from organizer_app.domain.buckets import CONFLICTS
from organizer_app.domain.ids import natural_id
from organizer_app.domain.merge import Clash, Edit, created_meta
from organizer_app.hq import heads
from organizer_app.hq.batch import Batch
from organizer_app.hq.heads import ERASED, Head
from organizer_app.wire.protocol import Op

FIELD, OUT_OF_SCOPE = "field", "out-of-scope"
WHOLE = "*"
WRITER = "hq"


def of_field(op: Op, clash: Clash, *, device: str, ts: int, holder: str) -> dict[str, Any]:
    """The fields of a conflict between an edit and a value that `holder` had written."""
    ours, theirs = ("kept", "lost") if clash.won else ("lost", "kept")
    return _fields(op, FIELD, clash.field, device, ts) | {
        "kept": clash.kept,
        "lost": clash.lost,
        f"{ours}_usr": op.usr,
        f"{ours}_at": ts,
        f"{theirs}_usr": holder,
        f"{theirs}_at": clash.held[2],
    }


def of_scope(op: Op, *, device: str, ts: int) -> dict[str, Any]:
    """The fields of a whole edit that HQ could not place."""
    return _fields(op, OUT_OF_SCOPE, WHOLE, device, ts) | {
        "kept": None,
        "lost": op.f,
        "lost_usr": op.usr,
        "lost_at": ts,
    }


def write(batch: Batch, bucket: str, fields: dict[str, Any], *, now: int) -> None:
    """Puts a conflict into a bucket. One that came back from a laptop before its op did is completed."""
    record_id = natural_id(fields["op_id"], fields["field"]).hex()
    key = (CONFLICTS, record_id)
    found = batch.known(heads.load(batch.sql, [key])[key])
    if any(h.state == ERASED for h in found):
        return
    head = batch.live(key)
    if head is None:
        meta = msgspec.json.encode(created_meta(Edit(WRITER, 0, now))).decode()
        text = msgspec.json.encode(fields).decode()
        batch.make(Head(*key, bucket, rev=1, text=text, meta_text=meta, about=fields["rid"]))
        return
    head.doc.update({k: v for k, v in fields.items() if k not in head.doc})
    head.rev, head.cdev = head.rev + 1, None
    batch.touch(head)


def parked_in(op: Op, mode: str | None, home: Head | None, here: Head | None) -> str | None:
    """The bucket in which people see an op that HQ could not place; None when nobody there should.

    A laptop that never had a bucket can't write into its conflicts, and what comes down to everybody shows none.
    """
    if mode is None or buckets.comes_down(op.bucket) or op.tbl == CONFLICTS:
        return None
    if home is None or home.bucket == op.bucket:
        return op.bucket
    return home.bucket if here is not None and not buckets.comes_down(home.bucket) else None


def _fields(op: Op, kind: str, field: str, device: str, ts: int) -> dict[str, Any]:
    return {
        "tbl": op.tbl,
        "rid": op.id,
        "field": field,
        "kind": kind,
        "op_id": op.op_id,
        "dev": device,
        "usr": op.usr,
        "at": ts,
        "status": "open",
    }
