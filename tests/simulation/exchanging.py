"""One exchange between a laptop and HQ, and what goes wrong on the line and on either end of it."""

import json
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from organizer_app.db import facts
from organizer_app.hq import checks
from organizer_app.sync import client, generations
from organizer_app.sync.client import Applied
from organizer_app.wire.protocol import Answer, Exchange, Op, Refusal, answer_from, encode
from tests.simulation import accounts, invariants, revoking, verbs
from tests.simulation.door import Crash
from tests.simulation.failed import Failed
from tests.simulation.laptop import Edit, Laptop

if TYPE_CHECKING:
    from tests.simulation.world import World

MOST_STATEMENTS = 20  # of one exchange at HQ or on a laptop, before which a crash may come
AGREEING = 0.3  # of the answers after which laptop and HQ are compared


@dataclass(frozen=True)
class Delivered:
    """An exchange that stayed somewhere on its way, as bytes, and may turn up again."""

    device: str
    laptop: str
    request: Exchange
    body: bytes
    answer: bytes


@dataclass(frozen=True)
class Done:
    """One exchange without faults: is there nothing left, and did anything travel."""

    quiet: bool
    news: bool
    what: str = ""


class _Dying:
    """A laptop's connection whose power goes after some statements."""

    def __init__(self, connection: Any, left: int) -> None:
        self._connection, self._left = connection, left

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Crash

    def execute(self, *given: Any) -> Any:
        self._count()
        return self._connection.execute(*given)

    def executemany(self, *given: Any) -> Any:
        self._count()
        return self._connection.executemany(*given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def ask(world: "World", laptop: Laptop, *, max_ops: int, max_rows: int) -> tuple[Exchange, bytes]:
    """What the laptop sends now."""
    now = world.now + laptop.offset
    request = client.make_request(laptop.connection, device=laptop.device, max_ops=max_ops, max_rows=max_rows, now=now)
    if laptop.schema is not None:
        request.schema = laptop.schema
    note_sent(world, laptop, request)
    return request, encode(request)


def note_sent(world: "World", laptop: Laptop, request: Exchange) -> None:
    """What is about to leave the laptop."""
    world.memory.note_sent(laptop, request, world.now)
    for op in request.ops:
        edit = world.ledger.get(op.op_id) or _sent_again(world, laptop, op)
        if edit.offset != laptop.offset:
            edit.jumped = True


def _sent_again(world: "World", laptop: Laptop, op: Op) -> Edit:
    """A record that the program itself put into the outbox, whole, because a restored HQ may not have it. It is noted
    when it is sent: edits that were made meanwhile came after it.
    """
    since = "SELECT op_id FROM outbox WHERE seq > (SELECT seq FROM outbox WHERE op_id = ?)"
    after = {op_id for (op_id,) in laptop.rows(since, op.op_id) if op_id in laptop.knows}
    for op_id in after:
        world.ledger[op_id].knew |= {op.op_id}
    knew = frozenset(laptop.knows) - after
    edit = Edit(op.op_id, laptop.name, op.tbl, op.id, op.bucket, op.kind, op.f, world.now, laptop.offset, knew, op.gen)
    edit.jumped = edit.again = True
    world.note([edit])
    laptop.knows.append(op.op_id)
    return edit


def deliver(world: "World", laptop: Laptop, request: Exchange, body: bytes) -> bytes:
    """HQ's answer, looked at for what it must not hold; b"" when HQ refused and the laptop was told so."""
    try:
        answer = world.hq.handle(laptop.device, body)
    except Refusal as refusal:
        refused(world, laptop, refusal)
        return b""
    watch(world, laptop.device, request, answer)
    return answer


def refused(world: "World", laptop: Laptop, refusal: Refusal) -> None:
    """A laptop is told that HQ takes no exchange, and why."""
    if refusal.type == "generation-changed":
        generations.change(laptop.connection, refusal.extra["gen"])
    elif refusal.type in ("device-revoked", "token-invalid"):
        revoking.told(world, laptop, refusal)
    elif refusal.type not in ("device-suspended", "upgrade-required"):
        raise refusal


def only_sends(request: Exchange) -> bool:
    """Whether the laptop's program is older or newer than HQ understands."""
    return not checks.OLDEST <= request.schema <= checks.SCHEMA


def watch(world: "World", device: str, request: Exchange, body: bytes) -> None:
    """Looks at an answer: nothing leaks, and what HQ could not place is kept."""
    answer = answer_from(body)
    world.memory.note_given(request, answer)
    invariants.no_leak(world, device, answer)
    invariants.nobody_goes_up(answer)
    invariants.none_comes_back(world, answer)
    invariants.only_the_active_write(world, device)
    if only_sends(request) and (answer.rows or answer.full or answer.cur):
        raise Failed("outdated", f"{device} gets records that its program may not understand")
    if answer.recheck:  # what the rules of sync got wrong would be pulled again and no longer be seen
        raise Failed("idle check", f"{device} has other records of {answer.recheck} than HQ")
    look_at_parked(world, request)


def look_at_parked(world: "World", request: Exchange) -> None:
    """What HQ could not place is kept where it belongs; looked at before the record goes elsewhere."""
    ops = json.dumps([op.op_id for op in request.ops if op.op_id not in world.parked])
    query = "SELECT op_id FROM oplog WHERE status = 'parked' AND op_id IN (SELECT value FROM json_each(?))"
    for (op_id,) in world.hq.rows(query, ops) if request.ops else ():
        world.parked.add(op_id)
        accounts.parked_is_kept(world, op_id)


def take(world: "World", laptop: Laptop, request: Exchange, answer: bytes, connection: Any = None) -> Applied:
    """The laptop applies an answer."""
    return taken(world, laptop, request, answer_from(answer), connection)


def taken(world: "World", laptop: Laptop, request: Exchange, answer: Answer, connection: Any = None) -> Applied:
    """As `take`, of an answer that was read."""
    applied = client.apply(connection or laptop.connection, request, answer, now=world.now + laptop.offset)
    world.memory.note_taken(laptop, request, answer)
    holds = set(facts.names(laptop.connection, facts.GRANTED))
    if request.left or not {op.bucket for op in request.ops} | laptop.holds <= holds:
        withdrawn(world, laptop)
    laptop.holds = holds
    laptop.writable = holds - set(facts.names(laptop.connection, facts.READ_ONLY))
    return applied


def withdrawn(world: "World", laptop: Laptop) -> None:
    """With a bucket go the edits in it that HQ has: if HQ forgets them, too, they are gone by definition."""
    for op_id in set(laptop.knows) - laptop.keeps():
        world.ledger[op_id].forgotten = True


def exchange(world: "World", laptop: Laptop, chance: Random) -> str:
    """One exchange, in which anything may go wrong when the world has faults."""
    faulty = world.with_faults
    max_ops, max_rows = (chance.choice(world.most_ops), chance.choice(world.most_rows)) if faulty else (200, 500)
    request, body = ask(world, laptop, max_ops=max_ops, max_rows=max_rows)
    world.now += chance.randint(1, 5_000)
    fate = chance.random() / world.loss if faulty else 1.0
    sent = f"sends {len(request.ops)} ops"
    if fate < 0.08:
        return f"{sent}, the request is lost"
    if fate < 0.13:
        try:
            answer = world.hq.handle(laptop.device, body, crash_after=chance.randrange(MOST_STATEMENTS))
        except Crash:
            look_at_parked(world, request)
            return f"{sent}, HQ crashes"
        except Refusal:
            return f"{sent}, is refused and not told so"
        watch(world, laptop.device, request, answer)
        return f"{sent}, the answer is lost"
    answer = deliver(world, laptop, request, body)
    if not answer:
        return f"{sent}, is refused"
    kept = Delivered(laptop.device, laptop.name, request, body, answer)
    world.old.append(kept)
    if fate < 0.25:
        return f"{sent}, the answer is lost"
    if fate < 0.33:
        again = deliver(world, laptop, request, body)
        sent += ", HQ gets it twice"
        if again and chance.random() < 0.5:
            answer = again
    if fate < 0.40:
        try:
            take(world, laptop, request, answer, _Dying(laptop.connection, chance.randrange(MOST_STATEMENTS)))
        except Crash:
            if laptop.connection.in_transaction:  # what the next opening of the file does
                laptop.connection.execute("ROLLBACK")
            return f"{sent}, the laptop crashes over the answer"
        return f"{sent}, takes the answer"
    if faulty and chance.random() < 0.3:
        sent += f" and, meanwhile, {verbs.something(world, laptop, chance)}"
    applied = take(world, laptop, request, answer)
    if chance.random() < AGREEING:
        invariants.agrees(world, laptop)
    return f"{sent}, takes the answer: {applied}"


def exchange_once(world: "World", laptop: Laptop) -> Done:
    """One exchange in which nothing goes wrong."""
    request, body = ask(world, laptop, max_ops=200, max_rows=500)
    world.now += 1_000
    answer = deliver(world, laptop, request, body)
    if not answer:
        return Done(quiet=laptop.name not in world.laptops, news=True, what="refused")
    applied = take(world, laptop, request, answer)
    news = bool(request.ops or request.want or applied.received)
    return Done(quiet=not applied.more, news=news, what=f"{applied}")
