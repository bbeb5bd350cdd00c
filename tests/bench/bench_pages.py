"""Every page's first paint, and another language or theme, on the rosters of a district and of a state.

The first visit in a process and a page made anew are both measured: the first loads and compiles what the other has.
"""

import tempfile
from pathlib import Path
from statistics import median

from organizer_app.db.store import Store
from tests.bench import child, district, state

SWITCH_MS = 100
OPEN = "tests.bench.pages_open"
Row = tuple[str, str, str, str, str]


def rows() -> list[Row]:
    """(what, ours, limit, ratio, owed)."""
    with tempfile.TemporaryDirectory() as made:
        store, home = district.make(Path(made) / "district")
        district.read(store, district.roster(Path(made), 25_000), home)
        found = measured(store, 25_000, 100)
        (folder := Path(made) / "state").mkdir()
        large = Store(folder, bytes(32))
        state.fill(large, 600_000)
        return found + measured(large, 600_000, 150)


def measured(store: Store, people: int, limit: int) -> list[Row]:
    """The same of a store that is there, which is closed; `limit` is what a page may take, in milliseconds."""
    folder, key = store.folder, store.key.hex()
    store.close()
    pages: dict[str, dict[str, float]] = child.run(OPEN, folder, key)
    for page in pages:
        pages[page]["first"] = median(child.run(OPEN, folder, key, page) for _run in range(child.RUNS))

    def within(what: str, took: float, most: int) -> Row:
        return (f"{what}, {people:,} people, CPU", f"{took:.0f} ms", f"{most} ms", f"{took / most:.2f}", "1")

    worst = max(pages, key=lambda page: pages[page]["language"])
    return [
        *(within(f"Page “{page}” made anew and painted with its first rows", took["anew"], limit)
          for page, took in pages.items()),
        *(within(f"Page “{page}”, the first one visited in a process", took["first"], limit)
          for page, took in pages.items()),
        within(f"Another language, on the slowest page ({worst})", pages[worst]["language"], SWITCH_MS),
        within("Light to dark, on the members page", pages["members"]["theme"], SWITCH_MS),
    ]  # fmt: skip
