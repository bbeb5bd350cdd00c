"""The laptop's side of one exchange, without any network: what to send, and what an answer changes."""

from dataclasses import dataclass, field
from typing import Any

from organizer_app.db import facts
from organizer_app.db.migrate import HEAD
from organizer_app.domain import hq_clock
from organizer_app.domain.hq_clock import Ahead
from organizer_app.sync import acks, generations, idle_check, incoming, keeping, outgoing, scope, upgrades
from organizer_app.sync.records import Key, take_out
from organizer_app.wire.protocol import PROTOCOL, Answer, Exchange

SCHEMA = int(HEAD)


@dataclass(frozen=True, slots=True)
class Applied:
    """What one answer did: ops HQ took, rows that came, new conflicts, ops HQ refused or could not place.

    `more`: another exchange has something to do at once. `tables` changed. `unreadable` records came but did not fit
    this program's tables; they were passed over.
    """

    sent: int = 0
    received: int = 0
    conflicts: int = 0
    refused: int = 0
    more: bool = False
    tables: frozenset[str] = frozenset()
    unreadable: tuple[Key, ...] = field(default=())


def make_request(connection: Any, *, device: str = "", max_ops: int = 500, max_rows: int = 500, now: int) -> Exchange:  # noqa: ARG001  # HQ knows the device by its token, a file by its seal
    """What this laptop sends: ops that wait, cursors, wishes, and once a day the sums of what it holds.

    `connection` is a raw one; nothing is written. `now` in ms by this laptop's clock. A repeated request, after an
    answer was lost, holds the same ops again.
    """
    gen = facts.get(connection, facts.GEN)
    ops = outgoing.waiting_ops(connection, gen=gen, limit=max_ops)
    prev = outgoing.previous_op(connection) if ops else ""
    return Exchange(
        v=PROTOCOL,
        schema=SCHEMA,
        gen=gen,
        sent_at=now,
        prev=prev,
        ops=ops,
        cur=scope.cursors(connection),
        want=outgoing.wants(connection),
        chk=idle_check.sums(connection) if idle_check.is_due(connection, now) else {},
        max=max_rows,
        left=facts.numbers(connection, facts.LEFT),
        passed=outgoing.passed_over(connection, prev, ops[-1].op_id) if ops else [],
    )


def apply(connection: Any, request: Exchange, answer: Answer, *, now: int) -> Applied:
    """Takes HQ's answer to a request, wholly or not at all, in one transaction of a raw connection in autocommit.

    An answer of another generation changes nothing; neither does one that was taken before.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        if generations.is_stale(facts.get(connection, facts.GEN), answer.gen):
            connection.execute("ROLLBACK")
            return Applied(more=True)
        applied = _apply(connection, request, answer, now)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return applied


def _apply(connection: Any, request: Exchange, answer: Answer, now: int) -> Applied:
    connection.execute("UPDATE capture SET applying = 1, bulk = 1, tx = NULL")
    generations.adopt(connection, answer.gen)
    acked = acks.take(connection, request.ops, answer.res, answer.now)
    held = scope.told_since(connection, request.cur, answer.buckets)
    sent_to = {op.bucket for op in request.ops}
    scope.forget_left(connection, request.left, [*answer.buckets, *held], sent_to)
    purged = scope.purge(connection, [*answer.buckets, *held], sent_to)
    scope.remember(connection, answer.buckets, answer.ro, held)
    outgoing.remember_held(connection, answer.buckets)
    upgrades.take_up(connection, SCHEMA)
    found = incoming.entries(connection, request, answer, scope.cursors(connection))
    taken = incoming.take(connection, found, now=now)
    for gone in [*acked.gone, *taken.gone]:  # only now: what came with the answer may name them, too
        take_out(connection, gone, now=now)
    scope.save_cursors(connection, answer.from_, answer.cur, answer.buckets)
    if not answer.more and not request.ops:
        generations.sweep(connection, now)
    if request.chk:
        generations.read_again(connection, answer.recheck)
    if not answer.more:
        idle_check.note(connection, now, checked=bool(request.chk))
    keeping.prune(connection, answer.now)
    sweeping = bool(facts.get(connection, facts.SWEEP))
    left = bool(facts.get(connection, facts.LEFT))
    more = answer.more or bool(answer.recheck) or sweeping or left or outgoing.is_waiting(connection)
    facts.put(connection, facts.SETTLED, "" if more else "1")
    facts.put(connection, facts.EXCHANGED_AT, now)
    ahead = hq_clock.told(request.sent_at, answer.now, now)
    facts.put(connection, facts.AHEAD, hq_clock.agreed(Ahead.read(facts.get(connection, facts.AHEAD)), ahead) or "")
    facts.put(connection, facts.ERROR, "")
    connection.execute("UPDATE capture SET applying = 0, bulk = 0")
    tables = frozenset(acked.tables | purged | taken.tables | {"sync_state"})
    return Applied(acked.sent, taken.received, taken.conflicts, acked.refused, more, tables, tuple(taken.unreadable))
