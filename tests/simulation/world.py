"""Laptops and an HQ on one thread, with an injected clock and chance: what happens in step i depends on (seed, i).

So a step can be left out and the others still do what they did, as far as the world lets them.
"""

from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import Any

from organizer_app.db import facts
from organizer_app.domain.ids import natural_id
from organizer_app.wire.orders import SignedOrder
from tests.simulation import edits, exchanging, faults, invariants, odd_edits, verbs
from tests.simulation.accounts import Accounts
from tests.simulation.failed import Failed
from tests.simulation.headquarters import Headquarters
from tests.simulation.laptop import Edit, Laptop, insert, write
from tests.simulation.memory import Memory
from tests.simulation.sticks import Stick
from tests.simulation.templates import SHELF, Contents

START = 1_760_000_000_000
DISTRICTS = ("D01", "D02", "D03")
STATE, ALL = "state:20", "hq"
CAMP = f"camp:{edits.CAMPS[0].hex()}"  # the camp above a district; the other is some district's own
AREAS = tuple(natural_id("simulation", "area", str(n)) for n in range(3))
WRONG = 3 * 365 * 24 * 3_600_000  # milliseconds by which a clock may be wrong
MOST_EXCHANGES = 200  # in which an outbox must be empty
ROUNDS = 8  # of all laptops until none of them has news


def area_names(name: str) -> dict[bytes, str]:
    """The areas of a list."""
    return {area: f"{name} {number}" for number, area in enumerate(AREAS)}


