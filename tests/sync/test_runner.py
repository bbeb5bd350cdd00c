"""Exchanges one after the other on bad lines, and when the next one is due."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from organizer_app.db import facts
from organizer_app.db.store import Store
from organizer_app.domain.errors import Cancelled
from organizer_app.domain.progress import Progress
from organizer_app.hq import generations
from organizer_app.sync import credentials, runner
from organizer_app.sync.pages import SMALLEST, Pages
from organizer_app.sync.runner import EVERY, Schedule, Totals
from organizer_app.sync.transport import NotReached, Transport
from organizer_app.wire.protocol import Refusal
from tests.sync.line import BUSY, CUT, LOST_ANSWER, LOST_REQUEST, NONSENSE, OK, TIME_OUT
from tests.sync.online import Online, add, bad_line, dump, names, online, rename, states


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


def line_of(store: Store) -> tuple[Transport, str]:
    with store.exchanging() as (raw, _):
        hq = credentials.joined(raw)
        token = credentials.token_in_database(raw)
    assert hq is not None
    return Transport(hq.address, token=token), hq.device


def sync(store: Store, *faults: int, progress: Progress | None = None, pages: Pages | None = None) -> Totals:
    """One run; `faults` befall its exchanges."""
    transport, device = line_of(store)
    bad_line(transport, *faults)
    try:
        return runner.run(store, transport, progress or Progress(), device=device, pages=pages)
    finally:
        transport.close()


def test_two_laptops_agree(hq: Online) -> None:
    one, two = hq.laptop("one"), hq.laptop("two")
    (sita, _) = add(one, "Sita Devi", "Ramesh Oraon")
    assert sync(one).sent == 2
    assert sync(two).received == 2
    rename(two, sita, phones="9876543210")
    assert sync(two).sent == 1
    assert sync(one).received == 1
    assert dump(one) == dump(two)
    assert states(one) == {"acked": 2}


@pytest.mark.parametrize("fault", [LOST_REQUEST, LOST_ANSWER, TIME_OUT, BUSY, CUT, NONSENSE])
def test_after_any_fault_the_next_run_goes_on_and_nothing_is_lost_or_doubled(hq: Online, fault: int) -> None:
    one, two = hq.laptop("one"), hq.laptop("two")
    add(one, *(f"Person {n}" for n in range(30)))
    for _ in range(4):
        try:
            sync(one, fault, OK, fault, pages=Pages(SMALLEST))
        except (NotReached, Refusal):
            continue
    sync(one)
    assert states(one) == {"acked": 30}
    sync(two)
    assert names(two) == {f"Person {n}" for n in range(30)}
    assert dump(one) == dump(two)


def test_pages_shrink_on_a_slow_line_and_the_run_goes_on_by_itself(hq: Online) -> None:
    one = hq.laptop("one")
    add(one, *(f"Person {n}" for n in range(50)))
    pages = Pages()
    totals = sync(one, TIME_OUT, CUT, TIME_OUT, pages=pages)
    assert totals.sent == 50
    assert totals.exchanges == 2  # of 25 and of 50 at most, after 200, 100 and 50 were too many


def test_a_line_that_stays_slow_is_given_up(hq: Online) -> None:
    one = hq.laptop("one")
    add(one, "Sita Devi")
    for size in (SMALLEST, 200):
        with pytest.raises(NotReached):
            sync(one, *[TIME_OUT] * 20, pages=Pages(size))
    assert states(one) == {"waiting": 1}


class Pressed(Progress):
    """Somebody presses cancel after the first page."""

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        raise Cancelled


def test_cancelled_between_two_pages_what_went_stays(hq: Online) -> None:
    one = hq.laptop("one")
    add(one, *(f"Person {n}" for n in range(25)))
    with pytest.raises(Cancelled):
        sync(one, progress=Pressed(), pages=Pages(SMALLEST))
    assert states(one) == {"acked": 10, "waiting": 15}
    assert sync(one).sent == 15


def test_the_database_is_free_while_hq_is_asked(hq: Online) -> None:
    one = hq.laptop("one")
    transport, device = line_of(one)
    asked = transport.exchange

    def meanwhile(request: object) -> object:
        add(one, "Somebody typed meanwhile")
        transport.exchange = asked  # type: ignore[method-assign]  # once
        return asked(request)  # type: ignore[arg-type]  # as it came

    transport.exchange = meanwhile  # type: ignore[method-assign,assignment]  # a person types while HQ works
    totals = runner.run(one, transport, device=device)
    transport.close()
    assert totals.sent == 1


def test_a_restored_hq_gets_everything_again(hq: Online) -> None:
    one, two = hq.laptop("one"), hq.laptop("two")
    add(one, "Sita Devi")
    sync(one)
    sync(two)
    with hq.site.engine.begin() as connection:
        for table in ("head", "oplog"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql("UPDATE bucket SET ver = 0")
        connection.exec_driver_sql("UPDATE device SET last_op = ''")
        generations.begin(connection, (), now=hq.site.now)
    assert sync(one).sent == 2  # the person, and the district's count that went up when this laptop joined
    sync(two)
    assert names(two) == {"Sita Devi"}
    assert dump(one) == dump(two)


def test_an_hq_that_lost_rows_without_saying_so_is_read_from_the_beginning(hq: Online) -> None:
    one = hq.laptop("one")
    add(one, "Sita Devi")
    sync(one)
    with one.exchanging() as (raw, _):
        raw.execute("UPDATE cursor SET ver = 99 WHERE bucket = 'D339'")
    sync(one)
    with one.exchanging() as (raw, _):
        assert raw.execute("SELECT ver FROM cursor WHERE bucket = 'D339'").fetchone() == (1,)


def test_a_wrong_token_stops_sync_and_nothing_else(hq: Online) -> None:
    one = hq.laptop("one")
    add(one, "Sita Devi")
    with one.exchanging() as (raw, _):
        facts.put(raw, credentials.TOKEN, "wrong")
    with pytest.raises(Refusal) as caught:
        sync(one)
    assert caught.value.type == "token-invalid"
    assert names(one) == {"Sita Devi"}
    assert states(one) == {"waiting": 1}


class Clock:
    """A wall clock in the test's hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def schedule(clock: Clock) -> Schedule:
    return Schedule(clock, random.Random(1))


