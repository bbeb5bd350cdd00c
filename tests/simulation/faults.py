"""What goes wrong with laptops and with HQ between exchanges."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from organizer_app.db import facts
from organizer_app.hq import checks
from organizer_app.wire.protocol import Refusal
from tests.simulation import asking, odd_edits, revoking, sticks
from tests.simulation.exchanging import take, watch
from tests.simulation.laptop import Laptop
from tests.simulation.templates import SHELF, contents, filled

if TYPE_CHECKING:
    from tests.simulation.world import World

MONTH, MOST_MONTHS = 31 * 24 * 3_600_000, 2
CLOCK_JUMP = 3 * 365 * 24 * 3_600_000


def heal(world: "World") -> None:
    """What stops a laptop altogether ends, and people put right what HQ refused."""
    for (device,) in world.hq.rows("SELECT id FROM device WHERE status = 'suspended'"):
        world.hq.set_status(device, "active")
    world.hq.know_again()
    chance = Random(f"{world.seed}:heal")
    for laptop in world.laptops.values():
        laptop.schema = None
        while odd_edits.put_right(world, laptop, chance):
            pass


def scope_move(world: "World", _laptop: Laptop, chance: Random) -> str:
    """HQ moves a record to another district, conflicts with it."""
    live = "SELECT tbl, id, bucket FROM head WHERE state = 'live' AND tbl <> 'conflicts' ORDER BY tbl, id"
    rows = [row for row in world.hq.rows(live) if row[2] in world.districts]
    if not rows:
        return ""
    tbl, record, bucket = chance.choice(rows)
    to = chance.choice([d for d in world.districts if d != bucket])
    world.hq.move(tbl, record, to)
    return f"(HQ) moves {tbl} {record[:6]} from {bucket} to {to}"


def clock_jump(world: "World", laptop: Laptop, chance: Random) -> str:
    laptop.offset += chance.randint(-CLOCK_JUMP, CLOCK_JUMP)
    return f"has its clock set to {laptop.offset}"


def late(world: "World", _laptop: Laptop, chance: Random) -> str:
    """An old request reaches HQ once more, or an old answer is imported again."""
    if not world.old:
        return ""
    old = chance.choice(world.old)
    if chance.random() < 0.5:
        had = {op_id for (op_id,) in world.hq.rows("SELECT op_id FROM oplog")}
        try:
            answer = world.hq.handle(old.device, old.body)
        except Refusal as refusal:
            return f"(nobody) an old request of {old.laptop} is refused: {refusal.type}"
        watch(world, old.device, old.request, answer)
        for op in old.request.ops:  # an HQ that was restored meanwhile takes them for as much later as they lay about
            if op.op_id not in had and op.op_id in world.ledger:
                world.ledger[op.op_id].jumped = True
                world.replayed.add(op.op_id)
        return f"(nobody) an old request of {old.laptop} with {len(old.request.ops)} ops reaches HQ again"
    if old.laptop not in world.laptops:
        return ""
    take(world, world.laptops[old.laptop], old.request, old.answer)
    return f"(nobody) an old answer reaches {old.laptop} again"


def laptop_backup(world: "World", laptop: Laptop, _chance: Random) -> str:
    world.images[laptop.name] = (contents(laptop.connection), list(laptop.knows))
    return "is backed up"


def laptop_restored(world: "World", laptop: Laptop, chance: Random) -> str:
    """It forgets what it did since; what nobody else has is gone by definition."""
    if laptop.name not in world.images:
        return ""
    image, knew = world.images[laptop.name]
    filled(laptop.connection, image)
    granted, read_only = (set(facts.names(laptop.connection, name)) for name in (facts.GRANTED, facts.READ_ONLY))
    laptop.writable = granted - read_only  # a district that came since it never held
    laptop.connection.chance = Random(chance.random())
    world.disasters += 1
    forgotten = set(laptop.knows) - set(knew)
    laptop.knows = list(knew)
    for op_id in forgotten:
        world.ledger[op_id].forgotten = True
    world.count_lost()
    return f"is restored from its backup and forgets {len(forgotten)} edits"


def laptop_cloned(world: "World", laptop: Laptop, chance: Random) -> str:
    """Its disk is copied to another machine: both go on as the same device."""
    if any(other.name.endswith("'") for other in world.laptops.values()):
        return ""
    disk = SHELF.take(contents(laptop.connection))
    twin = replace(laptop, name=f"{laptop.name}'", connection=disk, knows=list(laptop.knows))
    twin.writable, twin.holds = set(laptop.writable), set(laptop.holds)
    twin.connection.chance = Random(f"{world.seed}:{twin.name}")
    world.laptops[twin.name] = twin
    world.disasters += 1
    return "is cloned"


def grant_changed(world: "World", laptop: Laptop, chance: Random) -> str:
    """A district is granted, withdrawn, or becomes read-only; the state's laptop keeps what it works with."""
    bucket = chance.choice(world.districts)
    mode = chance.choice(("none", "rw", "ro", "rw"))
    if mode == "none" and sum(b in world.districts for b in world.hq.granted(laptop.device)) < 2:
        return ""
    world.hq.grant(laptop.device, bucket, mode)
    return f"is granted {bucket}: {mode}"


