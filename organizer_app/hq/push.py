"""Push: a laptop's ops in one transaction. A repeated op gets its first answer, a broken one is rejected alone."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import msgspec
from sqlalchemy.exc import OperationalError

from organizer_app.domain.merge import Edit, left_at, server_time
from organizer_app.domain.resent import Resent
from organizer_app.hq import applying, batch, camps, checks, erasing, heads, oplog
from organizer_app.hq.applying import GONE_FOR_GOOD, PARKED, REJECTED, Work
from organizer_app.hq.batch import Batch, MoreBuckets, Vers
from organizer_app.hq.generations import Facts
from organizer_app.hq.heads import Key
from organizer_app.hq.plain import Plain
from organizer_app.hq.sql import Query, Sql
from organizer_app.wire.protocol import ERASE, Again, Exchange, Op, Refusal, Result

log = logging.getLogger("organizer_app.hq")


class Stand(NamedTuple):
    """How HQ stands before some ops: the locked buckets, and the rows of its log and the heads of the ops' records."""

    vers: Vers
    log: Sequence[Any]
    heads: Sequence[Any]


@dataclass
class Sender:
    """The laptop whose ops come. `stream` grows when it doesn't know its own last op; `held` goes with `Work.held`;
    `passed` are the ops it knows and doesn't send.
    """

    device: str
    is_suspended: bool
    grants: dict[str, str]
    last_op: str = ""
    stream: int = 0
    held: dict[Key, int | None] = field(default_factory=dict)
    passed: Collection[str] = ()

    @property
    def writer(self) -> str:
        """The name under which its edits count as its own."""
        return f"{self.device}.{self.stream}" if self.stream else self.device


class OneByOne(Exception):  # noqa: N818  # no error: the transaction begins again with each op by itself
    """Something about the ops, all at once, could not be done."""


def push(
    sql: Sql,
    request: Exchange,
    sender: Sender,
    known: Facts,
    *,
    now: int,
    also: frozenset[str],
    by_itself: bool = False,
) -> list[Result]:
    """Applies a request's ops in the transaction that is open. `also` are buckets to lock beside those of the ops.

    Raises MoreBuckets when the transaction has to begin again with more of them, OneByOne when it has to begin again
    with each op `by_itself` (then the ones that fail are rejected), and Refusal.
    """
    held = camps.open_all(sql, sender.device, sender.grants, request.ops)
    names = {op.bucket for op in request.ops if op.bucket in held} | also
    sender = replace(sender, grants=held, passed=frozenset(request.passed))
    sender, stand = _locked(sql, sender, names, request.ops)
    results = (_each if by_itself else _all)(sql, request, sender, known, now, stand)
    erasing.forget(sql, request.ops, results)
    camps.take_back(sql, request.ops)
    return results


def _locked(sql: Sql, sender: Sender, names: Collection[str], ops: list[Op]) -> tuple[Sender, Stand]:
    """Locks buckets, then the device: two requests of one laptop come one after the other. Then asks for what HQ has
    of the ops.
    """
    waiting = " FOR UPDATE" if sql.postgres else ""
    device = f"SELECT last_op, stream FROM device WHERE id = ?{waiting}", (sender.device,)
    asked = [batch.locking(sql, names), device, *_stored(sql, ops)]
    buckets, devices, before, held = sql.answers(*asked)
    sender = replace(sender, last_op=devices[0][0], stream=devices[0][1])
    return sender, Stand({row[0]: row[1] for row in buckets}, before, held)


def _stored(sql: Sql, ops: list[Op]) -> tuple[Query, Query]:
    """The questions for what HQ has of ops."""
    return oplog.asking(sql, [op.op_id for op in ops]), heads.asking(sql, keys_of(ops))


def keys_of(ops: list[Op]) -> set[Key]:
    """The records of ops."""
    return {(op.tbl, op.id) for op in ops}


def _all(sql: Sql, request: Exchange, sender: Sender, known: Facts, now: int, stand: Stand) -> list[Result]:
    """All ops at once."""
    try:
        return _apply(sql, request, request.ops, request.prev, sender, known, now, stand)[0]
    except (OperationalError, MoreBuckets, Refusal):
        raise
    except Exception as error:  # whatever an op does, the others go on
        log.warning("a batch of %d ops raised %s; taking them one by one", len(request.ops), type(error).__name__)
        raise OneByOne from error


def _each(sql: Sql, request: Exchange, sender: Sender, known: Facts, now: int, stand: Stand) -> list[Result]:
    """Each op by itself; the ones that fail are rejected."""
    results, prev = [], request.prev
    for op in request.ops:
        sql.run("SAVEPOINT op")
        try:
            before, held = sql.answers(*_stored(sql, [op]))
            stand = Stand(stand.vers, before, held)
            found, sender = _apply(sql, request, [op], prev, sender, known, now, stand)
        except (OperationalError, MoreBuckets, Refusal):
            raise
        except Exception as error:  # as above
            log.warning("an op on %s raised %s; it is rejected", op.tbl, type(error).__name__)
            sql.run("ROLLBACK TO SAVEPOINT op")
            result = Result(REJECTED, None, False, checks.NOT_STORED)
            advance(sender, op, prev)
            _note(sql, sender)
            oplog.write(sql, [_entry(op, oplog.NOTHING, result, sender, ts=now, now=now)])
            found = [result]
        sql.run("RELEASE SAVEPOINT op")
        results += found
        prev = op.op_id
    return results


