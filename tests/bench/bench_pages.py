"""Every page's first paint, and another language or theme, on the rosters of a district and of a state."""

import tempfile
from pathlib import Path

from tests.bench import child, district

PEOPLE = {25_000: 100, 600_000: 150}  # and the milliseconds that a page may take
SWITCH_MS = 100
OPEN = "tests.bench.pages_open"
Row = tuple[str, str, str, str, str]


def rows() -> list[Row]:
    """(what, ours, limit, ratio, owed)."""
    found = []
    for people, limit in PEOPLE.items():
        with tempfile.TemporaryDirectory() as made:
            store, home = district.make(Path(made) / "data")
            district.read(store, district.roster(Path(made), people), home)
            folder, key = store.folder, store.key
            store.close()
            found += measured(folder, key, people, limit)
    return found


def measured(folder: Path, key: bytes, people: int, limit: int) -> list[Row]:
    """The same of a data folder that is there."""
    opened = child.run(OPEN, folder, key.hex())

    def within(what: str, took: float, most: int) -> Row:
        return (f"{what}, {people:,} people, CPU", f"{took:.0f} ms", f"{most} ms", f"{took / most:.2f}", "1")

    pages: dict[str, dict[str, float]] = opened["pages"]
    worst = max(pages, key=lambda page: pages[page]["language"])
    return [
        *(within(f"Page “{page}” made and painted with its first rows", took["anew"], limit)
          for page, took in pages.items()),
        *((f"The same of “{page}” with its modules loaded, {people:,} people", f"{took['first']:.0f} ms", "–", "–", "–")
          for page, took in pages.items()),
        within(f"Another language, on the slowest page ({worst})", pages[worst]["language"], SWITCH_MS),
        within("Light to dark, on the members page", opened["theme"], SWITCH_MS),
    ]  # fmt: skip
