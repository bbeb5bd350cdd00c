"""The same people pushed and pulled over HTTP on this computer: by our HQ, and by a peer that a bench brings along.

A peer is given its requests ready made, as ours are, and its client reads answers without looking into them, so that
what counts is the server. A time is that of the median request; the first one warms the server up and is not counted.
"""

import gzip
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from statistics import median
from typing import Any

import requests

from organizer_app.domain.made_up import people
from organizer_app.hq import checks, tokens
from organizer_app.hq.device_tables import laptops
from organizer_app.wire.protocol import Exchange, answer_from, encode
from tests.bench.bench_pull import served
from tests.bench.bench_push import BATCH, LAPTOP, NOW, fields, gen_of, opened, parts, prepared
from tests.bench.bench_push import requests as bodies_of_ours

BATCHES, PULLS, RUNS = 3, 4, 3
PEOPLE = BATCHES * BATCH
Row = tuple[str, str, str, str, str]
Seconds = tuple[float, float]


def compared(peer: str, theirs: Callable[[], Seconds], *, kind: str, most: tuple[float, float]) -> list[Row]:
    """Rows for pushing and pulling: ours on a kind of database against a peer; `most` is the highest ratio of each."""
    runs = [(ours(kind), theirs()) for _run in range(RUNS)]
    found = []
    for number, verb in enumerate(("Push", "Pull")):
        own, other = (median(run[side][number] for run in runs) * 1e6 / BATCH for side in (0, 1))
        ratio = median(run[0][number] / run[1][number] for run in runs)
        what = f"{verb} of {PEOPLE:,} people by {BATCH} over HTTP, by the clock, a row, against {peer}"
        found.append((what, f"{own:.0f} µs", f"{other:.0f} µs", f"{ratio:.3f}", f"{most[number]:g}"))
    return found


def not_measured(peer: str, why: str) -> list[Row]:
    """What stands in the table for a peer that is not on this computer."""
    return [(f"Push and pull of people over HTTP, against {peer}", "–", "–", f"not measured: {why}", "–")]


def ours(kind: str) -> Seconds:
    """Seconds of our HQ on a kind of database: one laptop pushes, another pulls."""
    with opened(kind) as engine:
        prepared(engine)
        bodies = bodies_of_ours(gen_of(engine))[:BATCHES]
        with engine.begin() as connection:
            about = {"label": LAPTOP, "name": LAPTOP, "schema_number": checks.SCHEMA, "sign_pub": "", "box_pub": ""}
            connection.execute(laptops.insert().values(device=LAPTOP, enrolled_at=NOW, seen_at=NOW, **about))
            writer = tokens.issue(connection, LAPTOP, NOW)
        with served(engine.url.render_as_string(hide_password=False)) as (address, reader):
            exchange = f"{address}/sync/v1/exchange"
            pushed = timed(asking(exchange, Authorization=f"Bearer {writer}", **{"Content-Encoding": "gzip"}), bodies)
            ask = asking(exchange, Authorization=f"Bearer {reader}", **{"Accept-Encoding": "gzip"})
            return pushed, timed(ask, _pages(ask.answers))


def _pages(answers: list[bytes]) -> Iterator[bytes]:
    """The requests of a few pulls, each from where the answer before ended."""
    for _pull in range(PULLS):
        cur: dict[str, int] = {}
        for _page in range(BATCHES):
            yield encode(Exchange(1, checks.SCHEMA, "", NOW, cur=cur, max=BATCH))
            answer = answer_from(gzip.decompress(answers[-1]))
            assert sum(map(len, answer.rows.values())) == BATCH
            cur = answer.cur


class asking:  # noqa: N801  # reads as what it does
    """Posts bodies to an address, or gets an address that it is given; keeps the answers."""

    def __init__(self, address: str = "", **headers: str) -> None:
        self._address, self._session = address, requests.Session()
        self._session.headers.update({"Accept-Encoding": "identity", "Content-Type": "application/json", **headers})
        self.answers: list[bytes] = []
        self.headers: Any = {}

    def __call__(self, what: bytes | str) -> None:
        if isinstance(what, str):
            answer = self._session.get(what, stream=True)
        else:
            answer = self._session.post(self._address, data=what, stream=True)
        self.answers.append(answer.raw.read(decode_content=False))
        self.headers = answer.headers
        answer.raise_for_status()


def timed(ask: Callable[[Any], None], asked: Iterable[bytes | str]) -> float:
    """Seconds from request to answer, the median of all but the first."""
    taken = []
    for what in asked:
        began = time.perf_counter()
        ask(what)
        taken.append(time.perf_counter() - began)
    return median(taken[1:])


def batches() -> Iterator[Sequence[dict[str, Any]]]:
    """The people that our requests hold, as the fields of each."""
    yield from parts([fields(person) for person in islice(people(BATCHES * BATCH, 1), BATCHES * BATCH)])


@contextmanager
def running(command: Sequence[str], port: int, folder: str) -> Iterator[None]:
    """A server in a process of its own, working in a folder. Raises RuntimeError when it does not start."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        for _try in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"{command[0]} did not start")
        yield
    finally:
        child.terminate()
        child.wait()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