def _apply(
    sql: Sql, request: Exchange, ops: list[Op], prev: str, sender: Sender, known: Facts, now: int, stand: Stand
) -> tuple[list[Result], Sender]:
    sender = replace(sender)  # what failed is forgotten
    done = oplog.answered(stand.log)
    keys = keys_of(ops)
    found = Batch.begun(sql, stand.vers, heads.loaded(keys, stand.heads))
    new = found.unknown(keys)
    marked = unborn(sql, known, new) | erasing.about_erased(sql, known.erase_key, ops, now=now)
    work = Work(found, sender.device, sender.grants, sender.is_suspended, known, marked, now, dict(sender.held))
    plain = Plain(work, new, ops)
    results: list[Result] = []
    entries: list[oplog.Entry] = []
    left = left_at(request.hq_at, now)
    for op in ops:
        key, before, prev = (op.tbl, op.id), prev, op.op_id
        at_rev = work.held.get(key, op.at_rev)
        if op.op_id in done:
            follow(sender, op, before)
            result = again(done[op.op_id], at_rev)
        else:
            advance(sender, op, before)
            if op.kind == ERASE:
                entries = _flushed(sql, entries)
            text = msgspec.json.encode(op.f).decode()
            ts = server_time(op.at, request.sent_at, left)
            seen = has_seen(op, known.gen)
            made = plain.make(op, text, sender.writer, ts, at_rev) if seen else None
            result = made or _one(work, op, text, sender, request, seen, ts, at_rev)
            done[op.op_id] = result
            if made is not None:
                entries.append(oplog.entry(op, made, sender.device, sender.writer, ts, now, text))
            else:
                entries.append(_entry(op, text, result, sender, ts=ts, now=now, past=work.past.get(op.op_id)))
            if result.status == REJECTED:  # a later op of this batch may put it right
                entries = _flushed(sql, entries)
        if result.rev is not None:
            work.held[key] = result.rev if result.clean else None
        results.append(result)
    with sql.together():
        found.save()
        oplog.write(sql, entries)
        _note(sql, sender)
    stand.vers.update(found.vers)
    return results, replace(sender, held=work.held)


def unborn(sql: Sql, known: Facts, keys: set[Key]) -> set[Key]:
    """Those of the records HQ does not have that must never come: they were erased before it was restored."""
    return erasing.marked(sql, known.erase_key, keys) if known.has_unborn else set()


def again(first: Result, at_rev: int | None) -> Result:
    """The answer to a repeated op: it is clean only for a laptop that still stands where the op left from."""
    clean = first.clean and first.rev is not None and first.rev - 1 == at_rev
    return Result(first.status, first.rev, clean, first.why)


def advance(sender: Sender, op: Op, prev: str) -> None:
    """Notes one more op of the laptop; in a new stream when it doesn't know its own last one."""
    if is_fork(sender, prev):
        sender.stream += 1
    sender.last_op = op.op_id


def follow(sender: Sender, op: Op, prev: str) -> None:
    """Goes on along what a laptop repeats from its last op that HQ has, so that what is new after it is no fork."""
    if sender.last_op == op.op_id or not is_fork(sender, prev):
        sender.last_op = op.op_id


def _note(sql: Sql, sender: Sender) -> None:
    """Writes what `advance` noted."""
    change = "UPDATE device SET last_op = ?, stream = ? WHERE id = ?"
    sql.many(change, [(sender.last_op, sender.stream, sender.device)])


def is_fork(sender: Sender, prev: str) -> bool:
    """True for a laptop that was restored from a backup, or cloned: its forgotten edits count as somebody else's."""
    return prev != sender.last_op and sender.last_op not in sender.passed


def has_seen(op: Op, gen: str) -> bool:
    """True when an op's revisions are of this generation, or it was made before the laptop knew of any."""
    return op.gen in ("", gen)


def _one(
    work: Work, op: Op, text: str, sender: Sender, request: Exchange, seen: bool, ts: int, at_rev: int | None
) -> Result:
    if why := checks.wrong(op, text, request.schema):
        return applying.reject(work, op, why)
    edit = Edit(sender.writer, op.base, ts) if seen else Edit(sender.writer, 0, ts, _resent(op))
    result = applying.apply(work, op, edit, text, at_rev=at_rev if seen else None)
    if result.rev is not None:
        work.users[op.id, result.rev] = op.usr
    return result


def _resent(op: Op) -> Resent:
    """What is known of an op of an older generation; of one from a program that doesn't tell, what it changed."""
    told = op.again or Again({}, {}, [])
    return Resent(op.gen, op.base, told.was, told.taken, told.over)


def _entry(
    op: Op, text: str, result: Result, sender: Sender, *, ts: int, now: int, past: list[str] | None = None
) -> oplog.Entry:
    """A row of the log. What comes too late about an erased record is not kept, nor the fields that are too large.

    Neither is what somebody decided about a conflict that HQ does not have: it may have been about somebody erased.
    """
    if past:
        result = Result(result.status, result.rev, result.clean, oplog.past_words(past))
    is_nothing = result.status == GONE_FOR_GOOD or (result.status == PARKED and checks.is_conflict(op))
    if is_nothing:
        text = oplog.NOTHING
    body = checks.shortened(op) if len(text) > checks.MAX_TEXT else text
    return oplog.entry(op, result, sender.device, sender.writer, ts, now, body)


def _flushed(sql: Sql, entries: list[oplog.Entry]) -> list[oplog.Entry]:
    """Writes the log so far, so that an erasure blanks it, too, and a correction finds it."""
    oplog.write(sql, entries)
    return []
