"""Names and phones: what a roster row costs, against the library that knows every number plan and the uncached way."""

import time
from collections.abc import Callable
from itertools import islice
from statistics import median

import phonenumbers

from organizer_app.domain import phones, search_keys
from organizer_app.domain.made_up import people

CELLS = [f"98{n:08d}" for n in range(1, 20_001)]
RUNS = 5


def _each(work: Callable[[], object], count: int) -> float:
    """Median microseconds of CPU for one of `count`."""
    spent = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        spent.append((time.process_time() - began) / count * 1e6)
    return median(spent)


def rows() -> list[tuple[str, str, str, str, str]]:
    """The lines of the table: what, ours, peer or limit, ratio, owed."""
    ours = _each(lambda: [phones.read(c) for c in CELLS], len(CELLS))
    library = _each(lambda: [phonenumbers.parse(c, "IN") for c in CELLS], len(CELLS))
    names = [p.name for p in islice(people(20_000, 1), 20_000)]
    seen = _each(lambda: [search_keys.search_text(n, "", "") for n in names], len(names))
    made = _each(lambda: list(people(20_000, 1)), 20_000)
    return [
        ("plain mobile number read", f"{ours:.1f} µs", f"phonenumbers {library:.1f} µs", f"{ours / library:.2f}", ""),
        ("search keys of a name", f"{seen:.1f} µs", "", "", ""),
        ("one made-up person", f"{made:.1f} µs", "", "", ""),
    ]
