"""200 laptops exchange at once with one HQ on PostgreSQL: python -m tests.proofs.hq_crowd --laptops 200

Each has a connection of its own and sends 50 new people, then pulls what came: no error, and the 95th percentile of the
answers within 2 s (`--within`, in milliseconds). What is sent is packed before, so that the crowd takes little of the
computer that it shares with HQ. Told beside it: the CPU of HQ's workers and of PostgreSQL, against raw executemany of
the same heads in the same run, and what was left idle.
"""

import asyncio
import gzip
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import create_engine, text

from organizer_app.domain.made_up import people
from organizer_app.hq import checks, enrolment, keys, opening
from organizer_app.hq.heads import COLUMNS
from organizer_app.wire.protocol import Answer, Op
from tests.bench.bench_push import fields, table_like_head
from tests.hq.conftest import cluster
from tests.hq.site import V1, wish_for
from tests.hq.test_serve import ask, serving
from tests.proofs.arguments import parsed, say

PEOPLE = 50
CORES = os.cpu_count() or 1
TICKS = os.sysconf("SC_CLK_TCK")
SERVER = "-c max_connections=120 -c listen_addresses=''"


@dataclass
class Used:
    """Seconds of all crowds so far: by the clock, and of CPU by whom; `idle` of all cores together."""

    clock: float = 0
    crowd: float = 0
    hq: float = 0
    postgres: float = 0
    raw: float = 0
    idle: float = 0
    took: list[float] = field(default_factory=list)  # each answer


def main() -> int:
    """Exit status 1 when the answers came later than they may."""
    arguments = parsed(laptops=200, workers=CORES, within=2_000)
    used = crowds(arguments.laptops, arguments.workers, arguments.seconds)
    ok, said = judged(used, arguments.within / 1000)
    say(f"{len(used.took)} answers to {arguments.laptops} laptops at once, {arguments.workers} workers: {said}")
    return 0 if ok else 1


def crowds(laptops: int, workers: int, seconds: float) -> Used:
    """One crowd after another until the time is over."""
    with cluster(SERVER) as name, tempfile.TemporaryDirectory() as folder:
        first = create_engine(name.format(name="postgres"), isolation_level="AUTOCOMMIT")
        with first.connect() as connection:
            connection.execute(text("CREATE DATABASE hub"))
        first.dispose()
        address, data = name.format(name="hub"), Path(folder) / "hq"
        with serving(data, "--db", address, "--workers", str(workers)) as (url, child):
            ends = time.monotonic() + seconds
            tokens = _joined(address, data, url, laptops)
            postmaster, used, rounds = _postmaster(address), Used(), 0
            while rounds == 0 or time.monotonic() + 5 < ends:
                bodies = [_body(n, rounds) for n in range(len(tokens))]
                began = _now(child.pid, postmaster)
                used.took += asyncio.run(_crowd(url, tokens, bodies, rounds))
                spent = [after - before for before, after in zip(began, _now(child.pid, postmaster), strict=True)]
                used.clock, used.crowd, used.hq = used.clock + spent[0], used.crowd + spent[1], used.hq + spent[2]
                used.postgres, used.idle = used.postgres + spent[3], used.idle + spent[4]
                used.raw += _raw(address, postmaster, rounds)
                rounds += 1
    return used


def middle_and_slow(used: Used) -> tuple[float, float]:
    """Seconds of an answer: the median and the 95th percentile."""
    took = sorted(used.took)
    return took[len(took) // 2], took[len(took) * 95 // 100]


def judged(used: Used, within: float) -> tuple[bool, str]:
    """Whether the answers came soon enough, and the numbers. `within` in seconds."""
    middle, slow = middle_and_slow(used)
    times, idle = (used.hq + used.postgres) / used.raw, used.idle / (used.clock * CORES)
    each = [1000 * seconds / len(used.took) for seconds in (used.hq, used.postgres, used.crowd)]
    said = (
        f"median {middle:.2f} s, 95th percentile {slow:.2f} s; CPU for each {each[0]:.1f} ms at HQ, "
        f"{each[1]:.1f} ms in PostgreSQL ({times:.1f} times raw executemany), {each[2]:.1f} ms in the laptops; "
        f"{idle:.0%} of all was left idle"
    )
    return slow <= within, said


def _now(hq: int, postmaster: int) -> tuple[float, float, float, float, float]:
    """Seconds so far: by the clock, and of CPU by this process, by HQ, by PostgreSQL, by nobody."""
    nobody = sum(int(ticks) for ticks in Path("/proc/stat").read_text().splitlines()[0].split()[4:6]) / TICKS
    return time.perf_counter(), time.process_time(), _cpu(hq), _cpu(postmaster), nobody


def _raw(address: str, postmaster: int, number: int) -> float:
    """CPU seconds of executemany of the heads of a round, by laptop, into a table like theirs."""
    engine = opening.connect(address)
    names = ", ".join(COLUMNS)
    statement = f"INSERT INTO raw ({names}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"
    with engine.begin() as connection:
        found = connection.execute(
            text(f"SELECT {names} FROM head WHERE ver > :from ORDER BY bucket, ver"), {"from": number * PEOPLE}
        )
        stored = [tuple(row) for row in found]
        table_like_head(connection)
    borrowed = engine.raw_connection()
    driver: Any = borrowed.driver_connection
    began = time.process_time() + _cpu(postmaster)
    for first in range(0, len(stored), PEOPLE):
        driver.cursor().executemany(statement, stored[first : first + PEOPLE])
        driver.commit()
    took = time.process_time() + _cpu(postmaster) - began
    borrowed.close()
    engine.dispose()
    return took


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
