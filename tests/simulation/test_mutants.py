"""The simulation sees it when a rule of sync is taken away."""

import pytest

from tests.simulation import explore
from tests.simulation.mutants import FOCUS, MUTANTS, RARE, applied
from tests.simulation.world import World

MOST_SEEDS = 300
# A world that shows it, tried before the others: they are many that show nothing of one missing rule. When this no
# longer fits what the simulation does, the test only takes longer.
SHOWS = {
    "no dedupe": 24,
    "parked edits dropped": 7,
    "a file that lay about": 41,
    "erase forgotten after a restore": 14,
    "no rebase": 107,
    "old generation ignored": 7,
    "no version guard": 5,
    "naive echo skip": 37,
    "fork undetected": 70,
    "no refetch on a late ack": 26,
    "unclean acks trusted": 6,
    "a missing page unseen": 6,
    "an old answer to a wish counts": 7,
    "withdrawn bucket kept": 44,
    "what was sent kept": 20,
    "revisions of another generation trusted": 63,
    "history for anybody": 10,
    "history of the erased": 13,
    "records for an outdated laptop": 6,
    "newer fields dropped": 13,
    "what was merged meanwhile stays": 105,
    "half of what was rejected": 8,
    "a restored HQ believes nobody": 63,
    "a laptop does not tell what it sends again": 14,
    "what was seen of a lost HQ forgotten": 14,
    "a replaced value conflicts again": 63,
    "any older value is past": 23,
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_caught(name: str) -> None:
    with applied(name):
        rare = name in RARE
        laptops, steps = (2, 200) if rare else (4, 60)
        seeds = sorted(range(MOST_SEEDS), key=lambda seed: seed != SHOWS.get(name))
        worlds = (World(s, laptops=laptops, likely=FOCUS.get(name), uneven=rare) for s in seeds)
        assert any(explore.attempt(world, range(steps)) for world in worlds), name
