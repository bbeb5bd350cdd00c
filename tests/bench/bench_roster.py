"""The roster of 25,000 on screen: first rows, a jump to the middle, and search as it is typed, by the clock.

Search stands against what a plain program does, LIKE over both names; the jump against OFFSET. All on the same file.
"""

import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles

from sqlalchemy import text

from organizer_app.db.store import Store
from organizer_app.domain.made_up import people
from organizer_app.services import members_list
from tests.bench import district

ROWS, SEED = 25_000, 1
PAGE = 128
QUERIES = 120
SQL_LIKE = (
    "SELECT n FROM members WHERE archived_at IS NULL AND (name LIKE :q OR name_other LIKE :q) "
    "ORDER BY sort_key LIMIT 50"
)
SQL_OFFSET = "SELECT * FROM members WHERE archived_at IS NULL ORDER BY sort_key, n LIMIT 128 OFFSET :at"


def rows() -> list[tuple[str, str, str, str, str]]:
    """(what, ours, peer, ratio, owed)."""
    with tempfile.TemporaryDirectory() as made:
        store, home = district.make(Path(made) / "data")
        district.read(store, district.roster(Path(made), ROWS), home)
        found = [*table(store), *search(store)]
        store.close()
    return found


def table(store: Store) -> list[tuple[str, str, str, str, str]]:
    """The first page as the table asks for it, and a page in the middle."""

    def first(session: object) -> None:
        numbers = members_list.ids(session, limit=200)  # type: ignore[arg-type]  # a session
        members_list.rows(session, numbers=numbers[:PAGE])  # type: ignore[arg-type]

    with store.reading() as session:
        numbers = members_list.ids(session)
        middle = len(numbers) // 2
        begin = _ms(lambda: first(session))
        every = _ms(lambda: members_list.ids(session))
        jump = _ms(lambda: members_list.rows(session, numbers=numbers[middle : middle + PAGE]))
        offset = _ms(lambda: session.execute(text(SQL_OFFSET), {"at": middle}).all())
    return [
        (f"Members table of {len(numbers):,}, first rows", f"{begin:.1f} ms", "–", "–", "–"),
        ("All ids in order, for the scroll bar", f"{every:.1f} ms", "–", "–", "–"),
        (
            f"{PAGE} rows in the middle, against OFFSET",
            f"{jump:.1f} ms",
            f"{offset:.1f} ms",
            f"{jump / offset:.2f}",
            "–",
        ),
    ]


def typed(seed: int) -> list[str]:
    """What people type: the first letters of a name, a name, two names, in either script."""
    random = Random(seed)
    found = []
    for person in islice(people(QUERIES * 7, seed), 0, None, 7):
        name = random.choice((person.name, person.name_other or person.name))
        words = name.split()
        found.append(random.choice((words[0][:3], words[0], " ".join(words[:2]), name[: len(name) - 2])))
    return found


def search(store: Store) -> list[tuple[str, str, str, str, str]]:
    """Each query once, as somebody types it for the first time."""
    queries = typed(SEED)
    with store.reading() as session:
        members_list.search(session, query="ram")  # statements are compiled once a program, not once a search
        ours = [_once(lambda q=q: members_list.search(session, query=q)) for q in queries]  # type: ignore[misc]
        theirs = [_once(lambda q=q: session.execute(text(SQL_LIKE), {"q": f"%{q}%"}).all()) for q in queries]  # type: ignore[misc]
    return [
        (
            f"Search as it is typed, {name} of {len(queries)} in both scripts, against LIKE",
            f"{pick(ours):.1f} ms",
            f"{pick(theirs):.1f} ms",
            f"{pick(ours) / pick(theirs):.2f}",
            "–",
        )
        for name, pick in (("median", median), ("95th percentile", p95))
    ]


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20)[-1]


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _ms(work: Callable[[], object], times: int = 7) -> float:
    return median(_once(work) for _time in range(times))
