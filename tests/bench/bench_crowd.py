"""200 laptops that exchange at once with one HQ on PostgreSQL, held to the clock: tests.proofs.hq_crowd."""

from tests.proofs.hq_crowd import CORES, crowds, middle_and_slow

LAPTOPS, SECONDS = 200, 60
MOST = 2.0  # seconds, of the 95th percentile


def rows() -> list[tuple[str, str, str, str, str]]:
    """(what, ours, limit, ratio, owed)."""
    slow = middle_and_slow(crowds(LAPTOPS, CORES, SECONDS))[1]
    what = f"{LAPTOPS} laptops at once at one HQ on PostgreSQL, {CORES} workers, 95th percentile of the answers"
    return [(what, f"{slow:.2f} s", f"{MOST:.0f} s", f"{slow / MOST:.2f}", "1")]