def outdated(_world: "World", laptop: Laptop, chance: Random) -> str:
    """Its program is so old, or so new, that HQ only takes what it sends; or it is brought up to date."""
    laptop.schema = chance.choice((checks.OLDEST - 1, checks.SCHEMA + 1, None))
    return f"has a program of schema {laptop.schema}"


def month_passes(world: "World", _laptop: Laptop, _chance: Random) -> str:
    """Closed camps are taken back. Not so often that laptops throw away what a restored HQ would need."""
    if world.months == MOST_MONTHS:
        return ""
    world.months += 1
    world.now += MONTH
    return "(nobody) a month passes"


def suspended(world: "World", laptop: Laptop, chance: Random) -> str:
    if laptop.device in world.orders:
        return ""
    status = chance.choice(("suspended", "active"))
    world.hq.set_status(laptop.device, status)
    return f"is {status}"


def hq_backup(world: "World", _laptop: Laptop, _chance: Random) -> str:
    world.backup = world.hq.backup()
    return "(HQ) is backed up"


def hq_restored(world: "World", _laptop: Laptop, _chance: Random) -> str:
    if world.backup is None:
        return ""
    world.remember_erased()
    world.hq.restore(world.backup)
    world.memory.note_restored(world.hq)
    world.disasters += 1
    world.count_lost()
    return "(HQ) is restored from its backup"


def pack_loaded(world: "World", laptop: Laptop, chance: Random) -> str:
    """HQ, or a laptop that lacks it, loads the area list."""
    if chance.random() < 0.5:
        world.load_pack(laptop)
        return "loads the area list"
    world.load_areas(f"list {chance.randrange(3)}")
    return "(HQ) loads an area list"


def joins(world: "World", _laptop: Laptop, chance: Random) -> str:
    """One more laptop, which pulls everything."""
    if len(world.laptops) > 5:
        return ""
    name = f"d{len(world.laptops) + len(world.closed)}"
    world.join(name, world.district_grants(chance), chance)
    return f"(HQ) takes {name} in"


KINDS: tuple[tuple[Callable[["World", Laptop, Random], str], float], ...] = (
    (scope_move, 5),
    (clock_jump, 2),
    (late, 3),
    (laptop_backup, 2),
    (laptop_restored, 2),
    (laptop_cloned, 0.8),
    (grant_changed, 2.5),
    (suspended, 0.8),
    (hq_backup, 1.5),
    (hq_restored, 1.3),
    (pack_loaded, 0.7),
    (joins, 0.5),
    (sticks.file_written, 2),
    (sticks.file_answered, 2),
    (sticks.answer_read, 2),
    (sticks.marks_file, 2),
    (revoking.revoked, 0.3),
    (revoking.pretended, 0.3),
    (revoking.forgotten, 0.5),
    (outdated, 0.8),
    (month_passes, 0.5),
    (asking.history, 2),
)


SPECIAL = {  # what half of the worlds never see, so that it does not crowd out the rest; and what goes with what
    **dict.fromkeys(("file_written", "file_answered", "answer_read"), "files"),
    **dict.fromkeys(("revoked", "pretended", "forgotten"), "standing"),
    **dict.fromkeys(("wrong", "put_right"), "wrong"),
    **dict.fromkeys(("merge", "unmerge", "tell_apart"), "merging"),
    **{
        name: name
        for name in ("outdated", "month_passes", "history", "newer_field", "ask_district", "count_up", "marks_file")
    },
}


def something(world: "World", laptop: Laptop, chance: Random) -> str:
    """One fault by its weight."""
    kinds = [kind for kind, _ in KINDS]
    return str(chance.choices(kinds, world.weights(KINDS))[0](world, laptop, chance))
