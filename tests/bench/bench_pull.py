"""A district's roster out of HQ, against a GET of the same packed bytes from the memory of the same server.

HQ serves both over HTTP on this computer: the pages of an exchange, read from the database, put together and packed;
and what it had answered, kept as it was. The client only reads. By the clock; medians of the pages.
"""

import gzip
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import requests
import uvicorn
from starlette.responses import Response

from organizer_app.hq import checks, database, keys, tokens
from organizer_app.hq.desk import Desk
from organizer_app.hq.device_tables import laptops
from organizer_app.hq.settings import HqSettings, Limits
from organizer_app.hq.web import app
from organizer_app.wire.protocol import Exchange, answer_from, encode, exchange_from
from tests.bench.bench_push import DATABASES, LAPTOP, NOW, READER, ROWS, gen_of, opened, prepared
from tests.bench.bench_push import requests as pushed
from tests.bench.child import ROOT

PAGE = 500  # rows, what a laptop begins with
RUNS = 3
OWED = "6.6 (goal 5)"
UNLIMITED = Limits(device_rate=1e6, device_burst=1e6, address_rate=1e6, address_burst=1e6)
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def rows() -> list[tuple[str, str, str, str, str]]:
    """(what, ours, peer, ratio, owed)."""
    return [_row(kind, name) for kind, name in DATABASES.items()]


def _row(kind: str, name: str) -> tuple[str, str, str, str, str]:
    with opened(kind) as engine:
        hub = prepared(engine)
        for body in pushed(gen_of(engine)):
            hub.handle(LAPTOP, exchange_from(gzip.decompress(body)))
        with served(engine.url.render_as_string(hide_password=False)) as (address, token):
            runs = [measured(address, token) for _run in range(RUNS)]
    ours, raw = (median(run[i] for run in runs) * 1e6 / PAGE for i in (0, 1))
    ratio = median(run[0] / run[1] for run in runs)
    what = f"Pull of {ROWS:,} people from {name} in pages of {PAGE}, a row, against a GET of the same bytes"
    return what, f"{ours:.1f} µs", f"{raw:.1f} µs", f"{ratio:.2f}", OWED


def measured(address: str, token: str) -> tuple[float, float]:
    """Seconds of a page, and of a GET of the same bytes: medians of one pull of everything."""
    session = requests.Session()
    session.headers.update({"Authorization": f"Bearer {token}", "Accept-Encoding": "gzip"})
    taken: list[tuple[float, float]] = []
    cur: dict[str, int] = {}
    more, seen = True, 0
    while more:
        body = encode(Exchange(1, checks.SCHEMA, "", NOW, cur=cur, max=PAGE))
        ours, page = _read(partial(session.post, f"{address}/sync/v1/exchange", data=body, stream=True))
        raw, same = _read(partial(session.get, f"{address}/last", stream=True))
        assert page == same
        answer = answer_from(gzip.decompress(page))
        seen += sum(map(len, answer.rows.values()))
        cur, more = answer.cur, answer.more
        taken.append((ours, raw))
    assert seen == ROWS
    return median(t[0] for t in taken), median(t[1] for t in taken)


def _read(ask: Callable[[], requests.Response]) -> tuple[float, bytes]:
    began = time.perf_counter()
    answer = ask()
    body: bytes = answer.raw.read(decode_content=False)
    took = time.perf_counter() - began
    answer.raise_for_status()
    return took, body


@contextmanager
def served(url: str) -> Iterator[tuple[str, str]]:
    """HQ on a database, in a process of its own: its address, and a laptop's token."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.bench.bench_pull", url, folder]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        try:
            assert child.stdout is not None
            said = json.loads(child.stdout.readline())
            _wait(said["port"])
            yield f"http://127.0.0.1:{said['port']}", said["token"]
        finally:
            child.terminate()
            child.wait()


def _wait(port: int) -> None:
    for _try in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("HQ did not start")


class Remembering:
    """HQ's application, and GET /last: what it answered last."""

    def __init__(self, desk: Desk) -> None:
        self.app, self.last = app(desk), b""

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/last":
            await Response(self.last)(scope, receive, send)
            return

        async def remember(message: Message) -> None:
            if message["type"] == "http.response.body":
                self.last = message["body"]
            await send(message)

        await self.app(scope, receive, remember)


def serve(url: str, folder: Path) -> None:
    """Serves until it is ended."""
    engine = database.open_engine(url, pool_size=2)
    with engine.begin() as connection:
        about = {"label": READER, "name": READER, "schema_number": checks.SCHEMA, "sign_pub": "", "box_pub": ""}
        connection.execute(laptops.insert().values(device=READER, enrolled_at=NOW, seen_at=NOW, **about))
        token = tokens.issue(connection, READER, NOW)
    desk = Desk(HqSettings(folder, url, UNLIMITED), engine, keys.make(folder))
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # else asyncio leaves Nagle on
    bound.bind(("127.0.0.1", 0))
    print(json.dumps({"port": bound.getsockname()[1], "token": token}), flush=True)
    uvicorn.Server(uvicorn.Config(Remembering(desk), log_level="warning", access_log=False)).run(sockets=[bound])


if __name__ == "__main__":
    serve(sys.argv[1], Path(sys.argv[2]))
