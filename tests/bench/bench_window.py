"""The window ready for work, on a district of 2,000, against an empty PySide6 window: CPU of the whole process."""

import tempfile
from pathlib import Path

from tests.bench import child, district

PEOPLE = 2_000
OWED, GOAL = 2.4, 1.5
RUNS = 5  # short, and the start of a process varies more than a loop

OURS, EMPTY = "tests.bench.window_ours", "tests.bench.window_empty"


def rows() -> list[tuple[str, str, str, str, str]]:
    """(what, ours, peer, ratio, owed)."""
    with tempfile.TemporaryDirectory() as made:
        make(Path(made))
        child.run(OURS, made)  # compiles what is not compiled yet
        ours, empty = [], []
        for _run in range(RUNS):
            ours.append(child.run(OURS, made))
            empty.append(child.run(EMPTY))
    us, them = child.medians(ours), child.medians(empty)
    return [
        (
            f"{what}, CPU, against an empty PySide6 window",
            f"{us[name] * 1000:.0f} ms",
            f"{them['cpu'] * 1000:.0f} ms",
            f"{us[name] / them['cpu']:.2f}",
            owed,
        )
        for what, name, owed in (
            ("Window on the screen, taking keys", "shown", f"{OWED} (goal {GOAL})"),
            (f"The same with its first page filled, of {PEOPLE:,} people", "filled", "–"),
        )
    ] + [
        (
            "The same, memory at its highest",
            f"{us['megabytes']:.0f} MB",
            f"{them['megabytes']:.0f} MB",
            f"{us['megabytes'] / max(1, them['megabytes']):.2f}",
            "–",
        )
    ]


def make(folder: Path) -> None:
    """A district with people, for the window to open."""
    store, home = district.make(folder / "data")
    district.read(store, district.roster(folder, PEOPLE), home)
    store.close()
