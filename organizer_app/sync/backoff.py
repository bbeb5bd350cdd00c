"""How long to wait before the next try: longer after each failure, never the same on two laptops."""

import random

FIRST, LONGEST = 5.0, 15 * 60.0  # seconds
LONGEST_ASKED = 6 * 3600.0  # HQ's wish is honoured up to here: a mistake there must not stop a laptop for days


def wait(failures: int, *, asked: float = 0.0, chance: random.Random) -> float:
    """Seconds until the next try after so many failures in a row (0: none). `asked` is what HQ said in Retry-After.

    Half of the time is chance, so that laptops that lost the same line do not come back at the same moment.
    """
    if failures <= 0:
        return 0.0
    longest = min(LONGEST, FIRST * 2.0 ** min(failures - 1, 20))
    own = longest / 2 + chance.uniform(0, longest / 2)
    return max(own, min(asked, LONGEST_ASKED) * chance.uniform(1, 1.1))
