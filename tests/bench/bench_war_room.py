"""The war room over the roll-ups of 33 districts: kept numbers read, and the roll-ups folded anew.

The limit is SQLite itself: the same rows only read through once by the statement that adds them up. What a district
sends on a day is told beside it, as bytes.
"""

import gzip
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from organizer_app.db import facts
from organizer_app.db.store import Store
from organizer_app.domain.areas import AreaLine, area_id
from organizer_app.domain.boards import What
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.ids import new_id
from organizer_app.domain.rollup_boards import STANDS, word
from organizer_app.domain.rollups import COUNTED, PEOPLE, Cell
from organizer_app.jobs import tallies
from organizer_app.models import Duty
from organizer_app.services import areas, boards, directives, drives, organisation, targets, warroom

DISTRICTS, BLOCKS, BOOTHS, SEATS = 33, 12, 900, 4  # of a state; of a district the rest
DAYS = 28
MEASURES = ("members", "volunteers", "bearers", "groups", "keepers")
IN_BOOTHS = ("members", "volunteers", "groups")
RUNS = 15
STATE = area_id("state", "20")
_PUT = """INSERT INTO rollups(id, bucket, area_id, measure, day, value, as_of, created_at, created_by, changed_at,
    changed_by) VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', 0, '')"""


def rows() -> list[tuple[str, str, str, str, str]]:
    """The lines of the table: what, ours, peer or limit, ratio, owed (seconds)."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), bytes(32))
        try:
            return _measured(store)
        finally:
            store.close()


def _measured(store: Store) -> list[tuple[str, str, str, str, str]]:
    drive = _make(store)
    first = _took(lambda: tallies.refresh(store))
    looked = [_took(partial(_look, store)) for _ in range(RUNS)]
    went = [_took(partial(_go_down, store, drive, number)) for number in range(RUNS)]
    raw = median(_took(partial(_raw, store)) for _ in range(3))
    sent, size = _a_day(drive)
    return [
        ("The war room over 33 districts' roll-ups, shown (s)", f"{median(looked) * 1000:.0f} ms",
         f"slowest {max(looked) * 1000:.0f} ms; down to blocks and booths {median(went) * 1000:.0f} ms",
         f"{median(looked):.3f}", "0.2"),
        ("Folding the roll-ups of 33 districts anew (s)", f"{first:.2f} s", f"SQLite alone {raw:.2f} s",
         f"{first / raw:.1f}", ""),
        ("What a district sends up on a day of a drive", f"{size / 1024:.0f} KB", f"{sent} counts, packed", "", ""),
    ]  # fmt: skip


def _look(store: Store) -> None:
    with store.reading() as session:
        assert len(warroom.room(session, now=now_ms()).districts) == DISTRICTS


def _go_down(store: Store, drive: bytes, number: int) -> None:
    with store.reading() as session:
        for area in (area_id("district", str(100 + number)), area_id("block", f"{100 + number}-1")):
            assert boards.below(session, drive=drive, area=area, what=What("members"), day=today())


def _raw(store: Store) -> None:
    with store.exchanging() as (raw, _tables):
        list(raw.execute("SELECT area_id, wing_id, measure, day, sum(value) FROM rollups GROUP BY 1, 2, 3, 4"))


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _lines() -> list[AreaLine]:
    state = AreaLine("state", "20", "State", "राज्य", state_code="20")
    return [state, *chain.from_iterable(map(_district, map(str, range(100, 100 + DISTRICTS))))]


def _district(code: str) -> Iterator[AreaLine]:
    yield AreaLine("district", code, f"District {code}", "", "state", "20")
    for seat in range(SEATS):
        yield AreaLine("vidhan_sabha", f"{code}-{seat}", "Seat", "", "", "", "state", "20", code)
    for block in range(BLOCKS):
        yield AreaLine("block", f"{code}-{block}", f"Block {block}", "", "district", code)
    for booth in range(BOOTHS):
        home, seat_of = f"{code}-{booth % BLOCKS}", f"{code}-{booth % SEATS}"
        yield AreaLine("booth", f"{code}-{booth}", f"Booth {booth}", "", "block", home, "vidhan_sabha", seat_of)


def _make(store: Store) -> bytes:
    day, now = today(), now_ms()
    shared = [f"D{100 + n}:up" for n in range(DISTRICTS)]
    with store.applying() as session:
        areas.load(session, lines=_lines(), bucket="state:20")
        organisation.set_home_area(session, area=STATE)
    with store.exchanging() as (raw, _tables):
        facts.put(raw, "device", "state")
        facts.put_names(raw, facts.GRANTED, [*shared, "state:20"])
    with store.transaction("drives.begin") as session:
        drive = drives.begin(
            session, area=STATE, title_hi="", title_en="Drive", first=day - timedelta(DAYS - 1), last=day,
            measures=MEASURES,
        )  # fmt: skip
        for number in range(DISTRICTS):
            place = area_id("district", str(100 + number))
            for measure in MEASURES:
                targets.put(session, drive=drive, area=place, what=What(measure), goal=20_000)
        for number in range(5):
            directives.add(session, title=f"Directive {number}", due_at=now + 3_600_000)
        session.add_all(
            Duty(id=new_id(), bucket=bucket, team="it_cell", from_at=now - 1, to_at=now + 3_600_000)
            for bucket in shared
            for _shift in range(3)
        )
    with store.bulk() as raw, store.turn():
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE capture SET applying = 1, bulk = 1")
        raw.executemany(_PUT, chain.from_iterable(_sent(bucket, drive, now) for bucket in shared))
        raw.execute("UPDATE capture SET applying = 0, bulk = 0")
        raw.execute("COMMIT")
    return drive


def _sent(bucket: str, drive: bytes, now: int) -> list[tuple[Any, ...]]:
    """Everything that a district has sent by the last day of a drive."""
    random, code, day = Random(bucket), bucket[1:-3], today()
    home = area_id("district", code)
    coarse = [STATE, home]
    coarse += [area_id("block", f"{code}-{n}") for n in range(BLOCKS)]
    coarse += [area_id("vidhan_sabha", f"{code}-{n}") for n in range(SEATS)]
    days = [day - timedelta(n) for n in range(DAYS)]
    words = [(area, word(What(measure), drive)) for area in coarse for measure in MEASURES]
    cells = [Cell(area, measure, None, at) for area, measure in words for at in (STANDS, *days)]
    cells += [
        Cell(area_id("booth", f"{code}-{n}"), word(What(measure), drive), None, STANDS)
        for n in range(BOOTHS)
        for measure in IN_BOOTHS
    ]
    made = [_row(bucket, cell, random.randrange(1, 900), now) for cell in cells]
    told = ((Cell(home, PEOPLE), 9_000), (Cell(home, COUNTED), day.toordinal()))
    return [*made, *(_row(bucket, cell, value, now) for cell, value in told)]


def _row(bucket: str, cell: Cell, value: int, now: int) -> tuple[Any, ...]:
    at = cell.day.isoformat() if cell.day is not None else None
    return cell.record_id(bucket), bucket, cell.area, cell.measure, at, value, now


def _a_day(drive: bytes) -> tuple[int, int]:
    """How many counts change on a day on which half of the booths grow, and how many bytes they are, packed."""
    at = [today().isoformat(), STANDS.isoformat()]
    grown = {area_id("booth", f"100-{n}") for n in range(0, BOOTHS, 2)}
    booths = {area_id("booth", f"100-{n}") for n in range(BOOTHS)}
    ops = [
        ["0" * 20 + new_id().hex()[:12], "rollups", row[0].hex(), row[1], "patch", {"value": row[5], "as_of": row[6]},
         1, row[6], "Asha", 1, "g1"]
        for row in _sent("D100:up", drive, now_ms())
        if row[4] in at and (row[2] not in booths or (row[2] in grown and row[3] != "board.volunteers"))
    ]  # fmt: skip
    return len(ops), len(gzip.compress(json.dumps(ops).encode()))
