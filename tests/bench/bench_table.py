"""The roster of a state, 600,000 people, in the window: first rows, any place of the scroll bar, every order, what the
chips count, and the memory of the process against an empty window's.
"""

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from organizer_app.db.store import Store
from organizer_app.services import members_facets, members_filters, members_list
from tests.bench import child, district
from tests.bench.bench_window import EMPTY

PEOPLE = 600_000
OPEN = "tests.bench.table_open"
FIRST_MS, JUMP_MS, MEMORY = 100, 50, 2.5
ROUNDS = 3
Row = tuple[str, str, str, str, str]


def rows() -> list[Row]:
    """(what, ours, peer, ratio, owed)."""
    with tempfile.TemporaryDirectory() as made:
        store, home = district.make(Path(made) / "data")
        district.read(store, district.roster(Path(made), PEOPLE), home)
        folder, key = store.folder, store.key
        store.close()
        return measured(folder, key)


def measured(folder: Path, key: bytes) -> list[Row]:
    """The same of a data folder that is there."""
    opened = child.medians([child.run(OPEN, folder, key.hex()) for _round in range(ROUNDS)])
    empty = child.medians([child.run(EMPTY) for _round in range(ROUNDS)])
    store = Store(folder, key)
    found = [*_window(opened, empty), *orders(store), *chips(store)]
    store.close()
    return found


def _window(opened: dict[str, float], empty: dict[str, float]) -> list[Row]:
    def within(what: str, name: str, limit: int) -> Row:
        took = opened[name]
        return (what, f"{took:.0f} ms", f"{limit} ms", f"{took / limit:.2f}", "1")

    return [
        within(f"Members page of {opened['people']:,.0f}, its first people on the screen", "first", FIRST_MS),
        within("The same, any place of the scroll bar, median", "jump", JUMP_MS),
        within("The same, 95th percentile", "jump95", JUMP_MS),
        (
            "The same, memory at its highest, against an empty PySide6 window",
            f"{opened['megabytes']:.0f} MB",
            f"{empty['megabytes']:.0f} MB",
            f"{opened['megabytes'] / max(1, empty['megabytes']):.2f}",
            f"{MEMORY}",
        ),
    ]


def orders(store: Store) -> list[Row]:
    """The first people and all of them in each order, CPU beside the database thread."""
    found = []
    with store.reading() as session:
        members_list.ids(session, limit=1)
        for sort in members_list.SORTS:
            first = _cpu(partial(members_list.ids, session, sort=sort, limit=200))
            every = _cpu(partial(members_list.ids, session, sort=sort), 1)
            found.append((f"Sorted by {sort}: the first 200, and all", f"{first:.0f} ms", f"{every:.0f} ms", "–", "–"))
    return found


def chips(store: Store) -> list[Row]:
    """What stands behind the options of each chip when its menu opens."""
    found = []
    with store.reading() as session:
        options = [place.id for place in members_filters.choices(session).areas]
        for key in members_facets.KEYS:
            count = partial(members_facets.counts, session, key=key, chosen=members_list.ALL, options=options)
            took = _cpu(count)
            found.append((f"Counts of the chip “{key}”, CPU", f"{took:.0f} ms", "–", "–", "–"))
    return found


def _cpu(work: Callable[[], object], times: int = ROUNDS) -> float:
    taken = []
    for _time in range(times):
        began = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - began))
    return median(taken)
