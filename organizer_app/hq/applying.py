"""One op of a laptop: erased, parked, made, moved or merged; and what is answered."""

from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from organizer_app.domain.merge import Clash, Edit, created_meta, merge
from organizer_app.hq import access_log, checks, clashes, erasing, generations, moves, operators, oplog
from organizer_app.hq.batch import Batch
from organizer_app.hq.generations import Facts
from organizer_app.hq.grants import RW
from organizer_app.hq.heads import ERASED, LIVE, Head, Key
from organizer_app.wire.protocol import ERASE, Op, Result

OK, CONFLICT, PARKED, REJECTED, GONE_FOR_GOOD = "ok", "conflict", "parked", "rejected", "erased"


@dataclass
class Work:
    """What the ops of one batch have in common. `held` is the revision of each record that the laptop's copy is at;
    `users` who made the revisions of this batch; `past` the fields of an op, sent again after a restore, whose value
    somebody who knew it has replaced.
    """

    batch: Batch
    device: str
    grants: dict[str, str]
    is_suspended: bool
    known: Facts
    marked: set[Key]
    now: int
    held: dict[Key, int | None] = field(default_factory=dict)
    users: dict[tuple[str, int], str] = field(default_factory=dict)
    past: dict[str, list[str]] = field(default_factory=dict)

    def may_write(self, bucket: str) -> bool:
        """True when the device's edits count in a bucket."""
        return not self.is_suspended and self.grants.get(bucket) == RW


def apply(work: Work, op: Op, edit: Edit, text: str, *, at_rev: int | None) -> Result:
    """Applies one op. `text` are its fields as JSON; `at_rev` is the revision that the laptop's copy had without it,
    None when HQ can't know.
    """
    key = (op.tbl, op.id)
    if gone := gone_for_good(work, op):
        return gone
    live, here = work.batch.live(key), work.batch.here(key, op.bucket)
    if access_log.is_changed(op, live, here):
        return reject(work, op, access_log.ADDED_ONLY)
    if operators.is_refused(work.batch, op):
        return reject(work, op, operators.NOT_ORGANISER)
    found = work.batch.of(key)
    if not found and work.may_write(op.bucket) and not checks.is_conflict(op):
        return _erase(work, op) if op.kind == ERASE else create(work, op, edit, text, at_rev)
    home = place(work, op, live, here)
    if home is None:
        park(work, op, edit.ts)
        return Result(PARKED, None, False)
    if op.kind == ERASE:
        return _erase(work, op)
    return change(work, op, edit, home, at_rev)


def gone_for_good(work: Work, op: Op) -> Result | None:
    """The answer to an op on an erased record, whatever else is wrong with it: of such an op nothing is kept."""
    key = (op.tbl, op.id)
    found = work.batch.of(key)
    if key in work.marked or any(h.state == ERASED for h in found):
        return Result(GONE_FOR_GOOD, max((h.rev for h in found), default=None), False)
    return None


def reject(work: Work, op: Op, why: str) -> Result:
    """The answer to an op that HQ does not take."""
    if gone := gone_for_good(work, op):
        return gone
    _take_back(work, op)
    return Result(REJECTED, None, False, why)


def _take_back(work: Work, op: Op) -> None:
    """An erasure that HQ can't carry out is obeyed in what this laptop said of the record and HQ never took."""
    if op.kind == ERASE:
        oplog.take_back(work.batch.sql, op.tbl, op.id, work.device)


def place(work: Work, op: Op, home: Head | None, here: Head | None) -> Head | None:
    """The live head that an op goes to, moved when the op says so; None when it is out of scope.

    An editor who had not seen that the record moved edits it where it is now. One who had, or who put it into
    another bucket, moves it; both only between buckets that the device writes.
    """
    if home is None or not work.may_write(op.bucket) or not work.may_write(home.bucket):
        return None
    if home.bucket == op.bucket or op.kind == ERASE or (here is not None and op.base < here.rev):
        return home
    return moves.move(work.batch, home, op.bucket)


