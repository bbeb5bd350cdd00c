"""Exchanges by file: a laptop's file goes to HQ and HQ's answer comes back, in any order, more than once, or never."""

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import msgspec

from organizer_app.jobs import bundles
from organizer_app.wire import bundle
from organizer_app.wire.bundle import Reply
from organizer_app.wire.protocol import Answer, Exchange, Refusal, answer_from, encode, exchange_from
from tests.simulation import accounts, edits, exchanging, invariants
from tests.simulation.laptop import Laptop

if TYPE_CHECKING:
    from tests.simulation.world import World

MOST_FILES = 6  # on a stick; the oldest is thrown away


@dataclass
class Stick:
    """What lies about in files: what laptops wrote (device and lines), and HQ's answers."""

    asked: list[tuple[str, list[bytes]]] = field(default_factory=list)
    answered: list[tuple[str, list[bytes]]] = field(default_factory=list)


def lines_of(world: "World", laptop: Laptop) -> list[bytes]:
    """The lines of a laptop's file for HQ: all that waits."""
    with bundles._undone(laptop.connection):
        made = list(bundles._requests(laptop.connection, laptop.device, world.now + laptop.offset))
    for request in made:
        exchanging.note_sent(world, laptop, request)
        for op in request.ops:
            edit = world.ledger[op.op_id]
            edit.jumped = edit.jumped or not 0 <= request.hq_at - world.now <= accounts.TRANSIT
    return [encode(request) for request in made]


def file_written(world: "World", laptop: Laptop, _chance: Random) -> str:
    lines = lines_of(world, laptop)
    world.stick.asked = [*world.stick.asked, (laptop.device, lines)][-MOST_FILES:]
    return f"writes a file with {len(lines)} requests"


def answers(world: "World", device: str, lines: list[bytes]) -> list[Reply]:
    """What HQ says to a file."""

    def handle(request: Exchange) -> Answer:
        said = world.hq.handle(device, encode(request))
        exchanging.watch(world, device, request, said)
        return answer_from(said)

    return list(bundle.replies(handle, [exchange_from(line) for line in lines]))


def file_answered(world: "World", _laptop: Laptop, chance: Random) -> str:
    """HQ reads any of the files, also one that it has read before."""
    if not world.stick.asked:
        return ""
    device, lines = chance.choice(world.stick.asked)
    found = answers(world, device, lines)
    said = [msgspec.json.encode(reply) for reply in found]
    world.stick.answered = [*world.stick.answered, (device, said)][-MOST_FILES:]
    refused = [reply.refusal.type for reply in found if reply.refusal]
    return f"(HQ) answers a file of {device}: {len(found)} replies {refused}"


def marks_file(world: "World", laptop: Laptop, chance: Random) -> str:
    """A laptop takes the marks of another one in: of two marks of one person the later stands."""
    other = chance.choice(list(world.laptops.values()))
    columns = ("mark", "how", "at", "by")
    query = "SELECT id, bucket, session_id, member_id, mark, how, at, by FROM attendance ORDER BY id"
    here = {row[0]: row[6] for row in laptop.rows(query)}
    taken = 0
    for record, bucket, session, member, *values in other.rows(query):
        if other is not laptop and bucket in laptop.writable and values[2] > here.get(record, -1):
            keys = {"session_id": session, "member_id": member}
            edits.put(world, laptop, "attendance", record, bucket, dict(zip(columns, values, strict=True)), keys)
            taken += 1
    return f"takes {taken} marks of {other.name} in" if taken else ""


def take_in(world: "World", laptop: Laptop, lines: list[bytes]) -> None:
    """HQ reads what a laptop that it closed had not sent, and shows it to those who hold the bucket. What it does not
    take, of an HQ that was restored meanwhile, is gone unless somebody else has it.
    """
    for line in lines:
        request = exchange_from(line)
        try:
            world.hq.hub.park(laptop.device, request)
        except Refusal:
            break
        exchanging.look_at_parked(world, request)
        invariants.only_the_active_write(world, laptop.device)
    for op_id in laptop.knows:
        world.ledger[op_id].forgotten = True
    world.count_lost()


def answer_read(world: "World", _laptop: Laptop, chance: Random) -> str:
    """A laptop reads any of HQ's answers to it, also an old one."""
    found = [(w, lines) for device, lines in world.stick.answered for w in world.laptops.values() if w.device == device]
    if not found:
        return ""
    laptop, lines = chance.choice(found)
    said = []
    for line in lines:
        reply = msgspec.json.decode(line, type=Reply)
        if reply.answer is not None:
            said.append(str(exchanging.taken(world, laptop, reply.request, reply.answer).received))
        elif reply.refusal is not None:
            said.append(reply.refusal.type)
            exchanging.refused(
                world, laptop, Refusal(reply.refusal.status, reply.refusal.type, "", **reply.refusal.extra)
            )
    return f"(HQ) is heard by {laptop.name}, who reads an answer from a file: {said}"
