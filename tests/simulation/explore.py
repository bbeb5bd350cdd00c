"""Runs many seeds, and tells a failure by the few steps that are enough for it."""

import logging
import random
import time
import traceback
from collections.abc import Callable, Iterable, Sequence

from tests.simulation import world
from tests.simulation.shrink import shrunk
from tests.simulation.world import World

LONGEST_SHRINKING = 90  # seconds; then what is left is shown


def kind_of(error: BaseException) -> str:
    """What is the same in a shrunk run."""
    return str(getattr(error, "kind", type(error).__name__))


def attempt(made: World, steps: Iterable[int]) -> BaseException | None:
    """Runs a world; gives what went wrong."""
    try:
        world.play(made, steps)
    except Exception as error:
        return error
    return None


def told(seed: int, steps: Sequence[int]) -> str:
    """The shortest failing run of a seed in plain lines: its steps, what happened, and what broke."""
    ends = time.monotonic() + LONGEST_SHRINKING

    def fails(some: Sequence[int]) -> str:
        error = attempt(World(seed), some) if time.monotonic() < ends else None
        return kind_of(error) if error else ""

    few = shrunk(steps, fails)
    made = World(seed)
    error = attempt(made, few)
    trace = "".join(traceback.format_exception(error)) if error else "the shrunk run does not fail: not repeatable"
    return "\n".join([f"seed {seed}, steps {few}", *made.said, trace])


def explore(seeds: Iterable[int], steps: int, *, go_on: Callable[[], bool] = lambda: True) -> int:
    """Runs seeds while `go_on`; gives how many. Raises AssertionError that tells the first failure."""
    logging.getLogger("organizer_app.hq").setLevel(logging.ERROR)  # broken ops are part of it
    number = 0
    for seed in seeds:
        if not go_on():
            break
        error = attempt(World(seed), range(steps))
        if error is not None:
            raise AssertionError(
                f"{told(seed, range(steps))}\nagain: python -m tests.simulation --first {seed}"
            ) from error
        number += 1
    return number


def a_seed() -> int:
    """Where to begin when nobody says."""
    return random.SystemRandom().randrange(10_000, 10**9)
