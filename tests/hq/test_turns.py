"""How often an exchange turns to PostgreSQL's driver: each time costs as much as many rows do."""

from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine

from organizer_app.domain.made_up import people
from tests.bench.bench_push import fields
from tests.hq.world import RANCHI, World

OFTEN = 6  # exchanges after which the driver has prepared its statements


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("new", "most"), [(0, 7), (1, 25), (20, 29)])
def test_an_exchange_takes_few_turns(engine: Engine, monkeypatch: pytest.MonkeyPatch, new: int, most: int) -> None:
    taken, wait = [0], psycopg.Connection.wait

    def counting(self: Any, *given: Any, **named: Any) -> Any:
        taken[0] += 1
        return wait(self, *given, **named)

    monkeypatch.setattr(psycopg.Connection, "wait", counting)
    engine.dispose()  # one that has prepared what all other tests ask throws one out for each new one: a turn more
    world = World(engine)
    laptop, person = world["ranchi"], fields(next(people(1, 1)))
    for turn in range(OFTEN):
        made = [laptop.op(f"{(turn << 20) + n:032x}", person) for n in range(new)]
        request = laptop.request(*made, cur={RANCHI: world.version(RANCHI)})
        taken[0] = 0
        results = laptop.sends(request).res
        turns = taken[0]
        assert [result.status for result in results] == ["ok"] * new
    assert turns <= most
