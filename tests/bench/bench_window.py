"""The window ready for work, on a district of 2,000, against an empty PySide6 window: CPU of the whole process.

The page filled is measured against an empty window that opened the same database as well, because that is the least
which anything must do that shows what stands in it.
"""

import tempfile
from pathlib import Path

from tests.bench import child, district

PEOPLE = 2_000
OWED, GOAL = 2.0, 1.5
RUNS = 5  # short, and the start of a process varies more than a loop

OURS, EMPTY, WITH_DATABASE = "tests.bench.window_ours", "tests.bench.window_empty", "tests.bench.window_database"


def rows() -> list[tuple[str, str, str, str, str]]:
    """(what, ours, peer, ratio, owed)."""
    ours: list[dict[str, float]] = []
    empty: list[dict[str, float]] = []
    opened: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as made:
        key = make(Path(made))
        for _run in range(RUNS + 1):
            ours.append(child.run(OURS, made))
            empty.append(child.run(EMPTY))
            opened.append(child.run(WITH_DATABASE, made, key))
    us, window, database = (child.medians(runs[1:]) for runs in (ours, empty, opened))  # the first compiles
    owed = f"{OWED} (goal {GOAL})"
    plain, peer = "an empty PySide6 window", "an empty PySide6 window that opens the same database"
    filled = f"First page filled, of {PEOPLE:,} people"
    return [
        _row(f"Window on the screen, taking keys, CPU, against {plain}", us["shown"], window["cpu"], owed),
        _row(f"{filled}, CPU, against {peer}", us["filled"], database["cpu"], owed),
        _row(f"{filled}, memory at its highest, against {peer}", us["megabytes"], database["megabytes"], f"{OWED}"),
        _row(f"The same memory, against {plain}, no database open", us["megabytes"], window["megabytes"], "–"),
    ]


def make(folder: Path) -> str:
    """A district with people, for the window to open; gives its key in hexadecimal digits."""
    store, home = district.make(folder / "data")
    district.read(store, district.roster(folder, PEOPLE), home)
    store.close()
    return store.key.hex()


def _row(what: str, ours: float, peer: float, owed: str) -> tuple[str, str, str, str, str]:
    numbers = (
        (f"{ours * 1000:.0f} ms", f"{peer * 1000:.0f} ms") if "CPU" in what else (f"{ours:.0f} MB", f"{peer:.0f} MB")
    )
    return what, *numbers, f"{ours / max(peer, 0.001):.2f}", owed
