"""The simulation for as long as wanted: python -m tests.simulation --seeds 10000 --steps 60 --minutes 5 --first 7."""

import argparse
import sys
import time
from itertools import count

from tests.simulation.explore import a_seed, explore


def main() -> int:
    """Runs, and says how many seeds at what speed, or the failing steps."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--seeds", type=int, default=1_000)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--minutes", type=float, help="instead of a number of seeds")
    parser.add_argument("--first", type=int, help="the first seed; chosen by chance when not given")
    options = parser.parse_args()
    first = a_seed() if options.first is None else options.first
    seeds = count(first) if options.minutes else range(first, first + options.seeds)
    began = time.monotonic()
    try:
        done = explore(
            seeds,
            options.steps,
            go_on=lambda: not options.minutes or time.monotonic() - began < 60 * options.minutes,
        )
    except AssertionError as failure:
        sys.stdout.write(f"{failure} --steps {options.steps} --seeds 1\n")
        return 1
    each = 1000 * (time.monotonic() - began) / max(1, done)
    sys.stdout.write(f"{done} seeds from {first} of {options.steps} steps, nothing broken, {each:.0f} ms each\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
