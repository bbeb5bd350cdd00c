"""A district's roster into HQ, against the limit of each database: raw executemany of the heads that HQ stores.

HQ unpacks gzip bodies of 500 new people, merges them into its tables and packs its answers; the limit inserts the same
heads into a table of the same form, as many to a transaction, with the same care for the disk. SQLite's is CPU time;
PostgreSQL works in a process of its own, so its is by the clock.
"""

import gc
import gzip
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, create_engine, text

from organizer_app.domain.ids import new_id
from organizer_app.domain.made_up import MadeUp, people
from organizer_app.hq import checks, database, grants, serve
from organizer_app.hq.heads import COLUMNS
from organizer_app.hq.hub import Hub
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import device, metadata
from organizer_app.wire.protocol import Exchange, Op, encode, exchange_from
from tests.hq.conftest import cluster

ROWS, BATCH, RUNS = 25_000, 500, 3
BUCKET, LAPTOP, READER = "D339", "laptop", "reader"
NOW = 1_760_000_000_000
DURABLE = "-c max_connections=20 -c listen_addresses=''"
OWED = {"sqlite": (1 / 0.22, "4.5 (goal 3.3)"), "postgresql": (1 / 0.40, "2.5 (goal 2.2)")}
CLOCKS = {"sqlite": time.process_time, "postgresql": time.perf_counter}
SAID = {"sqlite": "CPU", "postgresql": "clock"}
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def rows() -> list[tuple[str, str, str, str, str]]:
    """(what, ours, peer, ratio, owed)."""
    found = []
    before = gc.get_threshold()
    serve.collect_seldom()  # as in a worker of HQ
    for kind, name in DATABASES.items():
        with opened(kind) as engine:
            runs = [measured(engine, CLOCKS[kind]) for _run in range(RUNS)]
        ours, raw = (median(run[i] for run in runs) * 1e6 / ROWS for i in (0, 1))
        ratio = median(run[0] / run[1] for run in runs)
        found.append(
            (
                f"Push of {ROWS:,} new people into {name}, {SAID[kind]} a row, against raw executemany",
                f"{ours:.1f} µs",
                f"{raw:.1f} µs",
                f"{ratio:.2f}",
                OWED[kind][1],
            )
        )
    gc.unfreeze()
    gc.set_threshold(*before)
    return found


def measured(engine: Engine, clock: Callable[[], float]) -> tuple[float, float]:
    """Seconds of a push, and of inserting the same heads raw."""
    hub = prepared(engine)
    bodies = requests(gen_of(engine))
    began = clock()
    for body in bodies:
        answer = hub.handle(LAPTOP, exchange_from(gzip.decompress(body)))
        gzip.compress(encode(answer), 3)
    ours = clock() - began
    assert len(answer.res) == BATCH
    assert {result.status for result in answer.res} == {"ok"}
    return ours, limit(engine, clock)


def limit(engine: Engine, clock: Callable[[], float]) -> float:
    """Seconds of executemany of what stands in `head`, into a table like it."""
    names = ", ".join(COLUMNS)
    with engine.begin() as connection:
        stored = [tuple(row) for row in connection.execute(text(f"SELECT {names} FROM head ORDER BY ver"))]
        table_like_head(connection)
        sign = "?" if connection.dialect.name == "sqlite" else "%s"
    assert len(stored) == ROWS
    statement = f"INSERT INTO raw ({names}) VALUES ({', '.join([sign] * len(COLUMNS))})"
    borrowed = engine.raw_connection()
    driver: Any = borrowed.driver_connection
    began = clock()
    for batch in parts(stored):
        if sign == "?":
            driver.execute("BEGIN IMMEDIATE")
        driver.cursor().executemany(statement, batch)
        driver.commit()
    took = clock() - began
    borrowed.close()
    return took


def table_like_head(connection: Any) -> None:
    """Makes the empty table `raw`, with the columns and indexes of `head`."""
    connection.execute(text("DROP TABLE IF EXISTS raw"))
    if connection.dialect.name == "postgresql":
        connection.execute(text("CREATE TABLE raw (LIKE head INCLUDING ALL)"))
        return
    query = "SELECT sql FROM sqlite_master WHERE tbl_name = 'head' AND sql IS NOT NULL ORDER BY type DESC"
    for (sql,) in connection.execute(text(query)).all():
        made = sql.replace("TABLE head", "TABLE raw").replace("ON head", "ON raw").replace("pk_head", "pk_raw")
        for index in ("uq_head_live", "uq_head_record", "ix_head_about"):
            made = made.replace(index, index.replace("head", "raw"))
        connection.execute(text(made))


def prepared(engine: Engine) -> Hub:
    """An empty HQ with two laptops of one district."""
    metadata.drop_all(engine)
    database.prepare(engine)
    with engine.begin() as connection:
        for name in (LAPTOP, READER):
            connection.execute(device.insert().values(id=name, status="active"))
            grants.grant(Sql(connection), name, BUCKET)
    return Hub(engine, clock=lambda: NOW)


def gen_of(engine: Engine) -> str:
    """HQ's generation."""
    with engine.connect() as connection:
        return str(connection.execute(text("SELECT v FROM facts WHERE k = 'gen'")).scalar_one())


def requests(gen: str) -> list[bytes]:
    """The bodies of a laptop that sends a new roster."""
    ops = [
        Op(_id(n), "members", _id(n), BUCKET, "patch", fields(p), 0, NOW, "Asha", 0, gen)
        for n, p in enumerate(islice(people(ROWS, 1), ROWS))
    ]
    bodies, prev = [], ""
    for batch in parts(ops):
        body = encode(Exchange(1, checks.SCHEMA, gen, NOW, prev=prev, ops=list(batch), max=0))
        bodies.append(gzip.compress(body, 6))
        prev = batch[-1].op_id
    return bodies


def _id(number: int) -> str:
    """An id as an import makes them, ten in a millisecond."""
    return new_id(NOW + number // 10).hex()


def fields(person: MadeUp) -> dict[str, Any]:
    """A person as the capture triggers write a new record."""
    return {
        "name": person.name,
        "name_other": person.name_other,
        "name_other_state": "guessed",
        "honorific": "",
        "guardian": person.guardian,
        "relation": person.relation,
        "gender": person.gender,
        **({"birth_year": person.birth_year} if person.birth_year else {}),
        "phones": [{"number": n, "kind": "mobile", "problem": ""} for n in person.phones],
        "address": person.village,
        "place": "",
        "area_id": new_id(NOW).hex(),
        "seat_id": new_id(NOW).hex(),
        "wings": [],
        "status": "member",
        "skills": [],
        "languages": [],
        "platforms": [],
        "source": "register",
        "notes": "",
        "card_no": "",
    }


def parts(found: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """What goes into one transaction."""
    for first in range(0, len(found), BATCH):
        yield found[first : first + BATCH]


@contextmanager
def opened(kind: str) -> Iterator[Engine]:
    """An empty database of a kind, on disk, careful as in use."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            engine = database.open_engine(f"sqlite:///{Path(folder) / 'hub.db'}")
            yield engine
            engine.dispose()
        return
    with cluster(DURABLE) as address:
        first = create_engine(address.format(name="postgres"), isolation_level="AUTOCOMMIT")
        with first.connect() as connection:
            connection.execute(text("CREATE DATABASE hub"))
        first.dispose()
        engine = database.open_engine(address.format(name="hub"), pool_size=2)
        yield engine
        engine.dispose()
