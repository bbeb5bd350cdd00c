"""Laptops and an HQ under every fault, for as long as there is time: 10,000 short runs first, then longer ones."""

import gc
import multiprocessing
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from tests.proofs.arguments import parsed, say
from tests.simulation.explore import explore

SHORT, LONG = 60, 200  # steps
RUNS = 10_000
PORTION = 50  # seeds that a process takes at once
FOR_SHORT = 0.92  # of the time


def portion(first: int, number: int, steps: int, ends: float) -> int:
    """Some seeds, in a process of their own; gives how many there was time for. Raises AssertionError."""
    gc.freeze()  # what was imported is not looked through again
    return explore(range(first, first + number), steps, go_on=lambda: time.monotonic() < ends)


def all_of(pool: ProcessPoolExecutor, first: int, runs: int, steps: int, ends: float) -> int:
    """The runs on every core until the time ends."""
    firsts: Sequence[int] = range(first, first + runs, PORTION)
    numbers = [min(PORTION, first + runs - f) for f in firsts]
    return sum(pool.map(portion, firsts, numbers, [steps] * len(firsts), [ends] * len(firsts)))


def main() -> None:
    """Says how many runs there were; ends with the first failure, told by its shortest run."""
    options = parsed(runs=RUNS)
    began = time.monotonic()
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=spawning) as pool:
        try:
            short = all_of(pool, options.seed, options.runs, SHORT, began + FOR_SHORT * options.seconds)
            long = all_of(pool, options.seed, options.runs, LONG, began + options.seconds)
        except AssertionError as failure:
            pool.shutdown(cancel_futures=True)
            raise SystemExit(str(failure)) from None
    if min(short, long) < 1:
        raise SystemExit(f"too few runs: {short} of {SHORT} steps, {long} of {LONG}")
    say(f"{short} runs of {SHORT} steps, {long} of {LONG}: every edit accounted for, everywhere the same records")


if __name__ == "__main__":
    main()