def create(work: Work, op: Op, edit: Edit, text: str, at_rev: int | None) -> Result:
    """The first op on a record makes it.

    An edit of a record that is only known from edits that were not taken completes them: of a laptop that was
    suspended, or of one that puts right what was rejected. One that this laptop erased is not made of what is left.
    """
    is_whole = checks.is_whole(op)
    earlier, erased = ({}, False) if is_whole else oplog.untaken(work.batch.sql, op.tbl, op.id, work.device)
    fields = earlier | checks.fields_of(op) if earlier else checks.fields_of(op)
    if erased and not checks.is_whole(msgspec.structs.replace(op, f=fields)):
        return Result(GONE_FOR_GOOD, None, False)
    clean = is_clean(0, at_rev, took_all=not earlier)
    text = text if fields is op.f else msgspec.json.encode(fields).decode()
    if earlier and (why := checks.wrong(msgspec.structs.replace(op, f=fields), text, checks.SCHEMA + 1)):
        return Result(REJECTED, None, False, why)
    cdev = work.device if clean else None
    meta = meta_text(edit.writer, edit.ts) if edit.resent is None else msgspec.json.encode(created_meta(edit)).decode()
    work.batch.make(Head(op.tbl, op.id, op.bucket, 0, 1, LIVE, text, meta, cdev))
    return Result(OK, 1, clean)


def meta_text(writer: str, ts: int) -> str:
    """The metadata of a new record as it is stored: `created_meta` as JSON, put together for many."""
    return f'{{"*":[1,{_quoted(writer)},{ts}]}}'


@lru_cache(maxsize=256)
def _quoted(writer: str) -> str:
    return msgspec.json.encode(writer).decode()


def change(work: Work, op: Op, edit: Edit, home: Head, at_rev: int | None) -> Result:
    """A later op is merged, field by field."""
    before = home.rev
    if edit.resent is not None:
        edit = edit._replace(base=generations.base_of(work.known, op, before))
    found, lost, past = merge(
        home.doc, home.meta, checks.fields_of(op), rev=before + 1, edit=edit, policies=checks.policies_of(op.tbl)
    )
    if past:
        work.past[op.op_id] = past
    clean = is_clean(before, at_rev, took_all=not lost) and home.bucket == op.bucket
    home.rev = before + 1
    home.cdev = work.device if clean else None
    work.batch.touch(home)
    if found and not checks.is_conflict(op):
        _tell(work, op, home.bucket, found, edit.ts)
        return Result(CONFLICT, home.rev, clean)
    return Result(OK, home.rev, clean)


def is_clean(before: int, at_rev: int | None, *, took_all: bool) -> bool:
    """True when the laptop's copy with this op is exactly HQ's record."""
    return took_all and before == at_rev


def park(work: Work, op: Op, ts: int) -> None:
    """Keeps an edit out of scope where those who hold the record see it."""
    key = (op.tbl, op.id)
    home, here = work.batch.live(key), work.batch.here(key, op.bucket)
    bucket = clashes.parked_in(op, work.grants.get(op.bucket), home, here)
    if bucket is not None:
        clashes.write(work.batch, bucket, clashes.of_scope(op, device=work.device, ts=ts), now=work.now)
    else:
        _take_back(work, op)


def _erase(work: Work, op: Op) -> Result:
    rev = erasing.erase(work.batch, (op.tbl, op.id), op.bucket, erase_key=work.known.erase_key, now=work.now)
    return Result(OK, rev, True)


def _tell(work: Work, op: Op, bucket: str, found: list[Clash], ts: int) -> None:
    earlier = oplog.users(work.batch.sql, op.id)
    for clash in found:
        rev = clash.held[0]
        holder = work.users.get((op.id, rev)) or earlier.get(rev, "")
        fields = clashes.of_field(op, clash, device=work.device, ts=ts, holder=holder)
        clashes.write(work.batch, bucket, fields, now=work.now)
