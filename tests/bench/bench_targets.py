"""Goals over a state: 600,000 people, 1,000,000 marks, 5,000,000 groups. A page of kept numbers, and counting anew.

The limit is SQLite itself: the same records only read through once by the statements that count them.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from sqlalchemy import text
from sqlalchemy.orm import Session

from organizer_app.db.store import Store
from organizer_app.domain.areas import area_id
from organizer_app.domain.boards import What
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.groups import Filter
from organizer_app.domain.ids import new_id
from organizer_app.jobs import drive_templates, tallies
from organizer_app.services import boards, camps, groups_counts, groups_said
from organizer_app.services.camps import NewSession
from tests.bench.state import fill
from ui.shared.table import FIRST

PEOPLE, MARKS, KEEP_TEN = 600_000, 1_000_000, 500_000
DAYS = 20  # in which they came
RUNS = 7


def rows() -> list[tuple[str, str, str, str, str]]:
    """The lines of the table: what, ours, peer or limit, ratio, owed (seconds)."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), bytes(32))
        try:
            return _measured(store)
        finally:
            store.close()


def _measured(store: Store) -> list[tuple[str, str, str, str, str]]:
    _make(store)
    template = drive_templates.shipped()["membership"]
    state, day = area_id("state", "20"), today()
    drive, _totals = drive_templates.begin(store, template=template, area=state, year=day.year)
    _begin(store, drive)
    first = _took(lambda: tallies.refresh(store))
    again = []
    for number in range(3):
        _one_more(store, number)
        again.append(_took(lambda: tallies.refresh(store)))
    lives = area_id("district", "339")
    pages = []
    for area in (state, lives, area_id("lok_sabha", "2008")):
        pages += [_took(partial(_page, store, drive, area)) for _ in range(RUNS)]
    counted = median(again)
    return [
        ("A page of goals over 600,000 people, kept numbers read (s)", f"{median(pages) * 1000:.0f} ms",
         f"slowest {max(pages) * 1000:.0f} ms", f"{median(pages):.3f}", "0.1"),
        ("Counting goals anew: 600,000 people, 1,000,000 marks, 5,000,000 groups (s)", f"{counted:.2f} s",
         f"the first time {first:.2f} s", f"{counted:.2f}", "3"),
        *_said(store),
    ]  # fmt: skip


def _said(store: Store) -> list[tuple[str, str, str, str, str]]:
    """The page of groups over as many: its rows by name, and how many keep ten."""

    def median_of(work: Callable[[Session], object]) -> float:
        def read() -> None:
            with store.reading() as session:
                work(session)

        return median(_took(read) for _ in range(RUNS))

    first = median_of(partial(groups_said.ids, chosen=Filter(), limit=FIRST))
    every = median_of(partial(groups_said.ids, chosen=Filter()))
    ten = median_of(partial(groups_counts.progress, area=None))
    return [
        (f"First rows of {KEEP_TEN:,} numbers of groups said, by name, against all of them", f"{first * 1000:.0f} ms",
         f"{every:.2f} s", f"{first / every:.3f}", "–"),
        (f"Who keeps ten counted, {PEOPLE:,} people", f"{ten:.2f} s", "–", "–", "–"),
    ]  # fmt: skip


def _page(store: Store, drive: bytes, area: bytes) -> None:
    with store.reading() as session:
        boards.board(session, drive=drive, area=area, day=today())
        boards.below(session, drive=drive, area=area, what=What("members"), day=today())


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _make(store: Store) -> None:
    now = now_ms()

    def made(random: Random) -> bytes:
        return new_id(now - random.randrange(DAYS * 86_400_000))  # in no order, which is the hardest

    home = fill(store, PEOPLE, new_id=made)
    day = today()
    with store.transaction("camps.add") as session:
        plan = [NewSession(day, f"{hour:02}:00", f"{hour:02}:45", str(hour), ()) for hour in range(6, 16)]
        camp = camps.add(session, title="State", area=home, from_on=day, to_on=day, sessions=plan)
    with store.reading() as session:
        sittings = [one.id for one in camps.sessions(session, camp=camp)]
    with store.bulk() as raw, store.turn():
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE capture SET applying = 1, bulk = 1")
        stamps = "'D339', 0, '', 0, ''"
        for number, sitting in enumerate(sittings):
            raw.execute(
                "INSERT INTO attendance(id, session_id, member_id, mark, how, at, by, bucket, created_at, created_by, "
                "changed_at, changed_by) SELECT randomblob(16), ?, id, 'present', 'serial', 0, '', "
                f"{stamps} FROM members WHERE n % 6 <> ? ORDER BY id LIMIT ?",
                (sitting, number % 6, MARKS // len(sittings)),
            )
        raw.execute(
            "INSERT INTO group_counts(id, member_id, platform, number, as_of, bucket, created_at, created_by, "
            f"changed_at, changed_by) SELECT randomblob(16), id, 'whatsapp', 10, ?, {stamps} FROM members ORDER BY id "
            "LIMIT ?",
            (day.isoformat(), KEEP_TEN),
        )
        raw.execute("UPDATE capture SET applying = 0, bulk = 0")
        raw.execute("COMMIT")


def _begin(store: Store, drive: bytes) -> None:
    """The drive goes on since DAYS days."""
    day = today()
    with store.transaction("drives.edit") as session:
        session.execute(
            text("UPDATE drives SET from_on = :first, to_on = :last, measures = :all WHERE id = :id"),
            {
                "first": (day - timedelta(DAYS)).isoformat(),
                "last": (day + timedelta(8)).isoformat(),
                "all": '["members", "volunteers", "bearers", "trained", "camps", "groups", "keepers"]',
                "id": drive,
            },
        )


def _one_more(store: Store, number: int) -> None:
    """One person changes, so that everything is counted anew."""
    with store.transaction("members.edit") as session:
        session.execute(text("UPDATE members SET status = 'volunteer' WHERE n = :n"), {"n": 1000 + number})
