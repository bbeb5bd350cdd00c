"""The simulation sees it when a rule of sync is taken away."""

import pytest

from tests.simulation import explore
from tests.simulation.mutants import MUTANTS, applied
from tests.simulation.world import World

MOST_SEEDS = 300


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_caught(name: str) -> None:
    with applied(name):
        assert any(explore.attempt(World(seed), range(60)) for seed in range(MOST_SEEDS)), name
