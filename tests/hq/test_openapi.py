"""The description of the API: every route is in it, and answers are as it says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine
from starlette.routing import Route

from organizer_app.hq import database
from organizer_app.hq.openapi import document
from organizer_app.hq.problems import Problem
from organizer_app.hq.settings import Limits
from organizer_app.wire.protocol import Answer
from tests.hq import suggested
from tests.hq.live import listening
from tests.hq.site import Joined, Site
from tests.hq.world import ASHA, BALU, KHUNTI, RANCHI

RATES = [f"{who}_{what}" for who in ("device", "address", "guess") for what in ("rate", "burst")]
FREE = Limits(**dict.fromkeys(RATES, 1e6))
EXAMPLES = 15
OPERATIONS = list(suggested.operations())


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = database.open_engine(f"sqlite:///{tmp_path_factory.mktemp('schema') / 'hub.db'}")
    database.prepare(made)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def site(sqlite: Engine, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(sqlite, tmp_path_factory.mktemp("schema"), FREE)


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with listening(site) as found:
        yield found


def test_every_route_is_described_and_nothing_else(site: Site) -> None:
    routes = {(m, r.path) for r in site.app.routes if isinstance(r, Route) for m in (r.methods or ()) if m != "HEAD"}
    described = {
        (method.upper(), path)
        for path, item in document()["paths"].items()
        for method in item
        if method in ("get", "put", "post", "delete")
    }
    assert described == routes


@pytest.mark.parametrize("operation", OPERATIONS, ids=suggested.label)
def test_answers_are_as_described(operation: Any, address: str, site: Site) -> None:
    laptop = site.join((RANCHI, "rw"))
    done = suggested.probe(operation, address, laptop.auth, examples=EXAMPLES, start=1)
    assert done > 0


@pytest.mark.parametrize("round_", range(2))
def test_a_laptop_that_means_harm_gets_answers_or_problems(engine: Engine, tmp_path: Path, round_: int) -> None:
    site = Site(engine, tmp_path / "hq", FREE)
    khunti = site.join((KHUNTI, "rw"))
    khunti.exchange(khunti.op(BALU, {"name": "Balu"}, bucket=KHUNTI))
    theirs = khunti.exchange().json()["rows"]
    ranchi = site.join((RANCHI, "rw"))
    ranchi.exchange(ranchi.op(ASHA, {"name": "Asha"}))

    def ask(body: Any) -> None:
        answer = ranchi.post(msgspec.json.encode(body))
        assert answer.status_code < 500, answer.text
        kind = Answer if answer.status_code == 200 else Problem
        told = msgspec.json.decode(answer.content, type=kind)
        if isinstance(told, Answer):
            assert KHUNTI not in told.buckets
            assert all(full.bucket != KHUNTI for full in told.full)

    suggested.harm(ask, examples=60, start=round_)
    assert khunti.exchange().json()["rows"] == theirs
    assert isinstance(ranchi, Joined)