def test_due_at_the_start_then_every_ten_minutes(schedule: Schedule, clock: Clock) -> None:
    assert schedule.is_due()
    assert not schedule.is_due()
    clock.now += 100
    schedule.went_through()
    clock.now += EVERY - 1
    assert not schedule.is_due()
    clock.now += 1
    assert schedule.is_due()


def test_failures_make_it_wait_longer(schedule: Schedule, clock: Clock) -> None:
    waits = []
    for _ in range(12):
        schedule.failed()
        before = clock.now
        while not schedule.is_due():
            clock.now += 1
        waits.append(clock.now - before)
    assert waits[0] <= 6
    assert waits[0] < waits[4] < waits[8]
    assert max(waits) <= 15 * 60 + 1
    schedule.went_through()
    schedule.failed()
    clock.now += 6
    assert schedule.is_due()


def test_hq_is_left_alone_as_long_as_it_asks_whatever_hurries(schedule: Schedule, clock: Clock) -> None:
    schedule.failed(asked=300)
    schedule.hurry()
    clock.now += 299
    assert not schedule.is_due()
    clock.now += 2
    assert schedule.is_due()


def test_after_the_day_is_closed_it_is_due_at_once(schedule: Schedule, clock: Clock) -> None:
    schedule.went_through()
    assert not schedule.is_due()
    schedule.hurry()
    assert schedule.is_due()


def test_a_laptop_that_slept_and_a_clock_set_back_are_due(schedule: Schedule, clock: Clock) -> None:
    schedule.went_through()
    clock.now += 8 * 3600
    assert schedule.is_due()
    schedule.went_through()
    clock.now -= 3 * 365 * 86_400
    assert schedule.is_due()
    schedule.went_through()
    assert not schedule.is_due()
