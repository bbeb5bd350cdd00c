"""Search as it is typed among a district's 25,000 and a state's 600,000, on the same encrypted files: ours against the
full-text question alone (the same MATCH with LIMIT, nothing ranked), LIKE over both names, and SQLite's trigram index.

Each query is asked once by each, in turns, as somebody types it for the first time; CPU of the thread. And of the
spellings held out, how many people are among the first 50 of 25,000.
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from organizer_app.db.store import Store
from organizer_app.domain.asked import asked
from organizer_app.services import members_list
from organizer_app.services.members_match import begun_so, every
from tests.bench import state
from tests.bench.bench_roster import typed
from tests.services.test_recall import HELD_OUT, Pair, missed, mistyped

FEW, MANY = 25_000, 600_000
FIRST = 200  # what the table shows of a search
HARD = ("r", "ra", "रा", "s", "क", "kumar", "देवी", "कुमार", "singh", "ram", "md", "sita devi", "राम कुमार")
SEED = 1
SLOW, SLOW_EVERY = ("like", "trigram"), 6  # these take seconds for some: they are asked every sixth query
BARE = "SELECT rowid FROM member_search WHERE member_search MATCH ? LIMIT ?"
LIKE = (
    "SELECT n FROM members WHERE archived_at IS NULL AND merged_into IS NULL "
    "AND (name LIKE ?1 OR name_other LIKE ?1) LIMIT ?2"
)
TRIGRAM = "SELECT rowid FROM temp.thirds WHERE thirds MATCH ? LIMIT ?"
Row = tuple[str, str, str, str, str]
Ask = Callable[[str], object]


def rows() -> list[Row]:
    """(what, ours, peer, ratio, owed)."""
    with tempfile.TemporaryDirectory() as made:
        few, found = measured(Path(made) / "few", FEW)
        many, _ = measured(Path(made) / "many", MANY)
    return [*against(FEW, few), *against(MANY, many), *grown(few, many), *found]


def measured(folder: Path, people: int) -> tuple[dict[str, dict[str, list[float]]], list[Row]]:
    """Milliseconds of each query by scope ("everywhere", "home", "a block") and who answers; and recall, of the few."""
    folder.mkdir()
    store, other = Store(folder, bytes(32)), None
    home = state.fill(store, people)
    try:
        other = Store(folder, bytes(32))
        with store.reading() as session, other.reading() as bare:
            block = session.connection().exec_driver_sql(_SMALL_BLOCK).scalar_one()
            cursor = bare.connection().connection.cursor()
            thirds(cursor)
            taken = {
                scope: taken_by(session, cursor, area)
                for scope, area in (("everywhere", None), ("home", home), ("a block", block))
            }
        return taken, recall(store) if people == FEW else []
    finally:
        for one in filter(None, (store, other)):
            one.close()


_SMALL_BLOCK = (
    "SELECT p.above FROM area_paths p JOIN areas a ON a.id = p.above JOIN members m ON m.area_id = p.below "
    "WHERE a.level = 'block' AND p.tree = 'place' GROUP BY 1 ORDER BY count(*), 1 LIMIT 1"
)


def thirds(cursor: Any) -> None:
    """The names in a trigram index of its own."""
    cursor.execute("CREATE VIRTUAL TABLE temp.thirds USING fts5(name, name_other, tokenize='trigram')")
    cursor.execute("INSERT INTO temp.thirds(rowid, name, name_other) SELECT n, name, name_other FROM main.members")


def taken_by(session: Any, cursor: Any, area: bytes | None) -> dict[str, list[float]]:
    """Milliseconds of each query, by who answers."""
    ours: Ask = lambda q: members_list.search(session, query=q, area=area, limit=FIRST)  # noqa: E731  # one of four alike
    asks: dict[str, Ask] = {"ours": ours, "bare": lambda q: _bare(cursor, q, area)}
    if area is None:
        asks["like"] = lambda q: cursor.execute(LIKE, (f"%{q}%", FIRST)).fetchall()
        asks["trigram"] = lambda q: cursor.execute(TRIGRAM, (f'"{q}"', FIRST)).fetchall()
    for ask in asks.values():
        ask("zz")
    taken: dict[str, list[float]] = {name: [] for name in asks}
    for turn, query in enumerate((*HARD, *typed(SEED))):
        for name in sorted(asks, reverse=bool(turn % 2)):
            if name in SLOW and turn % SLOW_EVERY:
                continue
            began = time.thread_time()
            asks[name](query)
            taken[name].append(1000 * (time.thread_time() - began))
    return taken


def _bare(cursor: Any, query: str, area: bytes | None) -> object:
    match = begun_so(asked(query).words)
    return cursor.execute(BARE, (every(match, area), FIRST)).fetchall() if match else []


def against(people: int, taken: dict[str, dict[str, list[float]]]) -> list[Row]:
    """Ours beside each peer, 95th percentiles; what is owed is owed for a state, as the goal says."""
    peers = {"bare": ("the full-text question alone", "2"), "like": ("LIKE", "0.5"), "trigram": ("trigrams", "–")}
    found: list[Row] = []
    for scope, by in taken.items():
        for peer in (peer for peer in peers if peer in by):
            words, owed = peers[peer]
            found.append(
                (
                    f"Keystroke among {people:,} ({scope}), against {words}, CPU, 95th percentile",
                    f"{p95(by['ours']):.1f} ms (median {median(by['ours']):.1f})",
                    f"{p95(by[peer]):.1f} ms (median {median(by[peer]):.1f})",
                    f"{p95(by['ours']) / p95(by[peer]):.2f}",
                    owed if people == MANY else "–",
                )
            )
    return found


def grown(few: dict[str, dict[str, list[float]]], many: dict[str, dict[str, list[float]]]) -> list[Row]:
    """Ours among the many against ours among the few."""
    found: list[Row] = []
    for scope in few:
        small, large = p95(few[scope]["ours"]), p95(many[scope]["ours"])
        what = f"Keystroke among {MANY:,} against {FEW:,} ({scope}), 95th percentile"
        found.append((what, f"{large:.1f} ms", f"{small:.1f} ms", f"{large / small:.2f}", "3"))
    return found


def recall(store: Store) -> list[Row]:
    """How many are among the first 50 by a spelling held out: as it is, with a surname, with one letter wrong."""
    random = Random(SEED)
    named = [Pair(f"{p.stored} साहू", f"{p.typed} sahu", p.kind) for p in HELD_OUT]
    wrong = [Pair(p.stored, mistyped(p.typed, random), p.kind) for p in HELD_OUT]
    asked_for = {"as typed": HELD_OUT, "with a surname": named, "with one letter wrong besides": wrong}
    what = f"Of {len(HELD_OUT)} spellings held out, found in the first 50 of {FEW:,}"
    return [(f"{what}, {how}", share(store, pairs), "97 %", "–", "–") for how, pairs in asked_for.items()]


def share(store: Store, pairs: Sequence[Pair]) -> str:
    """Per cent found."""
    return f"{100 * (1 - len(missed(store, list(pairs))) / len(pairs)):.1f} %"


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20)[-1]
