"""Counts that go up with a sync: once, only when they changed, from a laptop that has the whole roster."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from organizer_app.db import facts
from organizer_app.db.store import Store
from organizer_app.domain import clock
from organizer_app.domain.areas import AreaLine, area_id
from organizer_app.domain.rollups import CONFLICTS, COUNTED, PEOPLE, SILENT_MS, Cell
from organizer_app.hq import bundles as hq_bundles
from organizer_app.hq.hub import Hub
from organizer_app.jobs import bundles, rollups, sync
from organizer_app.models import Member, Rollup, Wing
from organizer_app.services import areas, history, rollup_counts
from organizer_app.services import rollups as service
from organizer_app.sync import runner
from organizer_app.sync.transport import NotReached
from organizer_app.wire.bundle import ENDING
from tests.sync.online import Online, add, names, online, rename

RANCHI = area_id("district", "339")
STATE = (("D339:up", "rw"), ("D341:up", "rw"), ("state:20", "rw"))


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


def counts(store: Store) -> dict[str, int]:
    """The counts of Ranchi on a laptop, by measure."""
    with store.reading() as session:
        rows = session.scalars(select(Rollup).where(Rollup.area_id == RANCHI))
        return {row.measure: row.value for row in rows if row.measure != COUNTED}


def ops(store: Store) -> int:
    """How many counts were ever written to be sent."""
    with store.reading() as session:
        return int(session.scalar(text("SELECT count(*) FROM outbox WHERE tbl = 'rollups'")) or 0)


def test_one_sync_brings_the_counts_to_the_state_and_nobody_with_them(hq: Online) -> None:
    ranchi, state = hq.laptop("ranchi"), hq.laptop("state", *STATE)
    add(ranchi, "Sita Devi", "Ramesh Oraon")
    done = sync.run(ranchi)
    assert (done.sent, done.waiting, done.error) == (2, 0, "")
    sync.run(state)
    assert counts(state) == {PEOPLE: 2, "status.member": 2}
    assert names(state) == set()
    with state.reading() as session:
        heard, unheard = reversed(service.districts(session, now=clock.now_ms()))
    assert (heard.code, heard.counts[PEOPLE], heard.silent) == ("339", 2, False)
    assert (unheard.code, unheard.as_of, unheard.silent) == ("341", None, True)


def test_the_same_counts_write_nothing_and_are_not_even_taken(hq: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    ranchi = hq.laptop("ranchi")
    (sita,) = add(ranchi, "Sita Devi")
    sync.run(ranchi)
    before = ops(ranchi)
    rename(ranchi, sita, notes="counts no differently")
    sync.run(ranchi)
    assert ops(ranchi) == before
    monkeypatch.setattr(service, "due", lambda *_, **__: pytest.fail("nothing changed since"))
    sync.run(ranchi)
    assert rollups.put(ranchi) == 0


def test_only_the_districts_that_changed_are_counted_again(hq: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    both = hq.laptop("both", *((b, "rw") for d in ("D339", "D340") for b in (d, f"{d}:up")), ("hq", "rw"))
    other = hq.laptop("other", ("D340", "rw"), ("D340:up", "rw"))
    (sita, _gita) = add(both, "Sita Devi", "Gita Devi")
    add(both, "Ramesh Oraon", bucket="D340")
    sync.run(both)
    counted: list[str] = []
    real = rollup_counts.count

    def count(*given: object, bucket: str, **named: object) -> object:
        counted.append(bucket)
        return real(*given, bucket=bucket, **named)  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(rollup_counts, "count", count)

    def counted_now() -> set[str]:
        counted.clear()
        sync.run(both)
        return set(counted)

    assert counted_now() == set()
    rename(both, sita, status="volunteer")
    assert counted_now() == {"D339"}
    sync.run(other)
    add(other, "Mohan Munda", bucket="D340")
    sync.run(other)
    assert counted_now() == {"D340"}
    with both.transaction("test") as session:
        session.scalars(select(Member).where(Member.id == sita)).one().bucket = "D340"
    counted.clear()
    rollups.put(both)  # as before a file is written: HQ has not said yet that she left
    assert set(counted) == {"D339", "D340"}, "where somebody came from, too"
    counted_now()
    with both.transaction("test") as session:
        session.add(Wing(kind="front", code="youth", name_en="Youth", bucket="hq"))
    assert counted_now() == {"D339", "D340"}, "the lists changed"
    assert counted_now() == set()
    tomorrow = clock.now_ms() + 86_400_000
    monkeypatch.setattr(clock, "source", lambda: tomorrow)
    assert counted_now() == {"D339", "D340"}, "the next day"


def test_two_laptops_of_a_district_agree_and_come_to_rest(hq: Online) -> None:
    one, two = hq.laptop("one"), hq.laptop("two")
    add(one, "Sita Devi")
    sync.run(one)
    sync.run(two)
    add(two, "Ramesh Oraon")
    for store in (two, one, two, one):
        sync.run(store)
    assert counts(one) == counts(two) == {PEOPLE: 2, "status.member": 2}
    before = ops(one), ops(two)
    for store in (one, two):
        assert sync.run(store).received == 0
    assert (ops(one), ops(two)) == before


def test_a_laptop_whose_list_is_shorter_says_nothing_of_blocks(hq: Online) -> None:
    one, two = hq.laptop("one"), hq.laptop("two")
    lines = [AreaLine("district", "339", "Ranchi", "रांची"), AreaLine("block", "1", "Kanke", "कांके", "district", "339")]
    booth = AreaLine("booth", "1-1", "School", "विद्यालय", "block", "1")
    with one.applying() as session:
        areas.load(session, lines=[*lines, booth], bucket="state:20")
    with two.applying() as session:
        areas.load(session, lines=lines, bucket="state:20")
    with one.transaction("test") as session:
        session.add(Member(name="Sita Devi", bucket="D339", area_id=area_id(*booth.key)))
    for store in (one, two):
        sync.run(store)
    with two.reading() as session:
        kanke = {
            r.measure: r.value for r in session.scalars(select(Rollup).where(Rollup.area_id == area_id("block", "1")))
        }
    assert kanke == {PEOPLE: 1, "status.member": 1, "booths": 1, "booths_reached": 1}
    assert ops(two) == 0


def test_a_count_that_fell_to_nothing_says_so_and_undo_knows_nothing_of_counts(hq: Online) -> None:
    ranchi, state = hq.laptop("ranchi"), hq.laptop("state", *STATE)
    add(ranchi, "Sita Devi")
    sync.run(ranchi)
    with ranchi.reading() as session:
        last = history.last_undoable(session)
    assert last is not None
    assert last.verb == "members.add"
    with ranchi.reading() as session:
        assert set(session.scalars(text("SELECT tx FROM outbox WHERE tbl = 'rollups'"))) == {None}
    with ranchi.transaction("undo") as session:
        history.undo(session, tx=last.tx)
    for store in (ranchi, state):
        sync.run(store)
    assert counts(state) == {PEOPLE: 0, "status.member": 0}


def test_half_a_roster_is_not_counted(hq: Online) -> None:
    one = hq.laptop("one")
    add(one, *(f"Person {n}" for n in range(5)))
    sync.run(one)
    two = hq.laptop("two")
    add(two, "Typed before the rest came")
    with two.exchanging() as (raw, _):  # as after a first pull that broke off
        facts.put(raw, facts.SETTLED, "")
    assert rollups.put(two) == 0
    assert counts(two)[PEOPLE] == 5


@pytest.mark.parametrize("granted", [(("D339", "ro"), ("D339:up", "rw")), (("D339", "rw"), ("D339:up", "ro")), STATE])
def test_who_does_not_work_on_a_district_sends_no_counts_of_it(
    hq: Online, granted: tuple[tuple[str, str], ...]
) -> None:
    ranchi, other = hq.laptop("ranchi"), hq.laptop("other", *granted)
    add(ranchi, "Sita Devi")
    for store in (ranchi, other):
        sync.run(store)
    assert rollups.put(other) == 0
    assert ops(other) == 0
    with other.reading() as session:
        assert service.own_districts(session) == []


def test_counts_go_with_a_file_too(hq: Online) -> None:
    ranchi, state = hq.laptop("ranchi"), hq.laptop("state", *STATE)
    add(ranchi, "Sita Devi")
    file = hq.folder / f"1{ENDING}"
    bundles.write(ranchi, file=file)
    hub = Hub(hq.site.engine, clock=lambda: hq.site.now)
    answer = hq_bundles.answer(hq.site.engine, hub, hq.site.keys, file.read_bytes(), file.name)
    (hq.folder / "answer").write_bytes(answer.data)
    bundles.read(ranchi, file=hq.folder / "answer")
    sync.run(state)
    assert counts(state)[PEOPLE] == 1


def test_a_line_that_breaks_before_the_counts_went_out_loses_nothing(
    hq: Online, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranchi, state = hq.laptop("ranchi"), hq.laptop("state", *STATE)
    add(ranchi, "Sita Devi")
    real, tries = runner.run, iter([False, True])

    def breaks(*given: object, **named: object) -> object:
        if next(tries):
            raise NotReached("No line.")
        return real(*given, **named)  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(runner, "run", breaks)
    done = sync.run(ranchi)
    assert done.sent == 1
    assert done.waiting == 2
    monkeypatch.setattr(runner, "run", real)
    for store in (ranchi, state):
        sync.run(store)
    assert counts(state)[PEOPLE] == 1


def test_a_clock_years_ahead_makes_no_district_silent_nor_for_ever_loud(
    hq: Online, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranchi, state = hq.laptop("ranchi"), hq.laptop("state", *STATE)
    add(ranchi, "Sita Devi")
    real = clock.source
    with monkeypatch.context() as patch:
        patch.setattr(clock, "source", lambda: real() + 3 * 365 * 86_400_000)
        sync.run(ranchi)
    sync.run(state)
    with state.reading() as session:
        now = clock.now_ms()
        found = {d.code: d for d in service.districts(session, now=now)}["339"]
        assert found.as_of is not None
        assert abs(found.as_of - service.by_hq_clock(session, now)) < 60_000
        assert not found.silent
        later = {d.code: d for d in service.districts(session, now=now + SILENT_MS + 60_000)}["339"]
    assert later.silent


def test_conflicts_that_wait_are_counted_until_somebody_decides(hq: Online) -> None:
    one, two = hq.laptop("one"), hq.laptop("two")
    (sita,) = add(one, "Sita Devi")
    sync.run(one)
    sync.run(two)
    rename(one, sita, notes="from one")
    rename(two, sita, notes="from two")
    sync.run(one)
    sync.run(two)
    assert counts(two)[CONFLICTS] == 1


def test_the_id_is_the_same_on_every_laptop() -> None:
    cell = Cell(RANCHI, PEOPLE)
    assert cell.record_id("D339:up") == cell.record_id("D339:up")
    assert cell.record_id("D339:up") != Cell(RANCHI, PEOPLE, RANCHI).record_id("D339:up")
