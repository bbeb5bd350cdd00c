"""The simulation sees it when a rule of sync is taken away."""

import pytest

from tests.simulation import explore
from tests.simulation.mutants import FOCUS, MUTANTS, RARE, applied
from tests.simulation.world import World

MOST_SEEDS = 300


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_caught(name: str) -> None:
    with applied(name):
        rare = name in RARE
        laptops, steps = (2, 200) if rare else (4, 60)
        worlds = (World(s, laptops=laptops, likely=FOCUS.get(name), uneven=rare) for s in range(MOST_SEEDS))
        assert any(explore.attempt(world, range(steps)) for world in worlds), name
