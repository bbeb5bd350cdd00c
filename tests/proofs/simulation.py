"""Laptops and an HQ under every fault, for as long as there is time: 10,000 short runs first, then longer ones."""

import time

from tests.proofs.arguments import parsed, say
from tests.simulation.explore import explore

SHORT, LONG = 60, 200  # steps
RUNS = 10_000

if __name__ == "__main__":
    options = parsed(runs=RUNS)
    ends = time.monotonic() + 0.8 * options.seconds
    short = explore(range(options.seed, options.seed + options.runs), SHORT, go_on=lambda: time.monotonic() < ends)
    ends = max(time.monotonic(), ends) + 0.2 * options.seconds
    long = explore(range(options.seed, options.seed + options.runs), LONG, go_on=lambda: time.monotonic() < ends)
    if min(short, long) < 1:
        raise SystemExit(f"too few runs: {short} of {SHORT} steps, {long} of {LONG}")
    say(f"{short} runs of {SHORT} steps, {long} of {LONG}: every edit accounted for, everywhere the same records")