class World:
    """One run: `ledger` remembers every edit beside the product, `said` what happened in plain lines."""

    def __init__(
        self,
        seed: int,
        *,
        laptops: int = 4,
        with_faults: bool = True,
        likely: Mapping[str, float] | None = None,
        uneven: bool = False,
    ) -> None:
        """`likely`: how much more than usual a verb or fault happens, or any ("a fault"). `uneven`: lots of one op and
        of many, on a line that often fails.
        """
        chance = Random(f"{seed}:world")
        self.seed, self.with_faults, self.now = seed, with_faults, START
        self.hq = Headquarters(lambda: self.now, STATE, area_names("list"))
        self._likely = dict(likely or {})
        self.loss = chance.choice((1, 1, 2.5))  # how much more often exchanges fail
        self.most_ops = chance.choice(((1,), (1, 3, 50), (1, 50), (50,)))
        if uneven:
            self.loss, self.most_ops = 1.3, (1, 50)
        self.most_rows = chance.choice(((1, 4), (1, 4, 50), (50,)))
        self.laptops: dict[str, Laptop] = {}
        self.ledger: dict[str, Edit] = {}
        self.said: list[str] = []
        self.old: list[exchanging.Delivered] = []
        self.images: dict[str, tuple[Contents, list[str]]] = {}
        self.backup: Any = None
        self.stick = Stick()
        self.orders: dict[str, SignedOrder] = {}  # by which HQ closes laptops for good
        self.closed: list[Laptop] = []
        self.months = 0  # that passed at once
        self.erased: set[tuple[str, str]] = set()
        self.parked: set[str] = set()
        self.replayed: set[str] = set()  # ops that a restored HQ has from an old request that somebody sent again
        self.memory = Memory()
        self.disasters = 0  # restored and cloned databases, after which a conflict may be shown that is none
        for number in range(laptops):
            self.join(f"d{number}", self.district_grants(chance) if number else self.state_grants(), chance)

    @property
    def districts(self) -> tuple[str, ...]:
        return DISTRICTS

    def load_areas(self, name: str) -> None:
        """HQ's own area list."""
        self.hq.load_areas(STATE, area_names(name))

    def count_lost(self) -> None:
        """After a disaster: what a laptop forgot, HQ doesn't have and no other disk holds, is gone by definition."""
        kept = {op_id for (op_id,) in self.hq.rows("SELECT op_id FROM oplog")}
        for laptop in self.laptops.values():
            kept |= laptop.keeps()
        for edit in self.ledger.values():
            edit.lost = edit.lost or (edit.forgotten and edit.op_id not in kept)

    def remember_erased(self) -> None:
        """Those who were erased once, whatever HQ is restored to."""
        self.erased |= set(self.hq.rows("SELECT tbl, id FROM head WHERE state = 'erased'"))

    def state_grants(self) -> dict[str, str]:
        """Of the laptop that does HQ's own work and runs the camps above a district."""
        return dict.fromkeys((*DISTRICTS, *(f"{d}:up" for d in DISTRICTS), STATE, ALL), "rw")

    def district_grants(self, chance: Random) -> dict[str, str]:
        mine = chance.sample(DISTRICTS, chance.choice((1, 1, 2)))
        return {b: "rw" for d in mine for b in (d, f"{d}:up")} | {STATE: "ro", ALL: "ro"}

    def join(self, name: str, grants: dict[str, str], chance: Random) -> Laptop:
        """A new laptop with its grants; its clock is right, or wrong by up to three years. Many load the area pack."""
        connection = SHELF.take()
        laptop = Laptop(name, name, connection, chance.choice((0, 0, chance.randint(-WRONG, WRONG))), chance)
        connection.chance = Random(f"{self.seed}:{name}")
        self.laptops[name] = laptop
        self.hq.enrol(name, grants)
        laptop.writable = {b for b, mode in grants.items() if mode == "rw"}
        for fact in (facts.GRANTED, facts.HELD):  # as joining leaves it
            facts.put_names(connection, fact, list(grants))
        facts.put_names(connection, facts.READ_ONLY, [b for b, mode in grants.items() if mode == "ro"])
        if chance.random() < 0.6:
            self.load_pack(laptop)
        return laptop

    def load_pack(self, laptop: Laptop) -> None:
        """The area list, taken from the product's files and not from HQ: nothing is captured."""
        connection = laptop.connection
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE capture SET applying = 1")
        for number, area in enumerate(AREAS):
            if not connection.execute("SELECT 1 FROM areas WHERE id = ?", (area,)).fetchone():
                insert(connection, "areas", area, bucket=STATE, level="district", code=str(number), name_en="pack")
        connection.execute("UPDATE capture SET applying = 0")
        connection.execute("COMMIT")

    # What the verbs ask for.

    def may_write(self, laptop: Laptop) -> list[str]:
        """The buckets that the laptop believes it may write; a camp above a district is made by the state's laptop."""
        return sorted(laptop.writable | ({CAMP} if STATE in laptop.writable else set()))

    def weights(self, verbs: Iterable[tuple[Callable[..., str], float]]) -> list[float]:
        """How likely each verb is in this world: what is rare in one is common in another, so that rare things meet."""
        found = []
        for verb, weight in verbs:
            name = verb.__name__
            if name not in self._likely:
                group = faults.SPECIAL.get(name)
                chance = Random(f"{self.seed}:{group or name}")
                self._likely[name] = chance.choice((0, 0, 1, 4) if group else (0.2, 1, 1, 4))
            found.append(weight * self._likely[name])
        return found

    def edit(self, laptop: Laptop, statements: Callable[[Any], None]) -> None:
        self.note(write(laptop, self.now, statements))

    def note(self, made: Iterable[Edit]) -> None:
        for edit in made:
            self.ledger[edit.op_id] = edit

    # A run.

    def step(self, number: int) -> None:
        """What happens at a step: mostly an edit or an exchange."""
        chance = Random(f"{self.seed}:{number}")
        self.chance = chance
        self.now += chance.randint(1, 3_600_000)
        laptop = chance.choice(list(self.laptops.values()))
        kind = chance.random() * (0.82 + 0.18 * self._likely.get("a fault", 1))
        if kind < 0.52:
            line = verbs.something(self, laptop, chance)
        elif kind < 0.82:
            line = exchanging.exchange(self, laptop, chance)
        elif self.with_faults:
            line = faults.something(self, laptop, chance)
        else:
            line = ""
        if line:
            self.said.append(f"{number:4} {laptop.name} {line}")

    def settle(self) -> None:
        """Without faults from here on, every laptop exchanges until none of them has news. Raises Failed."""
        faults.heal(self)
        self._come_to_rest()
        chance = Random(f"{self.seed}:settle")
        typed = [odd_edits.type_again(self, laptop, chance) for laptop in self.laptops.values()]
        if any(typed):
            self._come_to_rest()

    def _come_to_rest(self) -> None:
        for _round in range(ROUNDS):
            news = False
            for laptop in self.laptops.values():
                for exchanges in range(MOST_EXCHANGES + 1):
                    done = exchanging.exchange_once(self, laptop)
                    news = news or done.news
                    if done.quiet:
                        break
                    if exchanges == MOST_EXCHANGES:
                        raise Failed("outbox", f"{laptop.name} has news after {MOST_EXCHANGES} exchanges: {done}")
            if not news:
                return
        raise Failed("quiet", f"there are news after {ROUNDS} rounds")

    def close(self) -> None:
        """Puts the databases back for the next run."""
        for laptop in (*self.laptops.values(), *self.closed):
            SHELF.give(laptop.connection)


def play(world: World, steps: Iterable[int]) -> None:
    """Steps, then quiet, then the check of every invariant. Raises Failed, or whatever the product raises."""
    for number in steps:
        world.step(number)
    world.settle()
    world.remember_erased()
    invariants.check(world)
    Accounts(world).check()
    world.close()


def run(
    seed: int,
    steps: Iterable[int] = range(60),
    *,
    laptops: int = 4,
    with_faults: bool = True,
    likely: Mapping[str, float] | None = None,
) -> World:
    """One world and all that happens in it."""
    world = World(seed, laptops=laptops, with_faults=with_faults, likely=likely)
    play(world, steps)
    return world
