"""200 laptops exchange at once with one HQ on PostgreSQL: python -m tests.proofs.hq_crowd --laptops 200 --workers 4

Each has a connection of its own and sends 20 new people, then pulls what came: no error, and the 95th percentile of the
answers within 2 s (`--within`, in milliseconds). What is sent is packed before, so that the crowd takes little of the
computer that it shares with HQ; the CPU of HQ's workers and of PostgreSQL is told with it.
"""

import asyncio
import gzip
import os
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import create_engine, text

from organizer_app.domain.made_up import people
from organizer_app.hq import checks, enrolment, keys, opening
from organizer_app.wire.protocol import Answer, Op
from tests.bench.bench_push import fields
from tests.hq.conftest import cluster
from tests.hq.site import V1, wish_for
from tests.hq.test_serve import ask, serving
from tests.proofs.arguments import parsed, say

PEOPLE = 20
TICKS = os.sysconf("SC_CLK_TCK")
SERVER = "-c max_connections=120 -c listen_addresses=''"


def main() -> int:
    """One crowd after another until the time is over."""
    arguments = parsed(laptops=200, workers=4, within=2_000)
    with cluster(SERVER) as name, tempfile.TemporaryDirectory() as folder:
        first = create_engine(name.format(name="postgres"), isolation_level="AUTOCOMMIT")
        with first.connect() as connection:
            connection.execute(text("CREATE DATABASE hub"))
        first.dispose()
        address, data = name.format(name="hub"), Path(folder) / "hq"
        with serving(data, "--db", address, "--workers", str(arguments.workers)) as (url, child):
            ends = time.monotonic() + arguments.seconds
            tokens = _joined(address, data, url, arguments.laptops)
            parents, took, rounds, cpu = (child.pid, _postmaster(address)), list[float](), 0, 0.0
            while rounds == 0 or time.monotonic() + 5 < ends:
                bodies = [_body(n, rounds) for n in range(len(tokens))]
                before = _cpu(*parents)
                took += asyncio.run(_crowd(url, tokens, bodies, rounds))
                cpu += _cpu(*parents) - before
                rounds += 1
    took.sort()
    middle, slow = took[len(took) // 2], took[len(took) * 95 // 100]
    crowd = f"{len(took)} answers to {arguments.laptops} laptops at once, {arguments.workers} workers"
    each = f"{cpu / len(took) * 1000:.1f} ms of CPU for each"
    say(f"{crowd}: median {middle:.2f} s, 95th percentile {slow:.2f} s, {each}")
    return 0 if slow * 1000 <= arguments.within else 1


def _postmaster(address: str) -> int:
    """The process whose children are PostgreSQL's connections."""
    engine = opening.connect(address)
    with engine.connect() as connection:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        parent = int(_stat(Path(f"/proc/{pid}/stat"))[1])
    engine.dispose()
    return parent


def _cpu(*parents: int) -> float:
    """Seconds that processes and their children have used so far, those that ended included."""
    found = [_stat(file) for file in Path("/proc").glob("[0-9]*/stat")]
    own = [s for s in found if s and (int(s[1]) in parents or int(s[-1]) in parents)]
    return sum(int(ticks) for s in own for ticks in s[11:15]) / TICKS


def _stat(file: Path) -> list[str]:
    """A process in Linux's words: its state, its parent, …; its id comes last. Empty when it has ended."""
    try:
        return [*file.read_text().rpartition(")")[2].split(), file.parent.name]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _joined(address: str, data: Path, url: str, laptops: int) -> list[str]:
    engine, own, now = opening.connect(address), keys.load(data), time.time_ns() // 1_000_000
    found = []
    for n in range(laptops):
        with engine.begin() as connection:
            made = enrolment.make_code(
                connection, own, granted=[(f"D{n}", "rw")], label=f"laptop {n}", now=now, who="proof"
            )
        found.append(str(ask(f"{url}{V1}/enrol", wish_for(made.code))["token"]))
    engine.dispose()
    return found


async def _crowd(url: str, tokens: list[str], bodies: list[bytes], number: int) -> list[float]:
    each = zip(tokens, bodies, strict=True)
    both = await asyncio.gather(*(_laptop(url, token, body, _op(n, number)) for n, (token, body) in enumerate(each)))
    return [seconds for pair in both for seconds in pair]


def _op(n: int, number: int, k: int = PEOPLE - 1) -> str:
    """The id of an op of a laptop's; by itself that of its last in a round."""
    return f"{n}-{number}-{k}"


def _body(n: int, number: int) -> bytes:
    """What a laptop sends in a round, packed."""
    now = time.time_ns() // 1_000_000
    ops = [
        Op(_op(n, number, k), "members", f"{(n << 40) + (number << 20) + k:032x}", f"D{n}", "patch",
           fields(person), 0, now, "Sita", 0, "")
        for k, person in enumerate(people(PEOPLE, n))
    ]  # fmt: skip
    return _packed({"prev": _op(n, number - 1) if number else "", "ops": ops})


def _packed(more: dict[str, object]) -> bytes:
    now = time.time_ns() // 1_000_000
    return gzip.compress(msgspec.json.encode({"v": 1, "schema": checks.SCHEMA, "gen": "", "sent_at": now} | more), 1)


async def _laptop(url: str, token: str, body: bytes, last: str) -> tuple[float, float]:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        told, first = await _exchange(reader, writer, token, body)
        assert [result.status for result in told.res] == ["ok"] * PEOPLE, told.res
        told, second = await _exchange(reader, writer, token, _packed({"prev": last, "cur": told.cur}))
        assert told.res == []
    finally:
        writer.close()
    return first, second


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str, body: bytes
) -> tuple[Answer, float]:
    head = f"POST {V1}/exchange HTTP/1.1\r\nHost: hq\r\nAuthorization: Bearer {token}\r\nContent-Encoding: gzip\r\n"
    began = time.monotonic()
    writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    said = await reader.readuntil(b"\r\n\r\n")
    (length,) = (int(line.split(b":")[1]) for line in said.splitlines() if line.lower().startswith(b"content-length"))
    found = await reader.readexactly(length)
    seconds = time.monotonic() - began
    assert said.startswith(b"HTTP/1.1 200"), found
    return msgspec.json.decode(found, type=Answer), seconds


if __name__ == "__main__":
    sys.exit(main())
