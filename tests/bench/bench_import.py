"""Import of a roster of 25,000, change capture on, against raw executemany of the same rows (see raw)."""

import json
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import child, district
from tests.bench.raw import insert_again

ROWS = 25_000
OWED, GOAL = 25, 12


def rows() -> list[tuple[str, str, str, str, str]]:
    """(what, ours, peer, ratio, owed)."""
    runs = [child.run(__name__, ROWS) for _run in range(child.RUNS)]
    took = child.medians(runs)
    us = 1e6 / ROWS
    return [
        (
            f"Import of {ROWS:,} rows, capture on, CPU a row, against raw executemany",
            f"{took['ours'] * us:.0f} µs",
            f"{took['raw'] * us:.1f} µs",
            f"{took['ratio']:.1f}",
            f"{OWED} (goal {GOAL})",
        ),
        ("The same, rows a second by the clock", f"{took['people'] / took['clock']:,.0f}", "–", "–", "–"),
    ]


def measured(folder: Path, count: int) -> dict[str, float]:
    """CPU seconds of one import and of the raw insert of the same rows, one after the other."""
    store, home = district.make(folder / "data")
    path = district.roster(folder, count)
    plan = district.plan(path, home)
    began, clock = time.process_time(), time.perf_counter()
    result = district.members_import.run(store, district.silent, plan=plan)
    ours, clock = time.process_time() - began, time.perf_counter() - clock
    assert result.added > 0.9 * count
    people, plain = insert_again(store.path, store.key, folder)
    store.close()
    return {"ours": ours, "raw": plain, "ratio": ours / plain, "people": people, "clock": clock}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(measured(Path(made), int(sys.argv[1]))))
