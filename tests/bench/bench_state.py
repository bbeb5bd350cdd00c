"""A laptop that joins a real HQ and fetches everybody, a district's 25,000 and a state's 600,000: its memory at the
highest, and what sending some changes then costs it. The laptop is a process of its own, HQ another, on SQLite.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from organizer_app.domain.made_up import people
from organizer_app.hq import checks, database, enrolment, keys
from organizer_app.wire.protocol import MAX_OPS, Exchange, Op
from tests.bench import child
from tests.bench.bench_push import BUCKET, LAPTOP, NOW, fields, gen_of, prepared
from tests.hq.test_serve import serving

FEW, MANY = 25_000, 600_000
MOST_MEGABYTES = 400
Row = tuple[str, str, str, str, str]


def rows() -> list[Row]:
    """(what, ours, limit, ratio, owed)."""
    few, many = measured(FEW), measured(MANY)
    return [
        (
            f"Memory of a laptop at its highest while it pulls {MANY:,} people from HQ",
            f"{many['megabytes']:.0f} MB",
            f"{MOST_MEGABYTES} MB",
            f"{many['megabytes'] / MOST_MEGABYTES:.2f}",
            "1",
        ),
        (f"The same, people a second by the clock, of {MANY:,}", f"{many['a_second']:,.0f}", "–", "–", "–"),
        (
            f"Sending {many['changes']:.0f} changes, CPU of the laptop, among {MANY:,} people against {FEW:,}",
            f"{1000 * many['sending']:.1f} ms",
            f"{1000 * few['sending']:.1f} ms",
            f"{many['sending'] / few['sending']:.2f}",
            "1.2",
        ),
    ]


def measured(number: int) -> dict[str, Any]:
    """What tests.bench.pull_everybody says of an HQ with so many people."""
    with tempfile.TemporaryDirectory() as folder, an_hq(Path(folder), number) as (address, code):
        return dict(child.run("tests.bench.pull_everybody", Path(folder) / "laptop", address, code, number))


@contextmanager
def an_hq(folder: Path, number: int) -> Iterator[tuple[str, str]]:
    """HQ with so many people of one district: its address, and a code for a laptop of the district."""
    data = folder / "hq"
    site, url = keys.make(data), f"sqlite:///{data / 'hub.db'}"
    engine = database.open_engine(url)
    hub, gen, prev = prepared(engine), gen_of(engine), ""
    ops = _ops(number, gen)
    while batch := list(islice(ops, MAX_OPS)):
        hub.handle(LAPTOP, Exchange(1, checks.SCHEMA, gen, NOW, prev=prev, ops=batch, max=0))
        prev = batch[-1].op_id
    now = time.time_ns() // 1_000_000
    with engine.begin() as connection:
        granted = [(BUCKET, "rw")]
        made = enrolment.make_code(connection, site, granted=granted, label="laptop", now=now, who="bench")
    engine.dispose()
    with serving(data, "--db", url) as (address, _process):
        yield address, made.code


def _ops(number: int, gen: str) -> Iterator[Op]:
    for n, person in enumerate(people(number, 1)):
        name = f"{n:032x}"
        yield Op(name, "members", name, BUCKET, "patch", fields(person), 0, NOW, "Asha", 0, gen)
