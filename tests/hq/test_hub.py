"""Many laptops at once: no version twice, none missed, nobody waits for ever."""

import threading
from concurrent.futures import ThreadPoolExecutor

from organizer_app.wire.protocol import Answer, Exchange, Op
from tests.hq.world import KHUNTI, RANCHI, World

WRITERS, ROUNDS, OPS = 4, 6, 5


def edits(world: World, name: str, turn: int) -> list[Op]:
    """Ops on both districts, on people whom every laptop makes and edits."""
    laptop = world[name]
    made = [laptop.op(f"{turn + 1:016x}{i:016x}", {"name": name}) for i in range(OPS)]
    bucket = (RANCHI, KHUNTI)[turn % 2]
    return [*made, *(laptop.op(f"{i:032x}", {"notes": f"{name} {turn}"}, bucket=bucket) for i in range(turn % 2, 4, 2))]


def test_versions_of_a_bucket_come_in_the_order_of_commits(world: World) -> None:
    names = [f"w{i}" for i in range(WRITERS)]
    for name in names:
        world.laptop(name, RANCHI, KHUNTI)
    world.laptop("reader", RANCHI, KHUNTI)
    done = threading.Event()

    def write(name: str) -> None:
        for turn in range(ROUNDS):
            assert {r.status for r in world[name].does(*edits(world, name, turn))} <= {"ok", "conflict"}

    def read() -> dict[tuple[str, str], int]:
        seen: dict[tuple[str, str], int] = {}
        cur: dict[str, int] = {}
        while True:
            last = done.is_set()
            answer: Answer = world.hub.handle("reader", Exchange(1, 1, world.gen, world.now, cur=cur, max=7))
            for rows in answer.rows.values():
                seen |= {(row.tbl, row.id): row.rev for row in rows}
            cur = answer.cur
            if last and not answer.more:
                return seen

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reading = pool.submit(read)
        try:
            for writing in [pool.submit(write, name) for name in names]:
                writing.result(60)
        finally:  # or a writer that failed leaves the reader reading for ever
            done.set()
        seen = reading.result(60)
    fresh = world.hub.handle("reader", Exchange(1, 1, world.gen, world.now, max=20_000))
    held = {(row.tbl, row.id): row.rev for rows in fresh.rows.values() for row in rows}
    assert seen == held
    for rows in fresh.rows.values():
        assert len({row.ver for row in rows}) == len(rows)


def test_one_laptop_sending_twice_at_once_is_answered_the_same_twice(world: World) -> None:
    laptop = world["ranchi"]
    request = laptop.request(*(laptop.op(f"{i:032x}", {"name": "A"}) for i in range(20)))
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _n: world.hub.handle("ranchi", request), range(2))
    assert first.res == second.res
    assert world.version(RANCHI) == 20
