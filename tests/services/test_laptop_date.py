"""The date is doubted by what this laptop itself has, and what somebody says is kept."""

import pytest
from sqlalchemy import event, select

from organizer_app.domain import clock
from organizer_app.domain.audit import DATE
from organizer_app.domain.hq_clock import Ahead
from organizer_app.domain.laptop_date import HQ, RECORD
from organizer_app.models import Act, SyncState
from organizer_app.services import audit, laptop_date, members
from tests.services.world import World

DAY, HOUR = 86_400_000, 3_600_000


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Lets a test set the laptop's clock."""
    return monkeypatch


def set_clock(at: pytest.MonkeyPatch, now: int) -> None:
    at.setattr(clock, "source", lambda: now)


def last(world: World) -> int:
    with world.store.reading() as session:
        found = session.scalar(select(Act.at).order_by(Act.tx.desc()).limit(1))
    assert found is not None
    return found


def heard(world: World, when: int, *, ahead: int) -> None:
    """HQ was heard at `when` by this laptop's clock."""
    with world.store.applying() as session:
        session.add(SyncState(k=laptop_date.EXCHANGED_AT, v=str(when)))
        session.add(SyncState(k=laptop_date.AHEAD, v=str(Ahead(ahead, ahead, when + ahead))))


def test_a_date_before_the_last_act_is_asked_about_once(world: World, at: pytest.MonkeyPatch) -> None:
    world.do(members.edit, id=world.people[0], changes={"notes": "x"})
    made = last(world)
    assert world.read(laptop_date.ask) is None
    set_clock(at, made - HOUR)
    found = world.read(laptop_date.ask)
    assert found is not None
    assert (found.why, found.other) == (RECORD, made)
    world.do(laptop_date.say_right)
    assert world.read(laptop_date.ask) is None
    (line,) = world.read(audit.lines, act=DATE)
    assert line.at == made - HOUR
    assert last(world) == made, "it is no act, which undo could take back"
    set_clock(at, made - 2 * HOUR)
    assert world.read(laptop_date.ask) is not None
    set_clock(at, made - HOUR)
    world.do(members.edit, id=world.people[0], changes={"notes": "y"})
    assert world.read(laptop_date.ask) is None


def test_nothing_is_written_where_there_is_no_doubt(world: World) -> None:
    world.do(laptop_date.say_right)
    assert world.read(audit.lines, act=DATE) == ()


def test_a_date_far_from_hqs_is_asked_about(world: World, at: pytest.MonkeyPatch) -> None:
    now = clock.now_ms()
    heard(world, now, ahead=-3 * DAY)
    found = world.read(laptop_date.ask)
    assert found is not None
    assert (found.why, round((found.other - now) / DAY)) == (HQ, -3)
    set_clock(at, now - 3 * DAY)
    assert world.read(laptop_date.ask) is None, "HQ's own time"
    set_clock(at, now)
    world.do(laptop_date.say_right)
    assert world.read(laptop_date.ask) is None


def test_asking_reads_by_keys_alone(world: World) -> None:
    said: list[str] = []
    event.listen(world.store.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    world.read(laptop_date.ask)
    with world.store.engine.connect() as connection:
        for statement in [s for s in said if s.startswith("SELECT")]:
            filled = statement.replace("?", "''")
            plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {filled}").all())
            assert "SCAN acts" in plan or "SEARCH sync_state USING" in plan, plan
            assert "TEMP B-TREE" not in plan
